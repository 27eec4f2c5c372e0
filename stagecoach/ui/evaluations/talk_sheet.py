"""The sheet for the talk: what is equal first, then the largest difference; what is agreed."""

import uuid
from dataclasses import replace

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from stagecoach.domain.texts import clean
from stagecoach.domain.tracks import Track
from stagecoach.i18n import _, day
from stagecoach.services.evaluations import side_by_side
from stagecoach.services.evaluations.side_by_side import Point, SideBySide
from stagecoach.ui.core import theme
from stagecoach.ui.core.keep_timer import KeepTimer
from stagecoach.ui.core.workspace import Workspace
from stagecoach.ui.widgets.badges import CodeBadge
from stagecoach.ui.widgets.fields import (
    button,
    column,
    framed,
    icon_button,
    icon_label,
    label,
    labelled,
    row,
    scroll,
    text_box,
)
from stagecoach.ui.widgets.layouts import clear

_EQUAL = 2  # named as a beginning


class _PointCard(QFrame):
    """One subject, with the sentence to begin with and what was agreed about it."""

    removed = Signal(object)

    def __init__(
        self, workspace: Workspace, number: int, point: Point, about: tuple[str, Track | None]
    ) -> None:
        super().__init__()
        self.setObjectName("row")
        self._workspace, self._point = workspace, point
        title, track = about
        self.text, self.agreed = text_box(66), text_box(54)
        self.text.setPlainText(point.text)
        self.agreed.setPlainText(point.agreed)
        self.text.setAccessibleName(_("To talk about: %s") % title)
        self._timer = KeepTimer(self)
        self._timer.timeout.connect(self.flush)
        away = icon_button("x", _("Take off the sheet"), self._remove)
        away.setProperty("kind", "quiet")
        badge = [CodeBadge(track.letter, track)] if track else []
        head = row(label(f"{number}.", "label"), label(title, "label", wrap=True), *badge, away)
        head.setStretch(1, 1)
        self.setLayout(
            column(
                head,
                self.text,
                labelled(_("What do we agree?"), self.agreed),
                spacing=6,
                margins=(0, 10, 0, 10),
            )
        )
        for field in (self.text, self.agreed):
            field.textChanged.connect(self._timer.touch)

    @property
    def key(self) -> uuid.UUID:
        return self._point.id

    def texts(self) -> tuple[str, str] | None:
        """What is typed and not kept yet."""
        waiting = self._timer.isActive()
        return (self.text.toPlainText(), self.agreed.toPlainText()) if waiting else None

    def refresh(self, point: Point) -> None:
        """After it was taken back elsewhere. What is being typed stays."""
        if self._timer.isActive():
            return
        for field, kept in ((self.text, point.text), (self.agreed, point.agreed)):
            if clean(field.toPlainText()) != kept:
                field.blockSignals(True)
                field.setPlainText(kept)
                field.blockSignals(False)

    @Slot()
    def flush(self) -> None:
        if self._timer.isActive() or self.sender() is self._timer:
            self._timer.stop()
            texts = (self.text.toPlainText(), self.agreed.toPlainText())
            self._workspace.do(side_by_side.change_point, self._point.id, *texts)

    @Slot()
    def _remove(self) -> None:
        self._timer.stop()
        self._workspace.do(side_by_side.remove_point, self._point.id)
        self._workspace.say(_("Taken off the sheet"), undo=True)


class TalkSheet(QFrame):
    print_wanted = Signal()

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.setObjectName("evidence")
        self.setFixedWidth(theme.scaled(348))
        self._workspace = workspace
        self._cards: list[_PointCard] = []
        self._when = label("", "muted")
        self._equal = label("", "compact", wrap=True)
        equal = framed(
            "agreedBand",
            row(icon_label("handshake", "brand.base", 18), self._equal, margins=(12, 8, 12, 8)),
        )
        self._list = QVBoxLayout()
        self._list.setSpacing(4)
        holder = QWidget()
        seen = _("You see each other's answer once both have chosen. So each chooses for oneself.")
        holder.setLayout(column(self._list, label(seen, "caption", wrap=True), None, spacing=12))
        printed = button(_("Print the sheet"), self.print_wanted, icon="printer", keys="Ctrl+P")
        body = column(
            row(label(_("Sheet for the talk"), "panel"), None, self._when),
            equal,
            scroll(holder, "evidenceList"),
            printed,
            spacing=12,
            margins=(20, 16, 16, 16),
        )
        body.setStretch(2, 1)
        self.setLayout(body)

    def show_comparison(self, comparison: SideBySide) -> None:
        talk = comparison.sheet.talk_on
        self._when.setText(day(talk) if talk else "")
        equal = [pair.question.text for pair in comparison.pairs if pair.steps == 0][:_EQUAL]
        text = _("Begin with what is equal: %s") % "; ".join(equal)
        self._equal.setText(text if equal else _("Nothing is equal yet."))
        shown = [card.key for card in self._cards]
        if not self._list.count() or shown != [point.id for point in comparison.points]:
            self._rebuild(comparison)
            return
        for card, point in zip(self._cards, comparison.points, strict=True):
            card.refresh(point)

    def _rebuild(self, comparison: SideBySide) -> None:
        waiting = {card.key: texts for card in self._cards if (texts := card.texts())}
        self.flush()
        clear(self._list)
        self._cards = []
        pairs = {pair.question.id: pair for pair in comparison.pairs}
        for number, point in enumerate(comparison.points, start=1):
            pair = pairs.get(point.question_id)
            about = (pair.question.text, pair.section.track) if pair else ("", None)
            if point.id in waiting:  # kept just now: the row was asked for before
                text, agreed = waiting[point.id]
                point = replace(point, text=text, agreed=agreed)  # noqa: PLW2901
            card = _PointCard(self._workspace, number, point, about)
            self._cards.append(card)
            self._list.addWidget(card)
        if not comparison.points:
            hint = _("Enter on a criterion puts it on this sheet.")
            self._list.addWidget(label(hint, "muted", wrap=True))

    def flush(self) -> None:
        for card in self._cards:
            card.flush()
