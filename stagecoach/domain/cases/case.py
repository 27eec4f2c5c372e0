"""A case: five steps, and no field for credibility or proof. `entries` makes one."""

import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

Content = dict[str, Any]


class CaseStep(StrEnum):
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
    """For the company (docs/domain.md, Step protocol, step 8)."""

    NONE = "none"
    AGREEMENT = "agreement"
    WARNING = "warning"
    NO_NEW_STUDENTS = "no_new_students"
    SBB_REPORT = "sbb_report"
    SUSPENSION = "suspension"
    WITHDRAWAL = "withdrawal"


@dataclass(frozen=True, slots=True)
class StudentWords:
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

    @property
    def about(self) -> str:
        """10.00, about the trip, room B1.12."""
        return ", ".join(part for part in (self.at, self.note, self.place) if part)


@dataclass(frozen=True, slots=True)
class Closing:
    on_day: dt.date
    reason: str
    together: bool
    keep_until: dt.date


@dataclass(frozen=True, slots=True)
class Fact:
    """What happened in the dossier after the report: a mark, a moved end, an end. No judgement."""

    what: str
    on_day: dt.date
    form: str = ""  # of a mark
    before: dt.date | None = None  # the end that was agreed, of one that was moved


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
    said: list[StudentWords] = field(default_factory=list)
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
    notes: list[StudentWords] = field(default_factory=list)
    answers: list[StudentWords] = field(default_factory=list)
    warnings: list[Fact] = field(default_factory=list)
    closing: Closing | None = None
    reflection: Content = field(default_factory=dict)
    handed_to: str = ""
    read_on: dt.date | None = None
    unread: bool = True
    erased: bool = False
    broken: bool = False  # something in it was changed outside StageCoach

    @property
    def consented(self) -> list[Consent]:
        return [consent for consent in self.consents.values() if consent.withdrawn_on is None]

    @property
    def open(self) -> bool:
        return self.closing is None and not self.handed_to and not self.erased and not self.broken

    def moments(self, kind: str) -> dict[str, Moment]:
        """Of a kind: talk, feedback or aftercare."""
        return {"talk": self.talks, "feedback": self.feedback, "aftercare": self.aftercare}[kind]

    def waiting(self, kind: str) -> Moment | None:
        """The first of a kind that was not held."""
        left = [moment for moment in self.moments(kind).values() if moment.done_on is None]
        return min(left, key=lambda moment: moment.due, default=None)

    def day_of(self, step: CaseStep) -> dt.date | None:
        """When a station was passed; None while it was not."""
        wishes = [entry.chosen_on for entry in self.options.values() if entry.chosen_on]
        agreed = [entry.given_on for entry in self.consents.values()] or wishes
        done = [entry.done_on for entry in self.feedback.values() if entry.done_on]
        return {
            CaseStep.HEARD: self.read_on,
            CaseStep.BELIEVED: self.believed_on,
            CaseStep.OPTIONS: max(agreed) if agreed and self.actions else None,
            CaseStep.AGREEMENT: max(done) if done and self.consequence else None,
            CaseStep.AFTERCARE: self.closing.on_day if self.closing else None,
        }[step]

    @property
    def step(self) -> CaseStep:
        """Where the case is now: the first that was not passed; the last when all were."""
        return next(
            (station for station in CaseStep if self.day_of(station) is None), CaseStep.AFTERCARE
        )

    def due(self, today: dt.date) -> list[tuple[dt.date, str, str]]:
        """What is to be done, by day: when, which kind, what about. Late first."""
        if not self.open:
            return []
        duties = [
            (moment.due, kind, moment.about)
            for kind in ("talk", "feedback", "aftercare")
            for moment in self.moments(kind).values()
            if moment.done_on is None and (kind != "talk" or moment.due >= today)
        ]
        duties += [(a.due, "action", a.what) for a in self.actions.values() if a.done_on is None]
        return sorted(duties)
