"""The adviser's room on screen: opened, worked in, closed by itself, and free of names outside."""

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from pypdfium2 import PdfDocument
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from stagecoach import clock, i18n
from stagecoach.domain.cases.case import CaseStep, Consequence, Wish
from stagecoach.services.cases import cases, handing_over
from stagecoach.services.cases import figures as case_figures
from stagecoach.services.cases import room as rooms
from stagecoach.services.cases.closing import close
from stagecoach.services.cases.room import Room
from stagecoach.services.evaluations import evaluations
from stagecoach.services.reports import post
from stagecoach.services.students import students
from stagecoach.ui.cases import actions, desk_sheet, files, student_forms
from stagecoach.ui.cases.case_page import CasePage
from stagecoach.ui.cases.decision_aid import AidCard
from stagecoach.ui.cases.entry_page import OpenCard
from stagecoach.ui.cases.form import RoomDialog
from stagecoach.ui.cases.list_pages import CasesPage
from stagecoach.ui.cases.open_room import CLOSES_AFTER
from stagecoach.ui.cases.recovery_code import RoomCodeDialog
from stagecoach.ui.cases.report_lists_form import ReportListsDialog
from stagecoach.ui.cases.room_view import RoomView
from stagecoach.ui.cases.roster_form import RosterDialog
from stagecoach.ui.cases.student_forms import consent
from stagecoach.ui.cases.talks import plan
from stagecoach.ui.cases.window import RoomWindow
from stagecoach.ui.core import theme
from stagecoach.ui.core.workspace import Workspace
from stagecoach.ui.dialogs.progress import ProgressDialog
from stagecoach.ui.reports import envelopes
from stagecoach.ui.reports.advisers import AdvisersDialog
from stagecoach.ui.reports.envelopes import FiguresDialog
from tests import make, sealed
from tests.sealed import School


@pytest.fixture
def window(qtbot: QtBot, school: School) -> Iterator[RoomWindow]:
    theme.apply("light", 100)
    OpenCard.tries, OpenCard.until = 0, 0.0  # they are of the program
    room_window = RoomWindow(school.place, lambda: None)
    room_window.resize(1360, 860)
    room_window.show()
    room_window.activateWindow()
    QTest.qWaitForWindowActive(room_window)
    yield room_window
    if room_window.isVisible():
        room_window.close()


@pytest.fixture
def room(school: School) -> Room:
    return school.first


@pytest.fixture
def case(room: Room) -> str:
    return cases.start(room, "phone", sealed.WORDS, clock.today(), "Youssef Amrani")


@pytest.fixture
def view(window: RoomWindow, school: School) -> Iterator[RoomView]:
    window.enter(school.first)
    assert window.view is not None
    yield window.view
    path = school.first.path
    window.lock()
    school.first = rooms.open_with(path, sealed.PASSPHRASE)  # the fixture closes it


def page_of(view: RoomView, case: str) -> CasePage:
    view.open_case(case)
    assert view.case_page is not None
    return view.case_page


def words_on(part: QWidget) -> str:
    QApplication.processEvents()
    return "\n".join(label.text() for label in part.findChildren(QLabel) if label.isVisible())


def fill(sheet: RoomDialog, **values: Any) -> None:
    for name, value in values.items():
        widget = sheet.fields[name]
        if isinstance(widget, QPlainTextEdit):
            widget.setPlainText(value)
        elif isinstance(widget, QComboBox):
            widget.setCurrentIndex(widget.findData(value))
        elif isinstance(widget, QLineEdit):
            widget.setText(value)
        elif isinstance(widget, QCheckBox):
            widget.setChecked(value)


def test_a_room_is_made_and_its_code_is_shown_until_it_is_on_paper(
    window: RoomWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    assert window.entry is not None
    card = window.entry.new_card
    card.path.setText(str(tmp_path / "eigen"))
    card.ok.click()
    assert all(card.problem(name) for name in ("name", "passphrase"))
    card.name.setText("Samira el Idrissi")
    for field in (card.passphrase, card.again):
        field.setText(sealed.PASSPHRASE)
    card.ok.click()
    sheet = next(s for s in window.findChildren(RoomCodeDialog) if s.isVisible())
    sheet.reject()
    assert sheet.isVisible()
    code = sheet.code.text()
    sheet.save_in(tmp_path / "blad.pdf")
    assert (tmp_path / "blad.pdf").stat().st_size > 1_000
    window.lock()  # before it was noted: then it comes again
    room = rooms.open_with(tmp_path / f"eigen{rooms.SUFFIX}", code, recovery=True)
    window.enter(room)
    sheet = next(s for s in window.findChildren(RoomCodeDialog) if s.isVisible())
    assert sheet.code.text() == code
    sheet.noted.click()
    sheet.ok.click()
    window.lock()


def test_five_wrong_tries_wait_and_a_code_opens_it_too(
    window: RoomWindow, school: School, qtbot: QtBot
) -> None:
    path = school.second.path
    school.second.close()
    assert window.entry is not None
    card = window.entry.open_card
    card.path.setText(str(path))
    for number in range(5):
        card.field.setText(f"verkeerd {number}")
        card.open()
        qtbot.waitUntil(lambda: card.open_button.text().strip() == "Open ruimte")
        assert card.problem("secret")
    assert card.wait() == 30
    assert not card.open_button.isEnabled()
    OpenCard.until = clock.ticks()
    card._tick()
    card.field.setText(sealed.PASSPHRASE)
    QTest.keyClick(card.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.view is not None)
    window.lock()
    school.second = rooms.open_with(path, sealed.PASSPHRASE)


def test_a_room_that_is_elsewhere_is_said_beside_its_field(
    window: RoomWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    assert window.entry is not None
    card = window.entry.open_card
    card.path.setText(str(tmp_path / "weg"))
    card.field.setText("iets")
    card.open()
    qtbot.waitUntil(lambda: bool(card.problem("path")))


def test_titles_name_no_case_and_no_person(view: RoomView, window: RoomWindow, case: str) -> None:
    cases.entitle(view.open_room.room, case, "niet mee naar de klant")
    page_of(view, case)
    assert window.windowTitle() == "Zaken – StageCoach"
    window.lock()
    assert window.windowTitle() == "Verzegelde ruimte – StageCoach"
    assert sealed.WORDS not in words_on(window)
    assert window.view is None


def test_it_closes_by_itself_after_five_minutes_and_says_so_before(
    window: RoomWindow, school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.enter(school.first)
    open_room = window.open_room
    assert open_room is not None
    begun = open_room._watch.last_input
    assert window.view is not None
    monkeypatch.setattr(clock, "ticks", lambda: begun + CLOSES_AFTER - 20)
    open_room.look()
    assert "20 seconden" in words_on(window.view._bar)
    window.view.stay.click()
    assert "5 minuten" in words_on(window.view._bar)
    monkeypatch.setattr(clock, "ticks", lambda: begun + 2 * CLOSES_AFTER)
    open_room.look()
    assert window.view is None
    school.first = rooms.open_with(school.first.path, sealed.PASSPHRASE)


def test_what_is_half_typed_when_it_closes_comes_back(
    window: RoomWindow, school: School, case: str
) -> None:
    window.enter(school.first)
    assert window.view is not None
    sheet = actions.note(window.view.open_room, cases.find(school.first, case), window)
    fill(sheet, words="Nog niet af")
    window.lock()
    school.first = rooms.open_with(school.first.path, sealed.PASSPHRASE)
    assert cases.find(school.first, case).notes == []
    window.enter(school.first)
    sheet = actions.note(window.view.open_room, cases.find(school.first, case), window)
    assert sheet.values() == {"words": "Nog niet af"}
    sheet.accept()
    assert cases.find(school.first, case).notes[0].words == "Nog niet af"
    assert rooms.find_draft(school.first, f"{case}/note") is None
    window.lock()
    school.first = rooms.open_with(school.first.path, sealed.PASSPHRASE)


def test_the_name_shows_for_ten_seconds_and_that_is_written_down(
    view: RoomView, case: str
) -> None:
    page = page_of(view, case)
    assert "Youssef" not in words_on(page)
    page.name_button.click()
    assert "Youssef Amrani" in page.chip.text()
    for _second in range(9):
        page._count_down()
    assert "Youssef Amrani (1)" in page.chip.text()
    page.name_button.click()  # ten more
    for _second in range(10):
        page._count_down()
    assert "Youssef" not in page.chip.text()
    assert [e.kind for e in view.open_room.room.entries(case)].count("name_shown") == 2


Open = Callable[[RoomView, str], Any]
SHEETS: dict[str, tuple[Open, dict[str, Any], dict[str, Any], str]] = {
    # how it opens, what is wrong, what is right, and the entry it makes
    "believe": (
        lambda v, c: actions.believe(v.open_room, cases.find(v.open_room.room, c), v),
        {"said": ""},
        {"said": "Ik geloof je."},
        "believed",
    ),
    "safety": (
        lambda v, c: actions.safety(v.open_room, cases.find(v.open_room.room, c), v),
        {"safe": ""},
        {"safe": "yes"},
        "safety",
    ),
    "option": (
        lambda v, c: actions.option(v.open_room, cases.find(v.open_room.room, c), v),
        {"text": ""},
        {"text": "Gesprek"},
        "option",
    ),
    "consent": (
        lambda v, c: consent(v.open_room, cases.find(v.open_room.room, c), v),
        {"who": "", "what": "x"},
        {"who": "Esra", "what": "de proefvaart"},
        "consent",
    ),
    "agree": (
        lambda v, c: actions.agree(v.open_room, cases.find(v.open_room.room, c), v),
        {"what": ""},
        {"what": "Bellen"},
        "action",
    ),
    "talk": (
        lambda v, c: plan(v.open_room, cases.find(v.open_room.room, c), v, "talk"),
        {"due": "gisteren"},
        {"due": "30-10-2026", "at": "10.00"},
        "talk",
    ),
    "place": (
        lambda v, c: actions.replace_place(v.open_room, cases.find(v.open_room.room, c), v),
        {"words": "x" * 65_001},
        {"words": "Geregeld"},
        "replacement",
    ),
    "note": (
        lambda v, c: actions.note(v.open_room, cases.find(v.open_room.room, c), v),
        {"words": " "},
        {"words": "Denken aan"},
        "note",
    ),
    "reflect": (
        lambda v, c: actions.reflect(v.open_room, cases.find(v.open_room.room, c), v),
        {"well": "x" * 65_001},
        {"well": "Luisteren"},
        "reflection",
    ),
    "close": (
        lambda v, c: actions.close(v.open_room, cases.find(v.open_room.room, c), v),
        {"reason": ""},
        {"reason": "Klaar", "together": True},
        "closed",
    ),
    "title": (
        lambda v, c: student_forms.entitle(v.open_room, cases.find(v.open_room.room, c), v),
        {"title": "t" * 201},
        {"title": "niet mee"},
        "titled",
    ),
    "name": (
        lambda v, c: student_forms.name_student(v.open_room, cases.find(v.open_room.room, c), v),
        {"name": "n" * 201},
        {"name": "Youssef"},
        "named",
    ),
    "consequence": (
        lambda v, c: actions.conclude(v.open_room, cases.find(v.open_room.room, c), v),
        {"note": "x" * 65_001},
        {"consequence": "warning", "note": ""},
        "consequence",
    ),
}


@pytest.mark.parametrize("name", SHEETS)
def test_each_sheet_saves_once_and_refuses_once(view: RoomView, case: str, name: str) -> None:
    opens, wrong, right, kind = SHEETS[name]
    sheet = opens(view, case)
    before = len(view.open_room.room.entries())
    fill(sheet, **wrong)
    sheet.accept()
    assert sheet.isVisible()
    assert any(sheet.problem(field) for field in sheet.fields)
    assert len(view.open_room.room.entries()) == before
    fill(sheet, **right)
    sheet.accept()
    assert not sheet.isVisible()
    assert kind in [entry.kind for entry in view.open_room.room.entries()[before:]]


def test_a_case_of_a_talk_opens_when_it_is_kept(view: RoomView) -> None:
    sheet = actions.start(view.open_room, view, view.open_case)
    fill(sheet, words=sealed.WORDS)
    sheet.accept()
    assert view.place == "case"
    assert view.case_page is not None
    assert sealed.WORDS in words_on(view.case_page)


def test_the_next_step_leads_from_heard_to_closed_by_its_button(
    view: RoomView, case: str, qtbot: QtBot
) -> None:
    """Every click on the one plum button, until there is nothing more to do."""
    page = page_of(view, case)
    answers = {"said": "Ik geloof je.", "what": "Bellen", "told": "Verteld.", "reason": "Klaar."}
    seen = []
    for _step in range(20):
        if page.next_button is None:
            break
        seen.append(page.next_button.text().strip())
        page.next_button.click()
        for sheet in [s for s in view.findChildren(RoomDialog) if s.isVisible()]:
            fill(sheet, **{n: v for n, v in answers.items() if n in sheet.fields})
            sheet.accept()
            assert not sheet.isVisible(), seen
    assert seen == [
        "Leg vast wat je zei",
        "Leg de opties voor",
        "Leg afspraak vast",
        "Vertel het de student",
        "Leg het gevolg vast",
        "Vraag hoe het gaat",
        "Vraag hoe het gaat",
        "Sluit samen af",
    ]
    assert cases.find(view.open_room.room, case).closing is not None


def test_after_a_deed_the_keyboard_is_where_it_was(view: RoomView, case: str) -> None:
    room = view.open_room.room
    for number in range(12):
        cases.add_option(room, case, f"Optie {number}", "")
    page = page_of(view, case)
    page.show_step(CaseStep.OPTIONS)
    words_on(page)
    page._area.verticalScrollBar().setValue(page._area.verticalScrollBar().maximum())
    height = page._area.verticalScrollBar().value()
    last = [s for s in page.findChildren(QWidget) if s.accessibleName() == "Misschien"][-1]
    last.setFocus()
    QTest.keyClick(last, Qt.Key.Key_Space)
    words_on(page)
    now = page.focusWidget()
    assert now is not None
    assert now.accessibleName() == "Misschien"
    bar = now.parentWidget()
    assert bar is not None
    assert bar.accessibleName().endswith("Optie 11")
    assert abs(page._area.verticalScrollBar().value() - height) < 40
    words_on(page)
    now = page.focusWidget()
    assert now is not None
    QTest.keyClick(now, Qt.Key.Key_Left)
    wishes = [option.wish for option in cases.find(room, case).options.values()]
    assert wishes[-1] is Wish.WANTED
    actions.note(view.open_room, cases.find(room, case), view)
    (sheet,) = [dialog for dialog in view.findChildren(RoomDialog) if dialog.isVisible()]
    fill(sheet, words="Iets")
    sheet.accept()
    words_on(page)
    assert page.focusWidget() is not None


def test_the_aid_keeps_its_answers_when_one_looks_elsewhere(view: RoomView, case: str) -> None:
    page = page_of(view, case)
    for step in (CaseStep.BELIEVED, CaseStep.HEARD, CaseStep.BELIEVED):
        page.show_step(step)
        words_on(page)
        if step is CaseStep.BELIEVED:
            (aid,) = [a for a in page.findChildren(AidCard) if a.isVisible()]
            if not aid.answers()["danger"]:
                for box in aid.boxes.values():
                    box.setCurrentIndex(2)
                    box.activated.emit(2)
    assert all(aid.answers().values())


def test_two_cases_with_the_same_to_do_are_both_listed(view: RoomView) -> None:
    room = view.open_room.room
    for _number in range(2):
        case = cases.start(room, "talk", "x", clock.today(), "")
        cases.conclude(room, case, Consequence.NONE, "")
    view.go("aftercare")
    view.reload()
    assert words_on(view.page("aftercare")).count("nazorg") == 4


def test_the_room_closes_by_its_key_with_a_sheet_open_too(
    view: RoomView, window: RoomWindow, case: str, qtbot: QtBot
) -> None:
    sheet = actions.note(view.open_room, cases.find(view.open_room.room, case), window)
    assert sheet.windowTitle() == "StageCoach"
    fill(sheet, words="Half")
    sheet.activateWindow()
    qtbot.waitUntil(sheet.isActiveWindow)
    modifiers = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(sheet.fields["words"], Qt.Key.Key_L, modifiers)
    assert window.view is None


def test_keys_in_another_window_do_not_keep_it_open(
    view: RoomView, window: RoomWindow, qtbot: QtBot
) -> None:
    other = QLineEdit()
    qtbot.addWidget(other)
    other.show()
    handle, own = other.windowHandle(), window.windowHandle()
    assert handle is not None
    assert own is not None
    assert not window._owns(handle)
    assert window._owns(own)


def test_a_case_that_is_over_is_read_and_not_worked_on(view: RoomView, case: str) -> None:
    close(view.open_room.room, case, "Klaar.", together=True)
    page = page_of(view, case)
    for step in CaseStep:
        page.show_step(step)
        words_on(page)
        texts = {b.text().strip() for b in page.findChildren(QPushButton) if b.isVisible()}
        assert texts <= {"Toon 10 seconden", "Notitie voor mezelf", "Weer open", "Kijk terug"}, (
            texts
        )


def test_leaving_the_file_chooser_leaves_the_sheet(
    view: RoomView, window: RoomWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_asked: ("", ""))
    sheet = RosterDialog(view.open_room, window)
    sheet.open_once()
    sheet.school.setText("Andere school")
    sheet.accept()
    assert sheet.isVisible()
    assert sheet.school.text() == "Andere school"
    sheet.reject()


def test_the_student_chooses_and_takes_it_back(view: RoomView, case: str) -> None:
    room = view.open_room.room
    cases.add_option(room, case, "Gesprek", "")
    (key,) = cases.find(room, case).options
    page = page_of(view, case)
    page.show_step(CaseStep.OPTIONS)
    segments = [s for s in page.findChildren(QWidget) if s.accessibleName() == "Misschien"]
    QTest.mouseClick(segments[0], Qt.MouseButton.LeftButton)
    assert cases.find(room, case).options[key].wish is Wish.MAYBE
    words_on(page)
    named = [s for s in page.findChildren(QWidget) if s.accessibleName() == "Misschien"]
    (again,) = [segment for segment in named if segment.isVisible()]
    QTest.mouseClick(again, Qt.MouseButton.LeftButton)  # once more takes it back
    assert cases.find(room, case).options[key].wish is None


def test_the_aid_answers_when_all_four_are_answered(view: RoomView, case: str) -> None:
    page = page_of(view, case)
    page.show_step(CaseStep.BELIEVED)
    words_on(page)
    (aid,) = [a for a in page.findChildren(AidCard) if a.isVisible()]
    assert aid.advice() == []
    for name, code in (("danger", "no"), ("minor", "yes"), ("sexual", "yes"), ("by", "school")):
        box = aid.boxes[name]
        box.setCurrentIndex(box.findData(code))
        box.activated.emit(box.currentIndex())
    assert "bestuur" in words_on(aid)
    assert cases.find(view.open_room.room, case).aid["by"] == "school"


def test_who_knows_what_is_always_in_view(view: RoomView, case: str) -> None:
    cases.consent(view.open_room.room, case, "Esra Yıldırım", "de proefvaart")
    page = page_of(view, case)
    for step in CaseStep:
        page.show_step(step)
        told = words_on(page)
        assert "Wie weet wat" in told
        assert "alleen: de proefvaart" in told
        assert sealed.WORDS in told


def test_texts_of_people_are_texts(view: RoomView) -> None:
    words = '<img src="/etc/passwd"> <b>vet</b> &amp;'
    case = cases.start(view.open_room.room, "talk", words, clock.today(), "<i>x</i>")
    page = page_of(view, case)
    assert words in words_on(page)
    assert all(
        label.textFormat() == Qt.TextFormat.PlainText
        for label in page.findChildren(QLabel)
        if words in label.text()
    )


def test_the_list_finds_by_what_was_said_and_never_by_name(view: RoomView, case: str) -> None:
    cases.start(view.open_room.room, "talk", "Iets anders.", clock.today(), "")
    view.reload()
    view.seek()
    page = view.page("cases")
    assert isinstance(page, CasesPage)
    assert page.filter.hasFocus()
    for text, count in (("proefvaart", 1), ("anders", 1), ("Youssef", 0), ("", 2)):
        page.filter.setText(text)
        assert page.proxy().rowCount() == count, text


def test_enter_opens_a_case_and_the_way_back_leads_to_the_list(view: RoomView, case: str) -> None:
    view.reload()
    page = view.page("cases")
    assert isinstance(page, CasesPage)
    page.view.selectRow(0)
    page.view.activated.emit(page.view.currentIndex())
    assert view.place == "case"
    view.back()
    assert view.place == "cases"


def test_every_place_opens_by_its_key(view: RoomView, window: RoomWindow, case: str) -> None:
    cases.plan(view.open_room.room, case, "aftercare", clock.today(), "bellen")
    assert window.menus is not None
    for name in ("talks", "aftercare", "working", "cases"):
        window.menus.actions[name].trigger()
        assert view.place == name
    view.go("aftercare")
    assert "bellen" in words_on(view)
    view.go("working")
    assert "heel" in words_on(view)


def test_a_bad_log_is_said_on_opening(window: RoomWindow, school: School) -> None:
    cases.start(school.first, "talk", "x", clock.today(), "")
    school.first._connection.execute("UPDATE entry SET content = '{}'")
    window.enter(school.first)
    (box,) = [dialog for dialog in window.findChildren(QMessageBox) if dialog.isVisible()]
    assert "regel 1" in box.text()
    path = school.first.path
    window.lock()
    school.first = rooms.open_with(path, sealed.PASSPHRASE)


def done(sheet: ProgressDialog | None, qtbot: QtBot) -> str:
    assert sheet is not None
    qtbot.waitUntil(sheet.done_button.isVisible)
    told = sheet.text.text()
    sheet.done_button.click()
    return told


def test_envelopes_are_fetched_opened_answered_and_brought_back(
    view: RoomView, school: School, qtbot: QtBot
) -> None:
    school.report()
    told = done(envelopes.take_to(school.box, view, school.folder / "stick"), qtbot)
    assert told == "4 enveloppen gedragen."
    told = done(files.fetch_from(view.open_room, view, school.folder / "stick"), qtbot)
    assert "1 nieuwe melding" in told
    case = sealed.only_case(view.open_room.room)
    sheet = actions.answer(view.open_room, cases.find(view.open_room.room, case), view)
    fill(sheet, words="Ik geloof je.")
    sheet.accept()
    told = done(files.answers_to(view.open_room, view, school.folder / "terug"), qtbot)
    assert "8 enveloppen" in told
    told = done(envelopes.bring_from(school.place, view, school.folder / "terug"), qtbot)
    assert told == "8 enveloppen gedragen."
    assert files.fetch_from(view.open_room, view, school.folder / "niets") is None
    told = done(envelopes.bring_from(school.place, view, school.folder / "niets"), qtbot)
    assert "geen enveloppen" in told


def test_a_run_can_be_stopped(view: RoomView, qtbot: QtBot) -> None:
    def slow(progress: Callable[[int, int], None], stop: Any) -> int:
        count = 0
        while not stop.wait(0.01) and count < 1_000:
            count += 1
            progress(count, 1_000)
        return count

    sheet = ProgressDialog("Loopt", "mailbox", slow, lambda n: f"{n} klaar", view)
    sheet.open_once()
    qtbot.waitUntil(lambda: sheet.bar.value() > 2)
    sheet.reject()  # Esc stops first
    assert int(done(sheet, qtbot).split()[0]) < 1_000


def test_a_run_that_fails_says_so_and_the_bug_is_not_hidden(view: RoomView, qtbot: QtBot) -> None:
    def broken(_progress: Any, _stop: Any) -> int:
        raise ZeroDivisionError

    with qtbot.captureExceptions() as caught:
        sheet = ProgressDialog("Loopt", "mailbox", broken, str, view)
        sheet.open_once()
        told = done(sheet, qtbot)
    assert "niets verloren" in told
    assert caught[0][0] is ZeroDivisionError


def test_a_data_sheet_wants_consent_and_holds_no_more_than_that(
    view: RoomView, case: str, school: School
) -> None:
    room = view.open_room.room
    cases.consent(room, case, "Esra", "de proefvaart")  # a yes to somebody else
    assert desk_sheet.desk_sheet(view.open_room, cases.find(room, case), view) is None
    (box,) = [dialog for dialog in view.findChildren(QMessageBox) if dialog.isVisible()]
    box.done(0)
    cases.consent(room, case, "Discriminatie.nl", "wat er gebeurde")
    _other, key = cases.find(room, case).consents
    for ticks, there, absent in (
        ({"words": False, "name": False}, "wat er gebeurde", "proefvaart"),
        ({"words": True, "name": True}, "proefvaart", "onzin"),
    ):
        path = school.folder / "blad.pdf"
        sheet = desk_sheet.desk_sheet(view.open_room, cases.find(room, case), view)
        assert sheet is not None
        assert sheet.values()["consent"] == f"discrimination/{key}"
        for name, on in ticks.items():
            tick = sheet.fields[name]
            assert isinstance(tick, QCheckBox)
            tick.setChecked(on)
        sheet.save_to(path)
        text = text_of(path)
        assert "Discriminatie.nl" in text
        assert there in text
        assert absent not in text
        assert ("Youssef" in text) is ticks["name"]
    assert [e.kind for e in room.entries(case)].count("desk_sheet") == 2


def text_of(path: Path) -> str:
    document = PdfDocument(path)
    return "\n".join(page.get_textpage().get_text_range() for page in document)


def test_the_list_of_advisers_grows_by_card_and_is_printed(
    view: RoomView, school: School, window: RoomWindow
) -> None:
    third = sealed.room(school.folder, "Ferry de Groot")
    card = school.folder / "kaart.adviser"
    card.write_text(rooms.card(third), encoding="utf-8")
    sheet = RosterDialog(view.open_room, window)
    sheet.open_once()
    sheet.add_card(school.folder / "advisers.roster")
    assert sheet.problem("readers")
    sheet.add_card(card)
    assert [reader.name for reader in sheet.readers][-1] == "Ferry de Groot"
    sheet.publish(school.folder / "nieuw.roster")
    roster = rooms.roster(view.open_room.room)
    assert roster is not None
    assert (roster.version, len(roster.readers)) == (2, 3)
    sheet.print_to(school.folder / "gids.pdf", sheet._handbook())
    text = text_of(school.folder / "gids.pdf")
    assert "Ferry de Groot" in text
    sheet.reject()
    third.close()


def test_one_reader_is_allowed_and_warned_about(view: RoomView, window: RoomWindow) -> None:
    sheet = RosterDialog(view.open_room, window)
    sheet.open_once()
    assert not sheet._few.isVisible()
    sheet._drop(sheet.readers[1])
    assert "Twee is beter" in sheet._few.text()
    sheet._drop(sheet.readers[0])
    sheet.school.clear()
    sheet.accept()
    assert sheet.problem("readers")
    assert sheet.problem("school")
    sheet.reject()


def test_desks_and_kinds_are_in_the_advisers_hands(view: RoomView, window: RoomWindow) -> None:
    report_lists: list[Any] = []
    sheet = ReportListsDialog(view.open_room, window, report_lists.append)
    sheet.open_once()
    table = sheet.grids["desks"].table
    item = table.item(1, 3)
    assert item is not None
    item.setText("morgen")
    sheet.accept()
    assert sheet.problem("lists")
    for row in range(table.rowCount()):
        cell = table.item(row, 3)
        assert cell is not None
        cell.setText("2026-10-28")
    sheet.grids["kinds"]._add()
    kinds = sheet.grids["kinds"].table
    cell = kinds.item(kinds.rowCount() - 1, 0)
    assert cell is not None
    cell.setText("Grapjes")
    kinds.setCurrentCell(0, 0)
    sheet.grids["kinds"]._drop()
    sheet.accept()
    (lists,) = report_lists
    assert lists.desks[1].checked_on == dt.date(2026, 10, 28)
    assert [kind.nl for kind in lists.kinds][-1] == "Grapjes"
    assert lists.kinds[0].code == "bullying"


def test_a_case_is_handed_over_and_taken_from_the_menu(
    view: RoomView, case: str, school: School
) -> None:
    sheet = files.hand_over(view.open_room, cases.find(view.open_room.room, case), view)
    assert sheet is not None
    path = school.folder / "zaak.case"
    to = rooms.me(school.second).recipient
    values = {"to": to, "keep": False}
    files.save_case(view.open_room, cases.find(view.open_room.room, case), view, values, path)
    sheet.reject()
    assert not cases.find(view.open_room.room, case).open
    rooms.take_roster(school.second, school.folder / "advisers.roster")
    handing_over.take_over(school.second, path)
    files.take_over_from(view.open_room, view, [path])
    assert [box for box in view.findChildren(QMessageBox) if box.isVisible()]


def test_all_open_cases_are_shared_with_an_adviser_who_came_later(
    view: RoomView, case: str, school: School
) -> None:
    room = view.open_room.room
    other = cases.start(room, "talk", "Een ander verhaal.", clock.today(), "")
    closed = cases.start(room, "talk", "Al klaar.", clock.today(), "")
    close(room, closed, "Klaar.", together=True)
    sheet = files.share(view.open_room, view)
    assert sheet is not None
    sheet.reject()
    folder = school.folder / "delen"
    folder.mkdir()
    files.share_in(view.open_room, rooms.me(school.second).recipient, folder)
    assert cases.find(room, case).open
    rooms.take_roster(school.second, school.folder / "advisers.roster")
    taken = {handing_over.take_over(school.second, path) for path in folder.iterdir()}
    assert taken == {case, other}
    assert case not in "".join(path.name for path in folder.iterdir())


def test_erasing_asks_once_more_and_only_after_its_date(
    view: RoomView, window: RoomWindow, case: str
) -> None:
    room = view.open_room.room
    close(room, case, "Klaar.", together=True)
    page_of(view, case)
    assert window.menus is not None
    window.menus.show_possible()
    assert not window.menus.actions["erase"].isEnabled()
    clock.pretend_today(clock.today() + dt.timedelta(days=731))
    view.reload()
    page = view.page("cases")
    assert isinstance(page, CasesPage)
    view.go("cases")
    assert page.late.isVisible()
    page_of(view, case)
    window.menus.show_possible()
    window.menus.actions["erase"].trigger()
    (box,) = [dialog for dialog in window.findChildren(QMessageBox) if dialog.isVisible()]
    QTest.mouseClick(box.buttons()[0], Qt.MouseButton.LeftButton)
    assert cases.find(room, case).erased
    assert "voorgoed weg" in words_on(view)


def test_a_newer_or_broken_case_leaves_the_window_whole(
    view: RoomView, window: RoomWindow, case: str
) -> None:
    view.open_room.room._connection.execute("UPDATE entry SET content = '[5'")
    view.reload()
    view.open_case(case)
    assert view.place == "cases"
    assert [box for box in window.findChildren(QMessageBox) if box.isVisible()]


def test_the_list_of_this_computer_is_compared_by_its_words(
    school: School, window: RoomWindow, tmp_path: Path
) -> None:
    place = post.PostFolder(tmp_path / "ander")
    sheet = AdvisersDialog(place, window)
    sheet.open_once()
    assert "kent nog geen" in words_on(sheet)
    bad = tmp_path / "kapot.roster"
    bad.write_text("{}", encoding="utf-8")
    sheet.read(bad)
    assert sheet.problem("roster")
    assert not sheet.ok.isEnabled()
    sheet.read(school.folder / "advisers.roster")
    assert "Samira el Idrissi" in words_on(sheet)
    sheet.accept()
    assert place.roster() is not None
    assert "worden meldingen van deze computer verzegeld voor Samira" in words_on(sheet)
    sheet.reject()


def test_figures_show_counts_and_nothing_else(
    school: School, window: RoomWindow, room: Room
) -> None:
    for _number in range(6):
        cases.start(room, "talk", sealed.WORDS, clock.today(), "Youssef Amrani")
    path = school.folder / "c.figures"
    counted = case_figures.count(room, clock.today())
    path.write_text(case_figures.pack(room, counted), encoding="utf-8")
    envelopes.figures_of(school.place, window, path)
    (sheet,) = [dialog for dialog in window.findChildren(FiguresDialog) if dialog.isVisible()]
    assert "6" in words_on(sheet)
    assert "Youssef" not in words_on(sheet)
    sheet.reject()


def test_beside_an_open_file_the_adviser_is_warned_neutrally(
    school: School, workspace: Workspace, placements: dict[str, Any], qtbot: QtBot
) -> None:
    clock.pretend_today(clock.today() + dt.timedelta(days=1))
    case = cases.start(school.first, "talk", sealed.WORDS, clock.today(), "")
    student = str(workspace.ask(students.head, placements["Giovanni"]).id)
    cases.link_student(school.first, case, student)
    sheet = make.answered(workspace.database, placements["Giovanni"], "V")
    assert sheet.id is not None
    clock.pretend_today(clock.today() + dt.timedelta(days=1))
    key = sheet.structure.sections[0].key
    workspace.do(evaluations.decide, sheet.id, key, "O", "Omdat het zo is.")
    window = RoomWindow(school.place, lambda: workspace)
    window.show()
    window.enter(school.first)
    assert window.view is not None
    page = page_of(window.view, case)
    assert "een onvoldoende in" in words_on(page)
    assert "Alleen jij ziet dit" in words_on(page)
    path = school.first.path
    window.close()
    school.first = rooms.open_with(path, sealed.PASSPHRASE)
    assert len(cases.find(school.first, case).warnings) == 1


def test_no_file_that_is_offered_names_anybody(
    view: RoomView, case: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    offered: list[str] = []

    def remember(_parent: Any, _title: str, name: str, _kind: str) -> tuple[str, str]:
        offered.append(Path(name).name)
        return "", ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", remember)
    cases.consent(view.open_room.room, case, "Politie", "x")
    case_record = cases.find(view.open_room.room, case)
    files.card(view.open_room, view)
    files.figures(view.open_room, view)
    paper = desk_sheet.desk_sheet(view.open_room, case_record, view)
    assert paper is not None
    paper._save_as()
    paper.reject()
    sheet = files.hand_over(view.open_room, case_record, view)
    assert sheet is not None
    sheet.accept()
    assert len(offered) == 4
    told = " ".join(offered).lower()
    assert not any(name in told for name in ("samira", "youssef", "amrani", "14"))


def test_english_is_complete_here_too(view: RoomView, case: str) -> None:
    i18n.use("en")
    page = CasePage(view.open_room)
    page.open_case(case)
    page.show()
    told = words_on(page)
    assert "In the words of the student" in told
    assert "Who knows what" in told
    page.close()
    page.deleteLater()
