"""A whole evaluation as its users do it: by keyboard, together, signed, corrected, looked back."""

import uuid
from io import BytesIO

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from stagecoach.domain.evaluations import Kind, Party, Response, Reveal, Status, Voice, Way
from stagecoach.services.evaluations import (
    consents,
    corrections,
    evaluations,
    seal_checks,
    side_by_side,
    voices,
)
from stagecoach.services.evaluations import loading as sheets
from stagecoach.services.evaluations.sheet import Sheet
from stagecoach.services.example.forms import scrawl
from stagecoach.services.people import pins
from stagecoach.services.students import students
from stagecoach.ui.core.page import Place
from stagecoach.ui.dialogs.ask import AskForm
from stagecoach.ui.dialogs.print import PrintForm
from stagecoach.ui.evaluations.evaluation_page import EvaluationPage
from stagecoach.ui.evaluations.outline import CLOSING
from stagecoach.ui.evaluations.side_by_side import SideBySidePage
from stagecoach.ui.evaluations.sign import SignForm
from stagecoach.ui.evaluations.versions import VersionsForm
from stagecoach.ui.evaluations.voice import VoicePage
from stagecoach.ui.grid.form import GridForm
from stagecoach.ui.settings.seals import SealCheckDialog
from stagecoach.ui.window.main_window import MainWindow
from stagecoach.ui.window.shell import Shell
from tests import counting, make
from tests.make import step
from tests.services.test_voices import revealing

KEY, CTRL = Qt.Key, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def placement(shell: Shell) -> uuid.UUID:
    own = shell.workspace.ask(students.mine, shell.workspace.person_id)
    return next(brief.placement_id for brief in own if brief.name.startswith("Aleksandra"))


@pytest.fixture
def page(shell: Shell, placement: uuid.UUID) -> EvaluationPage:
    """With every question answered and nothing said yet."""
    make.answered(shell.workspace.database, placement)
    return opened(shell, placement)


def opened(shell: Shell, placement: uuid.UUID) -> EvaluationPage:
    shell.go(Place("evaluation", placement, kind=Kind.INTERIM))
    screen = shell.current()
    assert isinstance(screen, EvaluationPage)
    return screen


def kept(page: EvaluationPage) -> Sheet:
    assert page.sheet is not None
    assert page.sheet.id is not None
    return page.workspace.ask(sheets.load, page.sheet.id)


def press(key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """To whatever has the keyboard, as a person does."""
    target = QApplication.focusWidget()
    assert target is not None
    QTest.keyClick(target, key, held)


def over(parent: QWidget, kind: type[QWidget]) -> QWidget:
    widgets = [widget for widget in QApplication.topLevelWidgets() if isinstance(widget, kind)]
    widgets = [widget for widget in widgets if widget.isVisible()]
    assert widgets, f"no {kind.__name__} over {type(parent).__name__}"
    return widgets[-1]


def test_a_whole_evaluation_by_keyboard_alone(
    shell: Shell, window: MainWindow, placement: uuid.UUID
) -> None:
    window.activateWindow()
    page = opened(shell, placement)
    assert page.sheet is not None
    trainer = shell.workspace.person_id
    shell.workspace.do(pins.choose, trainer, "8305", "8305")
    page.focus_first()
    for _part in range(len(page.outline._keys) - 1):
        for _row in page.questions.rows:
            press(KEY.Key_V)
            press(KEY.Key_Down)
        QTest.keyClick(page, KEY.Key_PageDown, CTRL)
    assert page.outline.current() == CLOSING
    page.closing.talk.setFocus()
    chosen = page.closing.conclusion.segments()[0]
    for _step in range(12):
        if QApplication.focusWidget() is chosen:
            break
        press(KEY.Key_Tab)
    assert QApplication.focusWidget() is chosen
    press(KEY.Key_Space)
    page.flush()
    assert consents.missing(kept(page)) == []
    page.foot.sign_button.setFocus()
    press(KEY.Key_Space)  # was still on its way to what had the keyboard before
    assert not page.findChildren(SignForm)
    QTest.qWait(600)
    press(KEY.Key_Space)
    form = over(page, SignForm)
    assert isinstance(form, SignForm)
    while form.signer().party is not Party.COMPANY:
        QTest.keyClick(form.who, KEY.Key_Down)
    QTest.keyClicks(form.pin, "8305")
    QTest.keyClick(form.ok, KEY.Key_Space)
    assert set(kept(page).signatures) == {Party.COMPANY}
    assert "is akkoord" in form.told.text()
    assert form.focusWidget() is form.who
    form.reject()
    assert kept(page).status is Status.PROPOSED


def draw(form: SignForm, party: Party, said: Response = Response.AGREED, why: str = "") -> None:
    at = next(n for n, signer in enumerate(form._signers) if signer.party is party)
    form.who.setCurrentIndex(at)
    form.said.set_value(said)
    form.way.set_value(Way.DRAWN)
    form._show_parts()
    form.reason.setPlainText(why)
    form.pad._strokes = scrawl(make.NAMES[party])["strokes"]
    form.accept()


def test_all_sign_at_one_machine_and_it_is_sealed(page: EvaluationPage) -> None:
    page.foot.sign_button.click()
    form = over(page, SignForm)
    assert isinstance(form, SignForm)
    for party in Party:
        draw(form, party)
    sheet = kept(page)
    assert sheet.closed
    assert not form.isVisible()
    assert sheet.id is not None
    seal = page.workspace.ask(seal_checks.verify, sheet.id)
    assert seal is not None
    assert seal.faults == ()
    assert seal.code in page.banner.told.text()
    assert not any(row.rating.isEnabled() for row in page.questions.rows)


def test_a_refusal_is_told_as_one_and_keeps_its_reason(page: EvaluationPage) -> None:
    page.foot.sign_button.click()
    form = over(page, SignForm)
    assert isinstance(form, SignForm)
    draw(form, Party.STUDENT, Response.REFUSED)
    assert "Zeg waarom" in form.problem("reason")
    assert kept(page).said == ()
    draw(form, Party.STUDENT, Response.REFUSED, "Ik deed dit zelf.")
    assert "niet akkoord" in form.told.text()
    assert "getekend" not in form.told.text()
    form.reject()
    assert "Ik deed dit zelf." in page.banner.agreed.text()
    assert [statement.said for statement in kept(page).said] == [Response.REFUSED]


def test_looking_at_the_sign_sheet_changes_nothing(page: EvaluationPage) -> None:
    page.foot.sign_button.click()
    form = over(page, SignForm)
    assert isinstance(form, SignForm)
    form.reject()
    assert kept(page).status is Status.DRAFT


def test_no_key_takes_an_agreement_back(page: EvaluationPage) -> None:
    key = kept(page).id
    assert key is not None
    make.sign(page.workspace.database, key, Party.COMPANY)
    before = kept(page)
    assert not page.questions.rows[0].rating.isEnabled()
    QTest.keyClick(page.questions.rows[0].rating.choices()[0], KEY.Key_G)
    assert kept(page) == before
    page.banner.change_wanted.emit()
    form = over(page, AskForm)
    assert isinstance(form, AskForm)
    form.accept()
    assert "waarom" in form.problem("reason")
    assert kept(page).signatures
    form.inputs["reason"].setProperty("plainText", "Er ontbrak een afspraak.")
    form.accept()
    assert kept(page).said == ()
    assert page.questions.rows[0].rating.isEnabled()
    assert page.questions.rows[0].isAncestorOf(QApplication.focusWidget() or page)


def test_a_correction_names_the_old_one_and_asks_again(shell: Shell, page: EvaluationPage) -> None:
    key = kept(page).id
    assert key is not None
    make.sign(page.workspace.database, key)
    page._more("correct")
    form = over(page, AskForm)
    assert isinstance(form, AskForm)
    form.inputs["reason"].setProperty("plainText", "De datum klopt niet.")
    form.accept()
    sheet = kept(page)
    assert (sheet.edition, sheet.status, sheet.said) == (2, Status.DRAFT, ())
    page._more("editions")
    assert kept(page).id == key
    page._more("correct")
    again = over(page, AskForm)
    assert isinstance(again, AskForm)
    again.inputs["reason"].setProperty("plainText", "Nog een keer.")
    again.accept()
    assert "al een correctie" in again.problem("reason")
    again.reject()
    assert len(page.workspace.ask(corrections.editions, key)) == 2


def test_the_edition_that_is_open_is_the_one_that_is_printed(
    shell: Shell, page: EvaluationPage
) -> None:
    key = kept(page).id
    assert key is not None
    make.sign(page.workspace.database, key)
    page.workspace.do(corrections.begin, key, "De datum klopt niet.")
    shell.go(Place("evaluation", page.placement_id, kind=Kind.INTERIM, entry_id=key))
    page._print()
    form = over(page, PrintForm)
    assert isinstance(form, PrintForm)
    drawn = form._ways[0].draw(page.workspace.database)
    seal = page.workspace.ask(seal_checks.verify, key)
    assert seal is not None
    assert seal.code in written(drawn)
    form.reject()


def written(pdf: bytes) -> str:
    reader = PdfReader(BytesIO(pdf))
    return " ".join(pdf_page.extract_text() for pdf_page in reader.pages)


def test_every_seal_is_checked_from_the_settings(
    shell: Shell, page: EvaluationPage, qtbot: QtBot
) -> None:
    key = kept(page).id
    assert key is not None
    make.sign(page.workspace.database, key)
    sheet = SealCheckDialog(page.workspace.database, shell)
    sheet.open_once()
    qtbot.waitUntil(sheet.done_button.isVisible, timeout=10_000)
    assert "allemaal wat er getekend is" in sheet.text.text()
    sheet.reject()


def test_a_quotation_goes_to_the_row_that_was_worked_in(
    shell: Shell, placement: uuid.UUID
) -> None:
    own = shell.workspace.ask(students.mine, shell.workspace.person_id)
    youssef = next(b.placement_id for b in own if b.name.startswith("Youssef"))
    page = opened(shell, youssef)
    row = page.questions.rows[1]
    row.rating.setFocus()
    page.foot.setFocus()
    page.evidence.quoted.emit("“Testte het alarm.” (do 29 okt, Joost)")
    assert row.asked.question_id is not None
    assert "Testte het alarm" in kept(page).answers[row.asked.question_id].explanation


def test_the_foot_keeps_the_keyboard_while_it_is_kept(page: EvaluationPage) -> None:
    button = page.foot.sign_button
    button.setFocus()
    row = page.questions.rows[0]
    row.explanation.setPlainText("Met een voorbeeld.")
    page.flush()
    assert page.foot.sign_button is button
    assert QApplication.focusWidget() is button


def test_up_and_down_bring_the_question_into_view(page: EvaluationPage) -> None:
    page.window().resize(1024, 640)
    page.outline.choose("B1-K1-W4")
    rows = page.questions.rows
    rows[0].rating.setFocus()
    for _row in rows:
        press(KEY.Key_Down)
    area = page.part._area.viewport()
    top = rows[-1].mapTo(area, rows[-1].rect().topLeft()).y()
    assert 0 <= top < area.height()


def test_another_part_and_another_student(
    shell: Shell, page: EvaluationPage, placement: uuid.UUID
) -> None:
    page.questions.rows[0].rating.setFocus()
    QTest.keyClick(page, KEY.Key_PageDown, CTRL)
    assert page.questions.rows[0].isAncestorOf(QApplication.focusWidget() or page)
    count = shell.workspace.ask(_begun)
    for _step in range(5):
        page.head.after.click()
    assert shell.workspace.ask(_begun) == count  # looking around begins nothing
    page = opened(shell, placement)
    page.questions.rows[0].rating.setFocus()
    page._more("grid")
    assert isinstance(shell.overlay, GridForm)
    assert shell.overlay.choice.currentData() == page.questions.rows[0].asked.question_id
    shell.overlay.reject()


def _begun(session: object) -> int:
    from sqlalchemy import func, select
    from sqlalchemy.orm import Session

    from stagecoach.store.evaluations.evaluations import Evaluation

    assert isinstance(session, Session)
    return session.scalar(select(func.count()).select_from(Evaluation)) or 0


def test_the_day_of_the_talk_cannot_be_emptied(page: EvaluationPage) -> None:
    page.outline.choose(CLOSING)
    before = kept(page).talk_on
    page.closing.talk.setText("")
    page.closing._keep()
    assert "dag nodig" in page.closing._problem.text()
    assert kept(page).talk_on == before


def test_versions_are_compared_side_by_side(page: EvaluationPage) -> None:
    key = kept(page).id
    assert key is not None
    make.sign(page.workspace.database, key, Party.COMPANY)
    page.workspace.do(consents.reopen, key, "Anders besproken.")
    first = kept(page).structure.sections[0].questions[0]
    page.workspace.do(evaluations.answer, key, first.id, "G", "")
    page._more("versions")
    form = over(page, VersionsForm)
    assert isinstance(form, VersionsForm)
    from PySide6.QtWidgets import QLabel

    texts = [label.text() for label in form.findChildren(QLabel)]
    assert {first.text, "V", "G"} <= set(texts)
    form.reject()


class TestTogether:
    @pytest.fixture
    def page(self, shell: Shell, placement: uuid.UUID) -> SideBySidePage:
        do = shell.workspace.do
        key = do(evaluations.begin, placement, Kind.INTERIM)
        sheet = shell.workspace.ask(sheets.load, key)
        view = do(voices.begin, key, Voice.SELF, "Aleksandra Nowak")
        for question in sheet.structure.sections[0].questions:
            do(voices.answer, view, question.id, "G", "")
            do(evaluations.answer, key, question.id, "V", "")
            do(side_by_side.add_point, key, question.id, "Bekijk één voorbeeld.")
        shell.go(Place("together", placement, kind=Kind.INTERIM, entry_id=view))
        screen = shell.current()
        assert isinstance(screen, SideBySidePage)
        return screen

    def test_what_is_typed_stays_when_a_point_comes(self, page: SideBySidePage) -> None:
        assert page.found is not None
        card = page.talk._cards[0]
        card.agreed.setPlainText("Per test een regel")
        other = page.found.pairs[-1].question.id
        assert page._evaluation is not None
        page.workspace.do(side_by_side.add_point, page._evaluation, other, "Nog een.")
        fresh = page.talk._cards[0]
        assert fresh.agreed.toPlainText() == "Per test een regel"
        fresh.text.setPlainText("Anders.")
        page.flush()
        [point, *_rest] = page.workspace.ask(side_by_side.points, page._evaluation)
        assert (point.text, point.agreed) == ("Anders.", "Per test een regel")

    def test_taking_back_reaches_the_sheet(self, page: SideBySidePage) -> None:
        card = page.talk._cards[0]
        card.agreed.setPlainText("abc")
        page.flush()
        page.workspace.undo()
        assert page.talk._cards[0].agreed.toPlainText() == ""

    def test_every_view_can_be_put_beside_the_judgement(
        self, shell: Shell, page: SideBySidePage
    ) -> None:
        assert page.head.views.isHidden()  # one leaves nothing to choose
        assert page._evaluation is not None
        assert page.found is not None
        do, question = shell.workspace.do, page.found.pairs[0].question.id
        do(step(revealing), page._evaluation, Reveal.AT_ONCE)  # a form that asks every view
        coach = do(voices.begin, page._evaluation, Voice.COACH, "Joost de Boer")
        do(voices.answer, coach, question, "O", "Zonder plan.")
        do(voices.finish, coach)
        page.refresh()
        assert not page.head.views.isHidden()
        at = page.head.views.findText("Joost de Boer, werkbegeleider")
        page.head.views.setCurrentIndex(at)
        page.head.views.activated.emit(at)
        assert page.found.view.id == coach
        assert page.found.pairs[0].other.value == "O"

    def test_its_keys_print_and_go_on(
        self, shell: Shell, window: MainWindow, page: SideBySidePage
    ) -> None:
        assert window.menus is not None
        shell.print_here()
        form = over(page, PrintForm)
        assert isinstance(form, PrintForm)
        form.reject()
        shell.next_evaluation()
        assert isinstance(shell.current(), EvaluationPage)


def test_a_view_of_ones_own_is_given_and_finished(shell: Shell, placement: uuid.UUID) -> None:
    page = opened(shell, placement)
    page._more("self")
    view = shell.current()
    assert isinstance(view, VoicePage)
    assert not view.finish.isEnabled()  # nothing is answered yet
    rows = view.questions.rows
    rows[0].rating.setFocus()
    press(KEY.Key_V)
    before = view.outline.current()
    QTest.keyClick(view, KEY.Key_PageDown, CTRL)
    assert view.outline.current() != before
    QTest.keyClick(view, KEY.Key_PageUp, CTRL)
    view.finish.click()
    assert isinstance(shell.current(), EvaluationPage)
    key = kept(page).id
    assert key is not None
    [given] = shell.workspace.ask(voices.overview, key)
    assert (given.voice, given.finished, given.answered) == (Voice.SELF, True, 1)


def test_an_answer_asks_little_and_writes_once(
    shell: Shell, page: EvaluationPage, qtbot: QtBot
) -> None:
    """Until the page has followed: at most 12 questions, and one flush of four statements."""
    first = page.questions.rows[0]
    for letter in "gvg":
        carried_out = counting.statements(
            shell.workspace.database,
            lambda key=letter: QTest.keyClicks(first.rating.choices()[0], key),  # type: ignore[misc]
        )
        asked = [text for text in carried_out if text.startswith("SELECT")]
        written = counting.writes(carried_out)
        assert 0 < len(asked) <= 12, "\n".join(asked)
        assert 3 <= len(written) <= 4, "\n".join(written)
        assert sum("INSERT INTO action" in text for text in written) == 1


def test_the_next_student_is_asked_the_same_with_other_answers(
    shell: Shell, page: EvaluationPage, placement: uuid.UUID
) -> None:
    """The questions stay; nothing of the one before stays in them, nor goes to the next."""
    own = shell.workspace.ask(students.mine, shell.workspace.person_id)
    same = shell.workspace.ask(students.head, placement).qualification_id
    heads = [shell.workspace.ask(students.head, brief.placement_id) for brief in own]
    other = next(
        h.placement_id for h in heads if h.qualification_id == same and h.placement_id != placement
    )
    make.answered(shell.workspace.database, other, "G")
    rows = list(page.questions.rows)
    rows[0].append("Alleen van Aleksandra.")
    page.flush()
    opened(shell, other)
    sheet = kept(page)
    assert sheet.head is not None
    assert sheet.head.placement_id == other
    for question_row in page.questions.rows:
        question = question_row.asked.question
        if question is not None:
            assert question_row.rating.value() == sheet.answer(question).value
        assert "Aleksandra" not in question_row.explanation.toPlainText()
    assert not any("Aleksandra" in answer.explanation for answer in sheet.answers.values())
    opened(shell, placement)
    assert "Alleen van Aleksandra." in page.questions.rows[0].explanation.toPlainText()


def test_the_bar_below_is_made_anew_only_where_it_says_something_else(
    shell: Shell, page: EvaluationPage
) -> None:
    def parts() -> list[int]:
        return [id(part._line.itemAt(0)) for part in (page.foot._bars, page.foot._signers)]

    before = parts()
    window = shell.window()
    for width in (1300, 1301, 1302):
        window.resize(width, 860)
        QApplication.processEvents()
    QTest.keyClicks(page.questions.rows[0].rating.choices()[0], "g")
    assert parts() == before
