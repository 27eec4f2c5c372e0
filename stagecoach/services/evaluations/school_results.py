"""The school's result of a placement: a record of its own, beside the company's judgement.

The company judges, the school decides and weighs that judgement (WEB 7.2.8(3)). A decision is
never changed: another decision is another row, and the newest one counts.
"""

import datetime as dt
import uuid
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from stagecoach import clock
from stagecoach.domain.access import Right
from stagecoach.domain.evaluations import Kind, Status
from stagecoach.domain.texts import LONGEST_TEXT, clean
from stagecoach.errors import Invalid, StageCoachError
from stagecoach.i18n import _
from stagecoach.services.access import rights as access
from stagecoach.services.evaluations import evaluations
from stagecoach.services.hours import ledger
from stagecoach.services.people import persons as people
from stagecoach.services.students import students
from stagecoach.store import context, journal
from stagecoach.store.evaluations.evaluations import Evaluation, SchoolResult
from stagecoach.store.journal import recorded_as


@dataclass(frozen=True, slots=True)
class Row:
    passed: bool
    hours_met: bool
    reason: str
    decided_on: dt.date
    decided_by: str
    evaluation_id: uuid.UUID | None


@dataclass(slots=True)
class Draft:
    """What the school decides, and why."""

    placement_id: uuid.UUID
    passed: bool | None = None
    reason: str = ""


def newest(session: Session, placement_id: uuid.UUID) -> Row | None:
    access.demand(session, Right.READ_EVALUATIONS, placement_id)
    s = SchoolResult
    query = select(
        s.passed, s.hours_met, s.reason, s.decided_on, s.decided_by, s.evaluation_id
    ).where(s.placement_id == placement_id)
    row = session.execute(query.order_by(s.id.desc()).limit(1)).first()
    return Row(*row) if row else None


def hours_met(session: Session, placement_id: uuid.UUID) -> bool:
    """The approved hours reach what was agreed."""
    agreed = students.head(session, placement_id).agreed_minutes
    return ledger.of(session, placement_id).approved >= agreed


@recorded_as("school_results.decide")
def decide(session: Session, draft: Draft) -> uuid.UUID:
    """Keep the school's result. Raises Invalid, and StageCoachError while nothing is closed.

    It weighs a judgement, so there has to be one.
    """
    access.demand(session, Right.RESULT, draft.placement_id)
    journal.not_undoable(session)
    problems = {}
    reason = clean(draft.reason)
    if draft.passed is None:
        problems["passed"] = _("Choose passed or not passed.")
    if not reason:
        problems["reason"] = _("Say how the judgement of the company was weighed.")
    if len(reason) > LONGEST_TEXT:
        problems["reason"] = _("At most %d characters fit here.") % LONGEST_TEXT
    if problems:
        raise Invalid(problems)
    judged = evaluations.find(session, draft.placement_id, Kind.FINAL)
    if judged is None or session.get_one(Evaluation, judged).status is not Status.CLOSED:
        raise StageCoachError(
            _("First the final evaluation is closed: the school weighs the company's judgement.")
        )
    me = context.of(session).person_id
    school_result = SchoolResult(
        placement_id=draft.placement_id,
        evaluation_id=judged,
        passed=bool(draft.passed),
        hours_met=hours_met(session, draft.placement_id),
        reason=reason,
        decided_on=clock.today(),
        decided_by_id=me,
        decided_by=people.name(session, me) if me else "",
    )
    session.add(school_result)
    session.flush()
    return school_result.id
