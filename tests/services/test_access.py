"""The table of rights, pair by pair, through the services; read anew here, not from the code."""

import datetime as dt
import uuid
from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from stagecoach import clock
from stagecoach.domain.access import Right, refusal, right_name
from stagecoach.domain.evaluations import Kind, Party, Response, Voice, Way
from stagecoach.domain.hours import Kind as HourKind
from stagecoach.domain.logs import Author
from stagecoach.domain.people import Role
from stagecoach.domain.templates.blueprints import Blueprint
from stagecoach.domain.tracks import Track
from stagecoach.services.access import rights as access
from stagecoach.services.access import roles
from stagecoach.services.access import rows as access_rows
from stagecoach.services.access.rights import Refused
from stagecoach.services.evaluations import evaluations, school_results, versions, voices
from stagecoach.services.evaluations import loading as sheets
from stagecoach.services.evaluations import masks as sheet_masks
from stagecoach.services.guidance import actions, moments
from stagecoach.services.history import changes
from stagecoach.services.history import undo as history
from stagecoach.services.hours import approval, ledger
from stagecoach.services.hours import entry as hour_entry
from stagecoach.services.logs import entries as logs
from stagecoach.services.peers import apart, group_changes, groups, sessions
from stagecoach.services.rules import rules
from stagecoach.services.search import search
from stagecoach.services.students import attachments, pauses, stand_ins
from stagecoach.services.students import list as student_list
from stagecoach.services.tasks import tasks
from stagecoach.services.templates import blueprints, templates
from stagecoach.store.evaluations.consents import Consent
from stagecoach.store.evaluations.evaluations import Evaluation
from stagecoach.store.file.database import Database
from stagecoach.store.hours import DayLine
from stagecoach.store.journal import Action
from stagecoach.store.people.persons import PersonRole
from stagecoach.store.students.placements import Placement
from stagecoach.store.students.students import Student
from tests import make
from tests.make import step
from tests.persons import EVERYBODY, HOLDERS, OWN, add_person, become, expected, program

PDF = b"%PDF-1.4\n%%EOF\n"

# What each right is for: it raises Refused, or does not find, where the right is missing.


def _list(database: Database, key: uuid.UUID) -> None:
    _found(key in {row.placement_id for row in database.ask(student_list.page).rows})


def _open(database: Database, key: uuid.UUID) -> None:
    with program(database):
        name = database.ask(
            lambda s: s.get_one(Student, s.get_one(Placement, key).student_id).name
        )
    hits = database.ask(search.find, name).hits.get("student", [])
    _found(key in {hit.placement_id for hit in hits})


def _read_evaluations(database: Database, key: uuid.UUID) -> None:
    with program(database):
        evaluation = database.do(evaluations.begin, key, Kind.START)
    database.ask(sheets.load, evaluation)


def _log(database: Database, key: uuid.UUID) -> None:
    mine = database.ask(roles.me)
    student = mine is not None and mine.roles == {Role.STUDENT}
    make.log(database, key, written_by=Author.STUDENT if student else Author.SUPERVISOR)


def _hours(database: Database, key: uuid.UUID) -> None:
    database.do(hour_entry.enter, key, clock.today(), HourKind.SCHOOL, "2")


def _approve(database: Database, key: uuid.UUID) -> None:
    day = database.ask(free_day, key)
    with program(database):
        database.do(hour_entry.enter, key, day, HourKind.PRACTICE, "3")
    assert database.person_id is not None
    database.do(approval.approve_day, key, day, database.person_id)


def free_day(session: Session, placement_id: uuid.UUID) -> dt.date:
    """The last day without any line."""
    taken = set(
        session.scalars(select(DayLine.on_date).where(DayLine.placement_id == placement_id))
    )
    days = (clock.today() - dt.timedelta(days=number) for number in range(60))
    return next(day for day in days if day not in taken)


def _tasks(database: Database, key: uuid.UUID) -> None:
    draft = database.ask(tasks.new_draft, key, Track.WORK)
    draft.title = "Kabels trekken"
    database.do(tasks.save, draft)


def _guide(database: Database, key: uuid.UUID) -> None:
    database.do(moments.save, database.ask(moments.new_draft, key))


def _evaluate(database: Database, key: uuid.UUID) -> None:
    database.do(evaluations.begin, key, Kind.FINAL)


def _sign(database: Database, key: uuid.UUID) -> None:
    with program(database):
        evaluation = database.do(evaluations.begin, key, Kind.FINAL)
    database.do(step(put_signature), evaluation)


def put_signature(session: Session, evaluation_id: uuid.UUID) -> None:
    version = versions.keep(session, sheets.load(session, evaluation_id))
    session.add(
        Consent(
            evaluation_id=evaluation_id,
            version_id=version.id,
            party=Party.STUDENT,
            said=Response.AGREED,
            name="Iemand",
            way=Way.DRAWN,
            signed_at=clock.now(),
            reason="",
            withdrawn_why="",
        )
    )


def _voice(database: Database, key: uuid.UUID) -> None:
    """A student in their own name, a coach as a coach."""
    with program(database):
        evaluation = database.do(evaluations.begin, key, Kind.FINAL)
        database.do(step(widen_voices), evaluation)
    mine = database.ask(sheet_masks.own_voice, key)
    voice = Voice.SELF if mine in {Voice.TRAINER, None} else mine
    database.do(voices.begin, evaluation, voice, "Iemand")


def widen_voices(session: Session, evaluation_id: uuid.UUID) -> None:
    row = session.get_one(Evaluation, evaluation_id)
    blueprint = blueprints.find(session, row.blueprint_id).blueprint
    row.blueprint_id = blueprints.keep(session, replace(blueprint, voices=tuple(Voice)))


def _result(database: Database, key: uuid.UUID) -> None:
    with program(database):
        sheet = make.answered(database, key, kind=Kind.FINAL)
        assert sheet.id is not None
        make.sign(database, sheet.id)
    database.do(school_results.decide, school_results.Draft(key, passed=True, reason="Gewogen."))


def _templates(database: Database, key: uuid.UUID) -> None:
    blueprint = Blueprint("Eigen formulier", {}, ())
    database.do(templates.add, blueprint, uuid.uuid4())


def _students(database: Database, key: uuid.UUID) -> None:
    database.do(pauses.add, key, clock.today(), clock.today(), "verhuizing")


def _documents(database: Database, key: uuid.UUID) -> None:
    assert database.person_id is not None
    database.do(attachments.add, key, "verslag.pdf", PDF, database.person_id)


def _pair(database: Database, key: uuid.UUID) -> uuid.UUID:
    """With somebody whom nobody of these tests guides."""
    with program(database):
        rows = database.ask(student_list.page).rows
    other = next(row.placement_id for row in rows if row.name.startswith("Thi Lan"))
    return make.pair(database, key, other)


def _peer_counts(database: Database, key: uuid.UUID) -> None:
    group = _pair(database, key)
    _found(group in {row.id for row in database.ask(groups.overview)})


def _peer_sessions(database: Database, key: uuid.UUID) -> None:
    draft = database.ask(sessions.new_draft, _pair(database, key))
    database.do(sessions.save, draft)


def _peers(database: Database, key: uuid.UUID) -> None:
    database.do(group_changes.end, _pair(database, key))


def _apart(database: Database, key: uuid.UUID) -> None:
    with program(database):
        rows = database.ask(student_list.page).rows
        lotte = next(row.id for row in rows if row.name.startswith("Lotte"))
    student = next(row.id for row in rows if row.placement_id == key)
    database.do(apart.add, student, lotte)


def _rules(database: Database, _key: uuid.UUID) -> None:
    database.do(rules.set_number, "contacts", 4, clock.today(), "School")


def _persons(database: Database, _key: uuid.UUID) -> None:
    database.do(step(add_person), "Nog Iemand", Role.WORK_COACH)


def _found(there: bool) -> None:  # noqa: FBT001 - one word says it
    if not there:
        raise Refused


DO: dict[Right, Callable[[Database, uuid.UUID], None]] = {
    Right.LIST: _list,
    Right.OPEN: _open,
    Right.READ_EVALUATIONS: _read_evaluations,
    Right.LOG: _log,
    Right.HOURS: _hours,
    Right.APPROVE: _approve,
    Right.TASKS: _tasks,
    Right.GUIDE: _guide,
    Right.EVALUATE: _evaluate,
    Right.VOICE: _voice,
    Right.SIGN: _sign,
    Right.RESULT: _result,
    Right.STUDENTS: _students,
    Right.DOCUMENTS: _documents,
    Right.PEER_COUNTS: _peer_counts,
    Right.PEER_SESSIONS: _peer_sessions,
    Right.PEERS: _peers,
    Right.APART: _apart,
    Right.TEMPLATES: _templates,
    Right.RULES: _rules,
    Right.PERSONS: _persons,
}


def can(database: Database, right: Right, key: uuid.UUID) -> bool:
    try:
        DO[right](database, key)
    except Refused:
        return False
    return True


@pytest.mark.parametrize("holder", HOLDERS)
def test_at_ones_own_students(database: Database, youssef: uuid.UUID, holder: Role | str) -> None:
    become(database, holder, youssef)
    assert {right for right in Right if can(database, right, youssef)} == expected(OWN, holder)


@pytest.mark.parametrize("holder", HOLDERS)
def test_at_students_of_others(
    database: Database, placements: dict[str, uuid.UUID], holder: Role | str
) -> None:
    become(database, holder, placements["Youssef"])
    other = placements["Naomi"]
    rights = {right for right in Right if can(database, right, other)}
    assert rights == expected(EVERYBODY, holder)


@pytest.mark.parametrize("holder", HOLDERS)
def test_the_screens_offer_what_the_services_allow(
    database: Database, youssef: uuid.UUID, holder: Role | str
) -> None:
    become(database, holder, youssef)
    assert database.ask(access.allowed, youssef) == expected(OWN, holder)


@pytest.mark.parametrize("right", list(Right))
def test_every_refusal_says_who_can(right: Right) -> None:
    said = refusal(right)
    assert right_name(right) in said
    assert "dat is voor" in said
    assert "Er is niets veranderd." in said


def test_every_table_is_watched() -> None:
    assert access_rows.unwatched() == []


def test_a_student_writes_as_a_student_and_leaves_the_words_of_guides(
    database: Database, youssef: uuid.UUID
) -> None:
    theirs = make.log(database, youssef, text="Kwam te laat.")
    become(database, Role.STUDENT, youssef)
    with pytest.raises(Refused):
        make.log(database, youssef, text="Alles is prima.")
    own = make.log(database, youssef, text="Ik leerde veel.", written_by=Author.STUDENT)
    assert database.ask(logs.prefill, database.person_id, youssef).written_by is Author.STUDENT
    for change in ("text", "written_by"):
        draft = database.ask(logs.draft, theirs)
        setattr(draft, change, "Was op tijd." if change == "text" else Author.STUDENT)
        with pytest.raises(Refused):
            database.do(logs.save, draft)
    with pytest.raises(Refused):
        database.do(logs.delete, theirs)
    database.do(logs.delete, own)
    assert database.ask(logs.draft, theirs).text == "Kwam te laat."


def test_a_role_that_ended_has_six_weeks_to_finish(database: Database, youssef: uuid.UUID) -> None:
    person_id = become(database, Role.WORK_COACH, youssef)

    def end(session: Session, day: dt.date) -> None:
        session.query(PersonRole).filter_by(person_id=person_id).one().valid_until = day

    for days, still in ((1, True), (42, True), (43, False)):
        with program(database):
            database.do(step(end), clock.today() - dt.timedelta(days=days))
        assert can(database, Right.LOG, youssef) is still, days


def test_a_stand_in_holds_the_role_of_whom_they_replace(
    database: Database, placements: dict[str, uuid.UUID]
) -> None:
    """From the first day until six weeks after the last; and only there."""
    person_id = become(database, Role.WORKPLACE_TRAINER, placements["Lotte"])
    naomi, today = placements["Naomi"], clock.today()
    assert not can(database, Right.APPROVE, naomi)
    day = dt.timedelta(days=1)
    for first, last, may in (
        (today + day, today + 3 * day, False),
        (today - day, today, True),
        (today - 60 * day, today - 42 * day, True),
        (today - 60 * day, today - 43 * day, False),
    ):
        with program(database):
            stand_in_id = database.do(
                stand_ins.add, naomi, Role.WORKPLACE_TRAINER, "Iemand Anders", first, last
            )
        assert can(database, Right.APPROVE, naomi) is may, (first, last)
        assert not can(database, Right.APPROVE, placements["Sem"])
        with program(database):
            database.do(stand_ins.remove, stand_in_id)
    assert database.person_id == person_id


def test_undo_is_checked_as_the_action_was(database: Database, youssef: uuid.UUID) -> None:
    """Whoever may not approve cannot take an approval back either."""
    _approve(database, youssef)
    newest = database.ask(lambda session: session.scalar(select(func.max(Action.id))))
    assert newest is not None
    become(database, Role.WORK_COACH, youssef)
    before = database.ask(ledger.of, youssef).approved
    with pytest.raises(Refused):
        database.do(history.reverse, newest)
    assert database.ask(ledger.of, youssef).approved == before


def test_what_is_refused_half_way_leaves_nothing(database: Database, youssef: uuid.UUID) -> None:
    """The log is allowed, the task is not: neither is kept."""
    become(database, Role.STUDENT, youssef)

    def both(session: Session) -> None:
        actions.save(session, youssef, actions.Draft(text="Zelf doen"))
        task = tasks.new_draft(session, youssef, Track.WORK)
        task.title = "Mag niet"
        tasks.save(session, task)

    before = len(database.ask(actions.overview, [youssef]))
    with pytest.raises(Refused):
        database.do(step(both))
    assert len(database.ask(actions.overview, [youssef])) == before


def test_a_trainer_adds_a_student_with_a_guide_nobody_knows_yet(
    database: Database, youssef: uuid.UUID
) -> None:
    become(database, Role.WORKPLACE_TRAINER, youssef)
    key = make.student(database, name="Nieuw Kind", trainer="Iemand Anders", coach="Pas Begonnen")
    assert can(database, Right.LOG, key)


def test_nobody_gives_themselves_a_role(database: Database, youssef: uuid.UUID) -> None:
    me = become(database, Role.WORK_COACH, youssef)

    def take(session: Session) -> None:
        session.add(
            PersonRole(person_id=me, role=Role.WORKPLACE_TRAINER, valid_from=clock.today())
        )

    with pytest.raises(Refused, match="beheerder"):
        database.do(step(take))


def test_the_bin_of_others_is_for_a_manager(database: Database, youssef: uuid.UUID) -> None:
    entry = make.log(database, youssef)
    database.do(logs.delete, entry)
    assert len(database.ask(changes.in_bin)) == 1
    become(database, Role.WORK_COACH, youssef)
    assert database.ask(changes.in_bin) == []
