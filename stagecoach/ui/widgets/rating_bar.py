"""O V G n.v.t.: one answer on a scale, by mouse or by letter, with the answer of last time."""

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QRadioButton, QWidget

from stagecoach.domain.templates.scales import Scale, Value
from stagecoach.i18n import _
from stagecoach.ui.core import theme
from stagecoach.ui.widgets.fields import tip

_WIDTH, _HEIGHT, _BELOW = 58, 38, 8
_DISABLED = 0.65  # of what was not chosen; the answer itself can be read as before
_WHOLE, _LEAST = 290, 30  # ten grades stand nearer to each other than four letters


class _Choice(QRadioButton):
    """One answer. A second click, or Backspace, takes it away again."""

    def __init__(self, value: Value, rank: int) -> None:
        super().__init__(value.letter)
        self.scale_value = value
        self.rank = rank  # from the top; 0 is the best answer
        self.was_chosen = False  # last time
        self.room = _WIDTH
        self.setAccessibleName(f"{value.letter}, {value.said}")
        self.setToolTip(tip(value.said))
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        return QSize(theme.scaled(self.room), theme.scaled(_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def _tokens(self) -> tuple[str, str, str]:
        """Fill, border and text when chosen: never colour alone, the border changes too."""
        value = self.scale_value
        if not value.counts:
            return "bg.pressed", "text.primary", "text.primary"
        if not value.passes:
            return "alert.soft", "alert.strong", "alert.strong"
        if self.rank == 0:
            return "brand.base", "brand.base", "brand.on"
        return "brand.soft", "brand.base", "text.primary"

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        fill, border, text = self._tokens()
        rect = QRectF(self.rect())
        if self.isChecked():
            painter.setPen(QPen(theme.color(border), 2))
            painter.setBrush(theme.color(fill))
            painter.drawRect(rect.adjusted(1, 1, -1, -1))
        elif self.underMouse() and self.isEnabled():
            painter.fillRect(rect.adjusted(1, 1, -1, -1), theme.color("bg.hover"))
        role = "compact" if len(self.text()) == 1 else "caption"
        painter.setFont(theme.font(role, 700 if self.isChecked() else 600))
        token = text if self.isChecked() else "text.secondary"
        painter.setPen(theme.color(token))
        if not self.isEnabled() and not self.isChecked():
            painter.setOpacity(_DISABLED)
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, self.text())
        painter.setOpacity(1)
        if self.was_chosen:  # the upper half; the bar paints the lower one
            _diamond(painter, rect.center().x(), rect.bottom())


class RatingBar(QWidget):
    """Tells the letter that was chosen, or None when it was taken away."""

    rated = Signal(object)  # str or None
    moved = Signal(int)  # -1 to the question above, 1 to the one below

    def __init__(self, scale: Scale, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setProperty("ring", True)
        self._name = name
        self._previous: str | None = None
        self._proposed: str | None = None
        self._expected: str | None = None
        self._group = QButtonGroup(self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, theme.scaled(_BELOW))
        layout.setSpacing(0)
        best = len([value for value in scale.values if value.counts]) - 1
        room = max(_LEAST, min(_WIDTH, _WHOLE // max(1, len(scale.choices))))
        for number, value in enumerate(scale.choices):
            choice = _Choice(value, best - number if value.counts else -1)
            choice.room = room
            self._group.addButton(choice, number)
            layout.addWidget(choice)
            choice.installEventFilter(self)
        self._group.buttonClicked.connect(self._on_clicked)
        self._shown: str | None = None
        self.setFocusProxy(self.choices()[0])

    def choices(self) -> list[_Choice]:
        return [button for button in self._group.buttons() if isinstance(button, _Choice)]

    def value(self) -> str | None:
        return self._shown

    def set_value(self, letter: str | None) -> None:
        """Show an answer without telling anybody."""
        self._shown = letter
        self._group.setExclusive(False)
        for choice in self.choices():
            choice.setChecked(choice.scale_value.letter == letter)
            if choice.isChecked():
                self.setFocusProxy(choice)
        self._group.setExclusive(letter is not None)
        self.update()

    def set_previous(self, letter: str | None) -> None:
        """The answer of the evaluation before, as a hollow diamond on the lower edge."""
        self._previous = letter
        for choice in self.choices():
            choice.was_chosen = choice.scale_value.letter == letter
            choice.update()
        self._describe()

    def set_proposed(self, letter: str | None) -> None:
        """What the rule proposes, as a dashed frame until people have decided."""
        self._proposed = letter
        self._describe()

    def set_expected(self, letter: str | None) -> None:
        """What is expected in this study year: a short bar above the letter."""
        self._expected = letter
        self._describe()

    def _describe(self) -> None:
        parts = []
        if self._expected:
            parts.append(_("expected this year %s") % self._expected)
        if self._previous:
            parts.append(_("last time %s") % self._previous)
        if self._proposed:
            parts.append(_("proposed %s") % self._proposed)
        self.setAccessibleDescription(", ".join(parts))
        self.update()

    def eventFilter(self, _watched: object, event: object) -> bool:
        return isinstance(event, QKeyEvent) and self.isEnabled() and self._pressed(event)

    def _pressed(self, event: QKeyEvent) -> bool:
        if event.type() != QKeyEvent.Type.KeyPress or event.modifiers() & ~_PLAIN:
            return False
        if event.key() in {Qt.Key.Key_Backspace, Qt.Key.Key_Delete}:
            self._choose(None)
        elif event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            self.moved.emit(-1 if event.key() == Qt.Key.Key_Up else 1)
        elif event.key() in {Qt.Key.Key_Left, Qt.Key.Key_Right}:
            self._step(-1 if event.key() == Qt.Key.Key_Left else 1)
        elif event.key() == Qt.Key.Key_Space:
            return False
        else:
            return self._typed(event.text().upper())
        return True

    def _typed(self, key: str) -> bool:
        """A letter, or the figure of a grade; 0 is the 10 that has no key of its own."""
        if not key:
            return False
        names = [choice.text().upper() for choice in self.choices()]
        able = (n for n, name in enumerate(names) if name == key)
        also = (
            n for n, name in enumerate(names) if name[0] == key or (key == "0" and name == "10")
        )
        at = next(able, next(also, None))
        if at is None:
            return False
        choice = self.choices()[at]
        choice.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._choose(choice.scale_value.letter)
        return True

    def _step(self, by: int) -> None:
        choices = self.choices()
        now = next((n for n, c in enumerate(choices) if c.hasFocus()), 0)
        then = choices[max(0, min(len(choices) - 1, now + by))]
        then.setFocus(Qt.FocusReason.TabFocusReason)
        self._choose(then.scale_value.letter)

    @Slot(object)
    def _on_clicked(self, choice: _Choice) -> None:
        letter = choice.scale_value.letter
        self._choose(None if letter == self._shown else letter)

    def _choose(self, letter: str | None) -> None:
        self.set_value(letter)
        self.rated.emit(letter)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        height = theme.scaled(_HEIGHT)
        frame = QRectF(0.5, 0.5, self.width() - 1, height - 1)
        painter.setPen(QPen(theme.color("border.control"), 1))
        painter.setBrush(theme.color("bg.surface"))
        painter.drawRoundedRect(frame, 6, 6)
        for choice in self.choices()[1:]:
            painter.drawLine(QPointF(choice.x() + 0.5, 1), QPointF(choice.x() + 0.5, height - 1))
        for choice in self.choices():
            letter, middle = choice.scale_value.letter, choice.x() + choice.width() / 2
            if letter == self._proposed and self._shown is None:
                painter.setPen(QPen(theme.color("brand.base"), 1.5, Qt.PenStyle.DashLine))
                painter.drawRoundedRect(QRectF(choice.geometry()).adjusted(4, 4, -4, -4), 4, 4)
            if letter == self._previous:
                _diamond(painter, middle, height)
            if letter == self._expected:
                painter.setPen(QPen(theme.color("text.secondary"), 2.5))
                painter.drawLine(QPointF(middle - 9, 2.5), QPointF(middle + 9, 2.5))


def _diamond(painter: QPainter, x: float, y: float) -> None:
    painter.setPen(QPen(theme.color("text.secondary"), 1.5))
    painter.setBrush(theme.color("bg.surface"))
    corners = [(x, y - 5.5), (x + 5.5, y), (x, y + 5.5), (x - 5.5, y)]
    painter.drawPolygon(QPolygonF([QPointF(*corner) for corner in corners]))


_PLAIN = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
