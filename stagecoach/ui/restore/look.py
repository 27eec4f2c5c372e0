"""A backup looked into, in a window of its own: as it was then, and nothing in it changes."""

from typing import TYPE_CHECKING, Any

from stagecoach.i18n import _, moment
from stagecoach.services.backups import Backup
from stagecoach.ui.core.current_store import CurrentStore
from stagecoach.ui.core.workspace import Workspace

if TYPE_CHECKING:
    from stagecoach.services.stores import Database


class LookedAt(CurrentStore):
    """A backup of the open store: no lock, no backups of it, no settings; it is read only."""

    def __init__(self, workspace: Workspace, backup: Backup) -> None:
        super().__init__(backup.path, workspace.settings)
        self._of, self._backup = workspace.database, backup

    @property
    def note(self) -> str:
        text = _("This is the backup of %s. You can look; nothing in it changes.")
        return text % moment(self._backup.made_at)

    def look(self) -> None:
        """As whoever is at the store. Raises CannotOpen."""
        from stagecoach.services import stores

        self.database = stores.read_with(self._backup.path, self._of.key)
        self.database.person_id = self._of.person_id
        self.enter()

    def change(self, **changes: Any) -> None:
        """The settings are those of the window that it was opened from."""

    def _keep_safe(self, database: "Database", workspace: Workspace) -> None:
        """Nothing is saved here."""
