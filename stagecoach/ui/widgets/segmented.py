"""A choice of two to five beside each other: radio buttons that look like one bar."""

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QRadioButton, QWidget

from stagecoach.domain.tracks import Track
from stagecoach.ui.core import theme

_DISABLED = 0.65  # of the words; a chosen one keeps its fill, so it can be read
_BAR = {"brand": "brand.base", "sealed": "sealed.strong"}


class Segment(QRadioButton):
    """Keeps the role, the name and the arrow keys of a radio button."""

    def __init__(self, text: str, icon: str, track: Track | None, height: int) -> None:
        super().__init__(text)
        self._icon = icon
        self._track = track
        self._height = height
        self.first = self.last = False
        self.tone = "brand"
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        self.ensurePolished()
        metrics = self.fontMetrics()
        width = metrics.horizontalAdvance(self.text().replace("&", "")) * 1.08
        return QSize(round(width) + 22 + (26 if self._icon else 0), theme.scaled(self._height))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def _tokens(self) -> tuple[str, str, str]:
        """Soft fill, bar and text when chosen."""
        if self._track is Track.LEARNING:
            return "learn.soft", "learn.rail", "learn.strong"
        if self._track is Track.WORK:
            return "work.soft", "work.rail", "work.strong"
        return (f"{self.tone}.soft", _BAR[self.tone], "text.primary")

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        soft, bar, text = self._tokens()
        path = _outline(QRectF(self.rect()), first=self.first, last=self.last)
        painter.setClipPath(path)
        fill = soft if self.isChecked() else "bg.hover" if self.underMouse() else "bg.surface"
        painter.fillRect(self.rect(), theme.color(fill))
        if self.isChecked():
            painter.fillRect(0, self.height() - 3, self.width(), 3, theme.color(bar))
        painter.setClipping(False)
        painter.setPen(QPen(theme.color("border.control"), 1))
        painter.drawPath(path)
        token = text if self.isChecked() else "text.secondary"
        if not self.isEnabled() and not self.isChecked():
            painter.setOpacity(_DISABLED)
        _paint_label(painter, self, self._icon, token)


def _outline(rect: QRectF, *, first: bool, last: bool) -> QPainterPath:
    """Round only at the ends of the bar; neighbours share a line."""
    rect = rect.adjusted(0.5, 0.5, -0.5 if last else 0.5, -0.5)
    path, radius = QPainterPath(), 6.0
    left, right = radius if first else 0.0, radius if last else 0.0
    path.moveTo(rect.left() + left, rect.top())
    path.lineTo(rect.right() - right, rect.top())
    path.quadTo(rect.topRight(), rect.topRight() + QPointF(0, right))
    path.lineTo(rect.right(), rect.bottom() - right)
    path.quadTo(rect.bottomRight(), rect.bottomRight() - QPointF(right, 0))
    path.lineTo(rect.left() + left, rect.bottom())
    path.quadTo(rect.bottomLeft(), rect.bottomLeft() - QPointF(0, left))
    path.lineTo(rect.left(), rect.top() + left)
    path.quadTo(rect.topLeft(), rect.topLeft() + QPointF(left, 0))
    return path


def _paint_label(painter: QPainter, segment: QRadioButton, icon: str, token: str) -> None:
    font = theme.font("compact", 600 if segment.isChecked() else 500)
    painter.setFont(font)
    painter.setPen(theme.color(token))
    text = segment.text()
    plain = text.replace("&", "")
    width = painter.fontMetrics().horizontalAdvance(plain)
    picture = theme.pixmap(icon, token, 17) if icon else None
    space = round(picture.deviceIndependentSize().width()) + 8 if picture else 0
    left = (segment.width() - width - space) // 2
    if picture:
        side = round(picture.deviceIndependentSize().height())
        painter.drawPixmap(left, (segment.height() - side) // 2, picture)
    area = segment.rect().adjusted(left + space, -1, 0, -1)
    flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
    painter.drawText(area, flags | Qt.TextFlag.TextShowMnemonic, text)


class Segmented(QWidget):
    """`chosen` tells the value of the segment that the user picked."""

    chosen = Signal(object)

    def __init__(
        self, name: str, *, height: int = 40, tone: str = "brand", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setProperty("ring", True)
        self._height, self._tone = height, tone
        self._group = QButtonGroup(self)
        self._values: list[object] = []
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        self._group.idClicked.connect(self._on_clicked)

    def add(self, value: object, text: str, icon: str = "", track: Track | None = None) -> Segment:
        segment = Segment(text, icon, track, self._height)
        segment.tone = self._tone
        segment.setAccessibleName(text.replace("&", ""))
        if not self._values:
            segment.first = True
        for other in self.segments():
            other.last = False
        segment.last = True
        self._group.addButton(segment, len(self._values))
        self._values.append(value)
        self._layout.addWidget(segment)
        if self.focusProxy() is None:
            self.setFocusProxy(segment)
        self._stop_at(self._group.checkedButton() or self.segments()[0])
        return segment

    def _stop_at(self, home: QAbstractButton) -> None:
        """Tab stops once, either way: at what is chosen, else at the first. Arrows go on."""
        for segment in self.segments():
            policy = Qt.FocusPolicy.StrongFocus if segment is home else Qt.FocusPolicy.ClickFocus
            segment.setFocusPolicy(policy)
        self.setFocusProxy(home)

    def segments(self) -> list[Segment]:
        return [button for button in self._group.buttons() if isinstance(button, Segment)]

    def values(self) -> list[object]:
        return self._values

    def value(self) -> object:
        number = self._group.checkedId()
        return self._values[number] if number >= 0 else None

    def set_value(self, value: object) -> None:
        """Show a choice without telling anybody; an unknown value shows none."""
        if value in self._values:
            chosen = self._group.button(self._values.index(value))
            chosen.setChecked(True)
            self._stop_at(chosen)
            return
        self._group.setExclusive(False)
        for segment in self.segments():
            segment.setChecked(False)
        self._group.setExclusive(True)
        self._stop_at(self.segments()[0])

    @Slot(int)
    def _on_clicked(self, number: int) -> None:
        self._stop_at(self._group.button(number))
        self.chosen.emit(self._values[number])
