"""Says that a file misses what this computer saw in it, and offers the ways out."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from stagecoach.i18n import _
from stagecoach.services import marks
from stagecoach.services.marks import Finding
from stagecoach.ui.core.current_store import CurrentStore
from stagecoach.ui.dialogs import messages
from stagecoach.ui.dialogs.messages import Banner
from stagecoach.ui.widgets.fields import column


class MarkBanner(QWidget):
    restore_wanted = Signal()

    def __init__(self, current: CurrentStore) -> None:
        super().__init__()
        self._current = current
        self.banner = Banner("errorBanner", "circle-alert", "alert.strong")
        self.banner.add(_("Put a backup back"), self.restore_wanted.emit)
        self.banner.add(_("Go on with this"), self._ask)
        self.first = Banner("draftBanner", "info", "brand.base")
        self.first.add(_("Seen"), self.hide)
        self.setLayout(column(self.banner, self.first, margins=(0, 12, 0, 0)))
        self.hide()
        if current.safekeeping is not None:
            current.safekeeping.found.connect(self.show_finding)
            if current.safekeeping.finding is not None:  # somebody else was here before
                self.show_finding(current.safekeeping.finding)

    @Slot(object)
    def show_finding(self, finding: Finding) -> None:
        title, first = marks.title(finding), marks.first_sentence(finding)
        self.setVisible(bool(title or first))
        self.banner.setVisible(bool(title))
        self.first.setVisible(bool(first))
        self.first.show_text(first) if first else None
        if title:
            self.banner.show_text(f"{title}. {marks.explanation(finding)}")

    @Slot()
    def _ask(self) -> None:
        text = _(
            "From now on this file counts as it is now. What is missing is not looked for any "
            "more; the backups stay. That you did this is noted."
        )
        messages.ask(self.window(), text, _("Go on with this"), self._accept)

    def _accept(self) -> None:
        self.hide()
        if self._current.safekeeping is not None:
            self._current.safekeeping.accept()
