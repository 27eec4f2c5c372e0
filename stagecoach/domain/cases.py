"""A case: what its entries say. Five stations, and no field for credibility or proof.

Entries are only ever added. Each kind below knows what it changes in the case; a kind that this
version does not know makes the case one of a later version (`Newer`), which is not guessed at.
"""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

Content = dict[str, Any]


class Newer(Exception):
    """An entry of a kind that this version does not know."""


class Station(StrEnum):
    HEARD = "heard"
    BELIEVED = "believed"
    OPTIONS = "options"
    AGREEMENT = "agreement"
    AFTERCARE = "aftercare"


class Wish(StrEnum):
    """What the student says of an option; open until they do."""

    WANTED = "wanted"
    MAYBE = "maybe"
    RATHER_NOT = "rather_not"


class Consequence(StrEnum):
    """For the company (DOMAIN.md 4.6, step 8)."""

    NONE = "none"
    AGREEMENT = "agreement"
    WARNING = "warning"
    NO_NEW_STUDENTS = "no_new_students"
    SBB_REPORT = "sbb_report"
    SUSPENSION = "suspension"
    WITHDRAWAL = "withdrawal"


@dataclass(frozen=True, slots=True)
class Said:
    """The student's own words: to the letter, and not to be edited."""

    words: str
    on_day: dt.date


@dataclass(frozen=True, slots=True)
class Option:
    id: str
    text: str
    hint: str
    wish: Wish | None = None
    chosen_on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Consent:
    """Who may know what, because the student said so."""

    id: str
    who: str
    what: str
    given_on: dt.date
    withdrawn_on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Action:
    id: str
    what: str
    owner: str
    due: dt.date
    done_on: dt.date | None = None
    result: str = ""


@dataclass(frozen=True, slots=True)
class Moment:
    """A talk, a telling back or aftercare: meant for a day, done on a day."""

    id: str
    due: dt.date
    note: str = ""
    at: str = ""  # time of day
    place: str = ""
    done_on: dt.date | None = None
    told: str = ""


@dataclass(frozen=True, slots=True)
class Closing:
    on_day: dt.date
    reason: str
    together: bool
    keep_until: dt.date


@dataclass(slots=True)
class Case:
    """`number` is of this room; `name` is empty where the student stays unnamed."""

    id: str
    number: int = 0
    title: str = ""
    channel: str = ""
    received_on: dt.date | None = None
    received_at: dt.datetime | None = None
    reply_to: str = ""
    said: list[Said] = field(default_factory=list)
    kinds: tuple[str, ...] = ()
    grounds: tuple[str, ...] = ()
    help: str = ""
    name: str = ""
    contact: str = ""
    student_id: str = ""
    first_reply: dt.datetime | None = None
    believed_on: dt.date | None = None
    believed: str = ""
    safety: Content | None = None
    aid: Content = field(default_factory=dict)
    options: dict[str, Option] = field(default_factory=dict)
    consents: dict[str, Consent] = field(default_factory=dict)
    actions: dict[str, Action] = field(default_factory=dict)
    talks: dict[str, Moment] = field(default_factory=dict)
    feedback: dict[str, Moment] = field(default_factory=dict)
    aftercare: dict[str, Moment] = field(default_factory=dict)
    consequence: Consequence | None = None
    consequence_on: dt.date | None = None
    consequence_note: str = ""
    replacement: str = ""
    notes: list[Said] = field(default_factory=list)
    answers: list[Said] = field(default_factory=list)
    warnings: list[Said] = field(default_factory=list)
    closing: Closing | None = None
    reflection: Content = field(default_factory=dict)
    handed_to: str = ""
    read_on: dt.date | None = None
    unread: bool = True
    erased: bool = False

    @property
    def consented(self) -> list[Consent]:
        return [each for each in self.consents.values() if each.withdrawn_on is None]

    @property
    def open(self) -> bool:
        return self.closing is None and not self.handed_to and not self.erased

    def day_of(self, station: Station) -> dt.date | None:
        """When a station was passed; None while it was not."""
        wishes = [each.chosen_on for each in self.options.values() if each.chosen_on]
        agreed = [each.given_on for each in self.consents.values()] or wishes
        done = [each.done_on for each in self.feedback.values() if each.done_on]
        return {
            Station.HEARD: self.read_on,
            Station.BELIEVED: self.believed_on,
            Station.OPTIONS: max(agreed) if agreed and self.actions else None,
            Station.AGREEMENT: max(done) if done and self.consequence else None,
            Station.AFTERCARE: self.closing.on_day if self.closing else None,
        }[station]

    @property
    def station(self) -> Station:
        """Where the case is now: the first that was not passed; the last when all were."""
        return next((each for each in Station if self.day_of(each) is None), Station.AFTERCARE)

    def due(self, today: dt.date) -> list[tuple[dt.date, str, str]]:
        """What is to be done, by day: when, which kind, what about. Late first."""
        if not self.open:
            return []
        moments = {"talk": self.talks, "feedback": self.feedback, "aftercare": self.aftercare}
        found = [
            (each.due, kind, each.note)
            for kind, many in moments.items()
            for each in many.values()
            if each.done_on is None and (kind != "talk" or each.due >= today)
        ]
        found += [(a.due, "action", a.what) for a in self.actions.values() if a.done_on is None]
        return sorted(found)


def _day(value: str | None) -> dt.date | None:
    return dt.date.fromisoformat(value) if value else None


def _must(value: str) -> dt.date:
    return dt.date.fromisoformat(value)


def _received(case: Case, content: Content, at: dt.datetime) -> None:
    case.number, case.channel = content["number"], content["channel"]
    case.received_on, case.received_at = _must(content["on_day"]), at
    case.said.append(Said(content["words"], case.received_on))
    case.kinds, case.grounds = tuple(content["kinds"]), tuple(content["grounds"])
    case.help, case.name, case.contact = content["help"], content["name"], content["contact"]
    case.reply_to = content["reply_to"]


def _added(case: Case, content: Content, _at: dt.datetime) -> None:
    case.said.append(Said(content["words"], _must(content["on_day"])))
    case.name, case.contact = content["name"] or case.name, content["contact"] or case.contact
    case.unread = True


def _read(case: Case, content: Content, _at: dt.datetime) -> None:
    case.read_on = case.read_on or _must(content["on_day"])
    case.unread = False


def _believed(case: Case, content: Content, at: dt.datetime) -> None:
    case.believed, case.believed_on = content["said"], _must(content["on_day"])
    case.first_reply = case.first_reply or at


def _answered(case: Case, content: Content, at: dt.datetime) -> None:
    case.answers.append(Said(content["words"], _must(content["on_day"])))
    case.first_reply = case.first_reply or at


def _option(case: Case, content: Content, _at: dt.datetime) -> None:
    before = case.options.get(content["id"])
    wish, chosen = (before.wish, before.chosen_on) if before else (None, None)
    case.options[content["id"]] = Option(
        content["id"], content["text"], content["hint"], wish, chosen
    )


def _wish(case: Case, content: Content, _at: dt.datetime) -> None:
    option = case.options[content["id"]]
    wish = Wish(content["wish"]) if content["wish"] else None
    day = _must(content["on_day"]) if wish else None
    case.options[option.id] = replace(option, wish=wish, chosen_on=day)


def _consent(case: Case, content: Content, _at: dt.datetime) -> None:
    made = Consent(content["id"], content["who"], content["what"], _must(content["on_day"]))
    case.consents[made.id] = made


def _withdrawn(case: Case, content: Content, _at: dt.datetime) -> None:
    before = case.consents[content["id"]]
    case.consents[before.id] = replace(before, withdrawn_on=_must(content["on_day"]))


def _action(case: Case, content: Content, _at: dt.datetime) -> None:
    case.actions[content["id"]] = Action(
        content["id"], content["what"], content["owner"], _must(content["due"])
    )


def _action_done(case: Case, content: Content, _at: dt.datetime) -> None:
    before = case.actions[content["id"]]
    day = _must(content["on_day"])
    case.actions[before.id] = replace(before, done_on=day, result=content["result"])


def _moment(name: str) -> Callable[[Case, Content, dt.datetime], None]:
    def note(case: Case, content: Content, _at: dt.datetime) -> None:
        many: dict[str, Moment] = getattr(case, name)
        many[content["id"]] = Moment(
            content["id"], _must(content["due"]), content["note"], content.get("at", ""),
            content.get("place", ""), _day(content.get("done_on")), content.get("told", ""),
        )  # fmt: skip

    return note


def _consequence(case: Case, content: Content, _at: dt.datetime) -> None:
    case.consequence = Consequence(content["consequence"])
    case.consequence_on, case.consequence_note = _must(content["on_day"]), content["note"]


def _closed(case: Case, content: Content, _at: dt.datetime) -> None:
    case.closing = Closing(
        _must(content["on_day"]), content["reason"], content["together"],
        _must(content["keep_until"]),
    )  # fmt: skip


def _reopened(case: Case, _content: Content, _at: dt.datetime) -> None:
    case.closing, case.handed_to = None, ""


def _appended(name: str) -> Callable[[Case, Content, dt.datetime], None]:
    def note(case: Case, content: Content, _at: dt.datetime) -> None:
        getattr(case, name).append(Said(content["words"], _must(content["on_day"])))

    return note


def _set(**fields: str) -> Callable[[Case, Content, dt.datetime], None]:
    """Each field of the case takes a value of the entry; an empty name takes all of it."""

    def note(case: Case, content: Content, _at: dt.datetime) -> None:
        for name, key in fields.items():
            setattr(case, name, content[key] if key else content)

    return note


def _nothing(_case: Case, _content: Content, _at: dt.datetime) -> None:
    """It is in the log, and changes nothing."""


KINDS: dict[str, Callable[[Case, Content, dt.datetime], None]] = {
    "received": _received,
    "added": _added,
    "read": _read,
    "titled": _set(title="title"),
    "student": _set(student_id="student_id"),
    "named": _set(name="name", contact="contact"),
    "name_shown": _nothing,
    "believed": _believed,
    "safety": _set(safety=""),
    "aid": _set(aid=""),
    "option": _option,
    "wish": _wish,
    "consent": _consent,
    "withdrawn": _withdrawn,
    "action": _action,
    "action_done": _action_done,
    "talk": _moment("talks"),
    "feedback": _moment("feedback"),
    "aftercare": _moment("aftercare"),
    "consequence": _consequence,
    "replacement": _set(replacement="words"),
    "note": _appended("notes"),
    "answer": _answered,
    "warned": _appended("warnings"),
    "desk_sheet": _nothing,
    "kept_apart": _nothing,
    "resealed": _nothing,
    "closed": _closed,
    "reopened": _reopened,
    "reflection": _set(reflection=""),
    "handed_over": _set(handed_to="to"),
    "taken_over": _reopened,
}


def fold(case_id: str, entries: Iterable[tuple[dt.datetime, str, Content | None]]) -> Case:
    """What the entries of one case add up to. Raises Newer."""
    case = Case(case_id)
    for at, kind, content in entries:
        if kind == "erased" or content is None:
            case.erased = True
        elif kind in KINDS:
            KINDS[kind](case, content, at)
        else:
            raise Newer
    return case
