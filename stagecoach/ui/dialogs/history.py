"""The history of a record in two versions side by side, and the bin."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QComboBox, QGridLayout, QPushButton, QTableView, QVBoxLayout, QWidget

from stagecoach.errors import StageCoachError
from stagecoach.i18n import _, moment
from stagecoach.services.history import changes
from stagecoach.services.history import undo as history
from stagecoach.services.history.changes import Deleted, Record
from stagecoach.ui.core.workspace import Workspace
from stagecoach.ui.dialogs.form import Form
from stagecoach.ui.dialogs.list_menu import text_filter
from stagecoach.ui.widgets.fields import button, column, icon_button, label, labelled, row
from stagecoach.ui.widgets.layouts import clear
from stagecoach.ui.widgets.table import Column, TableModel, selected_row, table_view


class HistoryForm(Form):
    """What differs between two versions; at first the newest and the one before."""

    def __init__(
        self, workspace: Workspace, records: Iterable[Record], parent: QWidget | None = None
    ) -> None:
        super().__init__(workspace, _("History"), "history", 760, parent)
        self.versions = workspace.ask(changes.versions, *records)
        self.before, self.after = QComboBox(), QComboBox()
        for box in (self.before, self.after):
            for version in self.versions:
                box.addItem(version.title)
            box.currentIndexChanged.connect(self.show_differences)
        self.before.setCurrentIndex(min(1, len(self.versions) - 1))
        self.after.setCurrentIndex(0)
        chosen = row(
            labelled(_("&Before"), self.before), labelled(_("&After"), self.after), spacing=16
        )
        for at in range(2):
            chosen.setStretch(at, 1)
        self.body.addLayout(chosen)
        self._shown = QVBoxLayout()
        self.body.addLayout(self._shown)
        self.body.addStretch()
        close = button(_("Close"), self.reject, kind="primary", keys="Esc")
        close.setAutoDefault(False)
        self.footer.addWidget(close)
        self.show_differences()

    def accept(self) -> None:
        """Nothing is edited here."""
        self.reject()

    @Slot()
    def show_differences(self) -> None:
        if not hasattr(self, "_shown"):
            return  # the boxes are still being filled
        clear(self._shown)
        if not self.versions:  # a day without hours, or what was taken back meanwhile
            self._shown.addWidget(label(_("There is nothing here to show a history of."), "muted"))
            return
        before = self.versions[self.before.currentIndex()]
        after = self.versions[self.after.currentIndex()]
        differences = changes.compare(before, after)
        if not differences:
            text = (
                _("Nobody changed this since it was written.")
                if len(self.versions) == 1
                else _("These two versions are the same.")
            )
            self._shown.addWidget(label(text, "muted", wrap=True))
            return
        self._shown.addWidget(
            difference_grid([(line.field, line.before, line.after) for line in differences])
        )


def difference_grid(differences: Iterable[tuple[str, str, str]]) -> QWidget:
    """What differs, one row each: where, before and after."""
    holder, grid = QWidget(), QGridLayout()
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(10)
    top = Qt.AlignmentFlag.AlignTop
    for number, (place, before, after) in enumerate(differences):
        grid.addWidget(label(place, "caption", wrap=True), number, 0, top)
        for at, text in ((1, before), (2, after)):
            said = label(text or "–", "compact", wrap=True)
            said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            grid.addWidget(said, number, at, top)
    for at, share in ((0, 2), (1, 3), (2, 3)):
        grid.setColumnStretch(at, share)
    holder.setLayout(grid)
    return holder


def history_button(over: Form, records: Callable[[], Iterable[Record]]) -> QPushButton:
    """For the foot of a dialog: the history of what it shows."""

    def show() -> None:
        HistoryForm(over.workspace, records(), over).open_once()

    act = icon_button("history", _("History"), show)
    act.setAutoDefault(False)
    return act


def _columns() -> list[Column[Deleted]]:
    return [
        Column(_("Removed"), lambda d: d.at, moment),
        Column(_("What"), lambda d: d.what, name="what"),
        Column(_("About"), lambda d: d.title, name="about"),
        Column(_("Student"), lambda d: d.student, name="student"),
        Column(_("By"), lambda d: d.who, name="by"),
    ]


class BinForm(Form):
    """Everything that was removed, to be brought back: newest first."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, _("Bin"), "trash-2", 860, parent)
        self.model = TableModel(_columns(), self, _sentence)
        self.view: QTableView = table_view(self.model, _("Bin"))
        self.view.setMinimumHeight(340)
        self._empty = label(_("The bin is empty."), "muted")
        self.filter, bar = text_filter(workspace, "bin", self.view, _("Filter on words"))
        self.body.addLayout(column(bar, self._empty, self.view, spacing=8))
        close = button(_("Close"), self.reject, kind="quiet", keys="Esc")
        self.restore = button(
            _("Bring back"), self.accept, kind="primary", icon="archive-restore", keys="Ctrl+Enter"
        )
        for footer_button in (close, self.restore):
            footer_button.setAutoDefault(False)
            self.footer.addWidget(footer_button)
        self._fill()

    def _fill(self) -> None:
        rows = self.workspace.ask(changes.in_bin)
        self.model.show(rows)
        self.view.sortByColumn(0, Qt.SortOrder.DescendingOrder)
        self._empty.setVisible(not rows)
        self.view.setVisible(bool(rows))
        self.restore.setEnabled(bool(rows))
        if rows:
            self.view.selectRow(0)
            self.view.resizeColumnToContents(0)

    def accept(self) -> None:
        chosen = selected_row(self.view)
        if not isinstance(chosen, Deleted):
            return
        try:
            self.workspace.do(history.reverse, chosen.action_id)
        except StageCoachError as error:
            self.status.setText(str(error))
            return
        self.workspace.say(_("%s brought back") % chosen.what, undo=True)
        self._fill()


def _sentence(d: Deleted) -> str:
    return f"{moment(d.at)}, {d.what}, {d.title}, {d.student}"
