"""Sheets save once and refuse once; the keyboard does what the design says."""

import time
import uuid
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from stagecoach import clock
from stagecoach.domain.evaluations import Kind
from stagecoach.domain.hours import Kind as HourKind
from stagecoach.domain.tracks import Track
from stagecoach.services import drafts
from stagecoach.services.evaluations import loading as sheets
from stagecoach.services.example import example
from stagecoach.services.hours import ledger
from stagecoach.services.hours.rows import Day
from stagecoach.services.logs import entries as logs
from stagecoach.services.logs import logbook
from stagecoach.services.students import students
from stagecoach.services.tasks import tasks
from stagecoach.ui.core.current_store import CurrentStore
from stagecoach.ui.core.page import Place
from stagecoach.ui.dossier.page import DossierPage
from stagecoach.ui.evaluations.evaluation_page import EvaluationPage
from stagecoach.ui.hours.tab import HoursTab
from stagecoach.ui.hours.tree import LOGGED
from stagecoach.ui.logs.form import LogForm
from stagecoach.ui.printing.page import FormsPage
from stagecoach.ui.stores.unlock import UnlockPage
from stagecoach.ui.stores.welcome import WelcomePage
from stagecoach.ui.students.form import StudentForm
from stagecoach.ui.tasks.form import TaskForm
from stagecoach.ui.window import screenshots
from stagecoach.ui.window.main_window import MainWindow
from stagecoach.ui.window.shell import Shell

KEY = Qt.Key


def placement(shell: Shell, name: str = "Youssef") -> uuid.UUID:
    own = shell.workspace.ask(students.mine, shell.workspace.person_id)
    return next(brief.placement_id for brief in own if brief.name.startswith(name))


def quick_log(shell: Shell, name: str = "Youssef") -> LogForm:
    shell.go(Place("quick_log", placement(shell, name)))
    assert isinstance(shell.overlay, LogForm)
    return shell.overlay


def newest(shell: Shell, name: str = "Youssef") -> logbook.Row:
    return shell.workspace.ask(logbook.entries, placement(shell, name), limit=1)[0]


def test_quick_log_is_prefilled_and_saved_with_one_key(shell: Shell, qtbot: QtBot) -> None:
    form = quick_log(shell)
    assert form.student.currentText() == "Youssef Amrani"
    assert form.about.task.currentText().startswith("W7")
    assert form.focusWidget() is form.text
    QTest.keyClicks(form.text, "Testte het alarm nog eens.")
    QTest.keyClick(form.text, KEY.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert shell.overlay is None
    assert (newest(shell).text, newest(shell).code) == ("Testte het alarm nog eens.", "W7")


def test_quick_log_without_words_says_so_beside_the_field(shell: Shell, qtbot: QtBot) -> None:
    form = quick_log(shell)
    before = newest(shell).id
    form.ok.click()
    assert "paar woorden" in form.problem("text")
    assert form.isVisible()
    assert newest(shell).id == before
    form.reject()


def test_save_and_one_more_stays_for_the_next(shell: Shell, qtbot: QtBot) -> None:
    form = quick_log(shell)
    for words in ("Eerste.", "Tweede."):
        form.text.setPlainText(words)
        both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
        QTest.keyClick(form.text, KEY.Key_Return, both)
        assert form.isVisible()
        assert form.text.toPlainText() == ""
        assert newest(shell).text == words
    form.reject()


def test_a_draft_survives_closing_and_locking(
    shell: Shell, window: MainWindow, current: CurrentStore, qtbot: QtBot
) -> None:
    form = quick_log(shell)
    QTest.keyClicks(form.text, "Half getypt")
    form.minutes.set_value(25)
    form.reject()
    form = quick_log(shell)
    assert (form.text.toPlainText(), form.minutes.value()) == ("Half getypt", 25)
    QTest.keyClicks(form.text, " en meer")
    current.lock()
    current.open(example.PASSPHRASE)
    assert window.shell is not None
    again = window.shell.overlay
    assert isinstance(again, LogForm)
    assert again.text.toPlainText() == "Half getypt en meer"
    again.reject()


@pytest.mark.parametrize(
    "fields",
    [
        {
            "title": "Alarm",
            "short": "",
            "process": "",
            "level": 2,
            "links": [],
        },  # of a task in 0.2
        {"text": "Half getypt", "happened_on": "", "placement_id": None},
        {},
    ],
)
def test_a_draft_of_an_earlier_version_breaks_nothing_and_is_told(
    shell: Shell, fields: dict[str, object]
) -> None:
    key = placement(shell)
    shell.workspace.do(drafts.keep, logs.FORM, key.hex, fields)
    form = quick_log(shell)
    assert "eerdere versie" in form.status.text()
    assert form.text.toPlainText() == ""
    form.reject()
    kept = shell.workspace.ask(drafts.find, logs.FORM, key.hex)
    assert kept is not None
    assert kept.fields == fields  # until something else is typed


def test_a_draft_is_kept_within_a_second(shell: Shell, qtbot: QtBot) -> None:
    form = quick_log(shell)
    QTest.keyClicks(form.text, "x")
    qtbot.waitUntil(lambda: "Concept bewaard" in form.status.text(), timeout=1000)
    kept = shell.workspace.ask(logs.half_typed)
    assert kept is not None
    assert kept.fields["text"] == "x"
    form.reject()


def test_the_line_of_today_opens_the_log_with_its_words(shell: Shell, qtbot: QtBot) -> None:
    from stagecoach.ui.today.page import TodayPage

    page = shell.current()
    assert isinstance(page, TodayPage)
    QTest.keyClicks(page.line, "Youssef testte het alarm")
    QTest.keyClick(page.line, KEY.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert isinstance(shell.overlay, LogForm)
    assert shell.overlay.text.toPlainText() == "Youssef testte het alarm"
    shell.overlay.reject()


def test_undo_takes_the_log_back_and_redo_gives_it_again(
    shell: Shell, window: MainWindow, qtbot: QtBot
) -> None:
    form = quick_log(shell)
    form.text.setPlainText("Even weg.")
    form.accept()
    assert window.toast.text() == "Log bewaard bij W7"
    assert window.menus is not None
    window.menus.actions["undo"].trigger()
    assert newest(shell).text != "Even weg."
    window.menus.actions["redo"].trigger()
    assert newest(shell).text == "Even weg."


def test_a_wrong_day_is_told_and_kept_as_typed(shell: Shell, qtbot: QtBot) -> None:
    form = quick_log(shell)
    form.when.choice.segments()[2].click()
    form.when.field.setText("31-11-2026")
    form.text.setPlainText("Iets.")
    form.ok.click()
    assert form.problem("happened_on") == "Deze datum bestaat niet."
    form.when.field.setText("29-10-2026")
    form.ok.click()
    assert newest(shell).text == "Iets."


def test_a_student_is_added_and_refused(shell: Shell, qtbot: QtBot) -> None:
    shell.go(Place("new_student"))
    form = shell.overlay
    assert isinstance(form, StudentForm)
    form.ok.click()
    assert form.problem("name") == "Vul een naam in."
    assert form.problem("starts_on") == "Vul een datum in."
    form.texts["name"].setText("Noa Jansen")
    form.starts_on.setText("2-11-2026")
    form.ends_on.setText("29-1-2027")
    form.ok.click()
    assert shell.place.name == "dossier"
    assert "Noa Jansen" in {
        b.name for b in shell.workspace.ask(students.mine, shell.workspace.person_id)
    }


def test_a_task_is_added_linked_removed_and_brought_back(
    shell: Shell, window: MainWindow, qtbot: QtBot
) -> None:
    key = placement(shell)
    shell.go(Place("new_task", key, track=Track.LEARNING))
    form = shell.overlay
    assert isinstance(form, TaskForm)
    form.ok.click()
    assert form.problem("title") == "Zeg wat de taak is."
    form.title.setText("Meten met de oscilloscoop")
    next(iter(form.links.values())).setChecked(True)
    form.ok.click()
    plan = {t.code: t for t in shell.workspace.ask(tasks.plan, key)}
    assert plan["L10"].links == ("W1",)
    shell.go(Place("task", key, entry_id=plan["L10"].id))
    assert isinstance(shell.overlay, TaskForm)
    shell.overlay._remove()
    assert "L10" not in {t.code for t in shell.workspace.ask(tasks.plan, key)}
    window.undoing.undo()
    plan = {t.code: t for t in shell.workspace.ask(tasks.plan, key)}
    assert plan["L10"].links == ("W1",)


def evaluation(shell: Shell, name: str = "Youssef") -> EvaluationPage:
    shell.go(Place("evaluation", placement(shell, name), kind=Kind.INTERIM))
    page = shell.current()
    assert isinstance(page, EvaluationPage)
    return page


def test_letters_rate_arrows_move_backspace_clears(shell: Shell, qtbot: QtBot) -> None:
    page = evaluation(shell, "Aleksandra")
    first, second = page.questions.rows[0], page.questions.rows[1]
    first.rating.setFocus()
    QTest.keyClick(first.rating.choices()[0], KEY.Key_G)
    assert first.rating.value() == "G"
    assert page.sheet is not None
    assert page.sheet.answers[first.asked.question_id].value == "G"  # type: ignore[index]
    assert second.rating._proposed == "G"
    QTest.keyClick(first.rating.choices()[2], KEY.Key_N)
    assert first.rating.value() == "n.v.t."
    QTest.keyClick(first.rating.choices()[3], KEY.Key_Backspace)
    assert page.sheet.answers[first.asked.question_id].value is None  # type: ignore[index]
    QTest.keyClick(first.rating.choices()[0], KEY.Key_Down)
    focus = QApplication.focusWidget()
    assert focus is not None
    assert second.rating.isAncestorOf(focus)


def test_single_letters_act_on_the_focused_rating_only(shell: Shell, qtbot: QtBot) -> None:
    page = evaluation(shell, "Aleksandra")
    page.outline.setFocus()
    QTest.keyClick(page.outline, KEY.Key_G)
    assert page.sheet is not None
    assert page.sheet.answers == {}


def test_an_o_opens_its_explanation_and_keeps_it_within_a_second(
    shell: Shell, qtbot: QtBot
) -> None:
    page = evaluation(shell, "Aleksandra")
    first = page.questions.rows[0]
    QTest.keyClick(first.rating.choices()[0], KEY.Key_O)
    assert first.explanation.isVisible()
    assert first.words._need.text() == "Toelichting nodig bij een O"
    QTest.keyClicks(first.explanation, "Nog geen planning.")

    def kept() -> bool:
        assert page._id is not None
        answers = shell.workspace.ask(sheets.load, page._id).answers
        return answers[first.asked.question_id].explanation == "Nog geen planning."  # type: ignore[index]

    qtbot.waitUntil(kept, timeout=1000)


def test_evidence_becomes_explanation_with_day_and_guide(shell: Shell, qtbot: QtBot) -> None:
    page = evaluation(shell)
    page.questions.rows[0].rating.setFocus()
    target = page.questions.focused()
    assert target is not None
    page.evidence.quoted.emit("“Testte het alarm.” (do 29 okt, Joost, bedrijf)")
    assert "Joost, bedrijf" in target.explanation.toPlainText()


def test_signing_waits_with_its_reasons_in_view(shell: Shell, qtbot: QtBot) -> None:
    page = evaluation(shell)
    assert not page.foot.sign_button.isEnabled()
    from PySide6.QtWidgets import QLabel

    words = [label.text() for label in page.foot.findChildren(QLabel)]
    assert "13 vragen nog open" in words
    assert "De conclusie ontbreekt" in words


def test_the_previous_answer_is_shown_and_can_be_hidden(shell: Shell, qtbot: QtBot) -> None:
    page = evaluation(shell)
    assert any(row.rating._previous for row in page.questions.rows)
    page.head.show_previous.setChecked(False)
    assert not any(row.rating._previous for row in page.questions.rows)


def test_hours_are_typed_refused_and_approved(
    shell: Shell, window: MainWindow, qtbot: QtBot
) -> None:
    key = placement(shell)
    shell.go(Place("dossier", key, tab="hours"))
    page = shell.current()
    assert isinstance(page, DossierPage)
    tab = page.tab()
    assert isinstance(tab, HoursTab)
    for typed, wrong in (("25", 1), ("7:45", 0)):
        tab.view.setCurrentIndex(tab.tree.index(3, LOGGED, tab.tree.index(0, 0)))
        QTest.keyClick(tab.view, KEY.Key_F2)
        editor = tab.view.findChildren(QLineEdit)[-1]
        editor.selectAll()
        QTest.keyClicks(editor, typed)
        QTest.keyClick(editor, KEY.Key_Return)
        qtbot.waitUntil(partial(_are, tab.tree.wrong, wrong))
    assert ledger_day(shell, 9, 3).minutes(HourKind.PRACTICE) == 465
    tab.approve.click()
    assert ledger_day(shell, 9, 3).minutes(HourKind.PRACTICE, approved=True) == 465
    window.undoing.undo()
    assert not ledger_day(shell, 9, 3).minutes(HourKind.PRACTICE, approved=True)


def _are(things: dict[Any, Any], count: int) -> bool:
    return len(things) == count


def ledger_day(shell: Shell, week: int, day: int) -> Day:
    return shell.workspace.ask(ledger.ledger, placement(shell)).week(week).days[day]


def test_approved_hours_are_fixed_once_the_toast_is_gone(shell: Shell, window: MainWindow) -> None:
    shell.go(Place("dossier", placement(shell), tab="hours"))
    page = shell.current()
    assert isinstance(page, DossierPage)
    tab = page.tab()
    assert isinstance(tab, HoursTab)
    QTest.keyClick(tab.view, KEY.Key_G)
    assert window.toast.isVisible()
    assert ledger_day(shell, 9, 0).minutes(HourKind.PRACTICE, approved=True) == 540
    window.toast.hide()
    window.undoing.undo()
    assert ledger_day(shell, 9, 0).minutes(HourKind.PRACTICE, approved=True) == 540


def test_forms_are_saved_in_the_background_and_previewed(
    shell: Shell, window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    shell.go(Place("forms", placement(shell, "Lotte"), kind=Kind.INTERIM))
    page = shell.current()
    assert isinstance(page, FormsPage)
    qtbot.waitUntil(lambda: not page.preview.paper.pixmap().isNull(), timeout=5000)
    assert page.preview._page_label.text() == "Pagina 1 van 3"
    page.save_in(tmp_path / "uit")
    qtbot.waitUntil(lambda: window.toast.text() == "1 formulier bewaard", timeout=5000)
    qtbot.waitUntil(page.foot._running.isHidden, timeout=2000)
    assert len(list((tmp_path / "uit").glob("*.pdf"))) == 1


def test_a_wrong_passphrase_is_told_and_slows_down(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = window.centralWidget()
    assert isinstance(page, UnlockPage)
    for _number in range(5):
        page.field.setText("fout fout fout")
        page._open_now(page.field.text(), recovery=page._recovering)
    assert "Wacht 30 seconden" in page.problem.text()
    assert not page.open_button.isEnabled()
    later = clock.ticks() + 31
    monkeypatch.setattr(clock, "ticks", lambda: later)
    page._tick()
    assert page.open_button.isEnabled()
    page.field.setText(example.PASSPHRASE)
    page._open_now(page.field.text(), recovery=page._recovering)
    assert window.shell is not None


def test_an_idle_window_locks_itself(
    shell: Shell, window: MainWindow, current: CurrentStore
) -> None:
    window.idle.look()
    assert current.workspace is not None
    window.idle.last_input -= 16 * 60
    window.idle.look()
    assert current.workspace is None
    assert isinstance(window.centralWidget(), UnlockPage)


@pytest.mark.parametrize("what", ["key", "click", "sheet"])
def test_every_key_and_click_is_no_idleness(
    shell: Shell, window: MainWindow, qtbot: QtBot, what: str
) -> None:
    """As they come from the system, through the window, also into a sheet over it."""
    top: QWidget = window
    if what == "sheet":
        shell.go(Place("quick_log"))
        assert shell.overlay is not None
        top = shell.overlay
    qtbot.waitUntil(top.isActiveWindow)
    window.idle.last_input -= 14 * 60
    before = window.idle.last_input
    handle = top.windowHandle()
    if what == "click":
        QTest.mouseClick(handle, Qt.MouseButton.LeftButton, pos=QPoint(700, 60))
    else:
        QTest.keyClick(handle, Qt.Key.Key_Shift)
    assert window.idle.last_input > before + 10 * 60
    if shell.overlay is not None:
        shell.overlay.reject()


def test_closing_with_changes_makes_a_backup(
    shell: Shell, window: MainWindow, current: CurrentStore, store: Path
) -> None:
    form = quick_log(shell)
    form.text.setPlainText("Iets nieuws.")
    form.accept()
    window.close()
    assert len(list((store.parent / "backups").rglob("*.stagecoach"))) == 1


def test_closing_without_a_change_makes_no_second_backup(
    shell: Shell, window: MainWindow, current: CurrentStore, store: Path
) -> None:
    current.leave()
    current.open(example.PASSPHRASE)
    current.leave()
    assert len(list((store.parent / "backups").rglob("*.stagecoach"))) == 1


def test_an_insufficient_outcome_asks_for_words_unless_a_criterion_has_them(
    shell: Shell, qtbot: QtBot
) -> None:
    page = evaluation(shell, "Aleksandra")
    criterion, outcome = page.questions.rows[0], page.questions.rows[1]
    QTest.keyClick(outcome.rating.choices()[0], KEY.Key_O)
    assert outcome.explanation.isVisible()
    assert outcome.words._need.isVisible()
    QTest.keyClick(criterion.rating.choices()[0], KEY.Key_O)
    criterion.explanation.setPlainText("Nog geen planning.")
    criterion.flush()
    assert not outcome.words._need.isVisible()


def test_a_new_store_is_made_with_its_recovery_code_shown_once(
    window: MainWindow, current: CurrentStore, qtbot: QtBot, tmp_path: Path
) -> None:
    window.new_store()
    page = window.centralWidget()
    assert isinstance(page, WelcomePage)
    form = page.form
    form.path.setText(str(tmp_path / "nieuw" / "eigen"))
    form.backups.setText(str(tmp_path / "kopie"))
    form.make()
    assert form.ok.text().strip() == "Bestand maken …"
    qtbot.waitUntil(form.ok.isEnabled)
    assert form._problems["name"].text() == "Geef de naam van je bedrijf of school."
    form.name.setText("Bakkerij De Gist")
    form.owner.setText("Hanna Faber")
    form.passphrase.setText("brood rijst langzaam")
    form.again.setText("brood rijst snel")
    form.make()
    qtbot.waitUntil(form.ok.isEnabled)
    assert form._problems["again"].text() == "De twee zijn niet gelijk."
    form.again.setText("brood rijst langzaam")
    form.make()
    qtbot.waitUntil(lambda: window.shell is not None, timeout=10_000)
    assert (tmp_path / "nieuw" / "eigen.stagecoach").exists()
    assert window.shell is not None
    from stagecoach.ui.stores.recovery_code import RecoveryForm

    code_form = next(w for w in QApplication.topLevelWidgets() if isinstance(w, RecoveryForm))
    assert not code_form.ok.isEnabled()
    code = code_form.code.text()
    code_form.noted.setChecked(True)
    code_form.ok.click()
    current.lock()
    current.open(code, recovery=True)
    assert current.workspace is not None
    assert current.workspace.identity.store == "Bakkerij De Gist"
    screenshots.wait(1)


def test_qualifications_are_imported_in_the_settings(
    shell: Shell, window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    import json

    from stagecoach.ui.settings.import_qualifications import ImportDialog
    from stagecoach.ui.settings.page import SettingsPage
    from tests.services.test_qualifications import one

    shell.go(Place("settings"))
    page = shell.current()
    assert isinstance(page, SettingsPage)
    path = tmp_path / "lijst.json"
    path.write_text(json.dumps({"kwalificaties": [one(), one(niveau=9, crebo="99998")]}))
    page.import_from(path)
    dialog = page.findChild(ImportDialog)
    assert dialog is not None
    qtbot.waitUntil(dialog.done_button.isVisible)
    assert "Rij 2: niveau 9" in dialog.text.text()
    dialog.done_button.click()
    assert page._count.text() == "31"
    path.write_text(json.dumps({"kwalificaties": [one()]}))
    page.import_from(path)
    dialog = page.findChildren(ImportDialog)[-1]
    qtbot.waitUntil(dialog.done_button.isVisible)
    assert dialog.text.text() == "1 nieuwe kwalificatie"
    dialog.done_button.click()
    assert page._count.text() == "32"


def test_the_edit_menu_shows_what_can_be_taken_back(shell: Shell, window: MainWindow) -> None:
    assert window.menus is not None
    undo, redo = (window.menus.actions[name] for name in ("undo", "redo"))
    window.menus.show_possible()
    assert (undo.isEnabled(), redo.isEnabled()) == (False, False)
    form = quick_log(shell)
    form.text.setPlainText("Iets nieuws.")
    form.accept()
    window.menus.show_possible()
    assert (undo.isEnabled(), redo.isEnabled()) == (True, False)
    window.undoing.undo()
    window.menus.show_possible()
    assert (undo.isEnabled(), redo.isEnabled()) == (False, True)


def test_fluent_typing_is_on_disk_while_it_goes_on(shell: Shell, qtbot: QtBot) -> None:
    """With no pause in it, as before a power cut: no key puts the keeping off."""
    form = quick_log(shell)
    form.text.setFocus()
    begun, kept = time.monotonic(), False
    while not kept and time.monotonic() - begun < 5:
        field = QApplication.focusWidget()
        assert field is not None
        QTest.keyClicks(field, "ab ")
        qtbot.wait(100)
        kept = shell.workspace.ask(logs.half_typed) is not None
    assert kept
    form.reject()
