"""The result rule as a tree of cards: what it asks, of which parts, in whose words, its source."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from functools import partial
from typing import Any

from PySide6.QtWidgets import QFrame, QWidget

from stagecoach.domain.templates import edits
from stagecoach.domain.templates.blueprints import ASKED
from stagecoach.domain.templates.checks import DEEPEST
from stagecoach.domain.templates.edits import Path
from stagecoach.domain.templates.rules import TOGETHER, Level, ResultRule, RuleKind
from stagecoach.domain.templates.words import block_name, level_name, rule_name
from stagecoach.i18n import _, figure
from stagecoach.ui.templates.editing import Editing
from stagecoach.ui.templates.fields import choice, line, tick
from stagecoach.ui.widgets.fields import (
    button,
    column,
    framed,
    icon_label,
    label,
    labelled,
    mark_wrong,
    number_box,
    row,
)

_OF_ANSWERS = frozenset(
    {RuleKind.NONE_INSUFFICIENT, RuleKind.AVERAGE, RuleKind.LOWEST, RuleKind.LAST}
)


class RulePanel(QWidget):
    """A rule proposes, people decide; said here and on the form."""

    def __init__(self, editing: Editing) -> None:
        super().__init__()
        self._editing = editing
        rule = editing.blueprint.result
        people = _("It is a proposal. People decide, and n.v.t. never counts.")
        note = row(icon_label("users-round", "text.muted", 16), label(people, "caption"), None)
        if rule is None:
            add = button(_("Add a rule"), self._begin, icon="plus", small=True)
            add.setEnabled(not editing.fixed)
            text = _("Nothing is proposed: people conclude by themselves.")
            body = column(label(text, "muted", wrap=True), row(add, None), spacing=10)
        else:
            body = column(self._card(rule, ()), note, spacing=10)
        body.addStretch(1)
        self.setLayout(body)

    def _begin(self) -> None:
        self._put((), _fresh())

    def _put(self, path: Path, rule: ResultRule | None) -> None:
        self._editing.reshape(edits.put_rule, path, rule)

    def _set(self, path: Path, name: str) -> Callable[[Any], None]:
        """A typed value: no card is made anew, so the keyboard stays where it is."""

        def change(value: Any) -> None:
            rule = replace(edits.rule_at(self._editing.blueprint, path), **{name: value})
            self._editing.change(edits.put_rule, path, rule)

        return change

    def _card(self, rule: ResultRule, path: Path) -> QFrame:
        kinds = [(rule_name(rule_kind), rule_kind) for rule_kind in RuleKind]
        parts: list[Any] = [
            row(labelled(_("Rule"), choice(kinds, rule.kind, partial(self._turn, path))), None),
            labelled(_("In words for people"), line(rule.words, self._set(path, "words"))),
        ]
        if rule.kind in TOGETHER:
            parts += (self._card(part, (*path, at)) for at, part in enumerate(rule.parts))
            add = button(
                _("Add a rule"), partial(self._add, path), kind="quiet", icon="plus", small=True
            )
            add.setEnabled(len(path) < DEEPEST - 1)
            parts.append(row(add, None))
        elif rule.kind not in {RuleKind.INTERIM, RuleKind.HOURS}:
            parts += self._details(rule, path)
        parts.append(labelled(_("Source"), line(rule.source, self._set(path, "source"))))
        away = button(
            _("Take rule out"),
            partial(self._put, path, None),
            kind="quiet",
            icon="trash-2",
            small=True,
        )
        return framed(
            "card", column(*parts, row(None, away), spacing=10, margins=(16, 12, 16, 10))
        )

    def _details(self, rule: ResultRule, path: Path) -> list[Any]:
        ticks = [
            tick(block_name(b), partial(self._member, path, b.key), on=b.key in rule.blocks)
            for b in self._editing.blueprint.blocks
            if b.kind in ASKED
        ]
        details: list[Any] = [
            label(_("Looks at (nothing ticked: at everything)"), "label"),
            row(*ticks, None, spacing=14),
        ]
        if rule.kind in _OF_ANSWERS:
            levels = [(level_name(answer_level), answer_level) for answer_level in Level]
            level = choice(levels, rule.level, self._set(path, "level"))
            details.append(labelled(_("Of these the"), level))
        if rule.kind is RuleKind.AVERAGE:
            least = line("" if rule.least is None else figure(rule.least), _nothing, 8)
            least.textEdited.connect(partial(self._least, path, least))
            details.append(labelled(_("At least"), least))
        if rule.kind is RuleKind.SHARE:
            percent = number_box(1, 100)
            percent.setValue(rule.percent or 75)
            percent.valueChanged.connect(self._set(path, "percent"))
            details.append(labelled(_("Per cent"), percent))
        return details

    def _turn(self, path: Path, kind: RuleKind) -> None:
        self._put(path, _turned(edits.rule_at(self._editing.blueprint, path), kind))

    def _add(self, path: Path) -> None:
        rule = edits.rule_at(self._editing.blueprint, path)
        self._put(path, replace(rule, parts=(*rule.parts, _fresh())))

    def _member(self, path: Path, key: str, on: bool) -> None:  # noqa: FBT001
        rule = edits.rule_at(self._editing.blueprint, path)
        there = [block for block in rule.blocks if block != key]
        self._set(path, "blocks")(tuple([*there, key] if on else there))

    def _least(self, path: Path, field: QWidget, text: str) -> None:
        """A figure with point or comma; what is none is told beside it and changes nothing."""
        try:
            decimal = Decimal(text.strip().replace(",", ".")) if text.strip() else None
        except InvalidOperation:
            mark_wrong(field, wrong=True)
            return
        wrong = decimal is not None and not decimal.is_finite()
        mark_wrong(field, wrong=wrong)
        if not wrong:
            self._set(path, "least")(decimal)


def _nothing(_text: object) -> None:
    """Typed figures are read first."""


def _fresh() -> ResultRule:
    return ResultRule(RuleKind.NONE_INSUFFICIENT, rule_name(RuleKind.NONE_INSUFFICIENT))


def _turned(rule: ResultRule, kind: RuleKind) -> ResultRule:
    """Another kind; what it needs gets a usual value, and words that were never typed change."""
    words = rule_name(kind) if rule.words == rule_name(rule.kind) else rule.words
    result_rule = replace(rule, kind=kind, words=words)
    if kind is RuleKind.SHARE and result_rule.percent is None:
        result_rule = replace(result_rule, percent=75)
    if kind in TOGETHER and not result_rule.parts:
        result_rule = replace(result_rule, parts=(rule,))
    return result_rule
