"""Guidance moments: an agenda from what is open, a result, and who does what by when."""

import datetime as dt
import uuid
from dataclasses import dataclass, field

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from stagecoach import clock
from stagecoach.domain.guidance import MomentKind
from stagecoach.domain.logs import LONGEST_MINUTES
from stagecoach.domain.texts import LONGEST_TEXT, clean, line
from stagecoach.errors import Invalid
from stagecoach.i18n import _
from stagecoach.services import drafts
from stagecoach.services.guidance import actions
from stagecoach.services.guidance.actions import Draft as ActionDraft
from stagecoach.services.guidance.actions import Due
from stagecoach.store.guidance import AgreedAction, GuidanceMoment
from stagecoach.store.journal import recorded_as

FORM = "moment"


@dataclass(frozen=True, slots=True)
class Row:
    """A moment as the dossier lists it."""

    id: uuid.UUID
    kind: MomentKind
    on_date: dt.date
    held: bool
    at_work: bool
    student_there: bool
    company_there: bool
    school_there: bool
    agenda: str
    result: str
    minutes: int
    actions: tuple[Due, ...] = ()


@dataclass(slots=True)
class Draft:
    """A moment as it stands in the form."""

    placement_id: uuid.UUID
    kind: MomentKind = MomentKind.PROGRESS
    on_date: dt.date | None = None
    held: bool = False
    at_work: bool = False
    student_there: bool = True
    company_there: bool = True
    school_there: bool = True
    agenda: str = ""
    result: str = ""
    minutes: int = 0
    actions: list[ActionDraft] = field(default_factory=list)
    id: uuid.UUID | None = None


def overview(session: Session, placement_id: uuid.UUID) -> list[Row]:
    """All moments of a placement, newest first, with their actions."""
    agreed: dict[uuid.UUID | None, list[Due]] = {}
    for due in actions.overview(session, [placement_id]):
        agreed.setdefault(due.moment_id, []).append(due)
    m = GuidanceMoment
    query = (
        select(
            m.id,
            m.kind,
            m.on_date,
            m.held,
            m.at_work,
            m.student_there,
            m.company_there,
            m.school_there,
            m.agenda,
            m.result,
            m.minutes,
        )
        .where(m.placement_id == placement_id)
        .order_by(m.on_date.desc(), m.id.desc())
    )
    return [Row(*row, tuple(agreed.get(row[0], ()))) for row in session.execute(query)]


def contacts(session: Session, placement_ids: list[uuid.UUID]) -> dict[uuid.UUID, tuple[int, int]]:
    """Contact moments held, and how many at the workplace.

    A contact is between school, student and company (Stagepact mbo 2023-2027).
    """
    m = GuidanceMoment
    query = (
        select(m.placement_id, func.count(), func.count().filter(m.at_work))
        .where(m.placement_id.in_(placement_ids), m.held)
        .where(m.student_there, m.company_there, m.school_there)
        .group_by(m.placement_id)
    )
    return {key: (count, at_work) for key, count, at_work in session.execute(query)}


def new_draft(session: Session, placement_id: uuid.UUID) -> Draft:
    """A talk today, of the kind that comes next."""
    held = set(
        session.scalars(
            select(GuidanceMoment.kind).where(GuidanceMoment.placement_id == placement_id)
        )
    )
    order = (MomentKind.START, MomentKind.PROGRESS)
    kind = next((kind for kind in order if kind not in held), MomentKind.PROGRESS)
    return Draft(placement_id, kind, clock.today())


def draft(session: Session, moment_id: uuid.UUID) -> Draft:
    m = session.get_one(GuidanceMoment, moment_id)
    kept = [due for due in actions.overview(session, [m.placement_id]) if due.moment_id == m.id]
    return Draft(
        placement_id=m.placement_id,
        kind=m.kind,
        on_date=m.on_date,
        held=m.held,
        at_work=m.at_work,
        student_there=m.student_there,
        company_there=m.company_there,
        school_there=m.school_there,
        agenda=m.agenda,
        result=m.result,
        minutes=m.minutes,
        actions=[ActionDraft(due.text, due.owner, due.due_on, due.id) for due in kept],
        id=m.id,
    )


@recorded_as("guidance.save")
def save(
    session: Session, draft: Draft, *, author_id: uuid.UUID | None = None, subject: str = ""
) -> uuid.UUID:
    """Keep a moment with its actions. Raises Invalid."""
    _check(draft)
    assert draft.on_date is not None  # _check has seen to it
    moment = session.get_one(GuidanceMoment, draft.id) if draft.id else GuidanceMoment()
    if draft.id is None:
        moment.placement_id, moment.author_id = draft.placement_id, author_id
    moment.kind, moment.on_date, moment.held = draft.kind, draft.on_date, draft.held
    moment.at_work, moment.student_there = draft.at_work, draft.student_there
    moment.company_there, moment.school_there = draft.company_there, draft.school_there
    moment.agenda, moment.result = clean(draft.agenda), clean(draft.result)
    moment.minutes = draft.minutes
    session.add(moment)
    session.flush()
    actions.save_of_moment(session, draft.placement_id, moment.id, draft.actions)
    drafts.discard(session, FORM, subject)
    return moment.id


def _check(draft: Draft) -> None:
    problems = {
        name: _("At most %d characters fit here.") % LONGEST_TEXT
        for name in ("agenda", "result")
        if len(getattr(draft, name)) > LONGEST_TEXT
    }
    if draft.on_date is None:
        problems["on_date"] = _("This date does not exist.")
    elif draft.held and draft.on_date > clock.today():
        problems["on_date"] = _("This day has yet to come, so it was not held yet.")
    if draft.held and not clean(draft.result):
        problems["result"] = _("Say in a few words what came out of it.")
    if not 0 <= draft.minutes <= LONGEST_MINUTES:
        problems["minutes"] = _("Give 0 to %d minutes.") % LONGEST_MINUTES
    if any(len(line(action.text)) > actions.LONGEST for action in draft.actions):
        problems["actions"] = _("At most %d characters fit here.") % actions.LONGEST
    if problems:
        raise Invalid(problems)


@recorded_as("guidance.delete")
def delete(session: Session, moment_id: uuid.UUID) -> None:
    """Remove a moment and what was agreed in it."""
    for action in session.scalars(select(AgreedAction).where(AgreedAction.moment_id == moment_id)):
        session.delete(action)
    session.flush()
    session.delete(session.get_one(GuidanceMoment, moment_id))
