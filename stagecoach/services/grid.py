"""One week, one task or one criterion for all students of a coach: typed as in a spreadsheet.

Everything that was typed is kept in one action, so it is undone as one; or, when something is
wrong, nothing is kept and each wrong cell is named.
"""

import datetime as dt
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session

from stagecoach import i18n
from stagecoach.domain.access import Right
from stagecoach.domain.evaluations import Kind as EvaluationKind
from stagecoach.domain.evaluations import Status as FormStatus
from stagecoach.domain.hours import Kind
from stagecoach.domain.students.placements import monday
from stagecoach.domain.tasks import Status, status_name
from stagecoach.errors import Invalid, StageCoachError
from stagecoach.i18n import _
from stagecoach.services.evaluations import evaluations, stations
from stagecoach.services.evaluations import loading as sheets
from stagecoach.services.hours import entry as hour_entry
from stagecoach.services.hours.ledger import DAYS
from stagecoach.services.students import students
from stagecoach.store.evaluations.evaluations import Evaluation, Mark
from stagecoach.store.hours import DayLine
from stagecoach.store.journal import recorded_as
from stagecoach.store.search import fold
from stagecoach.store.tasks import CatalogueTask, Task

Cell = tuple[uuid.UUID, int]  # a placement and a column


@dataclass(frozen=True, slots=True)
class Choice:
    """A task of the catalogue or a criterion, to make a grid of."""

    id: uuid.UUID
    title: str


@dataclass(slots=True)
class Grid:
    """Students down, columns across; texts as they are typed. Fixed cells cannot be changed."""

    columns: list[str]
    rows: list[tuple[uuid.UUID, str]] = field(default_factory=list)
    texts: dict[Cell, str] = field(default_factory=dict)
    fixed: dict[Cell, str] = field(default_factory=dict)  # and why


def _mine(session: Session, person_id: uuid.UUID, right: Right) -> list[tuple[uuid.UUID, str]]:
    own = students.mine(session, person_id, right)
    return [(b.placement_id, b.name) for b in sorted(own, key=lambda b: fold(b.name))]


def week(session: Session, person_id: uuid.UUID, day: dt.date) -> Grid:
    """Practice hours of the week of `day`."""
    first = monday(day)
    days = [first + dt.timedelta(days=n) for n in range(DAYS)]
    grid = Grid([i18n.day(on) for on in days], _mine(session, person_id, Right.HOURS))
    line = DayLine
    query = select(line.placement_id, line.on_date, line.minutes, line.approved_at).where(
        line.placement_id.in_([key for key, _name in grid.rows]),
        line.on_date.between(first, days[-1]),
        line.kind == Kind.PRACTICE,
        line.correction.is_(False),
    )
    for key, on, minutes, approved_at in session.execute(query):
        cell = (key, days.index(on))
        grid.texts[cell] = i18n.hours(minutes)
        if approved_at is not None:
            grid.fixed[cell] = _("approved")
    return grid


@recorded_as("grids.save_week")
def save_week(
    session: Session, person_id: uuid.UUID, day: dt.date, changed: dict[Cell, str]
) -> None:
    """Raises Invalid, with every wrong cell as `placement column`."""
    first = monday(day)

    def keep(cell: Cell, text: str) -> None:
        on = first + dt.timedelta(days=cell[1])
        hour_entry.enter(session, cell[0], on, Kind.PRACTICE, text, person_id=person_id)

    _keep_all(changed, keep)


def _keep_all(changed: dict[Cell, str], keep: Callable[[Cell, str], None]) -> None:
    problems = {}
    for cell, text in changed.items():
        try:
            keep(cell, text)
        except Invalid as invalid:
            problems[key_of(cell)] = next(iter(invalid.problems.values()))
        except StageCoachError as error:
            problems[key_of(cell)] = str(error)
    if problems:
        raise Invalid(problems)


def key_of(cell: Cell) -> str:
    return f"{cell[0].hex} {cell[1]}"


def tasks_to_choose(session: Session) -> list[Choice]:
    """Tasks of the catalogue: only those are the same for several students."""
    query = select(CatalogueTask.id, CatalogueTask.title).where(CatalogueTask.retired.is_(False))
    return [Choice(*row) for row in session.execute(query.order_by(CatalogueTask.title))]


def task(session: Session, person_id: uuid.UUID, catalogue_id: uuid.UUID) -> Grid:
    """The status of one task for everybody who has it."""
    mine = dict(_mine(session, person_id, Right.TASKS))
    query = select(Task.placement_id, Task.status).where(
        Task.catalogue_id == catalogue_id, Task.placement_id.in_(mine)
    )
    statuses = {key: status for key, status in session.execute(query)}  # noqa: C416 - typed rows
    grid = Grid([_("Status")], [(key, name) for key, name in mine.items() if key in statuses])
    grid.texts = {(key, 0): status_name(status) for key, status in statuses.items()}
    return grid


@recorded_as("grids.save_task")
def save_task(session: Session, catalogue_id: uuid.UUID, changed: dict[Cell, str]) -> None:
    """A status by its name or how it begins. Raises Invalid."""

    def keep(cell: Cell, text: str) -> None:
        wanted = [s for s in Status if status_name(s).casefold().startswith(text.casefold())]
        if len(wanted) != 1 or not text.strip():
            names = ", ".join(map(status_name, Status))
            raise Invalid({"status": _("Type one of: %s.") % names})
        query = select(Task).where(Task.catalogue_id == catalogue_id, Task.placement_id == cell[0])
        session.scalars(query).one().status = wanted[0]

    _keep_all(changed, keep)


def criteria_to_choose(session: Session, person_id: uuid.UUID) -> list[Choice]:
    """Criteria of the forms that these students' evaluations use."""
    mine = dict(_mine(session, person_id, Right.EVALUATE))
    used = select(Evaluation.blueprint_id).where(Evaluation.placement_id.in_(mine)).distinct()
    forms = [sheets.structure(session, key) for key in session.scalars(used)]
    criteria = {q.id: q.text for form in forms for s in form.sections for q in s.questions}
    return [Choice(key, text) for key, text in criteria.items()]


def _asking(session: Session, criterion_id: uuid.UUID) -> list[uuid.UUID]:
    """Copies of forms that have this criterion."""
    used = session.scalars(select(Evaluation.blueprint_id).distinct())
    return [key for key in used if sheets.structure(session, key).question(criterion_id)]


def criterion(session: Session, person_id: uuid.UUID, criterion_id: uuid.UUID) -> Grid:
    """One criterion in the interim and the final evaluation of everybody whose form has it."""
    kinds = (EvaluationKind.INTERIM, EvaluationKind.FINAL)
    names = [_("Interim evaluation"), _("Final evaluation")]
    forms = _asking(session, criterion_id)
    able = set(
        session.scalars(select(Evaluation.placement_id).where(Evaluation.blueprint_id.in_(forms)))
    )
    grid = Grid(
        names, [row for row in _mine(session, person_id, Right.EVALUATE) if row[0] in able]
    )
    given = (Mark.evaluation_id == Evaluation.id) & (Mark.criterion_id == criterion_id)
    query = (
        select(Evaluation.placement_id, Evaluation.kind, Evaluation.status, Mark.value)
        .outerjoin(Mark, given)
        .where(Evaluation.blueprint_id.in_(forms), Evaluation.placement_id.in_(able))
        .where(Evaluation.kind.in_(kinds), stations.newest_only())
    )
    begun = set()
    for key, kind, status, value in session.execute(query):
        cell = (key, kinds.index(kind))
        begun.add(cell)
        grid.texts[cell] = value or ""
        if status is not FormStatus.DRAFT:
            grid.fixed[cell] = _("signed") if status is FormStatus.CLOSED else _("proposed")
    for key, _name in grid.rows:
        for column in range(len(kinds)):
            if (key, column) not in begun:
                grid.fixed[key, column] = _("not begun")
    return grid


@recorded_as("grids.save_criterion")
def save_criterion(session: Session, criterion_id: uuid.UUID, changed: dict[Cell, str]) -> None:
    """Letters of the scale; an empty cell takes the answer away. Raises Invalid."""
    kinds = (EvaluationKind.INTERIM, EvaluationKind.FINAL)

    def keep(cell: Cell, text: str) -> None:
        evaluation_id = evaluations.find(session, cell[0], kinds[cell[1]])
        assert evaluation_id is not None  # what was not begun is fixed
        question_pair = sheets.load(session, evaluation_id).structure.question(criterion_id)
        choices = question_pair[1].scale.choices if question_pair else ()
        letters = {v.letter.casefold(): v.letter for v in choices}
        wanted = letters.get(text.strip().casefold()) if text.strip() else None
        if text.strip() and wanted is None:
            raise Invalid({"value": _("Type one of: %s.") % ", ".join(letters.values())})
        kept = session.scalars(
            select(Mark).where(
                Mark.evaluation_id == evaluation_id, Mark.criterion_id == criterion_id
            )
        ).first()
        words = kept.explanation if kept else ""
        evaluations.answer(session, evaluation_id, criterion_id, wanted, words)

    _keep_all(changed, keep)
