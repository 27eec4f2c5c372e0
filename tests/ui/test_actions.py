"""Steps apart from a talk: added, changed and ticked off where they stand."""

import datetime as dt
import uuid
from typing import Any

from PySide6.QtWidgets import QApplication, QCheckBox, QPushButton, QWidget

from stagecoach.domain.evaluations import Party
from stagecoach.services.guidance import actions
from stagecoach.services.students import students
from stagecoach.ui.core.page import Place
from stagecoach.ui.dossier.page import DossierPage
from stagecoach.ui.guidance.actions import ActionForm
from stagecoach.ui.window.shell import Shell
from tests.conftest import DAY


def opened(shell: Shell, tab: str) -> tuple[uuid.UUID, QWidget]:
    key = shell.workspace.ask(students.mine, shell.workspace.person_id)[0].placement_id
    shell.go(Place("dossier", key, tab=tab))
    page = shell.current()
    assert isinstance(page, DossierPage)
    return key, page.tab()


def named(kind: type[Any], part: QWidget, name: str) -> Any:
    QApplication.processEvents()  # what was put in is shown
    shown = (widget for widget in part.findChildren(kind) if widget.isVisible())
    return next(widget for widget in shown if widget.accessibleName() == name)


def sheet(part: QWidget) -> ActionForm:
    return next(form for form in part.findChildren(ActionForm) if form.isVisible())


def test_a_step_is_added_refused_changed_ticked_off_and_undone(shell: Shell) -> None:
    key, tab = opened(shell, "overview")
    named(QPushButton, tab, "Stap").click()
    form = sheet(tab)
    form.accept()
    assert form.problem("text")
    form.text.setText("Rooster <delen>")
    form.due.setText("31-02-2026")
    form.accept()
    assert form.problem("due_on")
    form.due.set_day(DAY - dt.timedelta(days=1))
    form.accept()
    named(QPushButton, tab, "Wijzig: Rooster <delen>").click()
    form = sheet(tab)
    form.owner.setCurrentIndex(form.owner.findData(Party.SCHOOL))
    form.accept()
    tick = named(QCheckBox, tab, "Rooster <delen>")
    assert tick.accessibleDescription() == "school, voor 28 okt"
    tick.click()
    assert shell.workspace.ask(actions.still_open, [key]) == []
    shell.workspace.undo()
    assert [due.text for due in shell.workspace.ask(actions.still_open, [key])] == [
        "Rooster <delen>"
    ]


def test_what_does_not_fit_the_overview_is_one_click_away(shell: Shell) -> None:
    key, tab = opened(shell, "overview")
    for number in range(5):
        shell.workspace.do(actions.save, key, actions.Draft(f"Stap {number}"))
    named(QPushButton, tab, "Nog 2 afspraken").click()
    _key, tab = opened(shell, "guidance")
    named(QPushButton, tab, "Wijzig: Stap 4").click()
    form = sheet(tab)
    next(b for b in form.findChildren(QPushButton) if b.accessibleName() == "Verwijder").click()
    assert len(shell.workspace.ask(actions.still_open, [key])) == 4
