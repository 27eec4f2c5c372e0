"""A damaged store is rescued, on the same code for the screen and for the command line."""

import contextlib
import shutil
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from sqlcipher3 import dbapi2

from stagecoach.errors import CannotOpen, StageCoachError
from stagecoach.i18n import _, ngettext, number
from stagecoach.services import restore, store_contents, stores
from stagecoach.store.file import backup_list, durable, lock, trouble, vault
from stagecoach.store.file import rescue as files
from stagecoach.store.file import restore as swap
from stagecoach.store.file.backup_list import Backup
from stagecoach.store.file.rescue import Rescued, Rung
from stagecoach.store.file.snapshot import Step, Stopped
from stagecoach.store.file.trouble import During
from stagecoach.store.file.vault import Key


@dataclass(frozen=True, slots=True)
class Report:
    """What was done, and what could not be saved."""

    sentences: tuple[str, ...]
    kept: Backup | None  # the damaged file, whole; None where nothing had to be done


def rescue(
    store: Path,
    secret: str,
    backups: Path,
    *,
    locked: bool = False,
    step: Step = lambda _done, _all: True,
) -> Report:
    """Mend what can be mended and put it in the place of the store, which is kept whole.

    `secret` is the passphrase or the recovery code; `locked` says that the caller has the lock.
    Raises StageCoachError; then the store lies there as it did.
    """
    stores.check_file(store)
    if backup_list.read(store) is not None:
        raise stores.IsBackup(_("This is a backup. Rescue the file itself, or choose another."))
    if locked:
        return _rescue(store, secret, backups, step)
    with lock.take(store):
        return _rescue(store, secret, backups, step)


def _rescue(store: Path, secret: str, backups: Path, step: Step) -> Report:
    keys_back = _keys_from_backup(store, backups)
    key = restore.unlock(store, store, secret)
    copies = [copy.path for copy in _fitting(store, backups)]
    try:
        rescued = files.rescue(store, key, copies, step)
        kept = None
        if rescued.rung is not Rung.WELL:
            kept = _put_in_place(rescued, key, store, backups)
        return Report((*keys_back, *sentences(rescued)), kept)
    except Stopped:
        raise StageCoachError(_("Stopped. The file that stood there is as it was.")) from None
    except dbapi2.Error as error:
        text = _("Nothing in this file can be read any more. Put back the newest backup.")
        raise CannotOpen(text) from error
    except OSError as error:
        raise trouble.of(error, store, During.OPENING) or error from error
    finally:
        shutil.rmtree(files.folder_of(store), ignore_errors=True)


def _put_in_place(rescued: Rescued, key: Key, store: Path, backups: Path) -> Backup | None:
    kept = swap.put_back(rescued.path, key, store, backups, None, with_orphans=rescued.orphans > 0)
    restore.lower_mark(store, key)
    return kept


def _fitting(store: Path, backups: Path) -> list[Backup]:
    """Whole backups of the same key, newest first."""
    return [
        copy
        for copy in backup_list.listed(store, backups)
        if not copy.broken and copy.tested_at and swap.same_key(copy.path, store)
    ]


def _keys_from_backup(store: Path, backups: Path) -> list[str]:
    """Where the key file is gone: that of a backup of this very file, which its salt tells."""
    try:
        vault.fingerprint(store)
    except CannotOpen:
        with store.open("rb") as file:
            salt = file.read(16).hex()
        if (keys := _keys_with(salt, backups)) is None:
            raise
        durable.copy(keys, vault.keys_file(store))
        return [_("The key file was gone. That of a backup is put in its place.")]
    return []


def _keys_with(salt: str, backups: Path) -> Path | None:
    """One whose own key file is damaged too is passed over."""
    for copy in backup_list.everything(backups):
        with contextlib.suppress(CannotOpen):
            if vault.fingerprint(copy.path)[1] == salt:
                return vault.keys_file(copy.path)
    return None


def sentences(rescued: Rescued) -> list[str]:
    """What it took, and what is lost."""
    first = {
        Rung.WELL: _("Nothing is wrong with this file. Nothing has been changed."),
        Rung.LOG: _("The newest saves could not be read and are lost. The rest is whole."),
        Rung.INDEXES: _("An index was damaged and is made anew. Nothing is lost."),
        Rung.SEARCH: _("The search list was damaged and is made anew. Nothing is lost."),
        Rung.ROWS: _("The file was damaged. Every row that can be read is saved."),
    }[rescued.rung]
    texts = [first]
    if rescued.rung is Rung.ROWS and not rescued.lost:
        texts.append(_("Nothing is lost."))
    if rescued.from_backup:
        texts.append(_("From a backup, so perhaps older: %s.") % _counted(rescued.from_backup))
    if rescued.lost:
        texts.append(_("Lost: %s.") % _counted(rescued.lost))
    if rescued.orphans:
        text = ngettext(
            "%d row belongs to something that is lost.",
            "%d rows belong to something that is lost.",
            rescued.orphans,
        )
        texts.append(text % rescued.orphans)
    return texts


def _counted(rows: Counter[str]) -> str:
    lines = [line for line in store_contents.lines(rows) if line.count]
    return ", ".join(f"{number(line.count)} × {line.title}" for line in lines)
