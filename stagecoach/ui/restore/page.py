"""The backups of the open store: what each holds and how it differs, looked into, put back."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from stagecoach.errors import StageCoachError
from stagecoach.i18n import _
from stagecoach.services import Store, backups, safekeeping
from stagecoach.services.backups import Backup
from stagecoach.services.safekeeping import Compared
from stagecoach.ui.core import theme
from stagecoach.ui.core.current_store import CurrentStore
from stagecoach.ui.core.jobs import Latest
from stagecoach.ui.core.page import Page, Place
from stagecoach.ui.core.workspace import Workspace
from stagecoach.ui.restore import rows
from stagecoach.ui.restore.preview import BackupPreview
from stagecoach.ui.widgets.fields import button, column, framed, icon_label, label, row, scroll
from stagecoach.ui.widgets.table import (
    TableModel,
    fit_columns,
    select_row,
    selected_row,
    table_view,
)

_SIDE = 400
_BESIDE = 1000


class BackupsPage(Page):
    def __init__(
        self, workspace: Workspace, current: CurrentStore, parent: QWidget | None = None
    ) -> None:
        super().__init__(workspace, parent)
        self._current = current
        self._shown: list[Backup] | None = None
        self._outcome = ""  # of the test that was just done, until the list is shown
        here = workspace.database.path.parent
        self.model = TableModel(rows.columns(here), self, rows.sentence)
        self.view = table_view(self.model, _("Backups"))
        self._latest = Latest(workspace, self._wanted, self._compared, self)
        self.view.selectionModel().currentRowChanged.connect(self._compare)
        self.view.installEventFilter(self)
        self.preview = BackupPreview()
        self.preview.look.clicked.connect(self._look)
        self.preview.put_back.clicked.connect(self._put_back)
        self.drill = button(_("Test a backup"), self._drill, icon="shield-check")
        self._drilled = label("", "secondary", wrap=True)
        self._build()
        if current.safekeeping is not None:
            current.safekeeping.made.connect(self.reload)

    def _build(self) -> None:
        back = button(_("Settings"), self._leave, icon="arrow-left", kind="quiet")
        head = row(back, label(_("Put a backup back"), "title"), None, spacing=20)
        works = column(
            label(_("See whether your backup works"), "strong"), self._drilled, spacing=0
        )
        foot = row(icon_label("shield-check", "text.secondary", 18), works, self.drill, spacing=14)
        foot.setStretch(1, 1)
        foot.setContentsMargins(16, 10, 16, 12)
        listed = framed("card", column(self.view, foot, spacing=0))
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(16)
        self._columns.addLayout(column(listed, None), 1)
        self._columns.addLayout(column(self.preview, None))
        often = _(
            "Every 30 minutes while you work, and when you lock or close. Of before we keep one a "
            "day, a week and a month."
        )
        sign = icon_label("history", "text.muted", 15)
        note = row(sign, label(often, "muted", wrap=True))
        note.setStretch(1, 1)
        content = QWidget()
        content.setLayout(
            column(head, self._columns, note, None, spacing=16, margins=(32, 18, 32, 24))
        )
        self.setLayout(column(scroll(content)))

    def window_title(self) -> str:
        return _("Put a backup back")

    def focus_first(self) -> None:
        self.view.setFocus()

    @Slot()
    def reload(self) -> None:
        path, folders = self.workspace.database.path, self._current.backup_folders
        self.workspace.worker.run(self, self._show, partial(backups.everywhere, path, folders))

    def _show(self, kept: list[Backup]) -> None:
        if kept == self._shown:
            return
        self._shown, chosen = kept, selected_row(self.view)
        self.model.show(kept)
        self.view.sortByColumn(-1, Qt.SortOrder.AscendingOrder)
        fit_columns(self.view)
        select_row(self.view, lambda backup: chosen is not None and backup.path == chosen.path)
        rows_shown = max(3, min(len(kept), 9))
        self.view.setFixedHeight(theme.scaled(46) + rows_shown * theme.scaled(44))
        self.preview.setVisible(bool(kept))
        self.drill.setEnabled(bool(kept))
        tested = next((b for b in kept if b.tested_at), None)
        text = rows.tested(tested) if tested else _("No backup was tested yet.")
        self._drilled.setText(self._outcome or text)
        self._outcome = ""
        self._compare()

    @Slot()
    def _compare(self) -> None:
        """What is in it, beside what there is now: counted off the thread of the screens."""
        chosen: Backup | None = selected_row(self.view)
        if chosen is not None:
            self.preview.show_backup(chosen)
            self._latest.ask()

    def _wanted(self) -> Callable[[Store], Compared] | None:
        chosen: Backup | None = selected_row(self.view)
        return partial(safekeeping.compare, copy=chosen) if chosen is not None else None

    def _compared(self, outcome: Compared) -> None:
        if selected_row(self.view) == outcome.backup:
            self.preview.show_contents(outcome)

    @Slot()
    def _drill(self) -> None:
        chosen: Backup | None = selected_row(self.view)
        if chosen is None:
            return
        self.drill.setEnabled(False)
        self._drilled.setText(_("Opening it and reading all of it …"))
        job = partial(safekeeping.drill, self.workspace.database, chosen, self.workspace.goes_on)
        self.workspace.worker.run(
            self, self._tried, job, failed=self._not_tried, ended=self._drill_over
        )

    def _tried(self, backup: Backup) -> None:
        self._shown, self._outcome = None, rows.outcome(backup)
        self.reload()

    def _not_tried(self, error: Exception) -> None:
        if isinstance(error, safekeeping.Stopped):
            return
        if not isinstance(error, StageCoachError):
            raise error
        self._drilled.setText(str(error))

    def _drill_over(self) -> None:
        self.drill.setEnabled(True)

    @Slot()
    def _look(self) -> None:
        if (chosen := selected_row(self.view)) is not None and not chosen.broken:
            self._current.look_wanted.emit(chosen)

    @Slot()
    def _put_back(self) -> None:
        if (chosen := selected_row(self.view)) is not None and not chosen.broken:
            self._current.restore_wanted.emit(chosen)

    @Slot()
    def _leave(self) -> None:
        self.go.emit(Place("settings"))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Space looks inside, Ctrl+Enter puts back."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            ctrl = event.modifiers() & Qt.KeyboardModifier.ControlModifier
            if event.key() == Qt.Key.Key_Space and not ctrl:
                self._look()
                return True
            if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and ctrl:
                self._put_back()
                return True
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        way = QBoxLayout.Direction
        beside = self.width() >= theme.scaled(_BESIDE)
        self._columns.setDirection(way.LeftToRight if beside else way.TopToBottom)
        self.preview.setFixedWidth(theme.scaled(_SIDE) if beside else self.width() - 64)
