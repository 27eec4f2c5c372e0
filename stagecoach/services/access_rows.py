"""Checks every row that is written against the table of rights, whatever service writes it.

Before each flush of a `do` the new, changed and removed rows are asked which right they take,
and at which placement. A check costs the same for every row: what somebody may at a placement
is read once. Undo, paste and import pass here too.
"""

import uuid
from collections.abc import Iterator
from typing import Any, Final

from sqlalchemy import event, inspect
from sqlalchemy.orm import ORMExecuteState, Session

from stagecoach.domain.logs import Author
from stagecoach.domain.people import Role
from stagecoach.i18n import _
from stagecoach.services import access, roles
from stagecoach.services.access import Refused, Right
from stagecoach.store.base import Base
from stagecoach.store.evaluations import Evaluation
from stagecoach.store.logs import LogEntry
from stagecoach.store.people import Person, PersonRole
from stagecoach.store.placements import Placement
from stagecoach.store.tasks import Task, TaskLink

# Tables whose rows name a placement, an evaluation of one, or a task of one.
AT_PLACEMENT: Final = {
    "log_entry": Right.LOG,
    "agreed_action": Right.LOG,
    "cleared": Right.LOG,
    "day_line": Right.HOURS,  # or APPROVE: see _of_day_line
    "task": Right.TASKS,
    "task_link": Right.TASKS,
    "not_possible": Right.TASKS,
    "guidance_moment": Right.GUIDE,
    "evaluation": Right.EVALUATE,
    "agreement": Right.EVALUATE,
    "mark": Right.EVALUATE,
    "outcome": Right.EVALUATE,
    "signature": Right.SIGN,
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
    "scale": Right.RULES,
    "scale_value": Right.RULES,
    "template": Right.RULES,
    "criterion": Right.RULES,
    "person": Right.PERSONS,  # or STUDENTS: see _of_person
    "person_role": Right.PERSONS,
    "store_info": Right.PERSONS,
}
# Somebody's own things; and what belongs to an action that is checked itself (`pins`, `keys`).
OWN: Final = frozenset({"saved_filter", "hidden_column", "snippet", "draft", "personal_key"})
BESIDE: Final = frozenset(
    {"print_record", "attachment_content", "sign_in", "key_slot", "action", "change"}
)
_GUIDING = frozenset(access.RIGHTS[Right.LOG]) - {Role.STUDENT}
_APPROVED = ("approved_by_id", "approved_at")
_VERDICT = (*_APPROVED, "sent_back", "sent_back_by_id")


def trust(session: Session) -> None:
    """Call first in what the program itself fills in: shipped rules, the example."""
    session.info["trusted"] = True


@event.listens_for(Session, "before_flush")
def _check(session: Session, _context: object, _instances: object) -> None:
    if "entry" not in session.info or session.info.get("trusted"):
        return
    mine = roles.me(session)
    if mine is None:
        return
    for item in list(_touched(session)):
        table = item.__tablename__
        if table in AT_PLACEMENT:
            _demand_at(session, item, _needed(item))
            if isinstance(item, LogEntry):
                _demand_own_words(session, item)
        elif table in ANYWHERE:
            access.demand(session, _of_person(session, item) or ANYWHERE[table])
        elif table in OWN and item.person_id != mine.id:
            raise Refused(_("This belongs to somebody else. Nothing has been changed."))


@event.listens_for(Session, "do_orm_execute")
def _check_bulk(state: ORMExecuteState) -> None:
    """Rows inserted in bulk come from an import; those reach everybody or nobody."""
    session = state.session
    plain = "entry" not in session.info or session.info.get("trusted") or state.is_select
    if plain or not state.is_insert or state.bind_mapper is None or roles.me(session) is None:
        return
    table = state.bind_mapper.class_.__tablename__
    right = ANYWHERE.get(table) or AT_PLACEMENT.get(table)
    if right is not None and not access.reaches_everybody(session, right):
        raise Refused(access.refusal(right))


def _touched(session: Session) -> Iterator[Any]:
    yield from session.new
    yield from (item for item in session.dirty if session.is_modified(item))
    yield from session.deleted


def _demand_own_words(session: Session, entry: LogEntry) -> None:
    """A student writes, changes and removes what a student said; not what was said of them."""
    if roles.here(session, entry.placement_id) & _GUIDING:
        return
    history = inspect(entry).attrs.written_by.history
    if {entry.written_by, *(history.deleted or ())} != {Author.STUDENT}:
        raise Refused(_("This is in the words of a guide. Nothing has been changed."))


def _needed(item: Any) -> Right:
    right = AT_PLACEMENT[item.__tablename__]
    if right is Right.HOURS:
        return _of_day_line(item)
    return right


def _of_day_line(item: Any) -> Right:
    """Approving, sending back, and taking either back."""
    attributes = inspect(item).attrs
    made = any(any(attributes[name].history.added or ()) for name in _VERDICT)
    unmade = any(any(attributes[name].history.deleted or ()) for name in _APPROVED)
    return Right.APPROVE if made or unmade else Right.HOURS


def _of_person(session: Session, item: Any) -> Right | None:
    """Whoever adds a student may name a guide who is not known yet, and their role."""
    fresh: list[Person] = session.info.setdefault("fresh_people", [])
    if isinstance(item, Person) and item in session.new and not item.manages:
        fresh.append(item)
        return Right.STUDENTS
    if isinstance(item, PersonRole) and item.person_id in {person.id for person in fresh}:
        return Right.STUDENTS
    return None


def _demand_at(session: Session, item: Any, right: Right) -> None:
    placement_id = item.id if isinstance(item, Placement) else _placement_of(session, item)
    if placement_id is None or _is_new(session, placement_id):
        access.demand(session, right)  # a student who is added now is nobody's yet
    else:
        access.demand(session, right, placement_id)


def _is_new(session: Session, placement_id: uuid.UUID) -> bool:
    made: set[uuid.UUID | None] = session.info.setdefault("new_placements", set())
    made |= {item.id for item in session.new if isinstance(item, Placement)}
    return placement_id in made


def _placement_of(session: Session, item: Any) -> uuid.UUID | None:
    if hasattr(item, "placement_id"):
        found: uuid.UUID | None = item.placement_id
        return found
    parent, key = (Task, item.learning_id) if isinstance(item, TaskLink) else (
        Evaluation, item.evaluation_id
    )  # fmt: skip
    with session.no_autoflush:
        owner: Any = session.get(parent, key)
    if owner is None:  # not flushed yet
        owner = next((each for each in session.new if getattr(each, "id", None) == key), None)
    return owner.placement_id if owner is not None else None


def unwatched() -> list[str]:
    """Tables that no right watches; a test says there are none."""
    known = {*AT_PLACEMENT, *ANYWHERE, *OWN, *BESIDE}
    return sorted(set(Base.metadata.tables) - known)
