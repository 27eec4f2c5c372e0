"""The same note for other students as well."""

import uuid

from PySide6.QtCore import Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QPushButton

from stagecoach.domain.access import Right
from stagecoach.domain.texts import first_name
from stagecoach.i18n import _
from stagecoach.services.students import students
from stagecoach.ui.core import theme
from stagecoach.ui.core.workspace import Workspace


class OtherStudents(QPushButton):
    """A button that opens a list to tick; its words say who is chosen."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.setProperty("kind", "secondary")
        self.setAutoDefault(False)
        self.setIcon(theme.icon("users-round"))
        self._menu = QMenu(self)
        self._ticks: dict[uuid.UUID, QAction] = {}
        for brief in workspace.ask(students.mine, workspace.person_id, Right.LOG):
            tick = self._menu.addAction(brief.name.replace("&", "&&"))
            tick.setCheckable(True)
            tick.setData(brief.name)
            tick.toggled.connect(self._show_names)
            self._ticks[brief.placement_id] = tick
        self.setMenu(self._menu)
        self.setToolTip(_("Also for other students"))
        self._show_names()

    def show_for(self, placement_id: uuid.UUID | None) -> None:
        """Whose note it is already need not be ticked."""
        for key, tick in self._ticks.items():
            tick.setVisible(key != placement_id)
            if key == placement_id:
                tick.setChecked(False)
        self.setEnabled(len(self._ticks) > 1)

    def chosen(self) -> list[uuid.UUID]:
        return [key for key, tick in self._ticks.items() if tick.isChecked()]

    @Slot()
    def _show_names(self) -> None:
        names = [first_name(tick.data()) for tick in self._ticks.values() if tick.isChecked()]
        self.setText(f" +{len(names)}" if names else "")
        said = ", ".join(names)
        self.setAccessibleName(_("Also for other students"))
        self.setAccessibleDescription(said)
        if names:
            self.setToolTip(_("Also for: %s") % said)
