"""One window for a store: a second start raises the first one instead."""

import hashlib
import os
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QDir, Slot
from PySide6.QtWidgets import QWidget

from stagecoach.ui.core.geometry import bring_forward

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalServer

_PATIENCE = 200  # milliseconds


def name_of(path: Path) -> str:
    """Says which store, without its name: others on this machine can list it."""
    return "stagecoach-" + hashlib.sha256(str(path.absolute()).encode()).hexdigest()[:24]


class Instance:
    """Of the window of this store; without a store there may be any number."""

    def __init__(self, path: Path | None) -> None:
        self._name = name_of(path) if path is not None else ""
        self._server: QLocalServer | None = None
        self._window: QWidget | None = None

    def raise_first(self) -> bool:
        """Whether there was a window already; then it comes to the front."""
        if not self._name or not self._may_listen():
            return False
        from PySide6.QtNetwork import QLocalSocket

        socket = QLocalSocket()
        socket.connectToServer(self._name)
        if not socket.waitForConnected(_PATIENCE):
            return False
        socket.write(b"raise")
        socket.waitForBytesWritten(_PATIENCE)
        socket.disconnectFromServer()
        return True

    def _may_listen(self) -> bool:
        """Where a server is a file, its absence spares loading what talks to servers."""
        return os.name != "posix" or Path(QDir.tempPath(), self._name).exists()

    def listen(self, window: QWidget) -> None:
        if not self._name:
            return
        from PySide6.QtNetwork import QLocalServer

        QLocalServer.removeServer(self._name)  # left behind by a crash
        self._window, self._server = window, QLocalServer(window)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._raise)
        self._server.listen(self._name)

    @Slot()
    def _raise(self) -> None:
        assert self._server is not None
        assert self._window is not None
        self._server.nextPendingConnection().deleteLater()
        bring_forward(self._window)

    def close(self) -> None:
        if self._server is not None:
            self._server.close()
