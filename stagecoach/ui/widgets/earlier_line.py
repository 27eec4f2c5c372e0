"""The earlier answers to one criterion as a small line: oldest at the left, best at the top."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from stagecoach.i18n import _, date
from stagecoach.services.evaluations.earlier import Past
from stagecoach.ui.core import theme
from stagecoach.ui.widgets.fields import tip

_WIDTH, _HEIGHT = 56, 34
_MOST = 6  # points; more are too near to each other to be seen


class EarlierLine(QWidget):
    """Read as one sentence; the figures stand in its tooltip."""

    def __init__(self, past: Sequence[Past]) -> None:
        super().__init__()
        self._past = list(past)[-_MOST:]
        said = ", ".join(f"{date(rating.on)} {rating.letter}" for rating in past)
        self.setToolTip(tip(said))
        self.setAccessibleName(_("Earlier: %s") % said)
        self.setFixedSize(QSize(theme.scaled(_WIDTH), theme.scaled(_HEIGHT)))

    def _places(self) -> list[tuple[QPointF, Past]]:
        """N.v.t. is below the line: it is neither high nor low."""
        left, right = 6.0, self.width() - 6.0
        top, bottom = 6.0, self.height() - 10.0
        step = (right - left) / max(1, len(self._past) - 1)
        return [
            (
                QPointF(
                    left + step * number if len(self._past) > 1 else (left + right) / 2,
                    self.height() - 3.0
                    if rating.height is None
                    else bottom - rating.height * (bottom - top),
                ),
                rating,
            )
            for number, rating in enumerate(self._past)
        ]

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        places = self._places()
        painter.setPen(QPen(theme.color("border.control"), 1.5))
        known = [at for at, rating in places if rating.height is not None]
        painter.drawPolyline(known)
        for at, rating in places:
            last = rating is self._past[-1]
            painter.setPen(QPen(theme.color("text.secondary"), 1.5))
            painter.setBrush(theme.color("text.secondary" if last else "bg.surface"))
            if rating.height is None:
                painter.setPen(QPen(theme.color("text.muted"), 1, Qt.PenStyle.DotLine))
                painter.setBrush(theme.color("bg.surface"))
            painter.drawEllipse(at, 3.0, 3.0)
