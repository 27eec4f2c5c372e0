"""How a backup is told in a list: when, how long ago, where, how large, and whether it works."""

from pathlib import Path

from stagecoach import clock
from stagecoach.i18n import _, ago, moment, number
from stagecoach.services import backups
from stagecoach.services.backups import Backup
from stagecoach.ui.widgets.table import Column


def columns(here: Path) -> list[Column[Backup]]:
    """`here` is the folder of the store: what lies on its own disk goes with it."""
    return [
        Column(_("Made"), lambda backup: backup, made),
        Column(_("Age"), lambda backup: backup, age),
        Column(_("Place"), lambda backup: backup, lambda backup: place(backup, here)),
        Column(_("Size"), lambda backup: backup.size, size),
        Column(_("Tested"), lambda backup: backup, backups.state_name),
    ]


def made(backup: Backup) -> str:
    when = moment(backup.made_at)
    return _("%s, before putting back") % when if backup.why is backups.BEFORE_RESTORE else when


def age(backup: Backup) -> str:
    return ago(clock.local(backup.made_at).date())


def size(in_bytes: int) -> str:
    return _("%s MB") % number(round(in_bytes / 1_000_000, 1))


def place(backup: Backup, here: Path) -> str:
    if backup.path.is_relative_to(here):
        return _("beside the file")
    return str(backup.path.parent.parent)


def sentence(backup: Backup) -> str:
    """For a screen reader."""
    return f"{made(backup)}, {age(backup)}, {size(backup.size)}, {backups.state_name(backup)}"
