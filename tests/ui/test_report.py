"""The report form: only the first question, blank at one key, and nothing left behind."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QMenu, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from stagecoach import i18n
from stagecoach.services.reports import post, rosters
from stagecoach.services.reports import reports as reporting
from stagecoach.services.reports.post import Parcel, PostFolder
from stagecoach.ui.core import theme
from stagecoach.ui.reports.pages import READ
from stagecoach.ui.reports.window import ReportWindow
from tests import sealed
from tests.sealed import School


class Carrier(QObject):
    """Takes parcels, and says that they are on disk when the test says so."""

    kept = Signal()
    failed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.parcels: list[Parcel] = []
        self.full = False

    def hand_over(self, parcel: Parcel) -> None:
        if self.full:
            raise post.Full
        self.parcels.append(parcel)


@pytest.fixture
def carrier(qtbot: QtBot) -> Carrier:
    return Carrier()


def opened(
    qtbot: QtBot, place: PostFolder, carrier: Carrier, start: str = "write"
) -> ReportWindow:
    theme.apply("light", 100)
    window = ReportWindow(place, carrier, start)
    qtbot.addWidget(window)
    window.resize(1360, 860)
    window.show()
    qtbot.waitUntil(lambda: window._receipt is not None)
    return window


@pytest.fixture
def window(qtbot: QtBot, school: School, carrier: Carrier) -> Iterator[ReportWindow]:
    report_window = opened(qtbot, school.place, carrier)
    yield report_window
    report_window.page.empty()
    report_window._sent = None
    report_window.close()


def words_on(part: QWidget) -> str:
    shown = [label.text() for label in part.findChildren(QLabel) if label.isVisible()]
    return "\n".join(shown)


def typed(window: ReportWindow, text: str = sealed.WORDS) -> None:
    window.page.words.setFocus()
    QTest.keyClicks(window.page.words, text)


def test_the_keyboard_begins_in_the_one_question_that_counts(window: ReportWindow) -> None:
    assert window.page.words.hasFocus()
    typed(window, "x")
    window.page.send_button.click()
    assert window.stack.currentWidget() is window.receipt


def test_the_window_says_nothing_of_what_it_is_for(window: ReportWindow) -> None:
    for page in (window.page, window.answers, window.receipt):
        window.stack.setCurrentWidget(page)
        assert window.windowTitle() == "StageCoach"


def test_it_names_who_will_be_able_to_read_it(window: ReportWindow) -> None:
    told = words_on(window)
    assert "Samira el Idrissi en Thea Brouwer" in told
    boxes = list(window.page.readers._boxes.values())
    boxes[0].click()
    assert "Alleen Thea Brouwer" in words_on(window.page.readers)
    boxes[1].click()  # one stays
    assert boxes[1].isChecked()
    assert window.page.readers.problem.isVisible()


def test_it_says_what_it_cannot_protect_against(window: ReportWindow) -> None:
    told = words_on(window)
    assert "meekijkt" in told
    assert "werkgever" in told


def test_desks_are_shown_with_the_day_their_number_was_checked(window: ReportWindow) -> None:
    told = words_on(window)
    assert "112" in told
    assert "nagekeken op" in told
    assert "nog niet nagekeken" in told


def test_f8_hides_all_of_it_and_f8_brings_it_back(window: ReportWindow) -> None:
    typed(window)
    QTest.keyClick(window, Qt.Key.Key_F8)
    assert words_on(window) == ""
    assert not window.menuBar().isVisible()
    QTest.keyClicks(window.focusWidget(), "van een ander")
    QTest.keyClick(window, Qt.Key.Key_F8)
    assert window.page.words.toPlainText() == sealed.WORDS
    assert window.page.words.hasFocus()


def test_after_sending_no_field_holds_a_word_of_it(
    window: ReportWindow, carrier: Carrier, school: School
) -> None:
    typed(window)
    window.page.named.set_code("named")
    window.page.name.setText("Youssef Amrani")
    window.page.send_button.click()
    (parcel,) = carrier.parcels
    assert set(parcel.readers) == {reader.recipient for reader in school.roster.readers}
    assert window.page.words.toPlainText() == ""
    assert not window.page.words.document().isUndoAvailable()
    assert (window.page.name.text(), window.page.contact.text()) == ("", "")
    assert len(window.receipt.words()) == 6
    assert "hoogstens een minuut" in window.receipt.state()
    assert not window.receipt.close_button.isEnabled()
    assert not window.close()  # not before it is on disk
    carrier.kept.emit()
    assert window.receipt.close_button.isEnabled()
    assert window.close()
    assert window.receipt.words() == [""] * 6


def test_the_words_open_what_was_sealed(
    window: ReportWindow, carrier: Carrier, school: School
) -> None:
    typed(window)
    window.page.send_button.click()
    words = window.receipt.words()
    school.box.put(carrier.parcels[0])
    school.box.rewrite()
    assert school.fetch().new == 1
    (entry,) = school.first.entries()
    assert entry.content is not None
    assert entry.content["reply_to"] == reporting.read_receipt(" ".join(words)).recipient


def test_copying_leaves_nothing_on_the_clipboard(window: ReportWindow) -> None:
    QGuiApplication.clipboard().setText("van een ander programma")
    typed(window, "geheim")
    QTest.keyClick(window.page.words, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    for key in (Qt.Key.Key_C, Qt.Key.Key_X):
        QTest.keyClick(window.page.words, key, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "van een ander programma"
    QTest.keyClick(window.page.words, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert window.page.words.toPlainText() == "geheim"


def test_without_a_word_it_says_so_beside_the_question(
    window: ReportWindow, carrier: Carrier
) -> None:
    window.page.send_button.click()
    assert window.page.problem.isVisible()
    assert window.page.words.hasFocus()
    assert carrier.parcels == []


def test_too_much_is_said_before_sending_and_nothing_is_cut(
    window: ReportWindow, qtbot: QtBot
) -> None:
    long = "".join(chr(0x4E00 + number * 7 % 20_000) for number in range(40_000))
    window.page.words.setPlainText(long)
    qtbot.waitUntil(window.page.problem.isVisible)
    assert "40.000" in window.page.problem.text()
    assert window.page.words.toPlainText() == long


def test_grounds_are_asked_only_where_they_make_sense(window: ReportWindow) -> None:
    assert not window.page.grounds.isVisible()
    window.page.kinds.boxes["exclusion"].click()
    assert window.page.grounds.isVisible()
    window.page.grounds.boxes["origin"].click()
    assert window.page.typed().grounds == ("origin",)
    window.page.kinds.boxes["exclusion"].click()
    assert window.page.typed().grounds == ()


def test_kept_for_later_comes_back_by_its_words(
    window: ReportWindow, carrier: Carrier, school: School, qtbot: QtBot
) -> None:
    typed(window, "Half verhaal")
    window.page.kinds.boxes["bullying"].click()
    window.page.keep_button.click()
    words = " ".join(window.receipt.words())
    school.box.put(carrier.parcels[0])
    school.box.rewrite()
    carrier.kept.emit()
    later = opened(qtbot, school.place, Carrier(), READ)
    later.answers.field.setText(words)
    QTest.keyClick(later.answers.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: later.answers._kept is not None)
    later.answers._go_on()
    assert later.page.words.toPlainText() == "Half verhaal"
    assert later.page.typed().kinds == ("bullying",)
    later.page.empty()
    later.close()


def test_wrong_words_are_said_which(window: ReportWindow, qtbot: QtBot) -> None:
    window.stack.show_page(READ)
    window.answers.field.setText("een twee drie")
    window.answers.read_button.click()
    qtbot.waitUntil(window.answers.problem.isVisible)
    assert "3" in window.answers.problem.text()


def test_an_answer_is_shown_with_who_signed_it(school: School, qtbot: QtBot) -> None:
    from stagecoach.services.cases import post as case_post

    receipt = school.report()
    school.fetch()
    case_post.answer(school.first, sealed.only_case(school.first), "<b>Ik geloof je.</b>")
    sealed.answers_out(school.first, school.folder / "terug")
    post.bring(school.place, school.folder / "terug")
    window = opened(qtbot, school.place, Carrier(), READ)
    window.answers.field.setText(" ".join(receipt.words))
    window.answers.read_button.click()
    qtbot.waitUntil(lambda: "geloof" in words_on(window.answers))
    told = words_on(window.answers)
    assert "<b>Ik geloof je.</b>" in told  # a text, never markup
    assert "Samira el Idrissi" in told
    assert window.answers.field.text() == ""
    window.close()


def test_a_text_that_would_be_lost_is_asked_about(window: ReportWindow, qtbot: QtBot) -> None:
    typed(window)
    assert not window.close()
    box = next(dialog for dialog in window.findChildren(QMessageBox) if dialog.isVisible())
    qtbot.waitUntil(box.isActiveWindow)
    QTest.keyClick(box, Qt.Key.Key_F8)  # hides the question too
    assert not box.isVisible()
    QTest.keyClick(window, Qt.Key.Key_F8)
    window._throw_away()
    assert not window.isVisible()


def test_what_could_not_be_sealed_is_there_again(window: ReportWindow, carrier: Carrier) -> None:
    typed(window)
    window.page.send_button.click()
    carrier.failed.emit("De schijf is vol.")
    assert window.receipt.back_button.isVisible()
    window.receipt.back_button.click()
    assert window.page.words.toPlainText() == sealed.WORDS
    carrier.full = True
    window.page.send_button.click()
    assert "Je tekst is er nog" in window.receipt.state()


def test_without_a_list_it_says_whom_to_call(qtbot: QtBot, tmp_path: Path) -> None:
    window = opened(qtbot, PostFolder(tmp_path / "leeg"), Carrier())
    assert not window.page.send_button.isEnabled()
    told = words_on(window)
    assert "Bel een van" in told
    assert "112" in told
    window.close()


def test_in_english_too(qtbot: QtBot, school: School) -> None:
    i18n.use("en")
    window = opened(qtbot, school.place, Carrier())
    told = words_on(window)
    assert "What happened?" in told
    assert "You do not have to prove anything." in told
    window.close()


def test_the_form_reads_the_roster_that_was_accepted(school: School) -> None:
    assert rosters.state(school.place).startswith("Lijst 1")


def test_a_text_that_was_not_sealed_can_be_left_behind(
    window: ReportWindow, carrier: Carrier
) -> None:
    typed(window)
    window.page.send_button.click()
    carrier.failed.emit("De schijf is vol.")
    assert not window.close()  # it asks, and the way back stays
    assert window.receipt.back_button.isVisible()
    window.receipt.back_button.click()
    assert not window.close()
    window._throw_away()
    assert not window.isVisible()


def test_nothing_is_pressed_on_a_hidden_page(window: ReportWindow, carrier: Carrier) -> None:
    typed(window)
    window.page.send_button.click()
    QTest.keyClick(window, Qt.Key.Key_F8)
    carrier.kept.emit()
    for key in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_F1):
        QTest.keyClick(window.focusWidget(), key)
    assert window.isVisible()
    assert not [box for box in window.findChildren(QMessageBox) if box.isVisible()]
    QTest.keyClick(window, Qt.Key.Key_F8)
    assert all(window.receipt.words())


def test_closing_the_blank_page_asks_nothing_that_tells(window: ReportWindow) -> None:
    typed(window)
    QTest.keyClick(window, Qt.Key.Key_F8)
    assert not window.close()
    assert not [box for box in window.findChildren(QMessageBox) if box.isVisible()]
    QTest.keyClick(window, Qt.Key.Key_F8)
    assert window.page.words.toPlainText() == sealed.WORDS


def test_f8_works_over_an_open_menu(window: ReportWindow) -> None:
    menu = window.menuBar().findChildren(QMenu)[0]
    menu.popup(window.pos())
    QTest.keyClick(menu, Qt.Key.Key_F8)
    assert window.cover.closed()
    assert not menu.isVisible()
    QTest.keyClick(window, Qt.Key.Key_F8)


def test_no_field_hands_its_text_to_the_clipboard(window: ReportWindow) -> None:
    QGuiApplication.clipboard().setText("van een ander programma")
    window.page.named.set_code("named")
    window.answers.field.setText("een twee drie vier vijf zes")
    for field in (window.page.name, window.page.contact, window.answers.field):
        QTest.keyClicks(field, "Youssef")
        for key in (Qt.Key.Key_A, Qt.Key.Key_C, Qt.Key.Key_X):
            QTest.keyClick(field, key, Qt.KeyboardModifier.ControlModifier)
        assert field.text() == ""
    assert QGuiApplication.clipboard().text() == "van een ander programma"


def test_a_line_takes_two_hundred_letters_and_no_more(window: ReportWindow) -> None:
    field = window.page.name
    QTest.keyClicks(field, "n" * 205)
    assert len(field.text()) == 200
    QTest.keyClick(field, Qt.Key.Key_Backspace)
    QGuiApplication.clipboard().setText("a\nb")
    QTest.keyClick(field, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert field.text() == "n" * 199 + "a"


def test_back_leads_to_the_form_and_not_out_of_the_window(window: ReportWindow) -> None:
    window.stack.show_read()
    assert window.stack.currentWidget() is window.answers
    window.back_button.click()
    assert window.isVisible()
    assert window.stack.currentWidget() is window.page


@pytest.mark.parametrize("words", ["a\u00a0b", "regel\nregel", "\u3000wijd"])
def test_what_is_typed_is_kept_to_the_letter(window: ReportWindow, words: str) -> None:
    window.page.words.setPlainText(words)
    assert window.page.typed().words == words


def test_an_answer_is_taken_back_by_choosing_it_again(window: ReportWindow) -> None:
    first = window.page.help._group.button(0)
    QTest.mouseClick(first, Qt.MouseButton.LeftButton)
    assert window.page.typed().help == "listen"
    QTest.mouseClick(first, Qt.MouseButton.LeftButton)
    assert window.page.typed().help == ""
