"""The lists of the report form, in the adviser's hands: desks, kinds, grounds, help, numbers."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QTableWidget, QTableWidgetItem, QTabWidget, QWidget

from stagecoach.errors import Invalid
from stagecoach.i18n import _
from stagecoach.services.cases import room as rooms
from stagecoach.services.reports import lists as report_lists
from stagecoach.services.reports.lists import Lists
from stagecoach.ui.cases.open_room import OpenRoom
from stagecoach.ui.core import theme
from stagecoach.ui.dialogs.dialog import Dialog
from stagecoach.ui.widgets.fields import button, column, label, named, row

LISTS_DRAFT = "lists"  # what was changed and not signed yet is kept in the room under it


@dataclass(frozen=True)
class _Cell:
    name: str
    title: str
    width: int
    tick: bool = False


class Grid(QWidget):
    """Rows of texts and ticks; what a row has besides (its code) goes along with it."""

    def __init__(self, title: str, cells: Sequence[_Cell], *, fixed: bool = False) -> None:
        super().__init__()
        self._cells = cells
        self.table: QTableWidget = named(QTableWidget(0, len(cells)), title)
        self.table.setHorizontalHeaderLabels([field.title for field in cells])
        self.table.verticalHeader().hide()
        self.table.setTabKeyNavigation(False)
        header = self.table.horizontalHeader()
        header.setMinimumSectionSize(theme.scaled(60))
        for number, cell in enumerate(cells):
            self.table.setColumnWidth(
                number, max(header.sectionSizeHint(number) + 16, theme.scaled(cell.width))
            )
        header.setStretchLastSection(True)
        tools = row(
            button(_("Add row"), self._add, icon="plus", small=True),
            button(_("Take row away"), self._drop, icon="x", small=True),
            None,
        )
        parts = [self.table] if fixed else [self.table, tools]
        self.setLayout(column(*parts, spacing=8, margins=(0, 10, 0, 0)))

    def fill(self, rows: Sequence[dict[str, Any]]) -> None:
        self.table.setRowCount(0)
        for record in rows:
            self._put(record)

    def _put(self, values: dict[str, Any]) -> None:
        at = self.table.rowCount()
        self.table.insertRow(at)
        for number, cell in enumerate(self._cells):
            item = QTableWidgetItem("" if cell.tick else str(values.get(cell.name, "")))
            if cell.tick:
                on = Qt.CheckState.Checked if values.get(cell.name) else Qt.CheckState.Unchecked
                item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
                item.setCheckState(on)
            if number == 0:
                item.setData(Qt.ItemDataRole.UserRole, values.get("code", ""))
            self.table.setItem(at, number, item)

    def rows(self) -> list[dict[str, Any]]:
        return [self._row(at) for at in range(self.table.rowCount())]

    def _row(self, at: int) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for number, cell in enumerate(self._cells):
            item = self.table.item(at, number)
            if cell.tick:
                values[cell.name] = bool(item and item.checkState() == Qt.CheckState.Checked)
            else:
                values[cell.name] = item.text().strip() if item else ""
        first = self.table.item(at, 0)
        values["code"] = first.data(Qt.ItemDataRole.UserRole) if first else ""
        return values

    @Slot()
    def _add(self) -> None:
        self._put({})
        self.table.setCurrentCell(self.table.rowCount() - 1, 0)
        self.table.setFocus()

    @Slot()
    def _drop(self) -> None:
        self.table.removeRow(self.table.currentRow())


def _choices(*, grounds: bool) -> list[_Cell]:
    cells = [_Cell("nl", _("Dutch"), 190), _Cell("en", _("English"), 190)]
    if grounds:
        cells.append(_Cell("grounds", _("Asks why"), 80, tick=True))
    return [*cells, _Cell("source", _("Source"), 200)]


def _grids() -> dict[str, Grid]:
    desks = [
        _Cell("name", _("Desk"), 150),
        _Cell("name_en", _("English"), 140),
        _Cell("phone", _("Telephone"), 110),
        _Cell("checked", _("Checked on"), 100),
        _Cell("form", _("On the form"), 80, tick=True),
        _Cell("note", _("About it"), 110),
        _Cell("note_en", _("About it, English"), 110),
        _Cell("source", _("Source"), 140),
    ]
    return {
        "desks": Grid(_("Desks"), desks),
        "kinds": Grid(_("Where it fits"), _choices(grounds=True)),
        "grounds": Grid(_("Grounds"), _choices(grounds=False)),
        "helps": Grid(_("What helps"), _choices(grounds=False)),
        "numbers": Grid(
            _("Days and numbers"),
            [
                _Cell("title", _("What"), 320),
                _Cell("value", _("Value"), 90),
                _Cell("source", _("Source"), 300),
            ],
            fixed=True,
        ),
    }


class ReportListsDialog(Dialog):
    """What is changed here goes out with the next version of the list of advisers."""

    tone = "sealed.strong"
    save_kind = "seal"

    def __init__(self, open_room: OpenRoom, parent: QWidget, then: Callable[[Lists], Any]) -> None:
        super().__init__(_("Lists of the report form"), "list", 860, parent)
        self._open_room, self._then = open_room, then
        lists = open_room.ask(rooms.lists)
        self.grids = _grids()
        self.tabs = QTabWidget()
        self._begun = report_lists.rows(lists)
        raw = open_room.ask(rooms.find_draft, LISTS_DRAFT) or self._begun
        for name, grid in self.grids.items():
            grid.fill(raw[name])
            self.tabs.addTab(grid, grid.table.accessibleName())
        self._shown = self._typed()
        self.tabs.setMinimumHeight(theme.scaled(330))
        told = _("Call a number before you write down that it was checked. Dates as 2026-11-24.")
        self.body.addWidget(label(told, "secondary", wrap=True))
        self.body.addWidget(self.tabs)
        self.body.addWidget(self.problem_label("lists", self.tabs))
        self.add_buttons(_("Go on to sign"))
        again = button(_("As they were"), self._begin_again, kind="quiet", icon="undo-2")
        self.footer.insertWidget(1, again)
        open_room.watch(self)

    def save(self) -> None:
        """Raises Invalid beside the tabs, naming the row."""
        lists = report_lists.from_rows(self._typed())
        if not lists.kinds or not any(desk.form for desk in lists.desks):
            raise Invalid({"lists": _("Keep one kind, and one desk on the form, at least.")})
        self._open_room.ask(rooms.keep_draft, LISTS_DRAFT, self._typed())  # until it is signed
        self._then(lists)

    def _typed(self) -> dict[str, list[dict[str, Any]]]:
        return {name: grid.rows() for name, grid in self.grids.items()}

    def reject(self) -> None:
        """What was changed waits here, also when the room closes by itself."""
        if self._typed() != self._shown:
            self._open_room.ask(rooms.keep_draft, LISTS_DRAFT, self._typed())
        super().reject()

    @Slot()
    def _begin_again(self) -> None:
        for name, grid in self.grids.items():
            grid.fill(self._begun[name])
        self._shown = self._typed()
        self._open_room.ask(rooms.drop_draft, LISTS_DRAFT)
