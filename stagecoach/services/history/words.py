"""The words for tables and fields, and values as people read them: for history and the bin."""

import datetime as dt
import uuid
from collections.abc import Callable
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from stagecoach import i18n
from stagecoach.domain.evaluations import Party, party_name
from stagecoach.domain.guidance import MomentKind, moment_name
from stagecoach.domain.hours import Absence, absence_name
from stagecoach.domain.logs import Guide, Mark, guide_name, mark_name
from stagecoach.domain.students.placements import Route, route_name
from stagecoach.domain.tasks import Status, status_name
from stagecoach.domain.tracks import Track, code
from stagecoach.i18n import _
from stagecoach.store.companies import Company, School
from stagecoach.store.journal import ChangeKind
from stagecoach.store.people.persons import Person
from stagecoach.store.qualifications import Qualification, WorkProcess
from stagecoach.store.tasks import Task

Words = Callable[[Session, Any], str]

KINDS: dict[str, Callable[[], str]] = {
    "log_entry": lambda: _("Log"),
    "task": lambda: _("Task"),
    "guidance_moment": lambda: _("Guidance moment"),
    "agreed_action": lambda: _("Agreed action"),
    "attachment": lambda: _("Document"),
    "placement_pause": lambda: _("Interruption"),
    "day_line": lambda: _("Hours"),
    "not_possible": lambda: _("Not possible here"),
    "catalogue_task": lambda: _("Task of the catalogue"),
    "person": lambda: _("Person"),
    "peer_session": lambda: _("Peer coaching talk"),
    "peer_group": lambda: _("Pair"),
    "training": lambda: _("Training"),
}
# What can be taken back besides, as a whole or in part.
_PARTS: dict[str, Callable[[], str]] = {
    "student": lambda: _("Student"),
    "placement": lambda: _("Placement"),
    "agreement_sheet": lambda: _("Agreement"),
    "evaluation": lambda: _("Evaluation"),
    "voice_sheet": lambda: _("Evaluation"),
    "voice_mark": lambda: _("Answer"),
    "mark": lambda: _("Answer"),
    "outcome": lambda: _("Decision"),
    "talk_point": lambda: _("Point to talk about"),
    "snippet": lambda: _("Fixed sentence"),
    "template": lambda: _("Form"),
    "agreement": lambda: _("Agreed"),
    "cleared": lambda: _("Point of attention"),
    "stand_in": lambda: _("Stand-in"),
    "task_link": lambda: _("Link between tasks"),
    "company": lambda: _("Training company"),
    "school": lambda: _("School"),
    "qualification": lambda: _("Qualification"),
    "core_task": lambda: _("Qualification"),
    "work_process": lambda: _("Qualification"),
    "school_result": lambda: _("Result of school"),
    "evaluation_version": lambda: _("Evaluation"),
    "consent": lambda: _("Signature"),
    "closing": lambda: _("Signature"),
    "rule": lambda: _("Rule"),
    "hour_norm": lambda: _("Rule"),
    "school_holiday": lambda: _("Rule"),
    "attention_rule": lambda: _("Rule"),
    "peer_member": lambda: _("Pair"),
    "apart": lambda: _("Not in one pair"),
    "coach_task": lambda: _("Training"),
    "training_day": lambda: _("Training"),
    "training_place": lambda: _("Training"),
    "attendance": lambda: _("Training"),
    "person_role": lambda: _("Person"),
    "involvement": lambda: _("Person"),
    "sign_in": lambda: _("Person"),
    "personal_key": lambda: _("Key"),
    "key_slot": lambda: _("Key"),
    "print_record": lambda: _("Print"),
    "saved_filter": lambda: _("View of a list"),
    "hidden_column": lambda: _("View of a list"),
    "store_info": lambda: _("File"),
    "device": lambda: _("File"),
}
# What goes along with what people see, and is not named.
ALONG = frozenset({"draft", "blueprint", "attachment_content", "action", "change"})
_WAYS: dict[ChangeKind, Callable[[], str]] = {
    ChangeKind.INSERT: lambda: _("new"),
    ChangeKind.UPDATE: lambda: _("changed"),
    ChangeKind.DELETE: lambda: _("deleted"),
}


def done(table: str, kind: ChangeKind) -> str:
    """What an action did, in two words: log, new."""
    what = (KINDS | _PARTS)[table]()
    return f"{what}, {_WAYS[kind]()}" if kind in _WAYS else what


_TITLES = ("title", "text", "name", "goal", "reason", "result", "agenda", "elsewhere", "on_date")


_FIELDS: dict[str, Callable[[], dict[str, str]]] = {
    "log_entry": lambda: {
        "happened_on": _("Date"),
        "track": _("Track"),
        "task_id": _("Task"),
        "text": _("What happened"),
        "went_well": _("What went well?"),
        "next_step": _("What is the next step?"),
        "guided_by": _("Guided by"),
        "minutes": _("Minutes"),
        "mark": _("Mark"),
        "observers": _("Also seen by"),
        "told": _("Already told the student"),
    },
    "task": lambda: {
        "title": _("Title"),
        "short_title": _("Short title"),
        "work_process_id": _("Work process"),
        "complexity": _("Level"),
        "planned_from": _("From"),
        "planned_until": _("Until"),
        "status": _("Status"),
        "company_coach_id": _("Coach company"),
        "school_coach_id": _("Coach school"),
        "criteria": _("Criteria"),
    },
    "guidance_moment": lambda: {
        "kind": _("Kind"),
        "on_date": _("Date"),
        "held": _("It was held"),
        "at_work": _("At the workplace"),
        "student_there": _("Student was there"),
        "company_there": _("Company was there"),
        "school_there": _("School was there"),
        "agenda": _("Agenda"),
        "result": _("Result"),
        "minutes": _("Minutes"),
    },
    "agreed_action": lambda: {
        "text": _("Agreed"),
        "owner": _("Who does it?"),
        "due_on": _("By"),
        "done_on": _("Done on"),
    },
    "day_line": lambda: {
        "minutes": _("hours"),
        "absence": _("reason"),
        "note": _("note"),
        "sent_back": _("sent back"),
    },
    "peer_group": lambda: {
        "goal": _("Goal"),
        "interval_days": _("Days between talks"),
        "minutes": _("Minutes"),
        "guide_id": _("Guide"),
        "from_on": _("From"),
        "until_on": _("Until"),
        "agreed_on": _("Confidentiality agreed on"),
    },
    "student": lambda: {
        "name": _("Name"),
        "number": _("Student number"),
        "qualification_id": _("Qualification"),
        "programme_years": _("Programme takes"),
        "cohort": _("Began in"),
    },
    "placement": lambda: {
        "company_id": _("Training company"),
        "school_id": _("School"),
        "route": _("Study route"),
        "study_year": _("Study year"),
        "starts_on": _("First day"),
        "ends_on": _("Last day"),
        "agreed_minutes": _("Agreed hours"),
        "assignment": _("Assignment"),
        "client": _("Client"),
        "trainer_id": _("Workplace trainer"),
        "coach_id": _("Work coach"),
        "school_supervisor_id": _("School supervisor"),
    },
}


def fields(table: str) -> dict[str, str]:
    """The fields of a record that people know, in the order of its form."""
    return _FIELDS[table]() if table in _FIELDS else {}


def value(session: Session, table: str, name: str, kept: Any) -> str:
    """A value of the journal in words."""
    if kept in {None, ""}:
        return ""
    if isinstance(kept, bool):
        return _("yes") if kept else _("no")
    words = _WORDS.get((table, name)) or _WORDS.get(("", name))
    return words(session, kept) if words is not None else str(kept)


def _named(model: type[Person | Company | School]) -> Words:
    def words(session: Session, key: str) -> str:
        query = select(model.name).where(model.id == uuid.UUID(key))
        return session.scalar(query) or ""

    return words


def _task(session: Session, key: str) -> str:
    task = session.get(Task, uuid.UUID(key))
    return f"{code(task.track, task.number)} {task.title}" if task else ""


def _process(session: Session, key: str) -> str:
    work_process = session.get(WorkProcess, uuid.UUID(key))
    return f"{work_process.code} {work_process.title}" if work_process else ""


def _qualification(session: Session, key: str) -> str:
    qualification = session.get(Qualification, uuid.UUID(key))
    return qualification.title if qualification else ""


def _track(_session: Session, kept: str) -> str:
    names = {Track.LEARNING: _("Learning task"), Track.WORK: _("Work task")}
    return names[Track(kept)]


def _day(_session: Session, kept: str) -> str:
    return i18n.date(dt.date.fromisoformat(kept))


def _hours(_session: Session, kept: int) -> str:
    return i18n.hours(kept)


_DAYS = (
    "happened_on",
    "on_date",
    "planned_from",
    "planned_until",
    "starts_on",
    "ends_on",
    "due_on",
    "done_on",
    "from_on",
    "until_on",
    "agreed_on",
)
# By table and column; by column alone where all tables mean the same.
_WORDS: dict[tuple[str, str], Words] = {
    ("", "track"): _track,
    ("", "task_id"): _task,
    ("", "work_process_id"): _process,
    ("", "qualification_id"): _qualification,
    ("", "company_id"): _named(Company),
    ("", "school_id"): _named(School),
    ("", "guided_by"): lambda _session, kept: guide_name(Guide(kept)),
    ("", "mark"): lambda _session, kept: mark_name(Mark(kept)),
    ("", "status"): lambda _session, kept: status_name(Status(kept)),
    ("", "owner"): lambda _session, kept: party_name(Party(kept)),
    ("", "route"): lambda _session, kept: route_name(Route(kept)),
    ("guidance_moment", "kind"): lambda _session, kept: moment_name(MomentKind(kept)),
    ("day_line", "absence"): lambda _session, kept: absence_name(Absence(kept)),
    ("day_line", "minutes"): _hours,
    ("placement", "agreed_minutes"): _hours,
    **{("", name): _day for name in _DAYS},
    **{
        ("", name): _named(Person)
        for name in (
            "company_coach_id",
            "school_coach_id",
            "trainer_id",
            "coach_id",
            "school_supervisor_id",
            "guide_id",
        )
    },
}


def title(_table: str, values: dict[str, Any]) -> str:
    """What a deleted record was about, in one line."""
    said = next((str(values[name]) for name in _TITLES if values.get(name)), "")
    line = " ".join(said.split())
    return line if len(line) <= 120 else line[:119] + "…"  # noqa: PLR2004 - one line
