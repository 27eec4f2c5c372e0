"""The list of groups, and of students who have none yet."""

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from stagecoach import clock
from stagecoach.domain.peers import interval_name
from stagecoach.i18n import _, ago, date, full_date, ngettext
from stagecoach.services.peers import groups
from stagecoach.services.people.persons import Choice
from stagecoach.ui.core import theme
from stagecoach.ui.widgets.badges import paint_avatar, paint_icon, paint_text
from stagecoach.ui.widgets.table import ROW_ROLE, TableModel

_HEIGHT, _SMALL = 71, 53
_FACE, _OVER = 28, 23  # pixels of a face, and from one to the next


@dataclass(frozen=True, slots=True)
class PairEntry:
    """A group; or a student who has none."""

    group: groups.Row | None = None
    single: Choice | None = None
    quiet_days: int = 21

    @property
    def quiet(self) -> bool:
        return self.group is not None and self.group.quiet(self.quiet_days)

    @property
    def faces(self) -> tuple[Choice, ...]:
        if self.group is not None:
            return self.group.members
        return (self.single,) if self.single else ()


def last(group: groups.Row) -> str:
    if group.over:
        return _("ended")
    if group.last_on is None:
        return _("no talk yet")
    days = (clock.today() - group.last_on).days
    if days < 2:
        return ago(group.last_on)
    return ngettext("%d day ago", "%d days ago", days) % days


def talks(group: groups.Row) -> str:
    return ngettext("%d talk", "%d talks", group.sessions) % group.sessions


def silence(group: groups.Row) -> str:
    text = ngettext("quiet for %d day", "quiet for %d days", group.silent)
    return text % group.silent


def agreed(group: groups.Row, alike: groups.Likeness) -> str:
    """Since when, how often and how long, and how alike they are."""
    words = {
        "day": full_date(group.from_on),
        "often": interval_name(group.interval_days),
        "minutes": group.minutes,
    }
    said = _("Together since %(day)s, %(often)s, %(minutes)d minutes.") % words
    if alike.same_company is not None:
        company = _("Same company") if alike.same_company else _("Different companies")
        study = _("same study") if alike.same_study else _("different studies")
        said += f" {company}, {study}."
    if group.over and group.until_on is not None:
        said += " " + _("Ended on %s.") % date(group.until_on)
    elif group.agreed_on is None:
        said += " " + _("Confidentiality is not agreed yet.")
    return said


def balance(group: groups.Row) -> str:
    """How often each of them coached."""
    counts = [group.turns.get(member.id, 0) for member in group.members]
    if not any(counts):
        return _("no talk yet")
    if group.lead == 0:
        text = ngettext("each %d time, evenly shared", "each %d times, evenly shared", counts[0])
        return text % counts[0]
    names = groups.called(group.members).values()
    return ", ".join(f"{name} {count}×" for name, count in zip(names, counts, strict=True))


def sentence(entry: PairEntry) -> str:
    """The whole row for a screen reader."""
    if entry.group is None:
        assert entry.single is not None  # one of the two
        return _("%s has no pair yet") % entry.single.name
    group = entry.group
    when = silence(group) if entry.quiet else last(group)
    names = ", ".join(member.name for member in group.members)
    often = interval_name(group.interval_days)
    return f"{names}. {group.goal or talks(group)}. {when}, {often}."


class PairRows(QStyledItemDelegate):
    """Faces, names, the goal, and when they last spoke."""

    def sizeHint(
        self, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        entry: PairEntry = index.data(ROW_ROLE)
        return QSize(200, theme.scaled(_HEIGHT if entry.group else _SMALL))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        entry: PairEntry = index.data(ROW_ROLE)
        rect = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, theme.color("brand.soft"))
            painter.fillRect(
                QRectF(rect.left(), rect.top(), 3, rect.height()), theme.color("brand.base")
            )
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, theme.color("bg.hover"))
        painter.setPen(theme.color("border.subtle"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        paint_faces(painter, rect.left() + 16, rect.center().y(), entry.faces, 30)
        self._paint_words(painter, rect, entry)
        painter.restore()

    def _paint_words(self, painter: QPainter, rect: QRectF, entry: PairEntry) -> None:
        faces = max(2, len(entry.faces))  # names stand in line, but for three
        left = rect.left() + theme.scaled(16 + _FACE + _OVER * faces)
        line = theme.scaled(19)
        area = QRectF(left, rect.top() + theme.scaled(7), rect.right() - left - 10, line)
        strong, small = theme.font("compact", 600), theme.font("caption")
        if entry.group is None:
            assert entry.single is not None  # one of the two
            paint_text(painter, area, entry.single.name, strong, "text.primary")
            text = _("has no pair yet")
            paint_text(painter, area.translated(0, line), text, small, "text.secondary")
            return
        group = entry.group
        paint_text(painter, area, group.name, strong, "text.primary")
        about = group.goal or talks(group)
        paint_text(painter, area.translated(0, line), about, small, "text.secondary")
        third = area.translated(0, 2 * line)
        said, token, font = last(group), "text.secondary", small
        if entry.quiet:
            said, token, font = silence(group), "alert.strong", theme.font("caption", 600)
            middle = third.center().y()
            wide = paint_icon(painter, third.left(), middle, "circle-alert", token, 14)
            third.setLeft(third.left() + wide + 5)
        paint_text(painter, third, said, font, token)
        painter.setFont(font)
        third.setLeft(third.left() + painter.fontMetrics().horizontalAdvance(said) + 12)
        often = interval_name(group.interval_days)
        paint_text(painter, third, often, small, "text.secondary")


def paint_faces(
    painter: QPainter, x: float, middle: float, faces: tuple[Choice, ...], side: int
) -> None:
    """Over each other, as people who stand together."""
    size = theme.scaled(side)
    for number, face in enumerate(faces):
        if number:  # a rim, so that the one in front stands out
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("bg.surface"))
            painter.drawEllipse(QPointF(x + size / 2, middle), size / 2 + 2, size / 2 + 2)
        paint_avatar(painter, x, middle, size, face.name, face.id.int)
        x += size * 0.76


class Faces(QWidget):
    """Two or three faces: decoration beside their names."""

    def __init__(self, faces: tuple[Choice, ...], side: int = 40) -> None:
        super().__init__()
        self._faces, self._side = faces, side
        width = theme.scaled(side) * (1 + 0.76 * (len(faces) - 1)) + 1
        self.setFixedSize(QSize(round(width), theme.scaled(side)))
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)

    def paintEvent(self, _event: object) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_faces(painter, 0, self.height() / 2, self._faces, self._side)


def pair_list(model: TableModel[PairEntry]) -> QListView:
    view = QListView()
    view.setModel(model)
    view.setItemDelegate(PairRows(view))
    view.setAccessibleName(_("Pairs"))
    view.setMouseTracking(True)
    view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return view


def height(entries: list[PairEntry]) -> int:
    """Of the whole list, in pixels."""
    return sum(theme.scaled(_HEIGHT if entry.group else _SMALL) for entry in entries)
