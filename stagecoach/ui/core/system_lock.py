"""The lid closes, or the system locks its screen: the store locks too.

On Linux logind and the desktops say so over D-Bus. Elsewhere the idle lock counts the time asleep,
and locks within five seconds after waking up.
"""

from typing import Any

from PySide6.QtCore import SLOT, QObject, Slot
from PySide6.QtDBus import QDBusConnection

from stagecoach.ui.core.current_store import CurrentStore

_LOGIND = "org.freedesktop.login1"
_SAVERS = ("org.freedesktop.ScreenSaver", "org.gnome.ScreenSaver", "org.cinnamon.ScreenSaver")


class SystemLock(QObject):
    def __init__(self, current: CurrentStore, parent: QObject) -> None:
        super().__init__(parent)
        self._current = current
        system, session = QDBusConnection.systemBus(), QDBusConnection.sessionBus()
        manager, one = f"{_LOGIND}.Manager", f"{_LOGIND}.Session"
        change: Any = SLOT("change(bool)")  # the stubs say bytes, which it refuses
        lock: Any = SLOT("lock()")
        system.connect("", "", manager, "PrepareForSleep", self, change)
        system.connect("", "", one, "Lock", self, lock)
        for saver in _SAVERS:
            session.connect("", "", saver, "ActiveChanged", self, change)

    @Slot(bool)
    def change(self, begins: bool) -> None:  # noqa: FBT001 - as D-Bus sends it
        """True before it sleeps or locks; false afterwards, which opens nothing."""
        if begins:
            self.lock()

    @Slot()
    def lock(self) -> None:
        self._current.lock()
