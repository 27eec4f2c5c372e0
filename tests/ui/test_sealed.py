"""The sealed side of the window: a report from everywhere, and a room that closes with the store."""

import sys
import uuid
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from stagecoach.domain.people import Role
from stagecoach.services.people import pins
from stagecoach.ui.core.current_store import CurrentStore
from stagecoach.ui.core.page import Place
from stagecoach.ui.dialogs import files
from stagecoach.ui.reports.advisers import AdvisersDialog
from stagecoach.ui.reports.mailer import Mailer
from stagecoach.ui.reports.process import Writer
from stagecoach.ui.window.main_window import MainWindow
from stagecoach.ui.window.shell import Shell
from tests import sealed
from tests.sealed import School
from tests.ui.test_rights import enter_as


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Which page of the report window was asked for."""
    pages: list[str] = []
    monkeypatch.setattr(Writer, "open", lambda _self, start: pages.append(start))
    return pages


def test_a_report_can_be_made_from_everywhere_also_where_nobody_signed_in(
    window: MainWindow, current: CurrentStore, asked: list[str]
) -> None:
    for state in ("locked", "open"):
        if state == "open":
            current.open("twee sporen naast elkaar")
        assert window.menus is not None
        window.menus.actions["report"].trigger()
        window.menus.actions["answer"].trigger()
    assert asked == ["write", "read"] * 2
    assert window.shell is not None
    window.shell.sidebar.report.click()
    current.lock()
    page = window.centralWidget()
    assert page is not None
    for button in page.findChildren(QPushButton):
        if button.accessibleName() == "Melding doen":
            button.click()
    assert asked[4:] == ["write", "write"]


def test_a_report_waits_for_nothing_that_is_loaded_and_a_sign_is_given_at_once(
    window: MainWindow, asked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(window.sealed.loading, "then", lambda *_later: None)  # it never ends
    assert window.menus is not None
    window.menus.actions["report"].trigger()
    assert asked == ["write"]
    assert window.toast.text() == "Er gaat een venster open …"
    window.sealed.writer.arrived.emit()
    assert window.toast.text() == ""


def test_it_is_last_in_the_side_bar_and_never_has_a_badge(shell: Shell) -> None:
    report = shell.sidebar.report
    assert (report.count, report.sign, report.isCheckable()) == (0, "", False)
    below = [i for i in shell.sidebar.items.values() if i.y() > report.y()]
    assert below == []


def test_an_adviser_starts_at_the_door_of_the_room_and_it_closes_with_the_store(
    window: MainWindow, current: CurrentStore, shell: Shell, youssef: uuid.UUID
) -> None:
    inside = enter_as(current, window, Role.CONFIDENTIAL_ADVISER, youssef)
    assert inside.place.name == "cases"
    inside.go(Place("room"))
    room = window.sealed.room
    assert room is not None
    assert room._beside() is inside.workspace
    assert window.windowTitle() == "Zaken – StageCoach"
    current.lock()
    assert window.sealed.room is None


def test_the_room_closes_before_somebody_else_comes(
    window: MainWindow, shell: Shell, current: CurrentStore
) -> None:
    window.sealed.open_room()
    window.sealed.open_room()  # to the front, not twice
    current.step_out()
    assert window.sealed.room is None


def test_a_rewrite_happens_whether_somebody_reports_or_not(school: School, qtbot: QtBot) -> None:
    mailer = Mailer(school.place)
    mailer.start()
    qtbot.waitUntil(lambda: len(school.place.envelopes()) == 4)
    before = {path: path.read_bytes() for path in school.place.envelopes()}
    mailer.rewrite()
    qtbot.waitUntil(lambda: all(path.read_bytes() != content for path, content in before.items()))
    mailer.stop()
    assert set(school.place.envelopes()) == set(before)


def test_a_window_that_prints_nonsense_stops_nothing(school: School, qtbot: QtBot) -> None:
    """The line to the report window takes letters, and passes over anything else."""
    mailer = Mailer(school.place)
    writer = Writer(mailer)
    code = "import sys; print('ready'); print('{'); print('[]'); print('{\"letter\": 5}')"
    writer.command = [sys.executable, "-c", code]
    with qtbot.waitSignal(writer.finished, timeout=20_000):
        writer.open("write")
    assert not writer.running()
    assert school.place.envelopes() == []


def test_carrying_needs_no_sign_in(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    """Locked, with a folder chosen: all envelopes of this computer go there."""
    asked: list[str] = []
    monkeypatch.setattr(files, "ask_folder", lambda _parent, title: asked.append(title))
    assert window.menus is not None
    window.menus.actions["take"].trigger()
    window.menus.actions["bring"].trigger()
    assert len(asked) == 2
    window.menus.actions["advisers"].trigger()
    (sheet,) = [box for box in window.findChildren(AdvisersDialog) if box.isVisible()]
    sheet.reject()


def test_a_list_of_others_asks_the_pin_of_a_manager(
    school: School, shell: Shell, current: CurrentStore, tmp_path: Path
) -> None:
    """Wrong first: nothing changes; then right, and it is said what holds from now on."""
    other = sealed.room(tmp_path, "Ferry de Groot")
    path = sealed.publish(other, tmp_path / "x.roster")
    other.close()
    alone = AdvisersDialog(school.place, shell)  # no file is open, or nobody has a PIN
    alone.open_once()
    alone.read(path)
    assert "beheerder met een pincode" in alone.problem("roster")
    assert not alone.ok.isEnabled()
    alone.reject()
    database = current.database
    assert database is not None
    assert database.person_id is not None
    database.do(pins.choose, database.person_id, "4071", "4071")
    sheet = AdvisersDialog(school.place, shell, current.pins)
    sheet.open_once()
    sheet.read(path)
    assert sheet.who.currentText() == "Marloes Verbeek"
    assert sheet.focusWidget() is sheet.pin
    QTest.keyClicks(sheet.pin, "1234")
    sheet.accept()
    assert "Dat klopt niet" in sheet.problem("pin")
    assert school.roster.readers[0].name == "Samira el Idrissi"
    QTest.keyClicks(sheet.pin, "4071")
    sheet.accept()
    assert [reader.name for reader in school.roster.readers] == ["Ferry de Groot"]
    assert "verzegeld voor Ferry de Groot" in _words(sheet)
    sheet.reject()


def _words(sheet: AdvisersDialog) -> str:
    return " ".join(label.text() for label in sheet.findChildren(QLabel))
