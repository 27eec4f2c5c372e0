"""A document that was attached, looked at: pages come when they come into view."""

from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from stagecoach.services.students import attachments, students
from stagecoach.ui.dialogs.viewer import ViewerForm
from stagecoach.ui.widgets import pages_in_view
from stagecoach.ui.window.shell import Shell
from tests.documents.made_pdf import drawn, locked


def viewer(shell: Shell, name: str, content: bytes) -> ViewerForm:
    ask, person = shell.workspace.ask, shell.workspace.person_id
    placement_id = ask(students.mine, person)[0].placement_id
    shell.workspace.do(attachments.add, placement_id, name, content, person)
    form = ViewerForm(shell.workspace, ask(attachments.overview, placement_id)[0], shell)
    form.open_once()
    return form


def pages(form: ViewerForm) -> list[QLabel]:
    return [w for w in form.findChildren(QLabel) if w.accessibleName().startswith("Pagina ")]


def drawn_ones(form: ViewerForm) -> list[int]:
    return [n for n, page in enumerate(pages(form)) if not page.pixmap().isNull()]


def test_of_300_pages_those_in_view_are_drawn(shell: Shell, qtbot: QtBot) -> None:
    form = viewer(shell, "boek.pdf", drawn(300))
    qtbot.waitUntil(lambda: drawn_ones(form)[:1] == [0], timeout=10_000)
    assert len(pages(form)) == 300
    assert len(drawn_ones(form)) <= 3
    target = QApplication.focusWidget()
    assert target is form._pages.desk, "its keys scroll"
    QTest.keyClick(target, Qt.Key.Key_End)
    qtbot.waitUntil(lambda: 299 in drawn_ones(form), timeout=10_000)
    form.reject()


def test_few_pages_out_of_view_are_kept(
    shell: Shell, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pages_in_view, "KEPT", 4_000_000)
    form = viewer(shell, "boek.pdf", drawn(30))
    bar = form._pages.desk.verticalScrollBar()
    for number in range(0, 30, 3):
        qtbot.waitUntil(lambda: bar.maximum() > 0, timeout=10_000)
        bar.setValue(pages(form)[number].y())
        qtbot.waitUntil(partial(_is_drawn, form, number), timeout=10_000)
    assert len(drawn_ones(form)) <= 6
    bar.setValue(0)
    qtbot.waitUntil(lambda: 0 in drawn_ones(form), timeout=10_000)
    form.reject()


def test_a_process_that_dies_over_a_page_leaves_the_others(shell: Shell, qtbot: QtBot) -> None:
    form = viewer(shell, "boek.pdf", drawn(3))
    qtbot.waitUntil(lambda: form._drawing is not None)
    drawing = form._drawing
    assert drawing is not None
    qtbot.waitUntil(drawing.busy, timeout=10_000)
    drawing._process.kill()
    qtbot.waitUntil(lambda: "laten zien" in pages(form)[0].text(), timeout=10_000)
    qtbot.waitUntil(lambda: 1 in drawn_ones(form), timeout=10_000)
    assert form.copy.isEnabled()
    form.reject()


def test_one_that_dies_at_once_is_said(
    shell: Shell, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    command = ["/bin/false"]
    monkeypatch.setattr("stagecoach.documents.foreign.command", lambda: command)
    for program in ("/bin/false", "/nergens/iets"):
        command[:] = [program]
        form = viewer(shell, "stuk.pdf", drawn(1))
        qtbot.waitUntil(partial(_says, form, "beschadigd"), timeout=10_000)
        assert form.copy.isEnabled()
        form.reject()


def test_what_asks_for_a_password_says_so(shell: Shell, qtbot: QtBot) -> None:
    form = viewer(shell, "dicht.pdf", locked())
    qtbot.waitUntil(partial(_says, form, "wachtwoord"), timeout=10_000)
    assert form.copy.isEnabled()
    form.reject()


def _says(form: ViewerForm, word: str) -> bool:
    return any(word in label.text() for label in form.findChildren(QLabel))


def _is_drawn(form: ViewerForm, number: int) -> bool:
    return number in drawn_ones(form)
