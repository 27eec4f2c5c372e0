"""A recovery code until somebody has written it down: shown again when the lock came between."""

import uuid
from pathlib import Path

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from stagecoach.domain.access import Right
from stagecoach.ui.core.current_store import CurrentStore


class RecoveryNote(QObject):
    """Knows of which store the code is and to whom it was shown; nobody else sees it."""

    def __init__(self, current: CurrentStore, window: QWidget) -> None:
        super().__init__(window)
        self._current, self._window = current, window
        self._code: tuple[Path | None, uuid.UUID, str] | None = None
        current.recovery_made.connect(self.show_code)

    @Slot(str)
    def show_code(self, code: str) -> None:
        from stagecoach.ui.stores.recovery_code import RecoveryForm

        workspace = self._current.workspace
        if workspace is not None:
            self._code = (self._current.path, workspace.person_id, code)
            form = RecoveryForm(workspace, code, self._window)
            form.saved.connect(self._noted)
            form.open_once()

    def opened(self) -> None:
        self.show_again()
        self.ask_passphrase()

    def ask_passphrase(self) -> None:
        """Of whoever came in with the recovery code, and may change it; once."""
        from stagecoach.ui.stores.new_passphrase import NewPassphraseForm

        workspace, code = self._current.workspace, self._current.recovered_with
        if code and workspace is not None and workspace.may(Right.PERSONS):
            self._current.recovered_with = ""
            NewPassphraseForm(workspace, self._current, code, self._window).open_once()

    def show_again(self) -> None:
        """After unlocking, where it was not written down before the lock."""
        workspace = self._current.workspace
        whose = self._current.path, workspace.person_id if workspace is not None else None
        if self._code is not None and self._code[:2] == whose:
            self.show_code(self._code[2])

    @Slot()
    def _noted(self) -> None:
        self._code = None
