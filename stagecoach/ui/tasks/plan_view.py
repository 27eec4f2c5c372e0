"""What the plan of a dossier shows."""

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from stagecoach.domain.tracks import Track
from stagecoach.i18n import _
from stagecoach.services.tasks.tasks import Row
from stagecoach.ui.core import theme
from stagecoach.ui.tasks.plan import PlanModel, track_of


class PlanView(QTableView):
    """Tells which task or evaluation is opened, and when the fold is."""

    task_opened = Signal(object)
    station_opened = Signal(object)
    unfolded = Signal()
    shifted = Signal(object, int)  # a task, weeks later; by the keyboard or by dragging its card

    def __init__(self, model: PlanModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        from stagecoach.ui.tasks.cards import Cards

        self.plan = model
        self.setModel(model)
        self.setItemDelegate(Cards(model, self))
        self.setAccessibleName(_("Tasks on two tracks"))
        self.setShowGrid(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.horizontalHeader().hide()
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.setObjectName("plan")
        self.setStyleSheet("#plan, #plan::item { background: transparent; border: none; }")
        self.viewport().setAutoFillBackground(False)
        self._held: Row | None = None
        self.activated.connect(self._open)
        self.clicked.connect(self._open_line)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Alt with Up or Down moves the task a week; without Alt the cursor moves."""
        weeks = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        task = self.plan.task(self.currentIndex())
        if weeks and task and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.shifted.emit(task.id, weeks)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._held = self.plan.task(self.indexAt(event.position().toPoint()))
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._held is not None and event.buttons() & Qt.MouseButton.LeftButton:
            self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
        super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A card let go beside another one goes to the week of that one."""
        held, self._held = self._held, None
        self.viewport().unsetCursor()
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        other = self.plan.task(index) or self._partner(index)
        if held is not None and other is not None and other.id != held.id:
            weeks = (other.planned_from - held.planned_from).days // 7
            if weeks:
                self.shifted.emit(held.id, weeks)

    def _partner(self, index: QModelIndex) -> Row | None:
        """The task on the other track of the same line."""
        pair = self.plan.line(index).tasks if index.isValid() else None
        return next((task for task in pair.values() if task), None) if pair else None

    def resizeEvent(self, event: QResizeEvent) -> None:
        rails = theme.scaled(92)
        side = (self.viewport().width() - rails) // 2
        for column, width in enumerate((side, self.viewport().width() - 2 * side, side)):
            self.setColumnWidth(column, width)
        super().resizeEvent(event)

    def focused_track(self) -> Track:
        return track_of(self.currentIndex()) if self.currentIndex().isValid() else Track.LEARNING

    @Slot(object)
    def _open(self, index: QModelIndex) -> None:
        if task := self.plan.task(index):
            self.task_opened.emit(task.id)
        else:
            self._open_line(index)

    @Slot(object)
    def _open_line(self, index: QModelIndex) -> None:
        """A single click opens folds and evaluations; cards only take the focus."""
        line = self.plan.line(index)
        if line.station and index.column() == 2:
            self.station_opened.emit(line.station)
        elif line.folded:
            self.unfolded.emit()
