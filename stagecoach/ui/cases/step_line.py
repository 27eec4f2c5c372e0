"""The five steps of a case in a line; each is a button that shows its part of the case."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QFrame, QHBoxLayout

from stagecoach.domain.cases.case import CaseStep
from stagecoach.i18n import _
from stagecoach.ui.core import theme

ICONS = {
    CaseStep.HEARD: "ear",
    CaseStep.BELIEVED: "heart",
    CaseStep.OPTIONS: "route",
    CaseStep.AGREEMENT: "hand-helping",
    CaseStep.AFTERCARE: "hand-heart",
}
_SIDE = 40


class _Stop(QAbstractButton):
    """Done, now, or not yet; the line to its neighbours is painted with it."""

    def __init__(self, step: CaseStep) -> None:
        super().__init__()
        self._icon = ICONS[step]
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.state, self.title, self.under = "later", "", ""
        self.before = self.after = ""  # of the line: done, open or empty at an end
        self.setCheckable(True)

    def sizeHint(self) -> QSize:
        return QSize(120, theme.scaled(98))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side, middle = theme.scaled(_SIDE), self.width() / 2
        top = theme.scaled(6)
        self._paint_line(painter, top + side / 2)
        self._paint_sign(painter, QRectF(middle - side / 2, top, side, side))
        painter.setPen(theme.color("text.primary"))
        painter.setFont(theme.font("compact", 700 if self.isChecked() else 600))
        words = QRectF(0, top + side + 6, self.width(), theme.scaled(22))
        painter.drawText(words, Qt.AlignmentFlag.AlignCenter, self.title)
        painter.setPen(theme.color("text.muted"))
        painter.setFont(theme.font("caption"))
        painter.drawText(
            words.translated(0, theme.scaled(20)), Qt.AlignmentFlag.AlignCenter, self.under
        )

    def _paint_line(self, painter: QPainter, y: float) -> None:
        middle = self.width() / 2
        for state, left, right in (
            (self.before, 0.0, middle),
            (self.after, middle, float(self.width())),
        ):
            if state:
                token = "sealed.line" if state == "done" else "sealed.soft"
                painter.fillRect(QRectF(left, y - 2.5, right - left, 5), theme.color(token))

    def _paint_sign(self, painter: QPainter, rect: QRectF) -> None:
        done, now = self.state == "done", self.state == "now"
        if now or self.isChecked():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("sealed.soft"))
            painter.drawEllipse(rect.adjusted(-4, -4, 4, 4))
        pen = QPen(theme.color("sealed.strong" if done or now else "sealed.line"), 3 if now else 2)
        if not done and not now:
            pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(theme.color("sealed.strong" if done else "bg.surface"))
        painter.drawEllipse(rect.adjusted(1, 1, -1, -1))
        token = "sealed.on" if done else "sealed.strong"
        picture = theme.pixmap("check" if done else self._icon, token, 18)
        size = picture.deviceIndependentSize()
        painter.drawPixmap(
            round(rect.center().x() - size.width() / 2),
            round(rect.center().y() - size.height() / 2),
            picture,
        )


class StepLine(QFrame):
    chosen = Signal(object)  # Station

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card")
        self.stops = {step: _Stop(step) for step in CaseStep}
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 6, 0, 6)
        layout.setSpacing(0)
        for step, stop in self.stops.items():
            stop.clicked.connect(self._say)
            stop.setProperty("step", step.value)
            layout.addWidget(stop, 1)

    def _say(self) -> None:
        sender = self.sender()
        if sender is not None:
            self.chosen.emit(CaseStep(sender.property("step")))

    def show_case(
        self, steps: Sequence[tuple[CaseStep, str, str, bool]], now: CaseStep, shown: CaseStep
    ) -> None:
        """Per station: name, what stands under it, and whether it was passed."""
        self.setAccessibleName(_("Stations of the case"))
        order = list(CaseStep)
        for number, (step, title, under, done) in enumerate(steps):
            stop = self.stops[step]
            stop.state = "done" if done else "now" if step is now else "later"
            stop.title, stop.under = title, under
            stop.setChecked(step is shown)
            stop.before = _half(steps, number - 1) if number else ""
            stop.after = _half(steps, number) if number < len(order) - 1 else ""
            text = _("step %(number)d of %(all)d, %(title)s, %(state)s")
            stop.setAccessibleName(
                text % {"number": number + 1, "all": len(order), "title": title, "state": under}
            )
            stop.update()


def _half(steps: Sequence[tuple[CaseStep, str, str, bool]], number: int) -> str:
    return "done" if steps[number][3] else "open"
