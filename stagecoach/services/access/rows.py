"""Checks every row that is written against the table of rights, whatever service writes it.

Before each flush of a `do` the new, changed and removed rows are asked which right they take,
and at which placement. A check costs the same for every row: what somebody may at a placement
is read once. Undo, paste and import pass here too.
"""

import uuid
from collections.abc import Iterator
from typing import Any, Final

from sqlalchemy import event, inspect, select
from sqlalchemy.orm import ORMExecuteState, Session, sessionmaker

from stagecoach.domain.access import RIGHTS, Right, refusal
from stagecoach.domain.evaluations import Voice
from stagecoach.domain.logs import Author
from stagecoach.domain.people import Role
from stagecoach.i18n import _
from stagecoach.services.access import peer_rows, roles
from stagecoach.services.access import rights as access
from stagecoach.services.access.rights import Refused
from stagecoach.store import context
from stagecoach.store.base import Base
from stagecoach.store.evaluations.consents import Consent
from stagecoach.store.evaluations.evaluations import Evaluation
from stagecoach.store.evaluations.voices import VoiceMark, VoiceSheet
from stagecoach.store.guidance import AgreedAction
from stagecoach.store.hours import DayLine
from stagecoach.store.logs import LogEntry
from stagecoach.store.people.persons import Person, PersonRole
from stagecoach.store.students.placements import Placement
from stagecoach.store.students.students import Student
from stagecoach.store.tasks import Task, TaskLink

# Tables whose rows name a placement, an evaluation of one, or a task of one; see also _needed.
AT_PLACEMENT: Final = {
    "log_entry": Right.LOG,
    "cleared": Right.LOG,
    "agreed_action": Right.GUIDE,
    "day_line": Right.HOURS,
    "task": Right.TASKS,
    "task_link": Right.TASKS,
    "not_possible": Right.TASKS,
    "guidance_moment": Right.GUIDE,
    "evaluation": Right.EVALUATE,
    "agreement": Right.EVALUATE,
    "mark": Right.EVALUATE,
    "outcome": Right.EVALUATE,
    "talk_point": Right.EVALUATE,
    "voice_sheet": Right.VOICE,
    "voice_mark": Right.VOICE,
    "evaluation_version": Right.SIGN,
    "consent": Right.SIGN,
    "closing": Right.SIGN,
    "school_result": Right.RESULT,
    "attachment": Right.DOCUMENTS,
    "placement": Right.STUDENTS,
    "agreement_sheet": Right.STUDENTS,
    "placement_pause": Right.STUDENTS,
    "stand_in": Right.STUDENTS,
    "involvement": Right.STUDENTS,
}
# Tables that belong to no placement: the right must reach anybody at all.
ANYWHERE: Final = {
    "student": Right.STUDENTS,
    "company": Right.STUDENTS,
    "school": Right.STUDENTS,
    "catalogue_task": Right.TASKS,
    "rule": Right.RULES,
    "attention_rule": Right.RULES,
    "hour_norm": Right.RULES,
    "school_holiday": Right.RULES,
    "qualification": Right.RULES,
    "core_task": Right.RULES,
    "work_process": Right.RULES,
    "template": Right.TEMPLATES,
    "person": Right.PERSONS,
    "person_role": Right.PERSONS,
    "store_info": Right.PERSONS,
}
# Somebody's own things; and what belongs to an action that is checked itself (`pins`, `keys`).
OWN: Final = frozenset({"saved_filter", "hidden_column", "snippet", "draft", "personal_key"})
BESIDE: Final = frozenset(
    {
        "print_record",
        "attachment_content",
        "sign_in",
        "key_slot",
        "action",
        "change",
        "blueprint",
        "device",
    }
)
_GUIDING = frozenset(RIGHTS[Right.LOG]) - {Role.STUDENT}
_APPROVED = ("approved_by_id", "approved_at")
_VERDICT = (*_APPROVED, "sent_back", "sent_back_by_id")


def trust(session: Session) -> None:
    """Call first in what the program itself fills in: shipped rules, the example."""
    context.of(session).trust()


def watch(writers: sessionmaker[Session]) -> None:
    """From now on no row of these sessions is written without its right."""
    event.listen(writers, "before_flush", _check)
    event.listen(writers, "do_orm_execute", _check_bulk)


def _check(session: Session, _context: object, _instances: object) -> None:
    mine = roles.me(session)
    if mine is None:
        return
    for item in list(_touched(session)):
        _check_row(session, item, mine)


def _check_row(session: Session, item: Any, mine: roles.Me) -> None:
    table = item.__tablename__
    if table in AT_PLACEMENT:
        _demand_at(session, item, _needed(item))
        _demand_own(session, item)
    elif isinstance(item, Student):
        _demand_student(session, item)
    elif table in peer_rows.OF_STUDENTS:
        peer_rows.demand(session, item)
    elif table in ANYWHERE:
        access.demand(session, _of_person(session, item) or ANYWHERE[table])
    elif table in OWN and item.person_id != mine.id:
        raise Refused(_("This belongs to somebody else. Nothing has been changed."))


def _check_bulk(state: ORMExecuteState) -> None:
    """Rows inserted in bulk come from an import; those reach everybody or nobody."""
    session = state.session
    if not state.is_insert or state.bind_mapper is None or roles.me(session) is None:
        return
    table = state.bind_mapper.class_.__tablename__
    right = ANYWHERE.get(table) or AT_PLACEMENT.get(table) or peer_rows.OF_STUDENTS.get(table)
    if right is not None and not access.reaches_everybody(session, right):
        raise Refused(refusal(right))


def _touched(session: Session) -> Iterator[Any]:
    yield from session.new
    yield from (item for item in session.dirty if session.is_modified(item))
    yield from session.deleted


def _needed(item: Any) -> Right:
    """Some changes of a row take another right than the rest of it."""
    if isinstance(item, DayLine):
        return _of_day_line(item)
    if isinstance(item, AgreedAction) and _changed(item) == {"done_on"}:
        return Right.LOG  # ticked off
    if isinstance(item, Evaluation) and _changed(item) == {"status"}:
        return Right.SIGN  # the first signature fixes the form
    return AT_PLACEMENT[item.__tablename__]


def _of_day_line(item: DayLine) -> Right:
    """Approving, sending back, and taking either back."""
    attributes = inspect(item).attrs
    new_verdict = any(any(attributes[name].history.added or ()) for name in _VERDICT)
    unmade = any(any(attributes[name].history.deleted or ()) for name in _APPROVED)
    return Right.APPROVE if new_verdict or unmade else Right.HOURS


def _changed(item: Any) -> set[str]:
    state = inspect(item)
    if not state.persistent or item in state.session.deleted:
        return set()
    return {attr.key for attr in state.attrs if attr.history.has_changes()}


def _demand_own(session: Session, item: Any) -> None:
    """A student speaks for nobody else: in words of their own, under their own name."""
    if isinstance(item, LogEntry) and _changed(item) != {"next_step_done"}:
        said = {item.written_by, *(inspect(item).attrs.written_by.history.deleted or ())}
        if said != {Author.STUDENT} and not roles.here(session, item.placement_id) & _GUIDING:
            raise Refused(_("This is in the words of a guide. Nothing has been changed."))
    if isinstance(item, Consent):
        placement_id = _placements_of(session, item)[0]
        if placement_id and item.party not in access.signs_for(session, placement_id):
            raise Refused(_("You sign for yourself only. Nothing has been changed."))
    if isinstance(item, VoiceSheet | VoiceMark):
        _demand_voice(session, item)


def _demand_voice(session: Session, item: VoiceSheet | VoiceMark) -> None:
    """Guides hand the machine over; a student speaks for themselves, a coach as a coach."""
    sheet = item if isinstance(item, VoiceSheet) else session.get(VoiceSheet, item.sheet_id)
    placement_id = _placements_of(session, item)[0]
    me = roles.me(session)
    if sheet is not None and me is not None and sheet.person_id not in {None, me.id}:
        raise Refused(_("This is the view of somebody else. Nothing has been changed."))
    if sheet is None or placement_id is None or access.may(session, Right.EVALUATE, placement_id):
        return
    here = roles.here(session, placement_id)
    if sheet.voice is not (Voice.SELF if Role.STUDENT in here else Voice.COACH):
        raise Refused(_("This is the view of somebody else. Nothing has been changed."))


def _of_person(session: Session, item: Any) -> Right | None:
    """Whoever adds a student may name a guide who is not known yet, and their role."""
    added = context.of(session).added
    if isinstance(item, Person) and item in session.new and not item.manages:
        added.append(item)
        return Right.STUDENTS
    if isinstance(item, PersonRole) and item.person_id in {row.id for row in added}:
        return Right.STUDENTS
    return None


def _demand_at(session: Session, item: Any, right: Right) -> None:
    """At the placement of this row; and at the one it is taken from, if it changes placement."""
    if isinstance(item, Placement) and item in session.new:
        context.of(session).added.append(item)
        _demand_student(session, session.get(Student, item.student_id))
        return
    known = {row.id for row in context.of(session).added}
    for placement_id in _placements_of(session, item):
        at = None if placement_id in known else placement_id
        access.demand(session, right, at)


def _demand_student(session: Session, student: Student | None) -> None:
    """Who is added now is nobody's yet; others are changed where they are one's own."""
    if student is None or student in session.new:
        access.demand(session, Right.STUDENTS)
        if student is not None:
            context.of(session).added.append(student)
    elif student not in context.of(session).added:
        query = select(Placement.id).where(Placement.student_id == student.id)
        with session.no_autoflush:
            reach = access.within(session, Right.STUDENTS)
            out_of_reach = session.scalar(query.where(reach).limit(1)) is None
            if out_of_reach and session.scalar(query.limit(1)) is not None:
                raise Refused(refusal(Right.STUDENTS))
        access.demand(session, Right.STUDENTS)


def _placements_of(session: Session, item: Any) -> list[uuid.UUID | None]:
    if isinstance(item, Placement):
        return [item.id]
    if hasattr(item, "placement_id"):
        before = inspect(item).attrs.placement_id.history.deleted or ()
        return [item.placement_id, *(key for key in before if key is not None)]
    parent, key = (
        (Task, item.learning_id)
        if isinstance(item, TaskLink)
        else (Evaluation, item.evaluation_id)
    )
    with session.no_autoflush:
        owner: Any = session.get(parent, key)
    if owner is None:  # not flushed yet
        owner = next((row for row in session.new if getattr(row, "id", None) == key), None)
    return [owner.placement_id if owner is not None else None]


def unwatched() -> list[str]:
    """Tables that no right watches; a test says there are none."""
    known = {*AT_PLACEMENT, *peer_rows.OF_STUDENTS, *ANYWHERE, *OWN, *BESIDE}
    return sorted(set(Base.metadata.tables) - known)
