"""A week in the life of a werkbegeleider with seven students, through the main window."""

import datetime as dt
import uuid
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from stagecoach import clock
from stagecoach.domain.hours import Kind
from stagecoach.domain.logs import Mark
from stagecoach.domain.tracks import Track
from stagecoach.services.guidance import moments
from stagecoach.services.history import changes
from stagecoach.services.hours import ledger
from stagecoach.services.logs import logbook
from stagecoach.services.students import students
from stagecoach.ui.core.page import Place
from stagecoach.ui.dialogs.ask import AskForm
from stagecoach.ui.dialogs.form import Form
from stagecoach.ui.dialogs.history import BinForm
from stagecoach.ui.dialogs.print import PrintForm
from stagecoach.ui.dossier.page import DossierPage
from stagecoach.ui.guidance.form import MomentForm
from stagecoach.ui.guidance.tab import GuidanceTab
from stagecoach.ui.hours.forms import DayForm
from stagecoach.ui.hours.tab import HoursTab
from stagecoach.ui.hours.tree import LOGGED
from stagecoach.ui.logs.form import LogForm
from stagecoach.ui.logs.tab import LogbookTab
from stagecoach.ui.search.dialog import SearchDialog
from stagecoach.ui.students.documents_tab import DocumentsTab
from stagecoach.ui.today.page import TodayPage
from stagecoach.ui.window.main_window import MainWindow
from stagecoach.ui.window.shell import Shell
from tests.conftest import DAY

KEY, CONTROL = Qt.Key, Qt.KeyboardModifier.ControlModifier
FRIDAY, MONDAY = DAY + dt.timedelta(days=1), DAY + dt.timedelta(days=4)


def of(shell: Shell, name: str) -> uuid.UUID:
    own = shell.workspace.ask(students.mine, shell.workspace.person_id)
    return next(b.placement_id for b in own if b.name.startswith(name))


def tab(shell: Shell, name: str, which: str) -> object:
    shell.go(Place("dossier", of(shell, name), tab=which))
    page = shell.current()
    assert isinstance(page, DossierPage)
    return page.tab()


def sheet(kind: type[Form]) -> Form:
    """The sheet of this kind that is open now."""
    return next(w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible())


def points(shell: Shell) -> list[str]:
    shell.go(Place("today"))
    page = shell.current()
    assert isinstance(page, TodayPage)
    page.refresh()
    QApplication.processEvents()
    labels = page.findChildren(type(page._count))
    return [label.text() for label in labels if label.text() and label.isVisible()]


def log_two_students_from_one_line(shell: Shell) -> None:
    shell.go(Place("today"))
    page = shell.current()
    assert isinstance(page, TodayPage)
    QTest.keyClicks(page.line, "Youssef testte het alarm, 15 minuten hulp")
    QTest.keyClick(page.line, KEY.Key_Return, CONTROL)
    form = shell.overlay
    assert isinstance(form, LogForm)
    assert form.student.currentText() == "Youssef Amrani"
    assert form.about.task.currentText().startswith("W7")
    assert form.minutes.value() == 15
    form.others._ticks[of(shell, "Lotte")].setChecked(True)
    form.extras.mark.segments()[1].click()
    form.extras.told.click()
    QTest.keyClick(form.text, KEY.Key_Return, CONTROL)
    assert shell.overlay is None
    newest = shell.workspace.ask(logbook.entries, of(shell, "Lotte"))[0]
    assert (newest.mark, newest.told, newest.minutes) == (Mark.POSITIVE, True, 15)


def mend_the_silent_track(shell: Shell) -> None:
    """Giovanni had no guidance on his learning track; the point opens the right sheet."""
    assert "Giovanni mist leerbegeleiding" in points(shell)
    shell.go(Place("quick_log", of(shell, "Giovanni"), track=Track.LEARNING))
    form = shell.overlay
    assert isinstance(form, LogForm)
    assert form.about.track.value() is Track.LEARNING
    QTest.keyClicks(form.text, "Zorgplan samen gelezen en vragen opgeschreven.")
    form.guide.segments()[1].click()
    form.ok.click()
    assert "Giovanni mist leerbegeleiding" not in points(shell)


def fill_in_hours(shell: Shell) -> None:
    hours_tab = tab(shell, "Youssef", "hours")
    assert isinstance(hours_tab, HoursTab)
    hours_tab.fill_day()
    form = sheet(DayForm)
    assert isinstance(form, DayForm)
    form.day.setText(f"{DAY.day}-{DAY.month}-{DAY.year}")
    form.day.edited.emit()
    for kind, typed in ((Kind.PRACTICE, "9:00-17:30 pauze 30"), (Kind.ABSENCE, "60 min")):
        form.hours[kind].setText(typed)
    form.accept()
    day = shell.workspace.ask(ledger.ledger, of(shell, "Youssef")).week(9).days[3]
    assert [(line.kind, line.minutes) for line in day.lines] == [
        (Kind.ABSENCE, 60),
        (Kind.PRACTICE, 480),
    ]


def approve_and_send_back(shell: Shell, window: MainWindow) -> None:
    hours_tab = tab(shell, "Giovanni", "hours")
    assert isinstance(hours_tab, HoursTab)
    hours_tab.send_back()
    form = sheet(AskForm)
    assert isinstance(form, AskForm)
    form.inputs["reason"].setProperty("plainText", "Dinsdag was schooldag.")
    form.accept()
    hours_tab = tab(shell, "Sem", "hours")
    assert isinstance(hours_tab, HoursTab)
    QTest.keyClick(hours_tab.view, KEY.Key_G)
    assert window.toast.isVisible()
    assert shell.workspace.ask(ledger.of, of(shell, "Sem")).waiting == 0
    assert "24 uur is teruggestuurd" in points(shell)


def hold_a_talk_and_print_it(shell: Shell, tmp_path: Path, qtbot: QtBot) -> None:
    guidance_tab = tab(shell, "Youssef", "guidance")
    assert isinstance(guidance_tab, GuidanceTab)
    guidance_tab.new_moment()
    form = sheet(MomentForm)
    assert isinstance(form, MomentForm)
    form.propose()
    assert "- Bespreek 3 testgevallen" in form.agenda.toPlainText()
    form.outcome.setPlainText("Meer oefenen met testgevallen.")
    form.held.setChecked(True)
    form._add_row()
    form.rows[0].text.setText("Drie testgevallen schrijven")
    form.rows[0].due.setText(f"{MONDAY.day}-{MONDAY.month}-{MONDAY.year}")
    form.accept()
    moment = shell.workspace.ask(moments.overview, of(shell, "Youssef"))[0]
    assert (moment.held, [a.text for a in moment.actions]) == (
        True,
        ["Drie testgevallen schrijven"],
    )
    guidance_tab._print(moment.id)
    paper = sheet(PrintForm)
    assert isinstance(paper, PrintForm)
    qtbot.waitUntil(lambda: bool(paper.pdf), timeout=5000)
    paper.save_to(tmp_path / "verslag.pdf")
    text = PdfReader(BytesIO((tmp_path / "verslag.pdf").read_bytes())).pages[0].extract_text()
    for said in ("Meer oefenen met testgevallen.", "Drie testgevallen schrijven", "Handtekening"):
        assert said in text


def filter_remove_and_bring_back(shell: Shell) -> None:
    log = tab(shell, "Youssef", "log")
    assert isinstance(log, LogbookTab)
    whole = log.model.rowCount()
    QTest.keyClick(log.list, KEY.Key_L)
    assert 0 < log.model.rowCount() < whole
    assert {row.track for row in log.model.rows()} == {Track.LEARNING}
    QTest.keyClick(log.list, KEY.Key_Backspace)
    QTest.keyClick(log.list, KEY.Key_Delete)
    assert log.model.rowCount() == whole - 1
    shell.go(Place("bin"))
    bin_form = sheet(BinForm)
    assert isinstance(bin_form, BinForm)
    bin_form.restore.click()
    bin_form.reject()
    assert log.model.rowCount() == whole
    assert shell.workspace.ask(changes.in_bin) == []


def find_and_attach(shell: Shell, window: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    path = tmp_path / "pok.pdf"
    path.write_bytes((tmp_path / "verslag.pdf").read_bytes())
    documents = tab(shell, "Lotte", "documents")
    assert isinstance(documents, DocumentsTab)
    documents.attach(path)
    qtbot.waitUntil(lambda: window.toast.text() == "Document toegevoegd", timeout=3000)
    window.find_anything()
    search = window.findChild(SearchDialog)
    assert search is not None
    QTest.keyClicks(search.line, "pok")
    entry = search.entry()
    assert entry is not None
    assert entry.title == "pok.pdf"
    QTest.keyClick(search.line, KEY.Key_Return)
    assert shell.place.tab == "documents"


def test_a_week_with_seven_students(
    shell: Shell,
    window: MainWindow,
    tmp_path: Path,
    qtbot: QtBot,
    logged: pytest.LogCaptureFixture,
) -> None:
    log_two_students_from_one_line(shell)
    mend_the_silent_track(shell)
    fill_in_hours(shell)
    clock.pretend_today(FRIDAY)
    approve_and_send_back(shell, window)
    hold_a_talk_and_print_it(shell, tmp_path, qtbot)
    filter_remove_and_bring_back(shell)
    clock.pretend_today(MONDAY)
    assert "Drie testgevallen schrijven" in points(shell)
    find_and_attach(shell, window, tmp_path, qtbot)
    hours_tab = tab(shell, "Youssef", "hours")
    assert isinstance(hours_tab, HoursTab)
    assert hours_tab.tree.index_of(9).siblingAtColumn(LOGGED).data() == "22"
    window.close()
    for secret in ("Youssef", "Giovanni", "alarm", "testgevallen", "pok"):
        assert secret not in logged.text
