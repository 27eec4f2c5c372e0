"""The scales of a form: values from lowest to highest, and what n.v.t. may be."""

from dataclasses import replace
from decimal import Decimal, InvalidOperation
from functools import partial
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from stagecoach.domain.templates import edits
from stagecoach.domain.templates.scales import NotApplicable, Scale, Value
from stagecoach.domain.templates.words import na_name
from stagecoach.i18n import _, figure
from stagecoach.ui.core import theme
from stagecoach.ui.templates.editing import Editing
from stagecoach.ui.templates.fields import choice, line, tick
from stagecoach.ui.widgets.fields import (
    button,
    column,
    framed,
    icon_button,
    label,
    labelled,
    mark_wrong,
    row,
)

_SHORT = 4  # letters; a conclusion is kept under a word


class ScalesPanel(QWidget):
    def __init__(self, editing: Editing, known: dict[str, Scale]) -> None:
        super().__init__()
        self._editing, self._known = editing, known
        layout = QVBoxLayout()
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        for key, scale in editing.blueprint.scales.items():
            layout.addWidget(self._card(key, scale))
        self._pick = choice([(_("an empty scale"), "")] + [(n, n) for n in known], "", _nothing)
        self._pick.setAccessibleName(_("Which scale to add"))
        add = button(_("Add scale"), self._add, icon="plus", small=True)
        if not editing.fixed:
            layout.addLayout(row(self._pick, add, None))
        layout.addStretch(1)
        self.setLayout(layout)

    @Slot()
    def _add(self) -> None:
        name = self._pick.currentData()
        scale = self._known.get(name) or Scale(_("New scale"), (Value("O", "onvoldoende"),))
        blueprint, _key = edits.add_scale(self._editing.blueprint, scale)
        self._editing.apply(blueprint, rebuild=True)

    def _card(self, key: str, scale: Scale) -> QFrame:
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(6)
        for at, text in enumerate(_heads()):
            grid.addWidget(label(text, "caption"), 0, at)
        for at, value in enumerate(scale.values):
            self._row(grid, key, at, value)
        grid.setColumnStretch(1, 2)
        grid.setColumnStretch(2, 2)
        na = choice(
            [(na_name(n), n) for n in NotApplicable], scale.na, partial(self._set, key, "na")
        )
        name = line(scale.name, partial(self._set, key, "name"), 100)
        add = button(
            _("Value"), partial(self._add_value, key), kind="quiet", icon="plus", small=True
        )
        away = button(
            _("Take scale out"),
            partial(self._remove, key),
            kind="quiet",
            icon="trash-2",
            small=True,
        )
        body = column(
            row(labelled(_("Name of the scale"), name), labelled(_("N.v.t."), na), spacing=16),
            grid,
            row(add, None, away),
            spacing=10,
            margins=(16, 14, 16, 12),
        )
        return framed("card", body)

    def _row(self, grid: QGridLayout, key: str, at: int, value: Value) -> None:
        letter = line(value.letter, partial(self._value, key, at, "letter"), 10)
        letter.setFixedWidth(theme.scaled(64 if len(value.letter) <= _SHORT else 130))
        shown = line("" if value.number is None else figure(value.number), _nothing, 8)
        shown.setFixedWidth(theme.scaled(64))
        shown.textEdited.connect(partial(self._number, key, at, shown))
        cells: tuple[QWidget, ...] = (
            letter,
            line(value.label, partial(self._value, key, at, "label"), 60),
            line(value.label_en, partial(self._value, key, at, "label_en"), 60),
            shown,
            *(
                tick("", partial(self._value, key, at, name), on=getattr(value, name))
                for name in ("passes", "explain", "counts")
            ),
        )
        names = (
            _("Letter"),
            _("Label"),
            _("In English"),
            _("Number"),
            _("Passes"),
            _("Explain"),
            _("Counts"),
        )
        for column_at, (widget, name) in enumerate(zip(cells, names, strict=True)):
            widget.setAccessibleName(f"{name} {at + 1}")
            grid.addWidget(widget, at + 1, column_at)
        up = icon_button("chevron-up", _("Lower than before"), partial(self._move, key, at, -1))
        up.setEnabled(at > 0)
        acts = row(
            up, icon_button("x", _("Take value out"), partial(self._drop, key, at)), spacing=2
        )
        grid.addLayout(acts, at + 1, len(cells))

    def _scale(self, key: str) -> Scale:
        return self._editing.blueprint.scales[key]

    def _keep(self, key: str, scale: Scale, *, rebuild: bool = False) -> None:
        blueprint = edits.set_scale(self._editing.blueprint, key, scale)
        self._editing.apply(blueprint, rebuild=rebuild)

    def _set(self, key: str, name: str, value: Any) -> None:
        self._keep(key, replace(self._scale(key), **{name: value}))

    def _value(self, key: str, at: int, name: str, content: Any) -> None:
        values = list(self._scale(key).values)
        values[at] = replace(values[at], **{name: content})
        self._keep(key, replace(self._scale(key), values=tuple(values)))

    def _number(self, key: str, at: int, field: Any, text: str) -> None:
        """A figure with point or comma; what is none is told beside it and changes nothing."""
        typed = text.strip().replace(",", ".")
        try:
            amount = Decimal(typed) if typed else None
        except InvalidOperation:
            amount = None
            mark_wrong(field, wrong=True)
            return
        wrong = amount is not None and not amount.is_finite()
        mark_wrong(field, wrong=wrong)
        if not wrong:
            self._value(key, at, "number", amount)

    def _add_value(self, key: str) -> None:
        scale = self._scale(key)
        self._keep(key, replace(scale, values=(*scale.values, Value("", ""))), rebuild=True)

    def _drop(self, key: str, at: int) -> None:
        scale = self._scale(key)
        values = (*scale.values[:at], *scale.values[at + 1 :])
        self._keep(key, replace(scale, values=values), rebuild=True)

    def _move(self, key: str, at: int, by: int) -> None:
        values, there = list(self._scale(key).values), at + by
        if 0 <= there < len(values):
            values[at], values[there] = values[there], values[at]
            self._keep(key, replace(self._scale(key), values=tuple(values)), rebuild=True)

    def _remove(self, key: str) -> None:
        self._editing.reshape(edits.remove_scale, key)


def _nothing(_value: object) -> None:
    """Read when it is asked for."""


def _heads() -> tuple[str, ...]:
    return (
        _("Letter"),
        _("Label"),
        _("In English"),
        _("Number"),
        _("Passes"),
        _("Explain"),
        _("Counts"),
    )
