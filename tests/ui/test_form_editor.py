"""The form editor as its users do it: rows, parts, scales and rules, kept, undone, released."""

import json
import uuid
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from stagecoach.domain.templates import edits
from stagecoach.domain.templates.blueprints import (
    BlockKind,
    Explain,
    Outcomes,
    TemplateStatus,
    criteria,
)
from stagecoach.domain.templates.checks import DEEPEST
from stagecoach.domain.templates.rules import ResultRule, RuleKind
from stagecoach.domain.templates.scales import NotApplicable
from stagecoach.errors import StageCoachError
from stagecoach.services.templates import changes as template_changes
from stagecoach.services.templates import drafts as template_drafts
from stagecoach.services.templates import templates
from stagecoach.ui.core.page import Place
from stagecoach.ui.templates.editor import TemplateEditor
from stagecoach.ui.templates.outline import RULE, SCALES
from stagecoach.ui.templates.page import TemplatesPage
from stagecoach.ui.window.shell import Shell

KEY, CTRL = Qt.Key, Qt.KeyboardModifier.ControlModifier
CODE = "B1-K1-W4"


@pytest.fixture
def editor(shell: Shell) -> TemplateEditor:
    """A new version of the two-track form of the software developers, as a draft."""
    rows = shell.workspace.ask(template_drafts.overview)
    released = next(row for row in rows if row.crebo == "25998")
    return opened(shell, shell.workspace.do(template_drafts.edit, released.id))


def opened(shell: Shell, key: uuid.UUID) -> TemplateEditor:
    shell.go(Place("template", entry_id=key))
    screen = shell.current()
    assert isinstance(screen, TemplateEditor)
    return screen


def chosen(box: QComboBox, value: object) -> None:
    """As a person chooses it: Qt gives a plain text back of an enumeration."""
    at = next(n for n in range(box.count()) if box.itemData(n) == value)
    box.setCurrentIndex(at)
    box.activated.emit(at)


def holding(editor: TemplateEditor, value: object) -> QComboBox:
    boxes = editor._area.findChildren(QComboBox)
    return next(box for box in boxes if any(box.itemData(n) == value for n in range(box.count())))


def texts(editor: TemplateEditor) -> list[str]:
    return [row.text.text() for row in editor.criteria.rows]


def test_enter_makes_a_row_and_what_is_typed_stands_in_it(editor: TemplateEditor) -> None:
    editor.outline.choose(CODE)
    before = texts(editor)
    last = editor.criteria.rows[-1].text
    last.setFocus()
    QTest.keyClick(last, KEY.Key_Return)
    fresh = QApplication.focusWidget()
    assert fresh is not None
    assert fresh is editor.criteria.rows[-1].text
    QTest.keyClicks(fresh, "Werkt netjes")
    assert texts(editor) == [*before, "Werkt netjes"]
    assert editor.outline.current() == CODE
    editor.flush()
    assert editor.editing.draft is not None
    kept = editor.workspace.ask(template_drafts.load, editor.editing.draft.id).blueprint
    assert "Werkt netjes" in {c.text for c in criteria(kept)}


@pytest.mark.parametrize(
    ("key", "held", "moved"),
    [
        (KEY.Key_Up, Qt.KeyboardModifier.AltModifier, -1),
        (KEY.Key_Down, Qt.KeyboardModifier.AltModifier, 1),
    ],
)
def test_a_row_moves_and_keeps_the_keyboard(
    editor: TemplateEditor, key: Qt.Key, held: Qt.KeyboardModifier, moved: int
) -> None:
    editor.outline.choose(CODE)
    row = editor.criteria.rows[3]
    row.text.setFocus()
    QTest.keyClick(row.text, key, held)
    assert editor.criteria.rows[3 + moved].id == row.id
    assert QApplication.focusWidget() is editor.criteria.rows[3 + moved].text


def test_a_row_is_copied_and_taken_out_and_the_next_one_has_the_keyboard(
    editor: TemplateEditor,
) -> None:
    editor.outline.choose(CODE)
    count = len(editor.criteria.rows)
    row = editor.criteria.rows[2]
    row.text.setFocus()
    QTest.keyClick(row.text, KEY.Key_D, CTRL)
    assert len(editor.criteria.rows) == count + 1
    assert QApplication.focusWidget() is editor.criteria.rows[3].text
    after = editor.criteria.rows[4].id
    QTest.keyClick(editor.criteria.rows[3].text, KEY.Key_Delete, CTRL)
    assert len(editor.criteria.rows) == count
    focused = next(r for r in editor.criteria.rows if r.text is QApplication.focusWidget())
    assert focused.id == after


def test_what_was_kept_is_taken_back_and_done_again(editor: TemplateEditor) -> None:
    editor.outline.choose(CODE)
    first = editor.criteria.rows[0].text
    was = first.text()
    first.setText("Legt het uit")
    first.textEdited.emit("Legt het uit")
    editor.flush()
    editor.workspace.undo()
    assert texts(editor)[0] == was
    editor.workspace.redo()
    assert texts(editor)[0] == "Legt het uit"


def test_a_draft_whose_making_is_taken_back_leads_to_the_list(
    shell: Shell, editor: TemplateEditor
) -> None:
    assert editor.editing.draft is not None
    key = editor.editing.draft.id
    shell.workspace.do(template_drafts.discard, key)
    assert isinstance(shell.current(), TemplatesPage)
    editor.editing.keep()  # nothing waits for a form that is gone
    with pytest.raises(StageCoachError, match="niet meer"):
        shell.workspace.ask(template_drafts.load, key)


def test_what_is_chosen_in_a_list_is_what_the_form_holds(editor: TemplateEditor) -> None:
    editor.outline.choose(CODE)
    chosen(editor.criteria.rows[0].explain, Explain.ALWAYS)
    criterion = next(
        c for c in criteria(editor.editing.blueprint) if c.id == editor.criteria.rows[0].id
    )
    assert criterion.explain is Explain.ALWAYS
    editor.outline.choose(SCALES)
    chosen(holding(editor, NotApplicable.OFF), NotApplicable.OFF)
    assert any(s.na is NotApplicable.OFF for s in editor.editing.blueprint.scales.values())
    editor.outline.choose("block:learning")
    chosen(holding(editor, Outcomes.SHARE), Outcomes.SHARE)
    assert editor.editing.blueprint.block(BlockKind.LEARNING).outcome is Outcomes.SHARE  # type: ignore[union-attr]
    assert "procent" in " ".join(_words(editor)).casefold()


def _words(editor: TemplateEditor) -> list[str]:
    return [label.text() for label in editor._area.findChildren(QLabel)]


def test_a_rule_that_wants_a_figure_asks_for_it(editor: TemplateEditor) -> None:
    editor.outline.choose(RULE)
    boxes = editor._area.findChildren(QComboBox)
    kinds = [b for b in boxes if any(b.itemData(n) == RuleKind.AVERAGE for n in range(b.count()))]
    chosen(kinds[-1], RuleKind.AVERAGE)
    assert any("Minstens" in text for text in _words(editor))
    assert not editor.foot.act.isEnabled()


def test_a_part_is_taken_out_and_comes_back(editor: TemplateEditor) -> None:
    editor.outline.choose("block:conclusion")
    out = next(b for b in editor._area.findChildren(QPushButton) if "onderdeel weg" in b.text())
    out.click()
    assert editor.editing.blueprint.block(BlockKind.CONCLUSION) is None
    assert editor.editing.blueprint.dated == ""
    editor.workspace.undo()
    assert editor.editing.blueprint.block(BlockKind.CONCLUSION) is not None


def test_the_wheel_scrolls_the_page_and_changes_no_list(editor: TemplateEditor) -> None:
    editor.outline.choose(CODE)
    editor.outline.list.setFocus()
    box = editor.criteria.rows[0].explain
    before = box.currentIndex()
    middle = QPointF(box.rect().center())
    event = QWheelEvent(
        middle,
        box.mapToGlobal(middle),
        QPoint(0, -120),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(box, event)
    assert box.currentIndex() == before


def test_the_foot_keeps_its_buttons_and_says_what_is_missing(editor: TemplateEditor) -> None:
    button = editor.foot.act
    editor.outline.choose(CODE)
    row = editor.criteria.rows[0].text
    row.setText("")
    row.textEdited.emit("")
    assert editor.foot.act is button
    assert not button.isEnabled()
    told = [label.text() for label in editor.foot.findChildren(QLabel)]
    assert any("Leertaken heeft een criterium zonder tekst" in text for text in told)


def test_released_it_is_fixed_and_holds_for_its_cohort(
    shell: Shell, editor: TemplateEditor
) -> None:
    assert editor.editing.draft is not None
    draft = editor.editing.draft
    shell.workspace.do(template_drafts.release, draft.id, cohort_from=0)
    editor = opened(shell, draft.id)
    assert editor.editing.fixed
    assert editor.outline.add.isEnabled() is False
    row = next(r for r in shell.workspace.ask(template_drafts.overview) if r.id == draft.id)
    assert row.status is TemplateStatus.RELEASED


def test_the_list_keeps_its_choice_after_a_deed(shell: Shell) -> None:
    shell.go(Place("templates"))
    page = shell.current()
    assert isinstance(page, TemplatesPage)
    for number in range(page.view.model().rowCount()):
        page.view.selectRow(number)
        template = page.chosen()
        assert template is not None
        if template.status is not TemplateStatus.RELEASED:
            continue
        page.make_standard()
        after = page.chosen()
        assert after is not None
        assert (after.id, after.standard) == (template.id, not template.standard)


def test_a_file_goes_out_and_comes_in_as_a_draft(shell: Shell, tmp_path: Path) -> None:
    shell.go(Place("templates"))
    page = shell.current()
    assert isinstance(page, TemplatesPage)
    page.view.selectRow(0)
    page.export_to(tmp_path / "form.json")
    data = json.loads((tmp_path / "form.json").read_text())
    assert data["kind"]
    key = page.take_in(tmp_path / "form.json")
    assert key is not None
    draft = shell.workspace.ask(template_drafts.load, key)
    assert draft.status is TemplateStatus.DRAFT


def test_every_setting_that_changes_is_told(editor: TemplateEditor) -> None:
    old = editor.editing.blueprint
    block = old.blocks[1]
    others = [
        replace(old, code="X9"),
        replace(old, kinds=old.kinds[:1]),
        replace(old, note="Anders"),
        replace(old, in_order=not old.in_order),
        edits.change_block(old, block.key, open=not block.open),
        edits.change_block(old, block.key, expected={"1": "V"}),
        edits.set_scale(
            old,
            "ovg",
            replace(
                old.scales["ovg"],
                values=tuple(replace(v, passes=not v.passes) for v in old.scales["ovg"].values),
            ),
        ),
    ]
    for new in others:
        assert list(template_changes.between(old, new)), new


def test_the_newest_version_holds_also_over_one_for_a_later_cohort(
    shell: Shell, editor: TemplateEditor
) -> None:
    assert editor.editing.draft is not None
    do, ask = shell.workspace.do, shell.workspace.ask
    do(template_drafts.release, editor.editing.draft.id, cohort_from=2026)
    third = do(template_drafts.edit, editor.editing.draft.id)
    do(template_drafts.release, third, cohort_from=0)
    from sqlalchemy import select
    from sqlalchemy.orm import Session

    from stagecoach.domain.evaluations import Kind
    from stagecoach.store.qualifications import Qualification

    def study(session: Session) -> uuid.UUID:
        query = select(Qualification.id).where(Qualification.crebo == "25998")
        return session.execute(query).scalars().one()

    qualification_id = ask(study)
    for cohort in (2024, 2026):
        assert ask(templates.in_force, qualification_id, cohort, Kind.INTERIM) == third


def test_typing_is_followed_by_the_page(editor: TemplateEditor, qtbot: QtBot) -> None:
    editor.outline.choose(CODE)
    row = editor.criteria.rows[0].text
    with qtbot.waitSignal(editor.page.drawn, timeout=5000):
        row.setText("Zzz legt het uit")
        row.textEdited.emit("Zzz legt het uit")
    assert not editor.page.paper.pixmap().isNull()


def test_figures_stand_in_the_form_of_the_reader_and_rules_nest_no_deeper_than_they_may(
    editor: TemplateEditor,
) -> None:
    name = next(iter(editor.editing.blueprint.scales))
    scale = editor.editing.blueprint.scales[name]
    values = tuple(replace(v, number=Decimal("5.5")) for v in scale.values)
    editor.editing.change(edits.set_scale, name, replace(scale, values=values))
    editor.outline.choose(RULE)
    editor.outline.choose(SCALES)
    shown = [field.text() for field in editor._area.findChildren(QLineEdit)]
    assert "5,5" in shown
    assert "5.5" not in shown
    rule = ResultRule(RuleKind.ALL, "diep", parts=(ResultRule(RuleKind.INTERIM, "tussen"),))
    for _depth in range(DEEPEST - 1):
        rule = ResultRule(RuleKind.ALL, "om", parts=(rule,))
    editor.editing.reshape(edits.set_rule, rule)
    editor.outline.choose(RULE)
    more = [b for b in editor._area.findChildren(QPushButton) if "Regel" in b.text()]
    assert [b.isEnabled() for b in more].count(False) == 1


def test_tab_goes_from_the_parts_to_the_criteria(editor: TemplateEditor) -> None:
    editor.outline.choose(CODE)
    QApplication.processEvents()
    editor.outline.list.setFocus()
    seen = []
    for _step in range(8):
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, KEY.Key_Tab)
        seen.append(QApplication.focusWidget())
    first = next(at for at, widget in enumerate(seen) if editor._area.isAncestorOf(widget))  # type: ignore[arg-type]
    assert not any(editor.page.isAncestorOf(widget) for widget in seen[:first])  # type: ignore[arg-type]
    assert editor.criteria.rows[0].text in seen
