"""Putting a backup back, on the same code for the screen and for the command line."""

from dataclasses import dataclass
from pathlib import Path

from stagecoach.errors import CannotOpen, StageCoachError, WrongPassphrase
from stagecoach.i18n import _
from stagecoach.services import stores
from stagecoach.services.access import rows as access_rows
from stagecoach.services.evaluations import seal_checks
from stagecoach.store.file import lock, mark, shared_folder, vault
from stagecoach.store.file import restore as files
from stagecoach.store.file.backup_list import Backup
from stagecoach.store.file.database import Database, connect
from stagecoach.store.file.snapshot import Step, Stopped
from stagecoach.store.file.vault import Key


@dataclass(frozen=True, slots=True)
class Restored:
    kept: Backup | None  # what stood there, whole; to go back to
    warnings: tuple[str, ...]  # what the seals in it say


def put_back(
    source: Path,
    store: Path,
    secret: str,
    backups: Path,
    *,
    locked: bool = False,
    step: Step = lambda _done, _all: True,
) -> Restored:
    """Put a copy in the place of a store, and keep what stands there whole.

    `secret` is the passphrase or the recovery code of the copy; `locked` says that the caller has
    the lock of the store. Raises StageCoachError: then the old one stands there as it did.
    """
    if shared_folder.is_shared(store):
        text = _("This folder is synchronised, which damages a store. Choose another.")
        raise CannotOpen(text)
    key = unlock(source, store, secret)
    if locked:
        return _put_back(source, key, store, secret, backups, step)
    store.parent.mkdir(parents=True, exist_ok=True)
    with lock.take(store):
        return _put_back(source, key, store, secret, backups, step)


def unlock(source: Path, store: Path, secret: str) -> Key:
    """The key of a copy, by passphrase or recovery code. Raises CannotOpen.

    Those of today count too, where the store that stands there has the same key.
    """
    stores.check_file(source, copy=True)
    if not vault.keys_file(source).is_file():
        raise CannotOpen(_("The .keys file of this backup is missing. Put it beside it."))
    slots = [source, store] if files.same_key(source, store) else [source]
    ways = [(way, path) for path in slots for way in (vault.unlock, vault.recover)]
    wrong: WrongPassphrase | None = None
    for way, path in ways:
        try:
            return way(path, secret)
        except WrongPassphrase as error:
            wrong = wrong or error
    assert wrong is not None  # there is a way, and it did not give a key
    raise wrong


def _put_back(
    source: Path, key: Key, store: Path, secret: str, backups: Path, step: Step
) -> Restored:
    warnings: list[str] = []

    def examine(part: Path) -> None:
        warnings.extend(_seals(part, key))

    try:
        kept = files.put_back(
            source,
            key,
            store,
            backups,
            key if files.same_key(source, store) else _present(store, secret),
            step=step,
            examine=examine,
        )
    except files.SameFile:
        text = _("This file stands there already. Nothing has been changed. Choose a backup.")
        raise StageCoachError(text) from None
    except Stopped:
        raise StageCoachError(_("Stopped. The file that stood there is as it was.")) from None
    lower_mark(store, key)
    return Restored(kept, tuple(warnings))


def lower_mark(store: Path, key: Key) -> None:
    """It is older, and a person wanted it so."""
    connection = connect(store, key)
    try:
        mark.lower(store, key, connection)
    finally:
        connection.close()


def _present(store: Path, secret: str) -> Key | None:
    """Of what stands there now, where the same secret opens it."""
    try:
        return vault.unlock(store, secret)
    except CannotOpen:
        return None


def _seals(part: Path, key: Key) -> list[str]:
    database = Database(part, key, access_rows.watch)
    try:
        return seal_checks.sentences(database.ask(seal_checks.check_all))
    finally:
        database.close()
