"""An evaluation as a whole, to be shown, signed or printed: one reading, no live rows."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session

from stagecoach import i18n
from stagecoach.domain import evaluations as rules
from stagecoach.domain.evaluations import Conclusion, Kind, Party, Scale, Status
from stagecoach.domain.tracks import Track
from stagecoach.services import access, logbook, qualifications, students, tasks, templates
from stagecoach.services.access import Right
from stagecoach.services.qualifications import Process
from stagecoach.services.students import Head
from stagecoach.store.evaluations import (
    Agreement,
    Criterion,
    Evaluation,
    Mark,
    Outcome,
    Signature,
    Template,
)
from stagecoach.store.qualifications import Qualification

Place = tuple[uuid.UUID, Track]  # a work process on a track


@dataclass(frozen=True, slots=True)
class Question:
    """A criterion."""

    id: uuid.UUID
    text: str


@dataclass(frozen=True, slots=True)
class Answer:
    value: str | None = None
    explanation: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """The outcome of a work process on a track."""

    value: str | None = None
    proposed: str | None = None
    explanation: str = ""


@dataclass(frozen=True, slots=True)
class Signed:
    name: str
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class Structure:
    """What a version of a template asks. It never changes once made."""

    template_id: uuid.UUID
    qualification: str
    level: int
    version: int
    example: bool
    scale: Scale
    processes: tuple[Process, ...]
    questions: dict[Place, tuple[Question, ...]]

    def asked(self, process: Process, track: Track) -> tuple[Question, ...]:
        return self.questions.get((process.id, track), ())

    def places(self) -> Iterator[Place]:
        return ((process.id, track) for process in self.processes for track in Track)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One form with its answers; a blank one has no id and maybe no student."""

    id: uuid.UUID | None
    kind: Kind
    structure: Structure
    head: Head | None = None
    talk_on: dt.date | None = None
    status: Status = Status.OPEN
    conclusion: Conclusion | None = None
    extra_talk_on: dt.date | None = None
    answers: dict[uuid.UUID, Answer] = field(default_factory=dict)
    decisions: dict[Place, Decision] = field(default_factory=dict)
    agreements: dict[Track, list[str]] = field(default_factory=dict)
    signatures: dict[Party, Signed] = field(default_factory=dict)
    not_mine: bool = False  # whoever is here may read it, and not fill it in
    signs_for: frozenset[Party] = frozenset(Party)

    @property
    def may_sign(self) -> bool:
        """Somebody here whose signature is still missing."""
        return bool(self.signs_for - self.signatures.keys())

    @property
    def fixed(self) -> bool:
        """Nobody changes what is signed, and not everybody what is not."""
        return self.status is Status.SIGNED or self.not_mine

    def answer(self, question: Question) -> Answer:
        return self.answers.get(question.id, Answer())

    def decision(self, place: Place) -> Decision:
        return self.decisions.get(place, Decision())

    def progress(self, track: Track, process: Process | None = None) -> tuple[int, int]:
        """How many questions are answered, of how many. No criteria: the outcome asks."""
        done = total = 0
        for asked in (process,) if process else self.structure.processes:
            questions = self.structure.asked(asked, track)
            values = [self.answer(question).value for question in questions]
            values = values or [self.decision((asked.id, track)).value]
            done += sum(value is not None for value in values)
            total += len(values)
        return done, total

    @property
    def open_questions(self) -> int:
        return sum(total - done for done, total in map(self.progress, Track))

    @property
    def open_outcomes(self) -> int:
        """Undecided outcomes where criteria were asked."""
        asked = (place for place in self.structure.places() if self.structure.questions.get(place))
        return sum(self.decision(place).value is None for place in asked)

    @property
    def open_explanations(self) -> int:
        """An answer that wants an explanation and has none.

        The outcome of a work process is explained by the criteria below it, if they are.
        """
        scale = self.structure.scale
        marks = sum(
            rules.needs_explanation(scale, answer.value, answer.explanation)
            for answer in self.answers.values()
        )
        return marks + sum(
            rules.needs_explanation(scale, self.decision(place).value, self.explained(place))
            for place in self.structure.places()
        )

    def explained(self, place: Place) -> str:
        """Why this outcome: its own words, else those at one of its criteria."""
        own = self.decision(place).explanation
        asked = self.structure.questions.get(place, ())
        return own or next((t for q in asked if (t := self.answer(q).explanation)), "")


@dataclass(frozen=True, slots=True)
class Evidence:
    """What was logged and done on one work process."""

    logs: list[logbook.Row]
    tasks: list[tasks.Row]


_structures: dict[tuple[uuid.UUID, str], Structure] = {}  # never changes, so kept for good


def structure(session: Session, template_id: uuid.UUID) -> Structure:
    key = (template_id, i18n.language())
    if key not in _structures:
        _structures[key] = _read_structure(session, template_id)
    return _structures[key]


def _read_structure(session: Session, template_id: uuid.UUID) -> Structure:
    template = session.get_one(Template, template_id)
    qualification = session.get_one(Qualification, template.qualification_id)
    query = select(Criterion).where(Criterion.template_id == template_id)
    questions: dict[Place, list[Question]] = defaultdict(list)
    for criterion in session.scalars(query.order_by(Criterion.position)):
        place = (criterion.work_process_id, criterion.track)
        questions[place].append(Question(criterion.id, criterion.text))
    return Structure(
        template_id=template_id,
        qualification=qualification.title,
        level=qualification.level,
        version=template.version,
        example=template.example,
        scale=templates.scale(session, template_id),
        processes=tuple(qualifications.processes(session, template.qualification_id)),
        questions={place: tuple(found) for place, found in questions.items()},
    )


def load(session: Session, evaluation_id: uuid.UUID) -> Sheet:
    """An evaluation with all that was answered, decided, agreed and signed. Raises Refused."""
    evaluation = session.get_one(Evaluation, evaluation_id)
    access.demand(session, Right.READ_EVALUATIONS, evaluation.placement_id)
    decisions: dict[Place, Decision] = {}
    o = Outcome
    found = select(o.work_process_id, o.track, o.value, o.proposed, o.explanation)
    rows = session.execute(found.where(o.evaluation_id == evaluation_id))
    for process_id, track, value, proposed, explanation in rows:
        decisions[process_id, track] = Decision(value, proposed, explanation)
    return Sheet(
        id=evaluation_id,
        kind=evaluation.kind,
        structure=structure(session, evaluation.template_id),
        head=students.head(session, evaluation.placement_id),
        talk_on=evaluation.talk_on,
        status=evaluation.status,
        conclusion=evaluation.conclusion,
        extra_talk_on=evaluation.extra_talk_on,
        answers=_answers(session, evaluation_id),
        decisions=decisions,
        agreements=_agreements(session, evaluation_id),
        signatures=_signatures(session, evaluation_id),
        not_mine=not access.may(session, Right.EVALUATE, evaluation.placement_id),
        signs_for=access.signs_for(session, evaluation.placement_id),
    )


def _answers(session: Session, evaluation_id: uuid.UUID) -> dict[uuid.UUID, Answer]:
    query = select(Mark.criterion_id, Mark.value, Mark.explanation)
    rows = session.execute(query.where(Mark.evaluation_id == evaluation_id))
    return {row[0]: Answer(row[1], row[2]) for row in rows}


def _agreements(session: Session, evaluation_id: uuid.UUID) -> dict[Track, list[str]]:
    query = select(Agreement.track, Agreement.text).where(Agreement.evaluation_id == evaluation_id)
    found: dict[Track, list[str]] = defaultdict(list)
    for track, text in session.execute(query.order_by(Agreement.position)):
        found[track].append(text)
    return dict(found)


def _signatures(session: Session, evaluation_id: uuid.UUID) -> dict[Party, Signed]:
    query = select(Signature.party, Signature.name, Signature.signed_at)
    rows = session.execute(query.where(Signature.evaluation_id == evaluation_id))
    return {party: Signed(name, at) for party, name, at in rows}


def previous(session: Session, sheet: Sheet) -> Sheet | None:
    """The evaluation before this one in the same placement, for comparison."""
    if sheet.head is None:
        return None
    kinds = list(Kind)[: list(Kind).index(sheet.kind)]
    query = select(Evaluation.id, Evaluation.kind).where(
        Evaluation.placement_id == sheet.head.placement_id, Evaluation.kind.in_(kinds)
    )
    found = {kind: key for key, kind in session.execute(query)}
    newest = next((found[kind] for kind in reversed(kinds) if kind in found), None)
    return load(session, newest) if newest else None


def evidence(session: Session, placement_id: uuid.UUID, process_id: uuid.UUID) -> Evidence:
    """Tasks on this work process, and the log entries about them, newest first.

    Of the dossier: an assessor judges the evaluation, and not how somebody learned.
    """
    if not access.may(session, Right.OPEN, placement_id):
        return Evidence([], [])
    on_it = [row for row in tasks.plan(session, placement_id) if row.process_id == process_id]
    return Evidence(logbook.about(session, [row.id for row in on_it]), on_it)
