"""Under the forms to print: the button that saves them, and how far that is, with Stop."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QProgressBar, QWidget

from stagecoach.i18n import _
from stagecoach.ui.core import theme
from stagecoach.ui.core.jobs import Progress
from stagecoach.ui.widgets.fields import button, column, framed, label, named, row


class Foot(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.progress = Progress(self)
        self.bar = named(QProgressBar(), _("Progress"))
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(theme.scaled(126))
        self._told = label("", "secondary")
        self.stop = button(_("Stop"), self.progress.stop, small=True)
        self.save = button(_("Save as PDF"), None, icon="file-down")
        self.print = button(_("Print"), None, kind="primary", icon="printer", keys="Ctrl+P")
        self.open, self.show_folder = button(_("Open")), button(_("Show folder"))
        self._running = QWidget()
        self._running.setLayout(
            row(column(self._told, self.bar, spacing=2), self.stop, spacing=14)
        )
        self._running.hide()
        self._why_not = label("", "muted")
        line = row(
            *(self._running, self._why_not, self.open, self.show_folder),
            *(None, self.save, self.print),
            margins=(20, 14, 20, 14),
        )
        for after in (self.open, self.show_folder):
            after.hide()
        frame = framed("bar", line)
        frame.setMinimumHeight(theme.scaled(72))
        self.setLayout(column(frame))
        self.progress.moved.connect(self._show)

    def begin(self, count: int) -> None:
        self.progress.stopped.clear()
        self._running.show()
        for act in (self.save, self.print):
            act.setEnabled(False)
        for after in (self.open, self.show_folder):
            after.hide()
        self._why_not.setText("")
        self._show(0, count)

    def end(self) -> None:
        self._running.hide()

    def show_wishes(self, count: int) -> None:
        """Nothing to save without anybody chosen, and it says so."""
        for act in (self.save, self.print):
            act.setEnabled(bool(count))
        self._why_not.setText("" if count else _("Choose at least one student."))

    @Slot(int, int)
    def _show(self, done: int, total: int) -> None:
        text = _("PDF %(done)d of %(all)d")
        self._told.setText(text % {"done": min(done + 1, total), "all": total})
        self.bar.setMaximum(total)
        self.bar.setValue(done)
