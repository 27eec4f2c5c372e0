"""Heard and believed: a student reports at the coach's laptop, the adviser handles it, the
student reads the answer by receipt. Through the windows, as each of them would.
"""

import datetime as dt
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from stagecoach import clock
from stagecoach.services.cases import cases
from stagecoach.services.cases import room as rooms
from stagecoach.ui.cases import files
from stagecoach.ui.cases.form import RoomDialog
from stagecoach.ui.cases.room_view import RoomView
from stagecoach.ui.cases.window import RoomWindow
from stagecoach.ui.core import theme
from stagecoach.ui.dialogs.progress import ProgressDialog
from stagecoach.ui.reports import envelopes
from stagecoach.ui.reports.mailer import Mailer
from stagecoach.ui.reports.pages import READ, WRITE
from stagecoach.ui.reports.window import ReportWindow
from tests import sealed
from tests.sealed import School


@pytest.fixture
def mailer(school: School, qtbot: QtBot) -> Iterator[Mailer]:
    """The program on the coach's laptop, locked: it rewrites its envelopes all the same."""
    theme.apply("light", 100)
    laptop = Mailer(school.place)
    laptop.start()
    qtbot.waitUntil(lambda: len(school.place.envelopes()) == 4)
    yield laptop
    laptop.stop()


def shown(part: QWidget) -> str:
    return "\n".join(label.text() for label in part.findChildren(QLabel) if label.isVisible())


def open_window(school: School, mailer: Mailer, qtbot: QtBot, start: str) -> ReportWindow:
    window = ReportWindow(school.place, mailer, start)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitUntil(lambda: window._receipt is not None)
    return window


def reports(window: ReportWindow, mailer: Mailer, qtbot: QtBot) -> str:
    """Types, chooses one thing, seals: three clicks and her own words. Gives the six words."""
    QTest.keyClicks(window.page.words, sealed.WORDS)
    QTest.mouseClick(window.page.kinds.boxes["exclusion"], Qt.MouseButton.LeftButton)
    QTest.mouseClick(window.page.send_button, Qt.MouseButton.LeftButton)
    words = " ".join(window.receipt.words())
    mailer.rewrite()  # the minute is over
    qtbot.waitUntil(window.receipt.close_button.isEnabled)
    QTest.mouseClick(window.receipt.close_button, Qt.MouseButton.LeftButton)
    assert not window.isVisible()
    return words


def finish(sheet: ProgressDialog | None, qtbot: QtBot) -> str:
    assert sheet is not None
    qtbot.waitUntil(sheet.done_button.isVisible)
    told = sheet.text.text()
    sheet.done_button.click()
    return told


def fill_and_save(view: QWidget, **values: str) -> None:
    """The sheet that is open: what is asked, and Ctrl+Enter."""
    (sheet,) = [dialog for dialog in view.findChildren(RoomDialog) if dialog.isVisible()]
    for name, value in values.items():
        field = sheet.fields[name]
        if isinstance(field, QComboBox):
            field.setCurrentIndex(field.findData(value))
        else:
            assert isinstance(field, QLineEdit | QPlainTextEdit)
            field.setFocus()
            QTest.keyClicks(field, value)
    QTest.qWaitForWindowActive(sheet)
    QTest.keyClick(sheet, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert not sheet.isVisible()


def next_step(view: RoomView) -> str:
    assert view.case_page is not None
    assert view.case_page.next_button is not None
    text = view.case_page.next_button.text().strip()
    QTest.mouseClick(view.case_page.next_button, Qt.MouseButton.LeftButton)
    return text


def handles(view: RoomView, case: str) -> None:
    """From believed to aftercare, with an answer for the reporter on the way."""
    view.open_case(case)
    assert next_step(view) == "Leg vast wat je zei"
    fill_and_save(view, said="Ik geloof je. Dit had niet mogen gebeuren.")
    window = view.window()
    assert isinstance(window, RoomWindow)
    assert window.menus is not None
    window.menus.actions["answer"].trigger()
    fill_and_save(window, words="Dank je. Ik geloof je. Kom je vrijdag praten?")
    assert next_step(view) == "Leg de opties voor"
    window.menus.actions["consent"].trigger()
    fill_and_save(window, who="Esra", what="de proefvaart")
    assert next_step(view) == "Leg afspraak vast"
    fill_and_save(view, what="Gesprek met het bedrijf")
    assert next_step(view) == "Vertel het de student"
    fill_and_save(view, told="Er is gesproken.")
    assert next_step(view) == "Leg het gevolg vast"
    fill_and_save(view, consequence="warning")
    clock.pretend_today(clock.today() + dt.timedelta(weeks=2))
    assert next_step(view) == "Vraag hoe het gaat"
    fill_and_save(view, told="Gaat beter.")


def test_a_student_reports_the_adviser_handles_it_and_the_student_reads_the_answer(
    school: School, mailer: Mailer, qtbot: QtBot, logged: pytest.LogCaptureFixture
) -> None:
    words = reports(open_window(school, mailer, qtbot, WRITE), mailer, qtbot)
    room = RoomWindow(school.place, lambda: None)
    room.resize(1360, 860)
    room.show()
    stick = school.folder / "stick"
    assert finish(envelopes.take_to(mailer.box, room, stick), qtbot) == "4 enveloppen gedragen."
    room.enter(school.first)
    assert room.view is not None
    assert room.open_room is not None
    assert "1 nieuwe melding" in finish(files.fetch_from(room.open_room, room, stick), qtbot)
    (case,) = cases.overview(school.first)
    assert case.kinds == ("exclusion",)
    handles(room.view, case.id)
    finish(files.answers_to(room.open_room, room, stick), qtbot)
    finish(envelopes.bring_from(school.place, room, stick), qtbot)
    full_case = cases.find(school.first, case.id)
    assert full_case.said[0].words == sealed.WORDS
    assert [moment.done_on is not None for moment in full_case.aftercare.values()] == [True, False]
    room.close()
    school.first = rooms.open_with(school.first.path, sealed.PASSPHRASE)
    window = open_window(school, mailer, qtbot, READ)
    QTest.keyClicks(window.answers.field, words)
    QTest.keyClick(window.answers.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "Kom je vrijdag praten?" in shown(window.answers))
    assert "Samira el Idrissi" in shown(window.answers)
    window.close()
    assert not any(text in logged.text for text in ("proefvaart", "Samira", "melding", "report"))
