"""The table of rights through the screens: each role meets every place and every button."""

import datetime as dt
import uuid

import pytest
from PySide6.QtWidgets import QAbstractButton, QLineEdit
from pytestqt.qtbot import QtBot

from stagecoach.domain.access import Right
from stagecoach.domain.evaluations import Kind
from stagecoach.domain.people import Role
from stagecoach.domain.tracks import Track
from stagecoach.services.example import example
from stagecoach.services.people import pins, roles_list
from stagecoach.services.students import placements as placements_service
from stagecoach.services.tasks import tasks
from stagecoach.ui.core.current_store import CurrentStore
from stagecoach.ui.core.page import Place
from stagecoach.ui.dossier.page import DossierPage
from stagecoach.ui.stores.who import WhoPage
from stagecoach.ui.students.page import StudentsPage
from stagecoach.ui.window import places
from stagecoach.ui.window.main_window import MainWindow
from stagecoach.ui.window.shell import Shell
from tests.persons import EVERYBODY, HOLDERS, OWN, become, expected

TABS = ("overview", "tasks", "hours", "log", "guidance", "evaluations", "peers", "documents")
PLACES = {  # where one goes, and the right it takes
    Place("dossier"): Right.OPEN,
    Place("hour_sheet"): Right.OPEN,
    Place("evaluation", kind=Kind.START): Right.READ_EVALUATIONS,
    Place("quick_log"): Right.LOG,
    Place("new_task", track=Track.WORK): Right.TASKS,
    Place("edit_student"): Right.STUDENTS,
    Place("next_placement"): Right.STUDENTS,
}


def enter_as(
    current: CurrentStore, window: MainWindow, holder: Role | str, key: uuid.UUID
) -> Shell:
    """Be somebody with one role, in a window of their own."""
    assert current.database is not None
    assert current.workspace is not None
    become(current.database, holder, key)
    current.workspace.leave()
    current.enter()
    assert window.shell is not None
    return window.shell


def _stands(button: QAbstractButton) -> bool:
    """Whether the part of the page that it is in can be seen."""
    parent = button.parentWidget()
    return parent is not None and parent.isVisible()


def at(place: Place, key: uuid.UUID) -> Place:
    return Place(place.name, key, place.tab, place.kind, place.track)


@pytest.mark.parametrize("holder", HOLDERS)
def test_every_place_opens_for_whom_it_is(
    shell: Shell,
    window: MainWindow,
    current: CurrentStore,
    placements: dict[str, uuid.UUID],
    holder: Role | str,
) -> None:
    youssef, naomi = placements["Youssef"], placements["Naomi"]
    inside = enter_as(current, window, holder, youssef)
    for key, table in ((youssef, OWN), (naomi, EVERYBODY)):
        for place, right in PLACES.items():
            refused = places.refusal(inside.workspace, at(place, key), None)
            assert bool(refused) is (right not in expected(table, holder)), (place, refused)
    for place, right in (
        (Place("people"), Right.PERSONS),
        (Place("new_student"), Right.STUDENTS),
        (Place("grid"), Right.TASKS),
    ):
        refused = places.refusal(inside.workspace, place, None)
        assert bool(refused) is (right not in expected(OWN, holder)), (place, refused)


@pytest.mark.parametrize("holder", [h for h in HOLDERS if Right.OPEN in expected(OWN, h)])
def test_every_button_is_there_for_whom_it_is(
    shell: Shell,
    window: MainWindow,
    current: CurrentStore,
    youssef: uuid.UUID,
    qtbot: QtBot,
    holder: Role | str,
) -> None:
    inside = enter_as(current, window, holder, youssef)
    seen: set[Right] = set()
    for tab in TABS:
        inside.go(Place("dossier", youssef, tab=tab))
        page = inside.current()
        assert isinstance(page, DossierPage)
        qtbot.wait(20)  # what is new is shown by the layout
        for button in page.findChildren(QAbstractButton):
            right = button.property("right")
            if right and _stands(button):
                assert button.isVisible() is (right in expected(OWN, holder)), button.text()
                seen.add(Right(right))
    assert seen >= {Right.LOG, Right.HOURS, Right.GUIDE, Right.STUDENTS, Right.DOCUMENTS}


@pytest.mark.parametrize("holder", HOLDERS)
def test_each_role_starts_where_it_works_and_every_key_of_its_side_bar_opens(
    shell: Shell, window: MainWindow, current: CurrentStore, youssef: uuid.UUID, holder: Role | str
) -> None:
    inside = enter_as(current, window, holder, youssef)
    starts = {
        Role.COORDINATOR: "students",
        Role.CONFIDENTIAL_ADVISER: "cases",
        Role.EXAMINER: "evaluations",
        Role.STUDENT: "dossier",
        "manager": "students",
    }
    assert inside.place.name == starts.get(holder, "today")
    role = inside.workspace.identity.role
    for destination in places.destinations(role):
        assert window.menus is not None
        window.menus.actions[destination.name].trigger()
        assert inside.place.name == destination.name
    inside.go(Place("today"))  # from anywhere: to where this role starts
    assert inside.place.name == starts.get(holder, "today")


def test_the_way_back_does_not_lead_past_a_right(
    shell: Shell, window: MainWindow, current: CurrentStore, youssef: uuid.UUID
) -> None:
    inside = enter_as(current, window, Role.EXAMINER, youssef)
    inside.go(Place("evaluation", youssef, kind=Kind.INTERIM))
    window.resize_text(1)  # every page is made anew, without a way back
    assert window.shell is not None
    window.shell.back()
    assert window.shell.place.name == "evaluations"
    assert window.shell._opened_before() == []


def test_whoever_hands_a_placement_over_leaves_its_dossier(
    shell: Shell, window: MainWindow, current: CurrentStore, youssef: uuid.UUID
) -> None:
    inside = enter_as(current, window, Role.WORKPLACE_TRAINER, youssef)
    inside.go(Place("dossier", youssef))
    draft = inside.workspace.ask(placements_service.draft, youssef)
    draft.trainer = "Marloes Verbeek"
    inside.workspace.do(placements_service.save, draft)
    assert inside.place.name == "today"
    inside.back()
    assert inside.place.name == "today"


def test_a_manager_who_gives_up_managing_goes_on_in_what_is_left(
    shell: Shell, window: MainWindow, current: CurrentStore, youssef: uuid.UUID, qtbot: QtBot
) -> None:
    inside = enter_as(current, window, "manager", youssef)
    inside.go(Place("people"))
    me = inside.workspace.person_id
    draft = inside.workspace.ask(roles_list.draft, me)
    draft.manages = False
    draft.held = [roles_list.Held(Role.WORK_COACH, dt.date(2026, 1, 1))]
    inside.workspace.do(roles_list.save, draft)
    qtbot.waitUntil(lambda: window.shell is not inside)
    assert window.shell is not None
    assert window.shell.place.name == "today"
    assert window.menus is not None
    assert "people" not in window.menus.actions


def test_a_task_can_be_read_by_whom_it_is_about(
    shell: Shell, window: MainWindow, current: CurrentStore, youssef: uuid.UUID
) -> None:
    inside = enter_as(current, window, Role.STUDENT, youssef)
    task = inside.workspace.ask(tasks.plan, youssef)[0]
    inside.go(Place("task", youssef, entry_id=task.id))
    form = inside.overlay
    assert form is not None
    assert all(text.isReadOnly() for text in form.findChildren(QLineEdit))
    assert "praktijkopleider" in form.status.text()
    form.accept()  # Ctrl+Enter closes what is only read
    assert inside.workspace.ask(tasks.plan, youssef)[0] == task


def test_a_coordinator_plans_placements_without_reading_dossiers(
    shell: Shell, window: MainWindow, current: CurrentStore, youssef: uuid.UUID
) -> None:
    inside = enter_as(current, window, Role.COORDINATOR, youssef)
    page = inside.page("students")
    assert isinstance(page, StudentsPage)
    page._open(page.model.index(0, 0))
    assert inside.overlay is not None
    assert inside.overlay_place is not None
    assert inside.overlay_place.name == "edit_student"


def test_a_manager_who_forgot_the_pin_chooses_a_new_one_with_the_passphrase(
    shell: Shell, window: MainWindow, current: CurrentStore
) -> None:
    assert current.database is not None
    owner = current.database.person_id
    assert owner is not None
    current.database.do(pins.choose, owner, "2580", "2580")
    current.step_out()
    page = window.centralWidget()
    assert isinstance(page, WhoPage)
    page._forgot()
    lost = page.forgotten
    lost.secret.setText("niet de wachtzin")
    lost.pin.setText("7391")
    lost.again.setText("7391")
    lost.try_it()
    assert "niets veranderd" in lost.problem.text()
    lost.secret.setText(example.PASSPHRASE)
    lost.try_it()
    assert page.entry.currentIndex() == 0
    page.pin.setText("7391")
    page.come_in()
    assert current.workspace is not None
