"""The menu of a list: filters kept under a name, and which of its columns are seen."""

import uuid
from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QPoint, QSortFilterProxyModel, Qt, Slot
from PySide6.QtGui import QAction, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QPushButton,
    QTableView,
    QTreeView,
    QWidget,
)

from stagecoach.i18n import _
from stagecoach.services import list_views
from stagecoach.services.list_views import Kept
from stagecoach.ui.core import theme
from stagecoach.ui.core.workspace import Workspace
from stagecoach.ui.dialogs.form import Form
from stagecoach.ui.widgets.fields import named, row
from stagecoach.ui.widgets.filters import Choices
from stagecoach.ui.widgets.table import TableModel, titles

Titles = Sequence[tuple[str, str]]  # of each column: its name, empty when it always stays; title


class ListMenu(QPushButton):
    """Stands above a list; the headings of its columns open it too."""

    def __init__(
        self,
        workspace: Workspace,
        list_name: str,
        *,
        view: QTableView | QTreeView | None = None,
        titles: Titles = (),
        choices: Choices | None = None,
    ) -> None:
        super().__init__()
        self._workspace, self._list = workspace, list_name
        self._view, self._titles, self._choices = view, titles, choices
        text = _("Filters and columns") if titles else _("Saved filters")
        self.setProperty("kind", "secondary")
        self.setProperty("iconOnly", True)
        self.setIcon(theme.icon("list-filter"))
        self.setToolTip(text)
        self.setAccessibleName(text)
        self.clicked.connect(self.open)
        if view is not None:
            header = view.horizontalHeader() if isinstance(view, QTableView) else view.header()
            header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
            header.customContextMenuRequested.connect(self._at_header)
        workspace.changed.connect(self._on_changed)
        self._show_columns()

    @property
    def _whose(self) -> tuple[uuid.UUID, str]:
        return self._workspace.person_id, self._list

    @Slot()
    def open(self) -> None:
        self._popup(self.mapToGlobal(self.rect().bottomLeft()))

    @Slot(QPoint)
    def _at_header(self, place: QPoint) -> None:
        header = self.sender()
        if isinstance(header, QWidget):
            self._popup(header.mapToGlobal(place))

    def _popup(self, place: QPoint) -> None:
        menu = self.menu_now()
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(place)

    def menu_now(self) -> QMenu:
        menu = _StayingMenu(self)
        if self._choices is not None:
            self._add_filters(menu, self._choices.read())
        if self._titles:
            menu.addSeparator()
            _heading(menu, _("Columns"))
            hidden = self._workspace.ask(list_views.hidden, *self._whose)
            for name, title in self._titles:
                action = menu.addAction(title.replace("&", "&&"))
                action.setCheckable(True)
                action.setChecked(name not in hidden)
                action.setEnabled(bool(name))
                action.toggled.connect(partial(self._toggle, name))
        return menu

    def _add_filters(self, menu: QMenu, now: dict[str, str]) -> None:
        kept = self._workspace.ask(list_views.kept, *self._whose)
        if kept:
            _heading(menu, _("Saved filters"))
        for saved_filter in kept:
            action = menu.addAction(_shown(saved_filter), partial(self._take, saved_filter))
            if saved_filter.choices == now:
                action.setIcon(theme.icon("check"))
        keep = menu.addAction(_("Keep this filter…"), self.keep)
        keep.setEnabled(bool(now))
        if kept:
            away = menu.addMenu(_("Remove"))
            for saved_filter in kept:
                away.addAction(_shown(saved_filter), partial(self._remove, saved_filter))

    def _take(self, saved_filter: Kept) -> None:
        if self._choices is not None and not self._choices.write(saved_filter.choices):
            self._workspace.say(_("Part of this filter does not occur here, and was left out."))

    @Slot()
    def keep(self) -> None:
        if self._choices is not None:
            KeepForm(self._workspace, self._list, self._choices.read(), self).open_once()

    def _remove(self, saved_filter: Kept) -> None:
        self._workspace.do(list_views.remove, saved_filter.id)
        self._workspace.say(_("Filter removed"), undo=True)

    def _toggle(self, name: str, shown: bool) -> None:  # noqa: FBT001 - Qt's own signal
        self._workspace.do(list_views.show_column, *self._whose, name, shown=shown)

    @Slot(object)
    def _on_changed(self, tables: frozenset[str]) -> None:
        if "hidden_column" in tables:
            self._show_columns()

    def _show_columns(self) -> None:
        if self._view is None or not self._titles:
            return
        hidden = self._workspace.ask(list_views.hidden, *self._whose)
        for number, (name, _title) in enumerate(self._titles):
            self._view.setColumnHidden(number, name in hidden)


def _heading(menu: QMenu, text: str) -> None:
    """Words above a part of the menu; the style sheet keeps Qt's own sections wordless."""
    head = menu.addAction(text)
    head.setEnabled(False)
    font = head.font()
    font.setBold(True)
    head.setFont(font)


def _shown(saved_filter: Kept) -> str:
    return saved_filter.title.replace("&", "&&")


def text_filter(
    workspace: Workspace, list_name: str, view: QTableView, hint: str
) -> tuple[QLineEdit, QHBoxLayout]:
    """A line that filters a sorted list on its words, with the menu of that list beside it."""
    line: QLineEdit = named(QLineEdit(), _("Filter"))
    line.setPlaceholderText(hint)
    line.setClearButtonEnabled(True)
    proxy = view.model()
    assert isinstance(proxy, QSortFilterProxyModel)
    model = proxy.sourceModel()
    assert isinstance(model, TableModel)
    line.textChanged.connect(proxy.setFilterFixedString)
    choices = Choices({"words": line}, lambda: proxy.setFilterFixedString(line.text()))
    menu = ListMenu(workspace, list_name, view=view, titles=titles(model), choices=choices)
    return line, row(line, menu)


class _StayingMenu(QMenu):
    """Stays open while columns are ticked, so that three of them are three clicks."""

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if not _tick(self.actionAt(event.position().toPoint())):
            super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        ticks = event.key() in {Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if not (ticks and _tick(self.activeAction())):
            super().keyPressEvent(event)


def _tick(action: QAction | None) -> bool:
    if action is None or not action.isCheckable() or not action.isEnabled():
        return False
    action.trigger()
    return True


class KeepForm(Form):
    """Asks under which name a filter is kept."""

    def __init__(
        self, workspace: Workspace, list_name: str, choices: dict[str, str], parent: QWidget
    ) -> None:
        super().__init__(workspace, _("Keep this filter"), "list-filter", 420, parent)
        self._list, self._choices = list_name, choices
        self.title = QLineEdit()
        hint = _("the same name replaces it")
        self.add_field("title", _("&Name"), self.title, hint)
        self.add_buttons()

    def save(self) -> None:
        me, title = self.workspace.person_id, self.title.text()
        self.workspace.do(list_views.keep, me, self._list, title, self._choices)
        self.workspace.say(_("Filter kept"), undo=True)
