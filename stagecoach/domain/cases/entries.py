"""What the entries of a case add up to.

Entries are only ever added. Each kind below knows what it changes in the case; a kind that this
version does not know makes the case one of a later version (`Newer`), which is not guessed at.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from stagecoach.domain.cases.case import (
    Action,
    Case,
    Closing,
    Consent,
    Consequence,
    Content,
    Fact,
    Moment,
    Option,
    StudentWords,
    Wish,
)

UNREADABLE = "unreadable"  # kind of an entry that was changed outside StageCoach


class Newer(Exception):
    """An entry of a kind that this version does not know."""


def _day(value: str | None) -> dt.date | None:
    return dt.date.fromisoformat(value) if value else None


def _must(value: str) -> dt.date:
    return dt.date.fromisoformat(value)


def _received(case: Case, content: Content, at: dt.datetime) -> None:
    case.number, case.channel = content["number"], content["channel"]
    case.received_on, case.received_at = _must(content["on_day"]), at
    case.said.append(StudentWords(content["words"], case.received_on))
    case.kinds, case.grounds = tuple(content["kinds"]), tuple(content["grounds"])
    case.help, case.name, case.contact = content["help"], content["name"], content["contact"]
    case.reply_to = content["reply_to"]
    case.unread = case.channel == "envelope"  # what one typed oneself was read


def _added(case: Case, content: Content, _at: dt.datetime) -> None:
    case.said.append(StudentWords(content["words"], _must(content["on_day"])))
    case.name, case.contact = content["name"] or case.name, content["contact"] or case.contact
    case.unread, case.closing = True, None  # more to say: it is not over


def _read(case: Case, content: Content, _at: dt.datetime) -> None:
    case.read_on = case.read_on or _must(content["on_day"])
    case.unread = False


def _believed(case: Case, content: Content, at: dt.datetime) -> None:
    case.believed, case.believed_on = content["said"], _must(content["on_day"])
    case.first_reply = case.first_reply or at


def _answered(case: Case, content: Content, at: dt.datetime) -> None:
    case.answers.append(StudentWords(content["words"], _must(content["on_day"])))
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
    consent = Consent(content["id"], content["who"], content["what"], _must(content["on_day"]))
    case.consents[consent.id] = consent


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
            content["id"],
            _must(content["due"]),
            content["note"],
            content.get("at", ""),
            content.get("place", ""),
            _day(content.get("done_on")),
            content.get("told", ""),
        )

    return note


def _consequence(case: Case, content: Content, _at: dt.datetime) -> None:
    case.consequence = Consequence(content["consequence"])
    case.consequence_on, case.consequence_note = _must(content["on_day"]), content["note"]


def _closed(case: Case, content: Content, _at: dt.datetime) -> None:
    case.closing = Closing(
        _must(content["on_day"]),
        content["reason"],
        content["together"],
        _must(content["keep_until"]),
    )


def _reopened(case: Case, _content: Content, _at: dt.datetime) -> None:
    case.closing, case.handed_to = None, ""


def _warned(case: Case, content: Content, _at: dt.datetime) -> None:
    day, before = _must(content["on_day"]), _day(content["before"])
    case.warnings.append(Fact(content["what"], day, content["form"], before))


def _appended(name: str) -> Callable[[Case, Content, dt.datetime], None]:
    def note(case: Case, content: Content, _at: dt.datetime) -> None:
        getattr(case, name).append(StudentWords(content["words"], _must(content["on_day"])))

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
    "warned": _warned,
    "desk_sheet": _nothing,
    "kept_apart": _nothing,
    "resealed": _nothing,
    "closed": _closed,
    "reopened": _reopened,
    "reflection": _set(reflection=""),
    "handed_over": _set(handed_to="to"),
    "taken_over": _reopened,
}


KNOWN = {*KINDS, "erased", UNREADABLE}


def fold(case_id: str, entries: Iterable[tuple[dt.datetime, str, Content | None]]) -> Case:
    """What the entries of one case add up to. Raises Newer, or what a bad entry raises."""
    case = Case(case_id)
    for at, kind, content in entries:
        if kind == "erased" or content is None:
            case.erased = True
            case.number = (content or {}).get("number", case.number)
        elif kind == UNREADABLE:
            raise ValueError
        elif kind in KINDS:
            KINDS[kind](case, content, at)
        else:
            raise Newer
    return case


# What an entry has to hold to be taken over from somewhere else: name and kind of each value.
_SHAPES = {
    "received": "number:int channel:str on_day:day words:str kinds:strs grounds:strs help:str "
    "name:str contact:str reply_to:str letter:str",
    "added": "on_day:day words:str name:str contact:str reply_to:str letter:str",
    "read": "on_day:day",
    "titled": "title:str",
    "student": "student_id:str",
    "named": "name:str contact:str",
    "believed": "said:str on_day:day",
    "safety": "safe:str minor:str done:str",
    "option": "id:str text:str hint:str",
    "wish": "id:str wish:str on_day:day",
    "consent": "id:str who:str what:str on_day:day",
    "withdrawn": "id:str on_day:day",
    "action": "id:str what:str owner:str due:day",
    "action_done": "id:str on_day:day result:str",
    "talk": "id:str due:day note:str at:str place:str",
    "feedback": "id:str due:day note:str at:str place:str",
    "aftercare": "id:str due:day note:str at:str place:str",
    "consequence": "consequence:str on_day:day note:str",
    "replacement": "words:str",
    "note": "words:str on_day:day",
    "answer": "words:str on_day:day",
    "warned": "what:str on_day:day form:str before:str",
    "closed": "on_day:day reason:str together:bool keep_until:day",
    "handed_over": "to:str on_day:day",
}
_FITS: dict[str, Callable[[Any], bool]] = {
    "str": lambda value: isinstance(value, str),
    "strs": lambda value: isinstance(value, list) and all(isinstance(v, str) for v in value),
    "int": lambda value: type(value) is int,
    "bool": lambda value: isinstance(value, bool),
    "day": lambda value: isinstance(value, str) and dt.date.fromisoformat(value) is not None,
}
_ID = re.compile("[0-9a-f]{32}")


def check(case_id: str, entries: list[tuple[dt.datetime, str, Any]]) -> Case:
    """Entries that somebody else made. Raises Newer, ValueError or what folding raises."""
    if not _ID.fullmatch(case_id) or not entries or entries[0][1] != "received":
        raise ValueError
    for at, kind, content in entries:
        wanted = [part.split(":") for part in _SHAPES.get(kind, "").split()]
        fits = isinstance(content, dict) and all(_FITS[k](content[name]) for name, k in wanted)
        if at.tzinfo is None or not fits:
            raise ValueError
    return fold(case_id, entries)
