"""A new user's first day, from an empty computer to a printed, signed evaluation."""

import re
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from stagecoach.domain.evaluations import Conclusion, Kind, Party
from stagecoach.domain.tracks import Track
from stagecoach.services import store_checks
from stagecoach.services.evaluations import loading as sheets
from stagecoach.services.logs import logbook
from stagecoach.services.students import students
from stagecoach.settings import Settings
from stagecoach.ui.core.current_store import CurrentStore
from stagecoach.ui.core.page import Place
from stagecoach.ui.evaluations.evaluation_page import EvaluationPage
from stagecoach.ui.evaluations.outline import CLOSING
from stagecoach.ui.evaluations.sign import SignForm
from stagecoach.ui.logs.form import LogForm
from stagecoach.ui.printing.page import FormsPage
from stagecoach.ui.stores.recovery_code import RecoveryForm
from stagecoach.ui.stores.welcome import WelcomePage
from stagecoach.ui.students.form import StudentForm
from stagecoach.ui.window.main_window import MainWindow
from stagecoach.ui.window.shell import Shell

SECRET = "een rustige maandagochtend"
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def new_window(tmp_path: Path, qtbot: QtBot) -> MainWindow:
    """As on a computer where StageCoach never ran."""
    current = CurrentStore(None, Settings(theme="light"), tmp_path / "settings.toml")
    current.apply_look()
    window = MainWindow(current)
    qtbot.addWidget(window)
    window.start()
    window.show()
    return window


def make_store(window: MainWindow, path: Path, qtbot: QtBot) -> Shell:
    page = window.centralWidget()
    assert isinstance(page, WelcomePage)
    page.new.click()
    form = page.form
    QTest.keyClicks(form.name, "Kadewerk Software")
    QTest.keyClicks(form.owner, "Marloes Verbeek")
    form.role.segments()[1].click()
    form.path.setText(str(path))
    form.backups.setText(str(path.parent / "kopie"))
    for field in (form.passphrase, form.again):
        QTest.keyClicks(field, SECRET)
    form.ok.click()
    qtbot.waitUntil(lambda: window.shell is not None, timeout=10_000)
    code = next(w for w in QApplication.topLevelWidgets() if isinstance(w, RecoveryForm))
    assert re.fullmatch(r"([0-9A-Z]{4}-){7}[0-9A-Z]{4}", code.code.text())
    code.noted.click()
    code.ok.click()
    assert window.shell is not None
    return window.shell


def add_student(shell: Shell, name: str) -> None:
    shell.go(Place("new_student"))
    form = shell.overlay
    assert isinstance(form, StudentForm)
    QTest.keyClicks(form.texts["name"], name)
    number = next(
        n for n in range(form.qualification.count()) if "25998" in form.qualification.itemText(n)
    )
    form.qualification.setCurrentIndex(number)
    form.texts["company"].setText("Kadewerk Software")
    form.texts["school"].setText("ROC Merwestad")
    form.texts["trainer"].setText("Marloes Verbeek")
    form.texts["supervisor"].setText("Esra Yıldırım")
    form.starts_on.setText("31-8-2026")
    form.ends_on.setText("15-1-2027")
    form.hours.setValue(640)
    form.ok.click()
    assert shell.overlay is None


def write_log(shell: Shell, name: str, words: str) -> None:
    shell.go(Place("quick_log"))
    form = shell.overlay
    assert isinstance(form, LogForm)
    at = next(n for n in range(form.student.count()) if form.student.itemText(n) == name)
    form.student.setCurrentIndex(at)
    form._other_student()
    QTest.keyClicks(form.text, words)
    QTest.keyClick(form.text, Qt.Key.Key_Return, CTRL)
    assert shell.overlay is None


def fill_evaluation(page: EvaluationPage) -> None:
    """Through every work process by keyboard, one O with its words."""
    assert page.sheet is not None
    for process in page.sheet.structure.processes:
        page.outline.choose(process.code)
        for number, row in enumerate(page.questions.rows):
            key = Qt.Key.Key_V
            if process.code == "B1-K1-W4" and number == 1:
                key = Qt.Key.Key_O
            QTest.keyClick(row.rating.choices()[0], key)
            if key == Qt.Key.Key_O:
                QTest.keyClicks(row.explanation, "Vraagt nog te weinig feedback.")
    page.flush()
    page.outline.choose(CLOSING)
    page.closing.conclusion.segments()[1].click()
    page.closing.agreements[Track.LEARNING].setPlainText("Test L6")
    page.flush()


def scribble(sign: SignForm) -> None:
    """A line on the pad, with the mouse."""
    QTest.mousePress(sign.pad, Qt.MouseButton.LeftButton, pos=QPoint(40, 60))
    for x, y in ((80, 30), (120, 80), (160, 40)):
        QTest.mouseMove(sign.pad, QPoint(x, y))
    QTest.mouseRelease(sign.pad, Qt.MouseButton.LeftButton, pos=QPoint(160, 40))


def test_from_an_empty_computer_to_a_signed_form(
    new_window: MainWindow, tmp_path: Path, qtbot: QtBot, logged: pytest.LogCaptureFixture
) -> None:
    path = tmp_path / "werk" / "kadewerk.stagecoach"
    shell = make_store(new_window, path, qtbot)
    for name in ("Youssef Amrani", "Lotte Hendriks"):
        add_student(shell, name)
    write_log(shell, "Youssef Amrani", "Testte het alarm.")
    write_log(shell, "Lotte Hendriks", "Tekende een ontwerp.")
    ask = shell.workspace.ask
    own = {b.name: b.placement_id for b in ask(students.mine, shell.workspace.person_id)}
    assert [e.text for e in ask(logbook.entries, own["Lotte Hendriks"])] == [
        "Tekende een ontwerp."
    ]

    key = own["Youssef Amrani"]
    shell.go(Place("evaluation", key, kind=Kind.INTERIM))
    page = shell.current()
    assert isinstance(page, EvaluationPage)
    fill_evaluation(page)
    assert page.foot.sign_button.isEnabled()
    page.foot.sign_button.click()
    sign = next(w for w in QApplication.topLevelWidgets() if isinstance(w, SignForm))
    for _party in Party:
        scribble(sign)
        sign.ok.click()
    assert page._id is not None
    sheet = ask(sheets.load, page._id)
    assert set(sheet.signatures) == set(Party)
    assert sheet.conclusion == Conclusion.WITH_AGREEMENTS
    page.outline.choose(sheet.structure.processes[0].code)
    assert not page.questions.rows[0].rating.isEnabled()

    page.foot.print_wanted.emit()
    forms = shell.current()
    assert isinstance(forms, FormsPage)
    forms.save_in(tmp_path / "papier")
    qtbot.waitUntil(lambda: bool(list((tmp_path / "papier").glob("*.pdf"))), timeout=5000)
    printed = next((tmp_path / "papier").glob("*.pdf")).read_bytes()
    text = " ".join(p.extract_text() for p in PdfReader(BytesIO(printed)).pages)
    assert "Vraagt nog te weinig feedback." in text
    assert "Verzegeld op" in text
    assert "geen gekwalificeerde handtekening (eIDAS)" in text
    qtbot.waitUntil(forms.foot._running.isHidden, timeout=2000)

    new_window.close()
    assert store_checks.check(path, SECRET) == []
    assert len(list((tmp_path / "werk" / "kopie").rglob("*.stagecoach"))) == 1
    for secret in ("Youssef", "Marloes", "alarm", SECRET):
        assert secret not in logged.text
