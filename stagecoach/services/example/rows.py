"""Rows of a generated store: made from a seed, written many at a time."""

import datetime as dt
import random
import uuid
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from stagecoach import clock
from stagecoach.domain.evaluations import Conclusion, Kind, Party
from stagecoach.domain.evaluations import Status as FormStatus
from stagecoach.domain.guidance import MomentKind
from stagecoach.domain.students.agreements import Change
from stagecoach.domain.templates.blueprints import Section
from stagecoach.domain.templates.scales import lowest
from stagecoach.domain.tracks import Track
from stagecoach.services.evaluations import loading as sheets
from stagecoach.store.base import Base
from stagecoach.store.companies import Company, School
from stagecoach.store.evaluations.evaluations import Agreement, Evaluation, Mark, Outcome
from stagecoach.store.guidance import AgreedAction, GuidanceMoment
from stagecoach.store.hours import DayLine
from stagecoach.store.logs import LogEntry
from stagecoach.store.people.persons import Person, PersonRole
from stagecoach.store.students.agreements import AgreementSheet
from stagecoach.store.students.placements import Placement
from stagecoach.store.students.students import Student
from stagecoach.store.tasks import Task, TaskLink

BATCH = 20_000  # rows of one insert
# A note is one of each: words come back as often as they do in notes that people write.
_DID = """
    bouwde testte tekende besprak verbeterde controleerde ordende leerde repareerde verzorgde
    plande presenteerde onderzocht mat schreef telde waste bestelde monteerde programmeerde
""".split()
_WHAT = """
    alarm zorgplan planning koppeling kozijn overzicht medicijn grafiek formulier website
    voorraad leiding maaltijd meting rooster protocol machine dossier steiger database sensor
    gesprek vloer rapport netwerk ontwerp wond pomp etalage kassa
""".split()
_HOW = (
    "ging rustig te werk",
    "vroeg op tijd om hulp",
    "liep vast op een detail",
    "legde het uit aan een medestudent",
    "hield zich aan de afspraak",
    "dacht zelf mee",
    "werkte netjes volgens protocol",
    "vergat een stap en herstelde die",
    "bleef vriendelijk",
    "had meer tijd nodig",
    "controleerde alles twee keer",
    "werkte vlot door",
    "stelde goede vragen",
    "schreef de resultaten op",
    "ruimde daarna zelf op",
)
_THEN = (
    "Samen nagekeken en goedgekeurd.",
    "Morgen verder met de rest.",
    "Klant was tevreden.",
    "Daarna zelfstandig herhaald.",
    "We oefenen dit nog een keer.",
    "Feedback meteen gebruikt.",
    "Volgende keer eerst een schets.",
    "Dit lukte vorige maand nog niet.",
    "Mooi om te zien.",
    "Tempo kan nog omhoog.",
)
_TALKS = (
    "Het gaat goed. Vaker zelf om begeleiding vragen.",
    "De planning is krap. We kijken over twee weken opnieuw.",
    "Leerdoelen besproken en twee ervan scherper gemaakt.",
)
_AGREED = ("de planning", "het testlogboek", "het zorgplan")


@dataclass
class Batch:
    """Rows that wait to be written, per table in the order they must go in."""

    session: Session
    rng: random.Random
    waiting: dict[type[Base], list[dict[str, Any]]] = field(default_factory=dict)
    count: int = 0

    def new_id(self, day: dt.date) -> uuid.UUID:
        """A UUIDv7 of that day, from the seed alone."""
        self.count += 1
        moment = dt.datetime.combine(day, dt.time(12), dt.UTC)
        stamp = int(moment.timestamp() * 1000) + self.count % 1_000_000
        random_bits = self.rng.getrandbits(74)
        high = stamp << 16 | 0x7000 | random_bits >> 62
        return uuid.UUID(int=high << 64 | 0b10 << 62 | random_bits & ((1 << 62) - 1))

    def add(self, model: type[Base], day: dt.date, **values: Any) -> uuid.UUID:
        key = self.new_id(day)
        self.waiting.setdefault(model, []).append({"id": key, **values})
        return key

    def add_keyed(self, model: type[Base], **values: Any) -> None:
        """A row that gets its id from its natural key, when it is written."""
        self.waiting.setdefault(model, []).append(values)

    def write(self, *, all_of_it: bool = False) -> None:
        if not all_of_it and sum(map(len, self.waiting.values())) < BATCH:
            return
        for model in _ORDER:
            if rows := self.waiting.pop(model, None):
                self.session.execute(insert(model), rows)


_ORDER: tuple[type[Base], ...] = (
    Company,
    School,
    Person,
    PersonRole,
    Student,
    Placement,
    AgreementSheet,
    Task,
    TaskLink,
    LogEntry,
    DayLine,
    GuidanceMoment,
    AgreedAction,
    Evaluation,
    Mark,
    Outcome,
    Agreement,
)


def sheet(values: dict[str, Any]) -> dict[str, Any]:
    """The agreement of a placement: four days of eight hours, signed a week before."""
    shared = ("starts_on", "ends_on", "agreed_minutes", "route", "company_id")
    day, free = [8 * 60, 0], [0, 0]
    return {
        **{name: values[name] for name in shared},
        "number": 1,
        "change": Change.FIRST,
        "valid_from": values["starts_on"],
        "signed_on": values["starts_on"] - dt.timedelta(weeks=1),
        "reason": "",
        "country": "NL",
        "school_region": "midden",
        "pattern": [[day] * 4 + [free] * 3],
    }


def note(rng: random.Random) -> str:
    return (
        f"{rng.choice(_DID).capitalize()} {rng.choice(_WHAT)} en {rng.choice(_HOW)}. "
        f"{rng.choice(_THEN)}"
    )


def moments(batch: Batch, placement_id: uuid.UUID, first: dt.date, until: dt.date) -> None:
    """A talk every five weeks, the first at the workplace, with an action that was done."""
    for number, kind in enumerate((MomentKind.START, *[MomentKind.PROGRESS] * 3)):
        day = first + dt.timedelta(weeks=5 * number, days=3)
        if day > until:
            return
        moment = batch.add(
            GuidanceMoment,
            day,
            placement_id=placement_id,
            kind=kind,
            on_date=day,
            held=True,
            at_work=number == 0,
            student_there=True,
            company_there=True,
            school_there=True,
            agenda="",
            result=batch.rng.choice(_TALKS),
            minutes=30,
            author_id=None,
        )
        batch.add(
            AgreedAction,
            day,
            placement_id=placement_id,
            moment_id=moment,
            text=batch.rng.choice(_AGREED),
            owner=batch.rng.choice(tuple(Party)),
            due_on=day + dt.timedelta(weeks=2),
            done_on=day + dt.timedelta(weeks=2),
        )


def evaluation(
    batch: Batch,
    placement_id: uuid.UUID,
    kind: Kind,
    values: dict[str, Any],
    structure: sheets.Structure,
    blueprint_id: uuid.UUID,
) -> None:
    first, last = values["starts_on"], values["ends_on"]
    share = {Kind.START: 0.05, Kind.INTERIM: 0.5, Kind.FINAL: 1.0}[kind]
    day = first + (last - first) * share
    past = day < clock.today()
    evaluation_id = batch.add(
        Evaluation,
        day,
        placement_id=placement_id,
        template_id=None,
        blueprint_id=blueprint_id,
        kind=kind,
        edition=1,
        talk_on=day,
        status=FormStatus.DRAFT,
        correction="",
        guardian=False,
        conclusion=Conclusion.WITH_AGREEMENTS if past else None,
        extra_talk_on=None,
    )
    for section in structure.sections:
        _outcome(batch, evaluation_id, section)
    for track in Track:
        text = f"Volgende keer: {batch.rng.choice(_AGREED)}"
        batch.add(Agreement, day, evaluation_id=evaluation_id, track=track, position=0, text=text)


def _outcome(batch: Batch, evaluation_id: uuid.UUID, section: Section) -> None:
    given: list[str] = []
    why = "Dit is nog nieuw. We oefenen het samen en kijken over twee weken opnieuw."
    for question in section.questions:
        letter = batch.rng.choice("OVVVGG")
        given.append(letter)
        batch.add_keyed(
            Mark,
            evaluation_id=evaluation_id,
            criterion_id=question.id,
            value=letter,
            explanation=why if letter == "O" else "",
        )
    assert section.process is not None  # the two-track form
    assert section.outcome is not None
    proposed = lowest(section.outcome, given)
    batch.add_keyed(
        Outcome,
        evaluation_id=evaluation_id,
        section=section.key,
        work_process_id=section.process.id,
        track=section.track,
        value=proposed or "V",
        proposed=proposed,
        explanation="",
    )
