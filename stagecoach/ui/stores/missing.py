"""The file that was open last is not where it was: no first start, and nothing is made over it."""

from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QPushButton, QWidget

from stagecoach.i18n import _
from stagecoach.ui.core import theme
from stagecoach.ui.core.current_store import CurrentStore
from stagecoach.ui.stores.backups_card import WIDTH, BackupsCard
from stagecoach.ui.stores.recent import recent_files
from stagecoach.ui.stores.unlock import choose_store
from stagecoach.ui.widgets.fields import button, column, framed, icon_label, label, row, scroll
from stagecoach.ui.widgets.logo import Logo

_WIDTH = 524


class MissingPage(QWidget):
    """A stick that is not in, a folder that was renamed: look again, or say what instead."""

    other_wanted = Signal(object)  # Path
    found = Signal()  # it is there again
    new_wanted = Signal()

    def __init__(self, current: CurrentStore) -> None:
        super().__init__()
        assert current.path is not None
        self._current = current
        self.backups = BackupsCard(current)
        self.problem = label("", "problem", wrap=True)
        self.problem.hide()
        self.again = button(_("Look again"), self.look, kind="primary", icon="rotate-ccw")
        other = button(_("Other file"), self._other, icon="folder-open")
        new = button(_("New file"), self.new_wanted.emit, icon="plus")
        self._cards = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._cards.setSpacing(24)
        self._cards.addLayout(column(self._card(current.path, self.again, other, new), None))
        self._cards.addLayout(column(self.backups, None))
        content = QWidget()
        top, cards = row(None, Logo(), None), row(None, self._cards, None)
        content.setLayout(column(top, cards, None, spacing=22, margins=(0, 60, 0, 24)))
        self.setLayout(column(scroll(content)))

    def _card(self, path: Path, *buttons: QPushButton) -> QFrame:
        """Which file, where it was, and what now."""
        told = _("It may be on a stick that is not in, or somebody moved or renamed it.")
        name = row(
            icon_label("hard-drive", "text.secondary", 22),
            label(path.stem, "section"),
            None,
            spacing=12,
        )
        card = framed(
            "card",
            column(
                name,
                label(_("This file is not there: %s") % path, wrap=True),
                label(told, "secondary", wrap=True),
                self.problem,
                row(*buttons, None, spacing=10),
                recent_files(self._current, self.other_wanted.emit),
                spacing=14,
                margins=(26, 22, 26, 22),
            ),
        )
        card.setFixedWidth(theme.scaled(_WIDTH))
        return card

    def resizeEvent(self, event: QResizeEvent) -> None:
        way = QBoxLayout.Direction
        beside = self.width() >= theme.scaled(_WIDTH + WIDTH + 60)
        self._cards.setDirection(way.LeftToRight if beside else way.TopToBottom)
        super().resizeEvent(event)

    def focus_first(self) -> None:
        self.again.setFocus()

    @Slot()
    def look(self) -> None:
        if self._current.path is not None and self._current.path.exists():
            self.found.emit()
            return
        self.problem.setText(_("It is still not there."))
        self.problem.show()

    @Slot()
    def _other(self) -> None:
        choose_store(self, self.other_wanted.emit)
