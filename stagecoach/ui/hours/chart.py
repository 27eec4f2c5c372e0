"""Practice above the line and school below it, per week, against what was planned."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from stagecoach import clock
from stagecoach.domain.hours import Absence, Kind
from stagecoach.domain.students.placements import monday
from stagecoach.i18n import _, hours
from stagecoach.services.hours.rows import Ledger, Week
from stagecoach.services.hours.words import signed
from stagecoach.ui.core import theme
from stagecoach.ui.widgets.badges import paint_text

_LEFT, _ABOVE, _BELOW, _NUMBERS = 74, 84, 24, 22  # pixels of the design
_SHOWN = 26  # weeks side by side at most; a longer placement shows those around now


class HourBars(QWidget):
    """Two lines of progress: practice with what waits hatched, and school."""

    def __init__(self) -> None:
        super().__init__()
        self._parts: list[tuple[float, str, bool]] = []
        self.setFixedHeight(theme.scaled(14))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_parts(self, parts: list[tuple[float, str, bool]]) -> None:
        """(share, token, hatched) from left to right."""
        self._parts = parts
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("bg.pressed"))
        painter.drawRoundedRect(QRectF(self.rect()), 4, 4)
        left = 0.0
        for share, token, hatched in self._parts:
            width = max(0.0, min(share, 1 - left)) * self.width()
            area = QRectF(left * self.width(), 0, width, self.height())
            _fill(painter, area, token, hatched=hatched)
            left += max(0.0, share)


def _fill(painter: QPainter, area: QRectF, token: str, *, hatched: bool) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color("brand.soft") if hatched else theme.color(token))
    painter.drawRoundedRect(area, 3, 3)
    if hatched:
        painter.setBrush(QBrush(theme.color(token), Qt.BrushStyle.BDiagPattern))
        painter.drawRoundedRect(area, 3, 3)


class Legend(QWidget):
    """What the bars mean, in words."""

    def __init__(self) -> None:
        super().__init__()
        self._words = (
            (_("approved"), "brand.base"),
            (_("logged"), "hatched"),
            (_("school"), "text.muted"),
            (_("planned"), "line"),
        )
        self.setFixedSize(QSize(theme.scaled(330), theme.scaled(22)))
        self.setAccessibleName(", ".join(word for word, _token in self._words))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font, x, middle = theme.font("caption"), 0.0, self.height() / 2
        painter.setFont(font)
        wide = sum(painter.fontMetrics().horizontalAdvance(word) + 38 for word, _t in self._words)
        x = max(0.0, self.width() - wide)
        for word, token in self._words:
            area = QRectF(x, middle - 6, 13, 13)
            if token == "line":  # noqa: S105 - of a picture
                painter.setPen(QPen(theme.color("text.primary"), 1.5))
                painter.drawLine(QPointF(x - 2, middle), QPointF(x + 15, middle))
            else:
                hatched = token == "hatched"  # noqa: S105
                _fill(painter, area, "brand.base" if hatched else token, hatched=hatched)
            width = painter.fontMetrics().horizontalAdvance(word)
            words = QRectF(x + 20, 0, width + 2, self.height())
            paint_text(painter, words, word, font, "text.secondary")
            x += width + 38


class HourChart(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self._weeks: list[Week] = []
        self._most, self._most_school = 1, 1
        self.setMinimumHeight(theme.scaled(_ABOVE + _BELOW + _NUMBERS + 8))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(_("Hours per week"))

    def sizeHint(self) -> QSize:
        return QSize(600, theme.scaled(_ABOVE + _BELOW + _NUMBERS + 8))

    def show_ledger(self, ledger: Ledger) -> None:
        weeks = list(ledger.weeks)
        now = next((n for n, w in enumerate(weeks) if _is_now(w)), len(weeks) - 1)
        first = max(0, min(now - _SHOWN // 2, len(weeks) - _SHOWN))
        self._weeks = weeks[first : first + _SHOWN]
        self._most = max((max(w.planned(), w.logged()) for w in self._weeks), default=0) or 1
        school = (max(w.planned(Kind.SCHOOL), w.logged(Kind.SCHOOL)) for w in self._weeks)
        self._most_school = max(school, default=0) or 1
        said = _("week %(week)d: %(practice)s practice and %(school)s school")
        told = (
            said
            % {
                "week": week.number,
                "practice": hours(week.logged()),
                "school": hours(week.logged(Kind.SCHOOL)),
            }
            for week in self._weeks
        )
        self.setAccessibleDescription("; ".join(told))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        base = theme.scaled(_ABOVE + 8)
        left, step = theme.scaled(_LEFT), self._step()
        for number, week in enumerate(self._weeks):
            area = QRectF(left + number * step, 0, step, self.height())
            if _is_now(week):
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(theme.color("bg.hover"))
                painter.drawRoundedRect(area.adjusted(0, 0, 0, -2), 4, 4)
            self._paint_week(painter, week, area, base)
        painter.setPen(QPen(theme.color("text.secondary"), 1.5))
        painter.drawLine(QPointF(left - 6, base), QPointF(self.width(), base))
        font, end = theme.font("caption"), left - 14
        for text, y in (
            (_("company"), base - theme.scaled(34)),
            (_("school"), base + theme.scaled(13)),
            (_("week"), self.height() - theme.scaled(13)),
        ):
            area = QRectF(0, y - 10, end, 20)
            paint_text(painter, area, text, font, "text.secondary", right=True)

    def _step(self) -> float:
        return (self.width() - theme.scaled(_LEFT)) / max(1, len(self._weeks))

    def _paint_week(self, painter: QPainter, week: Week, area: QRectF, base: float) -> None:
        width = min(area.width() * 0.7, theme.scaled(34))
        left = area.center().x() - width / 2
        above, below = theme.scaled(_ABOVE - 12), theme.scaled(_BELOW - 4)
        planned = above * week.planned() / self._most
        if week.monday > clock.today():
            self._paint_coming(painter, week, QRectF(left, base - planned, width, planned), base)
        else:
            self._paint_made(painter, week, left, width, base)
            if planned:
                painter.setPen(QPen(theme.color("text.primary"), 1.5))
                line = base - planned
                painter.drawLine(QPointF(left - 3, line), QPointF(left + width + 3, line))
        school_height = below * week.logged(Kind.SCHOOL) / self._most_school
        if school_height:
            _fill(
                painter, QRectF(left, base + 3, width, school_height), "text.muted", hatched=False
            )
        elif any(day.planned.school_free for day in week.days):
            painter.fillRect(
                QRectF(left - 4, base + 3, width + 8, below * 0.6),
                QBrush(theme.color("border.default"), Qt.BrushStyle.BDiagPattern),
            )
        painter.setPen(theme.color("text.primary" if _is_now(week) else "text.muted"))
        painter.setFont(theme.font("caption", 700 if _is_now(week) else 400))
        number = QRectF(area.left(), self.height() - theme.scaled(_NUMBERS), area.width(), 20)
        painter.drawText(number, Qt.AlignmentFlag.AlignCenter, str(week.number))

    def _paint_made(
        self, painter: QPainter, week: Week, left: float, width: float, base: float
    ) -> None:
        above = theme.scaled(_ABOVE - 12)
        settled = above * week.approved / self._most
        whole = above * week.logged() / self._most
        _fill(painter, QRectF(left, base - settled, width, settled), "brand.base", hatched=False)
        if whole > settled:
            area = QRectF(left, base - whole, width, whole - settled)
            _fill(painter, area, "brand.base", hatched=True)
        text = _label(week)
        if text:
            top = min(base - whole, base - above * week.planned() / self._most)
            painter.setPen(theme.color("text.primary"))
            painter.setFont(theme.font("mark", 600))
            area = QRectF(left - 20, top - theme.scaled(20), width + 40, theme.scaled(18))
            painter.drawText(area, Qt.AlignmentFlag.AlignCenter, text)

    def _paint_coming(self, painter: QPainter, week: Week, area: QRectF, base: float) -> None:
        if not week.planned() and any(day.planned.free for day in week.days):
            above = theme.scaled(_ABOVE - 12)
            painter.fillRect(
                QRectF(area.left() - 4, base - above, area.width() + 8, above),
                QBrush(theme.color("border.default"), Qt.BrushStyle.BDiagPattern),
            )
            return
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.color("border.default"), 1.2, Qt.PenStyle.DotLine))
        painter.drawRoundedRect(area, 2, 2)
        school = theme.scaled(_BELOW - 4) * week.planned(Kind.SCHOOL) / self._most_school
        if school:
            painter.drawRoundedRect(QRectF(area.left(), base + 3, area.width(), school), 2, 2)


def _label(week: Week) -> str:
    """Why a week differs, above its bar: ill, or by how many hours."""
    if _is_now(week) or not week.planned():
        return ""
    ill = any(line.absence is Absence.ILLNESS for day in week.days for line in day.lines)
    if ill:
        return _("ill")
    difference = week.logged() - week.planned()
    return signed(difference) if difference else ""


def _is_now(week: Week) -> bool:
    return week.monday == monday(clock.today())
