"""After a report: did a mark of this student turn insufficient, or did the placement end?

Computed while the room is open on a machine with the student's dossier, shown to the adviser
alone, and kept nowhere but in the case (AWGB art. 8a, ban on victimisation). It names a fact and
its day, and draws no conclusion.
"""

import datetime as dt
import uuid
from collections.abc import Sequence
from itertools import pairwise

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from stagecoach import clock
from stagecoach.domain.cases.case import Fact
from stagecoach.domain.evaluations import Kind, kind_name
from stagecoach.i18n import _, full_date
from stagecoach.services.cases import cases
from stagecoach.services.evaluations import loading as sheets
from stagecoach.store.cases import Room
from stagecoach.store.evaluations.evaluations import Evaluation, Mark, Outcome
from stagecoach.store.journal import Action, Change, ChangeKind
from stagecoach.store.students.agreements import AgreementSheet
from stagecoach.store.students.placements import Placement
from stagecoach.store.students.students import Student

_MARK, _MOVED, _ENDED = "mark", "moved", "ended"


def choices(session: Session) -> list[tuple[str, str]]:
    """Students of the store that is open on this machine: id and name."""
    query = select(Student.id, Student.name).order_by(func.fold(Student.name))
    return [(str(key), name) for key, name in session.execute(query)]


def keep(room: Room, case_id: str, facts: Sequence[Fact]) -> None:
    """In the case, once each: the file it came from may be elsewhere tomorrow."""
    there = cases.find(room, case_id).warnings
    for fact in facts:
        if fact not in there:
            before = fact.before.isoformat() if fact.before else ""
            room.append(
                case_id,
                "warned",
                what=fact.what,
                on_day=fact.on_day.isoformat(),
                form=fact.form,
                before=before,
            )


def sentence(fact: Fact) -> str:
    """In a neutral sentence, in the reader's language."""
    day = full_date(fact.on_day)
    if fact.what == _MARK:
        text = _("After the report: an insufficient mark in %(form)s, given on %(day)s.")
        return text % {"form": kind_name(Kind(fact.form)), "day": day}
    if fact.what == _MOVED and fact.before is not None:
        text = _("After the report: the end of the placement was moved from %(old)s to %(new)s.")
        return text % {"old": full_date(fact.before), "new": day}
    return _("After the report: the placement ended on %s, as agreed.") % day


def since(session: Session, student_id: str, day: dt.date) -> list[Fact]:
    """What happened from this day on."""
    try:
        key = uuid.UUID(student_id)
    except ValueError:
        return []  # of a case that was made elsewhere
    return [*_marks(session, key, day), *_endings(session, key, day)]


def _marks(session: Session, student_id: uuid.UUID, day: dt.date) -> list[Fact]:
    """Answers and outcomes that do not pass and were given from this day on, as the journal
    tells: the day of a talk may lie weeks away from the day on which a mark was given.
    """
    begin = dt.datetime.combine(day, dt.time()).astimezone(dt.UTC)
    given: dict[uuid.UUID, tuple[Kind, dt.date]] = {}
    for rated in (Mark, Outcome):
        query = (
            select(Evaluation, rated, Action.at, Change.kind, Change.fields)
            .join(rated, rated.evaluation_id == Evaluation.id)
            .join(Placement, Evaluation.placement_id == Placement.id)
            .join(Change, (Change.row_id == rated.id) & (Change.table_name == rated.__tablename__))
            .join(Action, Change.action_id == Action.id)
            .where(
                Placement.student_id == student_id, Action.at >= begin, rated.value.is_not(None)
            )
            .order_by(Action.at)
        )
        for form, row, at, change, fields in session.execute(query):
            fresh = change is ChangeKind.INSERT or "value" in fields
            if fresh and not _copied(session, form, row) and _is_insufficient(session, form, row):
                given[form.id] = form.kind, clock.local(at).date()
    facts = [Fact(_MARK, on, kind.value) for kind, on in given.values()]
    return sorted(facts, key=lambda fact: fact.on_day)


def _copied(session: Session, form: Evaluation, row: Mark | Outcome) -> bool:
    """Whether a correction only took it over from the evaluation it corrects."""
    if form.corrects_id is None:
        return False
    model = type(row)
    place = (
        Mark.criterion_id == row.criterion_id
        if isinstance(row, Mark)
        else Outcome.section == row.section
    )
    query = select(model.value).where(model.evaluation_id == form.corrects_id, place)
    return session.scalar(query) == row.value


def _is_insufficient(session: Session, form: Evaluation, row: Mark | Outcome) -> bool:
    """By the scale of the evaluation's own copy of its form."""
    asked = sheets.structure(session, form.blueprint_id)
    if isinstance(row, Outcome):
        scale = asked.find(row.section).outcome
    else:
        pair = asked.question(row.criterion_id)
        scale = pair[1].scale if pair else None
    value = scale.find(row.value) if scale else None
    return value is not None and value.counts and not value.passes


def _endings(session: Session, student_id: uuid.UUID, day: dt.date) -> list[Fact]:
    """Placements that ended since, or whose end was moved to an earlier day."""
    query = (
        select(Placement.id, Placement.ends_on)
        .where(Placement.student_id == student_id, Placement.ends_on >= day)
        .order_by(Placement.ends_on)
    )
    facts = []
    for placement_id, ends_on in session.execute(query):
        moved = _shortened(session, placement_id, day)
        if moved is not None:
            facts.append(Fact(_MOVED, ends_on, before=moved))
        elif ends_on < clock.today():
            facts.append(Fact(_ENDED, ends_on))
    return facts


def _shortened(session: Session, placement_id: uuid.UUID, day: dt.date) -> dt.date | None:
    """The end before, where a sheet from after the day brought it forward."""
    s = AgreementSheet
    query = select(s.valid_from, s.ends_on).where(s.placement_id == placement_id)
    sheets = [(on, end) for on, end in session.execute(query.order_by(s.number))]
    for before, after in pairwise(sheets):
        if after[0] >= day and after[1] < before[1]:
            return before[1]
    return None
