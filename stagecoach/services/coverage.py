"""What was practised, seen and discussed, per work process and track; and where the gaps are.

Practised is an entry on a task of the process; observed is one that somebody other than the
student wrote or saw; discussed is one that was told to the student. Four queries in all.
"""

import datetime as dt
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field

from sqlalchemy import case, func, or_, select
from sqlalchemy.orm import Session

from stagecoach.domain.access import Right
from stagecoach.domain.evaluations import Party, Status
from stagecoach.domain.logs import Author
from stagecoach.domain.templates.scales import NA
from stagecoach.domain.texts import LONGEST_NAME, line
from stagecoach.domain.tracks import Track
from stagecoach.errors import Invalid
from stagecoach.i18n import _
from stagecoach.services.access import rights as access
from stagecoach.services.evaluations import loading as sheets
from stagecoach.services.students import students
from stagecoach.services.templates import qualifications
from stagecoach.store.evaluations.evaluations import Evaluation, Outcome
from stagecoach.store.journal import recorded_as
from stagecoach.store.logs import LogEntry
from stagecoach.store.tasks import NotPossible, Task


@dataclass(slots=True)
class Cell:
    """One work process on one track."""

    practised: int = 0
    observed: int = 0
    discussed: int = 0
    last_on: dt.date | None = None
    tasks: int = 0
    letter: str = ""  # of the latest evaluation; empty: none was given
    step: int | None = None  # its place on the scale, from the lowest

    @property
    def gap(self) -> str:
        """What is missing, in words; empty when nothing is."""
        if not self.practised:
            return _("never practised")
        if not self.observed:
            return _("practised, never observed")
        return "" if self.discussed else _("observed, never discussed")


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """What was agreed about a work process that cannot be done at this company."""

    id: uuid.UUID
    place: str
    period: str
    agreed: dict[Party, dt.date | None]

    @property
    def is_agreed(self) -> bool:
        return all(self.agreed.values())


@dataclass(slots=True)
class Row:
    process_id: uuid.UUID
    code: str
    title: str
    cells: dict[Track, Cell] = field(default_factory=dict)
    elsewhere: Elsewhere | None = None

    @property
    def tension(self) -> str:
        """Strong on one track and weak on the other: a step or more apart on the scale."""
        steps = {track: cell.step for track, cell in self.cells.items()}
        learning, work = steps[Track.LEARNING], steps[Track.WORK]
        if learning is None or work is None or learning == work:
            return ""
        return (
            _("stronger in learning than at work")
            if learning > work
            else _("stronger at work than in learning")
        )


def overview(session: Session, placement_id: uuid.UUID) -> list[Row]:
    """Every work process of the student's qualification, in order."""
    head = students.head(session, placement_id)
    rows = {
        process.id: Row(
            process.id, process.code, process.title, {track: Cell() for track in Track}
        )
        for process in qualifications.processes(session, head.qualification_id)
    }
    _add_logs(session, placement_id, rows)
    _add_levels(session, placement_id, rows)
    for process_id, arrangement in _elsewhere(session, placement_id):
        if process_id in rows:
            rows[process_id].elsewhere = arrangement
    return list(rows.values())


def _add_logs(session: Session, placement_id: uuid.UUID, rows: dict[uuid.UUID, Row]) -> None:
    e = LogEntry
    seen = or_(e.written_by != Author.STUDENT, e.observers != "")
    query = (
        select(
            Task.work_process_id,
            Task.track,
            func.count(Task.id.distinct()),
            func.count(e.id),
            func.sum(case((e.id.is_not(None) & seen, 1), else_=0)),
            func.sum(case((e.told, 1), else_=0)),
            func.max(e.happened_on),
        )
        .outerjoin(e, e.task_id == Task.id)
        .where(Task.placement_id == placement_id, Task.work_process_id.is_not(None))
        .group_by(Task.work_process_id, Task.track)
    )
    for key, track, tasks, practised, observed, told, last in session.execute(query):
        if key in rows:
            rows[key].cells[track] = Cell(practised, observed or 0, told or 0, last, tasks)


def _add_levels(session: Session, placement_id: uuid.UUID, rows: dict[uuid.UUID, Row]) -> None:
    """The latest outcome that people decided; n.v.t. takes the place of none.

    Whoever does not judge sees it once it was proposed to them.
    """
    told = access.may(session, Right.EVALUATE, placement_id)
    seen = {Status.PROPOSED, Status.CLOSED, *([Status.DRAFT] if told else [])}
    query = (
        select(
            Outcome.work_process_id,
            Outcome.track,
            Outcome.value,
            Outcome.section,
            Evaluation.blueprint_id,
        )
        .join(Evaluation, Outcome.evaluation_id == Evaluation.id)
        .where(
            Evaluation.placement_id == placement_id,
            Outcome.value != NA,
            Outcome.track.is_not(None),
            Evaluation.status.in_(seen),
        )
        .order_by(Evaluation.talk_on, Evaluation.edition)
    )
    for key, track, letter, section, blueprint_id in session.execute(query).all():
        if key in rows and track is not None:
            scale = sheets.structure(session, blueprint_id).find(section).outcome
            cell = rows[key].cells[track]
            cell.letter = letter or ""
            cell.step = scale.step(letter) if scale else None


def _elsewhere(session: Session, placement_id: uuid.UUID) -> Iterator[tuple[uuid.UUID, Elsewhere]]:
    query = select(NotPossible).where(NotPossible.placement_id == placement_id)
    for row in session.scalars(query):
        agreed = {
            Party.STUDENT: row.student_agreed_on,
            Party.COMPANY: row.company_agreed_on,
            Party.SCHOOL: row.school_agreed_on,
        }
        yield row.work_process_id, Elsewhere(row.id, row.elsewhere, row.period, agreed)


@dataclass(slots=True)
class Draft:
    """What three parties agree about a work process that cannot be done here."""

    placement_id: uuid.UUID
    process_id: uuid.UUID
    place: str = ""
    period: str = ""
    agreed: dict[Party, dt.date | None] = field(default_factory=dict)


@recorded_as("coverage.agree")
def agree(session: Session, draft: Draft) -> uuid.UUID:
    """Keep where and when it is done instead: an agreement, never a mark. Raises Invalid."""
    problems = {
        name: words
        for name, words in (
            ("place", _("Say where it is done instead.")),
            ("period", _("Say when it is done.")),
        )
        if not line(getattr(draft, name))
    }
    for name in ("place", "period"):
        if len(line(getattr(draft, name))) > LONGEST_NAME:
            problems[name] = _("At most %d characters fit here.") % LONGEST_NAME
    if problems:
        raise Invalid(problems)
    query = select(NotPossible).where(
        NotPossible.placement_id == draft.placement_id,
        NotPossible.work_process_id == draft.process_id,
    )
    row = session.scalars(query).first() or NotPossible(
        placement_id=draft.placement_id, work_process_id=draft.process_id
    )
    row.elsewhere, row.period = line(draft.place), line(draft.period)
    row.student_agreed_on = draft.agreed.get(Party.STUDENT)
    row.company_agreed_on = draft.agreed.get(Party.COMPANY)
    row.school_agreed_on = draft.agreed.get(Party.SCHOOL)
    session.add(row)
    session.flush()
    return row.id


@recorded_as("coverage.possible_again")
def possible_again(session: Session, elsewhere_id: uuid.UUID) -> None:
    """It can be done here after all."""
    session.delete(session.get_one(NotPossible, elsewhere_id))
