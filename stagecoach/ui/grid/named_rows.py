"""A pasted table with names in it: whose row gets what, to look at before it is taken."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QFrame, QListWidget

from stagecoach.i18n import _, ngettext
from stagecoach.services.grid import Cell
from stagecoach.services.pasting import Landing
from stagecoach.ui.core import theme
from stagecoach.ui.widgets.fields import button, column, label, named, row

_SHOWN = 5  # rows; more scroll


class NamedRows(QFrame):
    def __init__(
        self, take: Callable[[dict[Cell, str]], Any], told: Callable[[int, int], Any]
    ) -> None:
        super().__init__()
        self.setObjectName("draftBanner")
        self._take, self._told = take, told
        self._landing = Landing()
        self._head = label("", wrap=True)
        self._unknown = label("", "problem", wrap=True)
        self.list = named(QListWidget(), _("Whose row gets what"))
        self.list.setFixedHeight(theme.scaled(30) * _SHOWN)
        self.list.activated.connect(self.take)
        self.yes = button(_("Take these"), self.take, kind="primary", small=True)
        self.no = button(_("Do not take"), self.hide, kind="quiet", small=True)
        self.setLayout(
            column(
                self._head,
                self.list,
                self._unknown,
                row(None, self.no, self.yes, spacing=8),
                spacing=8,
                margins=(14, 10, 12, 10),
            )
        )
        self.hide()

    def show_landing(self, landing: Landing) -> None:
        self._landing = landing
        count = len(landing.whose)
        text = ngettext(
            "There are names in it: %d row goes to whose name it has.",
            "There are names in it: %d rows go to whose name they have.",
            count,
        )
        self._head.setText(text % count)
        self.list.clear()
        for name, values in landing.whose:
            self.list.addItem(f"{name}:  {'  ·  '.join(value or '–' for value in values)}")
        unknown = ", ".join(landing.unknown)
        self._unknown.setText(_("Not in this list, or twice: %s") % unknown if unknown else "")
        self._unknown.setVisible(bool(unknown))
        self.show()
        self.list.setFocus()

    @Slot()
    def take(self) -> None:
        self.hide()
        self._take(self._landing.texts)
        self._told(len(self._landing.texts), self._landing.outside)
