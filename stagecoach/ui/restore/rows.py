"""How a backup is told in a list: when, how long ago, where, how large, and whether it works."""

from pathlib import Path

from stagecoach import clock
from stagecoach.i18n import _, ago, moment, ngettext, number
from stagecoach.services import backups
from stagecoach.services.backups import Backup
from stagecoach.ui.widgets.table import Column


def columns(here: Path) -> list[Column[Backup]]:
    """`here` is the folder of the store: what lies on its own disk goes with it."""
    return [
        Column(_("Made"), lambda backup: backup, made),
        Column(_("Age"), lambda backup: backup, age),
        Column(_("Place"), lambda backup: backup, lambda backup: place(backup, here)),
        Column(_("Size"), lambda backup: backup.size, megabytes),
        Column(_("Tested"), lambda backup: backup, backups.state_name),
    ]


def made(backup: Backup) -> str:
    when = moment(backup.made_at)
    return _("%s, before putting back") % when if backup.why is backups.BEFORE_RESTORE else when


def age(backup: Backup) -> str:
    return ago(clock.local(backup.made_at).date())


def megabytes(in_bytes: int) -> str:
    return _("%s MB") % number(round(in_bytes / 1_000_000, 1))


def size(backup: Backup) -> str:
    return megabytes(backup.size)


def place(backup: Backup, here: Path) -> str:
    return backups.place_name(backup, here)


def tested(backup: Backup) -> str:
    assert backup.tested_at is not None  # it was
    return _("last tested %s, it works") % moment(backup.tested_at)


def outcome(backup: Backup) -> str:
    """Of a drill."""
    if backup.broken:
        return _("This one is broken: it cannot be read whole. Choose another.")
    return _("It works: opened, all of it read, and nothing in it is missing.")


def difference(more: int) -> str:
    if not more:
        return _("the same")
    return _("%s more") % number(more) if more > 0 else _("%s less") % number(-more)


def missing(changes: int) -> str:
    text = ngettext(
        "%s change of later is not in it, and is missing then.",
        "%s changes of later are not in it, and are missing then.",
        changes,
    )
    return text % number(changes)


def sentence(backup: Backup) -> str:
    """For a screen reader."""
    return f"{made(backup)}, {age(backup)}, {size(backup)}, {backups.state_name(backup)}"
