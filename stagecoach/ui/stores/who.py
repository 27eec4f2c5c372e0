"""Who are you? The store is open, and several people share this machine."""

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    QTimer,
    Slot,
)
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QLineEdit,
    QListView,
    QStackedWidget,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from stagecoach import clock
from stagecoach.domain.people import LONGEST_PIN, MANAGER, holder_name, role_name
from stagecoach.errors import StageCoachError, WrongPin
from stagecoach.i18n import _, sentence_day
from stagecoach.services.people.pins import Face
from stagecoach.ui.core import theme
from stagecoach.ui.core.current_store import CurrentStore
from stagecoach.ui.stores.forgotten_pin import ForgottenPin
from stagecoach.ui.stores.unlock import language, promise
from stagecoach.ui.widgets.badges import paint_avatar, paint_text
from stagecoach.ui.widgets.fields import (
    button,
    column,
    framed,
    icon_label,
    label,
    labelled,
    mark_wrong,
    named,
    row,
    scroll,
)
from stagecoach.ui.widgets.logo import Logo
from stagecoach.ui.widgets.rails import Rails

Index = QModelIndex | QPersistentModelIndex
_ROW, _SHOWN = 56, 6
_TALL = 720  # below it there is no room for the rails
FACE_ROLE = Qt.ItemDataRole.UserRole


def roles_of(face: Face) -> str:
    """What somebody is here, in words."""
    return ", ".join(role_name(role) for role in face.roles) or holder_name(MANAGER)


class Faces(QAbstractListModel):
    """One row per person; a screen reader hears name and roles."""

    def __init__(self, faces: list[Face], parent: QObject) -> None:
        super().__init__(parent)
        self._faces = faces

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._faces)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        face = self._faces[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return face.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{face.name}, {roles_of(face)}"
        return face if role == FACE_ROLE else None


class _Rows(QStyledItemDelegate):
    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(200, theme.scaled(_ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        face: Face = index.data(FACE_ROLE)
        rect = QRectF(option.rect)
        state = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, theme.color("bg.selected"))
            bar = QRectF(rect.left(), rect.top(), 3, rect.height())
            painter.fillRect(bar, theme.color("brand.base"))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, theme.color("bg.hover"))
        middle, side = rect.center().y(), theme.scaled(36)
        paint_avatar(painter, rect.left() + 14, middle, side, face.name, face.id.int)
        words = rect.adjusted(14 + side + 12, 6, -12, -6)
        upper = QRectF(words.left(), words.top(), words.width(), words.height() / 2)
        lower = upper.translated(0, words.height() / 2)
        paint_text(painter, upper, face.name, theme.font("body", 600), "text.primary")
        paint_text(painter, lower, roles_of(face), theme.font("caption"), "text.muted")
        painter.restore()


class WhoPage(QWidget):
    """Choose yourself and type your PIN; nothing of what is in the store is shown."""

    def __init__(self, current: CurrentStore) -> None:
        super().__init__()
        self._current = current
        self.faces = Faces(current.pins.faces(), self)
        self.list = QListView()
        self.list.setAccessibleName(_("Who are you?"))
        self.list.setModel(self.faces)
        self.list.setItemDelegate(_Rows(self.list))
        self.list.setMouseTracking(True)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.setCurrentIndex(self.faces.index(0))
        self.pin = QLineEdit()
        self.pin.setEchoMode(QLineEdit.EchoMode.Password)
        self.pin.setMaxLength(LONGEST_PIN)
        self.problem = label("", "problem", wrap=True)
        self.problem.hide()
        self.open_button = button(
            _("Go on"), self.come_in, kind="primary", icon="lock-open", keys="Enter"
        )
        self.entry = QStackedWidget()
        self.forgotten = ForgottenPin(current, self.chosen)
        self._rails = Rails([(0.5, "")], 0, "users-round")
        self._timer = QTimer(self, interval=1000)
        self._timer.timeout.connect(self._tick)
        self._build()
        self._connect()
        self._other()

    def _build(self) -> None:
        title = column(
            label(_("Who are you?"), "welcome"),
            label(sentence_day(clock.today()), "muted"),
            spacing=0,
        )
        top = row(None, Logo(), title, None, spacing=20)
        content = QWidget()
        warn = label(
            _("After 5 wrong tries you wait 30 seconds. Nothing is ever erased."), "secondary"
        )
        sign = icon_label("circle-alert", "text.secondary", 16)
        foot = row(None, sign, warn, language(self._current), None, spacing=14)
        cards = row(None, self._card(), None)
        parts = (top, self._rails, cards, foot, promise(self._current), None)
        content.setLayout(column(*parts, spacing=22, margins=(0, 28, 0, 16)))
        self.setLayout(column(scroll(content)))

    def _card(self) -> QFrame:
        rows = min(max(self.faces.rowCount(), 4), _SHOWN)
        self.list.setFixedHeight(theme.scaled(_ROW) * rows + 2)
        self.list.setFixedWidth(theme.scaled(380))
        listed = framed("card", column(self.list, margins=(1, 1, 1, 1)))
        shut = button(_("Lock the file"), self._current.lock, icon="lock", small=True)
        lost = button(_("PIN forgotten?"), self._forgot, kind="quiet", small=True)
        entry = QWidget()
        entry.setLayout(
            column(
                labelled(_("&PIN"), self.pin),
                self.problem,
                row(self.open_button, None),
                row(lost, None),
                None,
                spacing=12,
            )
        )
        self.entry.addWidget(entry)
        self.entry.addWidget(self.forgotten)
        side = column(self.entry, None, row(shut, None), spacing=12)
        frame = framed("card", row(listed, side, spacing=24, margins=(20, 20, 20, 20)))
        frame.setFixedWidth(theme.scaled(720))
        return frame

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._rails.setVisible(self.height() >= theme.scaled(_TALL))
        super().resizeEvent(event)

    def _connect(self) -> None:
        self.pin.returnPressed.connect(self.come_in)
        self.forgotten.left.connect(self._other)
        self.forgotten.renewed.connect(self._renewed)
        self.list.activated.connect(self.pin.setFocus)
        self.list.clicked.connect(self.pin.setFocus)
        self.list.selectionModel().currentChanged.connect(self._other)

    def focus_first(self) -> None:
        (self.list if self.faces.rowCount() > 1 else self.pin).setFocus()

    def chosen(self) -> Face:
        face: Face = self.list.currentIndex().data(FACE_ROLE)
        return face

    @Slot()
    def _other(self) -> None:
        """Somebody else was chosen: their own waiting counts, what was typed is gone."""
        self.entry.setCurrentIndex(0)
        self.pin.clear()
        named(self.pin, _("PIN of %s") % self.chosen().name)
        self._say("")
        self._tick()
        if self._current.pins.wait(self.chosen()):
            self._timer.start()

    @Slot()
    def _forgot(self) -> None:
        if not self.chosen().manages:
            self._say(_("A manager of this file can give you a new PIN."))
            return
        self.entry.setCurrentWidget(self.forgotten)
        self.forgotten.begin()

    @Slot()
    def _renewed(self) -> None:
        self._other()
        self._say(_("The new PIN is kept. Type it to go on."))
        mark_wrong(self.pin, wrong=False)
        self.pin.setFocus()

    @Slot()
    def come_in(self) -> None:
        if not self.pin.text() or not self.open_button.isEnabled():
            return
        try:
            self._current.pins.come_in(self.chosen().id, self.pin.text())
        except WrongPin as error:
            self.pin.clear()
            self._say(str(error))
            if self._current.pins.wait(self.chosen()):
                self._timer.start()
                self._tick()
        except StageCoachError as error:
            self._say(str(error))

    def _say(self, text: str) -> None:
        self.problem.setText(text)
        self.problem.setVisible(bool(text))
        self.pin.setAccessibleDescription(text)
        mark_wrong(self.pin, wrong=bool(text))

    @Slot()
    def _tick(self) -> None:
        """Count down after too many wrong tries."""
        left = self._current.pins.wait(self.chosen())
        self.pin.setEnabled(not left)
        self.open_button.setEnabled(not left)
        if left:
            self._say(_("Wait %d seconds. Nothing has been erased.") % left)
        elif self._timer.isActive():
            self._timer.stop()
            self._say("")
            self.pin.setFocus()
