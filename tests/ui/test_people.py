"""Several persons at one machine: added by a manager, chosen with a PIN, one after another."""

import io
import uuid
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from stagecoach import clock
from stagecoach.documents import recovery_code
from stagecoach.domain.people import Role
from stagecoach.services.example import example
from stagecoach.services.people import keys, pins, roles_list
from stagecoach.services.people import persons as people
from stagecoach.ui.core.current_store import CurrentStore
from stagecoach.ui.core.page import Place
from stagecoach.ui.logs.form import LogForm
from stagecoach.ui.people.form import PersonForm
from stagecoach.ui.people.key import KeyForm
from stagecoach.ui.people.page import PeoplePage
from stagecoach.ui.stores.recovery_code import RecoveryForm
from stagecoach.ui.stores.who import WhoPage
from stagecoach.ui.today.page import TodayPage
from stagecoach.ui.window.main_window import MainWindow
from stagecoach.ui.window.shell import Shell
from tests import make

PINS = {"Marloes Verbeek": "2580", "Joost Kuipers": "1470"}


@pytest.fixture
def shared(shell: Shell) -> dict[str, uuid.UUID]:
    """Marloes and Joost both sign in at this machine."""
    workspace = shell.workspace
    choices = workspace.ask(people.with_role, Role.WORK_COACH)
    joost = next(choice.id for choice in choices if choice.name == "Joost Kuipers")
    person_ids = {"Marloes Verbeek": workspace.person_id, "Joost Kuipers": joost}
    for name, key in person_ids.items():
        workspace.do(pins.choose, key, PINS[name], PINS[name])
    return person_ids


def who(window: MainWindow) -> WhoPage:
    page = window.centralWidget()
    assert isinstance(page, WhoPage)
    return page


def come_in(window: MainWindow, name: str, pin: str | None = None) -> None:
    page = who(window)
    names = [page.faces.index(n).data() for n in range(page.faces.rowCount())]
    page.list.setCurrentIndex(page.faces.index(names.index(name)))
    QTest.keyClicks(page.pin, pin or PINS[name])
    QTest.keyClick(page.pin, Qt.Key.Key_Return)


def page_of(shell: Shell) -> PeoplePage:
    shell.go(Place("people"))
    page = shell.current()
    assert isinstance(page, PeoplePage)
    return page


def test_without_pins_the_owner_walks_straight_in(shell: Shell, window: MainWindow) -> None:
    assert shell.workspace.identity.name == "Marloes Verbeek"
    window.current.step_out()  # there is nobody else: the file goes shut
    assert window.current.database is None


def test_a_key_and_a_pin_change_who_is_at_the_machine(
    shell: Shell, window: MainWindow, current: CurrentStore, shared: dict[str, uuid.UUID]
) -> None:
    QTest.keyClick(window, Qt.Key.Key_F9)
    QApplication.processEvents()
    assert current.workspace is None
    assert current.database is not None
    come_in(window, "Joost Kuipers")
    assert current.workspace is not None
    assert current.workspace.identity.name == "Joost Kuipers"
    assert current.workspace.identity.role is Role.WORK_COACH
    assert current.database.person_id == shared["Joost Kuipers"]


def test_each_comes_back_to_their_own_place_and_undo(
    shell: Shell,
    window: MainWindow,
    current: CurrentStore,
    shared: dict[str, uuid.UUID],
    youssef: uuid.UUID,
) -> None:
    shell.go(Place("dossier", youssef, tab="log"))
    current.step_out()
    come_in(window, "Joost Kuipers")
    assert window.shell is not None
    assert window.shell.place == Place("today")
    assert current.workspace is not None
    assert not current.workspace.can_undo
    current.step_out()
    come_in(window, "Marloes Verbeek")
    assert window.shell is not None
    assert window.shell.place.placement_id == youssef


def test_what_one_was_typing_waits_for_them_and_not_for_another(
    shell: Shell,
    window: MainWindow,
    current: CurrentStore,
    shared: dict[str, uuid.UUID],
    youssef: uuid.UUID,
    qtbot: QtBot,
) -> None:
    shell.go(Place("quick_log", youssef))
    form = shell.overlay
    assert isinstance(form, LogForm)
    qtbot.waitUntil(form.isActiveWindow)
    form.text.setFocus()
    form.text.setPlainText("Youssef vroeg zelf om hulp bij de sensor.")
    QTest.keyClick(form.text, Qt.Key.Key_F9)
    qtbot.waitUntil(lambda: current.workspace is None)
    come_in(window, "Joost Kuipers")
    assert window.shell is not None
    assert not window.shell.draft_banner.isVisibleTo(window.shell)
    window.shell.go(Place("quick_log", youssef))
    other = window.shell.overlay
    assert isinstance(other, LogForm)
    assert other.text.toPlainText() == ""
    other.reject()
    current.step_out()
    come_in(window, "Marloes Verbeek")
    assert window.shell is not None
    again = window.shell.overlay
    assert isinstance(again, LogForm)
    assert "sensor" in again.text.toPlainText()


def test_a_wrong_pin_is_told_and_slows_down_that_person_only(
    shell: Shell,
    window: MainWindow,
    current: CurrentStore,
    shared: dict[str, uuid.UUID],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    current.step_out()
    for _number in range(5):
        come_in(window, "Joost Kuipers", "0852")
    page = who(window)
    assert "Wacht 30 seconden" in page.problem.text()
    assert not page.open_button.isEnabled()
    page.list.setCurrentIndex(page.faces.index(1))
    assert page.chosen().name == "Marloes Verbeek"
    assert page.open_button.isEnabled()
    page.list.setCurrentIndex(page.faces.index(0))
    assert not page.open_button.isEnabled()
    later = clock.ticks() + 31
    monkeypatch.setattr(clock, "ticks", lambda: later)
    page._tick()
    come_in(window, "Joost Kuipers")
    assert current.workspace is not None


def test_the_waiting_holds_after_the_file_was_shut(
    shell: Shell, window: MainWindow, current: CurrentStore, shared: dict[str, uuid.UUID]
) -> None:
    current.step_out()
    for _number in range(6):
        current.pins._waits.clear()
        come_in(window, "Joost Kuipers", "0852")
        who(window)._other()
    current.lock()
    current.pins._waits.clear()  # as after starting the program again
    current.open(example.PASSPHRASE)
    page = who(window)
    page.list.setCurrentIndex(page.faces.index(0))
    assert not page.open_button.isEnabled()


def test_idle_minutes_of_the_person_come_before_those_of_the_file(
    shell: Shell, window: MainWindow, current: CurrentStore, shared: dict[str, uuid.UUID]
) -> None:
    current.step_out()
    come_in(window, "Joost Kuipers")
    window.idle.last_input = clock.ticks() - 6 * 60
    window.idle.look()
    assert current.workspace is None
    assert isinstance(window.centralWidget(), WhoPage)
    window.idle.last_input = clock.ticks() - 16 * 60
    window.idle.look()
    assert current.database is None


def test_a_manager_adds_a_person_and_their_pin(shell: Shell, qtbot: QtBot) -> None:
    page = page_of(shell)
    page.new()
    form = page.findChild(PersonForm)
    assert form is not None
    form.accept()
    assert form.problem("name") == "Vul een naam in."
    form.name.setText("Wim Bakker")
    form.lines[0].last.setText("1-1-2020")
    form.accept()
    assert "laatste dag" in form.problem("held")
    form.lines[0].last.clear()
    form.accept()
    rows = {row.name: row for row in shell.workspace.ask(roles_list.overview)}
    assert rows["Wim Bakker"].roles == "Werkbegeleider"
    shell.workspace.undo()
    assert "Wim Bakker" not in {r.name for r in shell.workspace.ask(roles_list.overview)}


def test_the_last_manager_stays_one(shell: Shell) -> None:
    draft = shell.workspace.ask(roles_list.draft, shell.workspace.person_id)
    form = PersonForm(shell.workspace, draft, shell)
    form.manages.setChecked(False)
    assert not form.try_save()
    assert "beheren" in form.problem("manages")
    form.deleteLater()


def test_without_being_a_manager_there_is_no_page_of_persons(
    shell: Shell, window: MainWindow, current: CurrentStore, shared: dict[str, uuid.UUID]
) -> None:
    current.step_out()
    come_in(window, "Joost Kuipers")
    assert window.menus is not None
    assert "people" not in window.menus.actions
    assert "pin" in window.menus.actions


def _key_form(shell: Shell) -> KeyForm:
    shell.go(Place("my_key"))
    form = shell.overlay
    assert isinstance(form, KeyForm)
    return form


def _code(shell: Shell) -> str:
    """The recovery code that is shown once; noted, so that the sheet closes."""
    form = shell.findChild(RecoveryForm)
    assert form is not None
    assert form.isVisible()
    form.noted.setChecked(True)
    code = form.code.text()
    form.ok.click()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return code


def test_a_key_is_made_changed_and_given_up(shell: Shell) -> None:
    ask, me = shell.workspace.ask, shell.workspace.person_id
    form = _key_form(shell)
    form.new.setText("kort")
    form.accept()
    assert "minstens 10" in form.problem("passphrase")
    for field in (form.new, form.again):
        field.setText("een zin die alleen ik ken")
    form.accept()
    code = _code(shell)
    private = ask(keys.unlock, code, recovery=True)
    assert ask(keys.unlock, "een zin die alleen ik ken") == private
    form = _key_form(shell)
    form.now.setText("niet goed")
    for field in (form.new, form.again):
        field.setText("een heel andere zin")
    form.accept()
    assert form.problem("now")
    form.now.setText(code.lower())
    form.accept()
    assert ask(keys.unlock, "een heel andere zin") == private
    form = _key_form(shell)
    form.now.setText("een heel andere zin")
    form.new_code()
    assert ask(keys.unlock, _code(shell), recovery=True) == private
    form = _key_form(shell)
    form._lose()
    assert ask(keys.state, me) is None


def test_the_sheet_of_a_key_says_whose_it_is(tmp_path: Path) -> None:
    sheet = recovery_code.RecoveryDocument(
        "7F3K-29Q1-0ZXA-BC4D", "kadewerk.stagecoach", "Esra Yıldırım"
    )
    text = PdfReader(io.BytesIO(recovery_code.draw(sheet))).pages[0].extract_text()
    assert "Persoonlijke sleutel van Esra Yıldırım" in text
    assert "7F3K" in text


def test_nothing_of_the_one_before_stays_behind(
    shell: Shell, window: MainWindow, current: CurrentStore, shared: dict[str, uuid.UUID]
) -> None:
    """However often somebody else comes, there are as many widgets as the first time."""

    def turn() -> int:
        current.step_out()
        come_in(window, "Marloes Verbeek")
        for _number in range(3):
            QApplication.processEvents()
            QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        return len(QApplication.allWidgets())

    turn()
    before = turn()
    assert [turn() for _number in range(3)] == [before] * 3


def test_a_school_supervisor_sees_students_by_company(
    shell: Shell, window: MainWindow, current: CurrentStore, shared: dict[str, uuid.UUID]
) -> None:
    supervisors = shell.workspace.ask(people.with_role, Role.SCHOOL_SUPERVISOR)
    esra = next(choice.id for choice in supervisors if choice.name.startswith("Esra"))
    make.student(
        shell.workspace.database,
        name="Noa Jansen",
        company="Aannemer De Kade",
        supervisor="Esra Yıldırım",
    )
    shell.workspace.do(pins.choose, esra, "3691", "3691")
    current.step_out()
    come_in(window, "Esra Yıldırım", "3691")
    assert window.shell is not None
    page = window.shell.current()
    assert isinstance(page, TodayPage)
    rows = list(page.model.rows())
    assert [row.company for row in rows[:2]] == ["Aannemer De Kade", "Kadewerk Software"]
    index = page.model.index(0, 0)
    said = index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert said.startswith("Aannemer De Kade. Noa Jansen")
    heights = [page.students.sizeHintForRow(number) for number in range(3)]
    assert heights[0] == heights[1] > heights[2]
    assert page.students.height() >= sum(page.students.sizeHintForRow(n) for n in range(len(rows)))
