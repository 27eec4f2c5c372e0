"""When what is being typed is kept: soon after the first key, and not only after the last one."""

from PySide6.QtCore import QObject, QTimer, Slot

_SOON = 700  # milliseconds: with the saving itself it is on disk within a second


class KeepTimer(QTimer):
    """Waiting for a pause would lose all that somebody types fluently before a power cut."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent, singleShot=True, interval=_SOON)

    @Slot()
    def touch(self) -> None:
        """Something was typed: it is kept soon, however the keys go on."""
        if not self.isActive():
            self.start()
