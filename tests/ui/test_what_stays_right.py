"""Undo, drafts and the lock: what a hunt through the real window found, kept found."""

import datetime as dt
import uuid
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox
from pytestqt.qtbot import QtBot

from stagecoach import clock
from stagecoach.domain.evaluations import Conclusion, Kind, Party
from stagecoach.domain.logs import Guide
from stagecoach.domain.people import GUIDES, Role
from stagecoach.domain.tracks import Track
from stagecoach.errors import StageCoachError
from stagecoach.services.evaluations import loading as sheets
from stagecoach.services.example import example
from stagecoach.services.logs import entries as logs
from stagecoach.services.logs import logbook
from stagecoach.services.people import persons as people
from stagecoach.services.stores import NewStore
from stagecoach.services.students import agreements, students
from stagecoach.services.tasks import tasks
from stagecoach.ui.core.current_store import CurrentStore
from stagecoach.ui.core.page import Place
from stagecoach.ui.dialogs.history import HistoryForm
from stagecoach.ui.dossier.page import DossierPage
from stagecoach.ui.evaluations.evaluation_page import EvaluationPage
from stagecoach.ui.evaluations.outline import CLOSING
from stagecoach.ui.hours.tab import HoursTab
from stagecoach.ui.hours.tree import LOGGED, REMARK
from stagecoach.ui.logs.form import LogForm
from stagecoach.ui.printing.page import FormsPage
from stagecoach.ui.stores.recovery_code import RecoveryForm
from stagecoach.ui.stores.unlock import UnlockPage
from stagecoach.ui.students.form import StudentForm
from stagecoach.ui.tasks.form import TaskForm
from stagecoach.ui.window.main_window import MainWindow
from stagecoach.ui.window.shell import Shell
from tests import make

_NEW = NewStore("Kade", "Ik Zelf", Role.WORKPLACE_TRAINER, "lange zin genoeg")


def _placement(shell: Shell, name: str = "Youssef") -> uuid.UUID:
    own = shell.workspace.ask(students.mine, shell.workspace.person_id)
    return next(b.placement_id for b in own if b.name.startswith(name))


def _log(shell: Shell, name: str = "Youssef") -> LogForm:
    shell.go(Place("quick_log", _placement(shell, name)))
    assert isinstance(shell.overlay, LogForm)
    return shell.overlay


def _newest(shell: Shell) -> logbook.Row:
    return shell.workspace.ask(logbook.entries, _placement(shell), limit=1)[0]


def _evaluation(
    shell: Shell, name: str = "Aleksandra", kind: Kind = Kind.INTERIM
) -> EvaluationPage:
    shell.go(Place("evaluation", _placement(shell, name), kind=kind))
    page = shell.current()
    assert isinstance(page, EvaluationPage)
    return page


def _new_student(shell: Shell) -> StudentForm:
    shell.go(Place("new_student"))
    form = shell.overlay
    assert isinstance(form, StudentForm)
    form.qualification.setCurrentIndex(0)
    form.texts["name"].setText("Noa Jansen")
    form.texts["company"].setText("Zeewind Media")
    form.texts["school"].setText("Waddenzee College")
    form.starts_on.setText("2-11-2026")
    form.ends_on.setText("29-1-2027")
    return form


def test_undoing_a_rating_takes_it_from_the_screen(shell: Shell, window: MainWindow) -> None:
    question = _evaluation(shell).questions.rows[0]
    QTest.keyClick(question.rating.choices()[0], Qt.Key.Key_G)
    assert question.rating.value() == "G"
    window.undoing.undo()
    assert question.rating.value() is None


def test_undoing_a_conclusion_takes_it_from_the_screen(shell: Shell, window: MainWindow) -> None:
    page = _evaluation(shell)
    page.outline.choose(CLOSING)
    page.closing.conclusion.segments()[0].click()
    assert page.sheet is not None
    assert page.sheet.conclusion == Conclusion.ON_COURSE
    window.undoing.undo()
    assert page.closing.conclusion.value() is None


def test_two_agreements_typed_in_one_breath_are_both_kept(shell: Shell) -> None:
    page = _evaluation(shell)
    page.outline.choose(CLOSING)
    QTest.keyClicks(page.closing.agreements[Track.LEARNING], "leren")
    QTest.keyClicks(page.closing.agreements[Track.WORK], "werken")
    page.flush()
    assert page._id is not None
    kept = shell.workspace.ask(sheets.load, page._id).agreements
    assert kept == {Track.LEARNING: ["leren"], Track.WORK: ["werken"]}


def test_a_day_that_does_not_exist_is_said_and_the_kept_one_stays(shell: Shell) -> None:
    page = _evaluation(shell)
    page.outline.choose(CLOSING)
    assert page.sheet is not None
    before = page.sheet.talk_on
    page.closing.talk.selectAll()
    QTest.keyClicks(page.closing.talk, "31-11-2026")
    page.flush()
    assert page.closing._problem.text() == "Deze datum bestaat niet."
    assert page.sheet.talk_on == before


def test_no_key_reaches_a_question_that_is_not_shown(shell: Shell) -> None:
    page = _evaluation(shell)
    page.outline.choose(CLOSING)
    assert page.questions.rows == []
    page = _evaluation(shell, "Youssef", Kind.FINAL)
    assert page.outline.current() != CLOSING


def test_opening_an_evaluation_is_nothing_to_undo(shell: Shell, window: MainWindow) -> None:
    form = _log(shell)
    form.text.setPlainText("Fout.")
    form.accept()
    page = _evaluation(shell, "Thi", Kind.FINAL)
    window.undoing.undo()  # it is not in view
    box = next(b for b in window.findChildren(QMessageBox) if b.isVisible())
    assert "Log, nieuw (Youssef Amrani)" in box.text()
    assert _newest(shell).text == "Fout."
    box.buttons()[0].click()
    assert _newest(shell).text != "Fout."
    assert window.toast.text() == "Ongedaan gemaakt: Log, nieuw (Youssef Amrani)"
    page.questions.rows[0].rating.choices()[0].click()


def test_what_cannot_be_undone_gives_way_to_what_can(shell: Shell) -> None:
    workspace = shell.workspace
    form = _log(shell)
    form.text.setPlainText("Fout.")
    form.accept()
    sheet = make.answered(workspace.database, _placement(shell, "Aleksandra"))
    assert sheet.id is not None
    make.sign(workspace.database, sheet.id, Party.STUDENT)
    with pytest.raises(StageCoachError):
        workspace.undo()
    while workspace.can_undo:
        try:
            workspace.undo()
        except StageCoachError:
            continue
    assert _newest(shell).text != "Fout."


def test_a_toast_offers_undo_only_for_what_it_tells_of(shell: Shell, window: MainWindow) -> None:
    form = _log(shell)
    form.text.setPlainText("Belangrijk.")
    form.accept()
    assert window.toast._undo.isVisible()
    QTest.keyClick(_evaluation(shell).questions.rows[0].rating.choices()[0], Qt.Key.Key_G)
    assert not window.toast._undo.isVisible()
    task = shell.workspace.ask(tasks.plan, _placement(shell))[0]
    shell.go(Place("task", _placement(shell), entry_id=task.id))
    assert isinstance(shell.overlay, TaskForm)
    shell.overlay.ok.click()  # nothing was changed
    assert not window.toast._undo.isVisible()


def test_undoing_a_new_student_leaves_the_dossier(shell: Shell, window: MainWindow) -> None:
    _new_student(shell).ok.click()
    assert isinstance(shell.current(), DossierPage)
    window.undoing.undo()
    assert shell.place.name == "today"
    shell.back()
    assert shell.place.name == "today"


def test_a_draft_waits_for_its_own_student_and_day(shell: Shell) -> None:
    form = _log(shell)
    QTest.keyClicks(form.text, "Vanmiddag")
    form.reject()
    other = _log(shell, "Aleksandra")
    assert other.student.currentText().startswith("Aleksandra")
    assert other.text.toPlainText() == ""
    other.reject()
    made_on = clock.today()
    clock.pretend_today(made_on + dt.timedelta(days=1))
    _log(shell).accept()
    assert (_newest(shell).text, _newest(shell).happened_on) == ("Vanmiddag", made_on)


def test_a_line_from_today_goes_under_the_draft(shell: Shell) -> None:
    form = _log(shell)
    QTest.keyClicks(form.text, "Half getypt")
    form.reject()
    shell.go(Place("quick_log", _placement(shell), text="Iets anders"))
    assert isinstance(shell.overlay, LogForm)
    assert shell.overlay.text.toPlainText() == "Half getypt\nIets anders"
    shell.overlay.reject()


def test_a_draft_can_be_thrown_away(shell: Shell) -> None:
    form = _log(shell)
    QTest.keyClicks(form.text, "Toch niet")
    form.reject()
    _log(shell)._throw_away()
    again = _log(shell)
    assert again.text.toPlainText() == ""
    again.reject()


def test_the_draft_of_a_task_keeps_its_coach(shell: Shell) -> None:
    place = Place("new_task", _placement(shell), track=Track.LEARNING)
    shell.go(place)
    form = shell.overlay
    assert isinstance(form, TaskForm)
    form.company.setCurrentIndex(2)
    chosen = form.company.currentText()
    form.touch()
    form.reject()
    shell.workspace.do(people.add, "Aaltje Aalbers", Role.WORK_COACH)
    shell.go(place)
    assert isinstance(shell.overlay, TaskForm)
    assert shell.overlay.company.currentText() == chosen
    shell.overlay.reject()


def test_an_entry_without_guidance_names_no_guide(shell: Shell) -> None:
    draft = shell.workspace.ask(logs.draft, _newest(shell).id)
    draft.guided_by = Guide.NOBODY
    shell.workspace.do(logs.save, draft)
    assert _newest(shell).guide == ""


def test_a_wrong_hour_stands_beside_its_day_and_goes_with_the_student(shell: Shell) -> None:
    shell.go(Place("dossier", _placement(shell), tab="hours"))
    page = shell.current()
    assert isinstance(page, DossierPage)
    tab = page.tab()
    assert isinstance(tab, HoursTab)
    thursday = tab.tree.index(3, LOGGED, tab.tree.index(0, 0))
    tab.tree.setData(thursday, "25")
    assert thursday.data() == "25"
    assert "hoogstens 24" in thursday.siblingAtColumn(REMARK).data()
    shell.go(Place("dossier", _placement(shell, "Lotte"), tab="hours"))
    assert not tab.tree.wrong


def test_hours_before_anybody_signed_say_that_they_do_not_count(shell: Shell) -> None:
    key = make.student(shell.workspace.database, trainer="Marloes Verbeek")
    sheet = shell.workspace.ask(agreements.load, key).sheets[0].id
    shell.go(Place("dossier", key, tab="hours"))
    assert "Deze uren tellen nog niet" in _words(shell)
    shell.workspace.do(agreements.sign, sheet, clock.today())
    assert "tellen nog niet" not in _words(shell)


def test_the_history_of_what_is_not_there_says_so(shell: Shell) -> None:
    """A day without hours has a button for it."""
    form = HistoryForm(shell.workspace, [], shell)
    form.open_once()
    labels = form.findChildren(QLabel)
    assert "Hier is nog geen geschiedenis van." in [label.text() for label in labels]
    form.reject()


def _words(shell: Shell) -> str:
    labels = shell.current().findChildren(QLabel)
    return " ".join(label.text() for label in labels if label.isVisibleTo(shell))


def test_a_renamed_student_stands_once_in_the_forms(shell: Shell) -> None:
    shell.go(Place("forms", _placement(shell), kind=Kind.INTERIM))
    page = shell.current()
    assert isinstance(page, FormsPage)
    shell.go(Place("edit_student", _placement(shell)))
    assert isinstance(shell.overlay, StudentForm)
    shell.overlay.texts["name"].setText("Youssef Nieuw")
    shell.overlay.ok.click()
    names = [tick.text() for tick in page.ticks.values()]
    assert [name for name in names if name.startswith("Youssef")] == ["Youssef Nieuw"]


@pytest.mark.parametrize("role", GUIDES)
def test_the_first_student_is_mine(
    window: MainWindow, current: CurrentStore, tmp_path: Path, role: Role
) -> None:
    current.create(tmp_path / "n.stagecoach", NewStore("K", "Ik Zelf", role, "lange zin genoeg"))
    assert window.shell is not None
    _new_student(window.shell).ok.click()
    own = window.shell.workspace.ask(students.mine, window.shell.workspace.person_id)
    assert [brief.name for brief in own] == ["Noa Jansen"]


def test_who_is_trainer_and_coach_is_one_person(
    window: MainWindow, current: CurrentStore, tmp_path: Path
) -> None:
    current.create(tmp_path / "n.stagecoach", _NEW)
    assert window.shell is not None
    form = _new_student(window.shell)
    form.texts["coach"].setText("Ik Zelf")
    form.ok.click()
    names = [choice.name for choice in window.shell.workspace.ask(people.at_company)]
    assert names == ["Ik Zelf"]


def test_another_store_opens_on_its_own_first_page(
    shell: Shell, window: MainWindow, current: CurrentStore, tmp_path: Path
) -> None:
    shell.go(Place("dossier", _placement(shell)))
    window.new_store()
    current.create(tmp_path / "n.stagecoach", _NEW)
    assert window.shell is not None
    assert window.shell.place.name == "today"


def test_the_lock_comes_back_to_the_same_sheet(
    shell: Shell, window: MainWindow, current: CurrentStore
) -> None:
    entry = _newest(shell)
    shell.go(Place("edit_log", entry_id=entry.id))
    assert isinstance(shell.overlay, LogForm)
    shell.overlay.text.setPlainText("Gewijzigd")
    current.lock()
    current.open(example.PASSPHRASE)
    assert window.shell is not None
    again = window.shell.overlay
    assert isinstance(again, LogForm)
    assert (again._id, again.text.toPlainText()) == (entry.id, "Gewijzigd")
    again.reject()


def test_the_lock_key_works_over_a_sheet(
    shell: Shell, current: CurrentStore, qtbot: QtBot
) -> None:
    form = _log(shell)
    qtbot.waitUntil(form.isActiveWindow)
    form.text.setFocus()
    keys = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(form.text, Qt.Key.Key_L, keys)
    qtbot.waitUntil(lambda: current.workspace is None)


def test_the_lock_hides_the_recovery_code_until_it_is_noted(
    window: MainWindow, current: CurrentStore, tmp_path: Path, qtbot: QtBot
) -> None:
    def shown() -> list[RecoveryForm]:
        tops = QApplication.topLevelWidgets()
        return [w for w in tops if isinstance(w, RecoveryForm) and w.isVisible()]

    code = current.create(tmp_path / "n.stagecoach", _NEW)
    current.recovery_made.emit(code)
    current.lock()
    assert shown() == []
    current.open(_NEW.passphrase)
    (form,) = shown()
    assert form.code.text() == code
    form.save_in(tmp_path / "blad.pdf")
    qtbot.waitUntil(lambda: "blad.pdf" in form.status.text())
    words = PdfReader(tmp_path / "blad.pdf").pages[0].extract_text()
    assert all(group in words for group in code.split("-"))
    form.noted.setChecked(True)
    form.ok.click()
    assert shown() == []


def test_the_wait_survives_another_language(window: MainWindow, current: CurrentStore) -> None:
    page = window.centralWidget()
    assert isinstance(page, UnlockPage)
    for _n in range(5):
        page.field.setText("fout fout fout")
        page._open_now(page.field.text(), recovery=page._recovering)
    current.change(language="en")
    page = window.centralWidget()
    assert isinstance(page, UnlockPage)
    assert not page.open_button.isEnabled()
    current.change(language="nl")


def test_a_failed_backup_is_said_and_the_store_is_locked(
    shell: Shell, window: MainWindow, current: CurrentStore, store: Path
) -> None:
    form = _log(shell)
    form.text.setPlainText("Iets")
    form.accept()
    blocked = store.parent / "bestand"
    blocked.write_text("geen map")
    current.change(backup_folder=str(blocked))
    window.close()
    assert current.workspace is None
    said = [w for w in QApplication.topLevelWidgets() if isinstance(w, QMessageBox)]
    assert any("back-up" in box.text() for box in said if box.isVisible()), [
        box.text() for box in said
    ]
    for box in said:
        box.done(0)


def test_settings_that_cannot_be_written_do_not_keep_the_store_shut(
    window: MainWindow, current: CurrentStore, tmp_path: Path
) -> None:
    (tmp_path / "x").write_text("")
    current._settings_file = tmp_path / "x" / "settings.toml"
    current.open(example.PASSPHRASE)
    assert window.shell is not None
