"""The secrets that open a store: its passphrase, and the recovery code for when it is lost."""

import contextlib
from collections.abc import Sequence
from pathlib import Path

from sqlcipher3 import dbapi2

from stagecoach.errors import CannotOpen, Invalid, StageCoachError, WrongPassphrase
from stagecoach.i18n import _
from stagecoach.services import safekeeping
from stagecoach.services.people import pins
from stagecoach.services.safekeeping import Why
from stagecoach.store.file import backup_list, durable, lock, mark, rekey, trouble, vault
from stagecoach.store.file.database import Database, connect
from stagecoach.store.file.snapshot import Step, Stopped
from stagecoach.store.file.trouble import During, Kind, Trouble


def problem(passphrase: str) -> str | None:
    if len(passphrase.strip()) < vault.SHORTEST_PASSPHRASE:
        text = _("Use at least %d characters. A short sentence is easy to remember.")
        return text % vault.SHORTEST_PASSPHRASE
    return None


def opens(path: Path, secret: str) -> bool:
    """Whether this is the passphrase, or else the recovery code, of the store."""
    for way in (vault.unlock, vault.recover):
        with contextlib.suppress(WrongPassphrase):
            way(path, secret)
            return True
    return False


def asks_pin(database: Database) -> bool:
    """Where persons sign in with a PIN, whoever is here must be the one they say they are."""
    person_id = database.person_id
    return person_id is not None and database.ask(pins.has_pin, person_id)


def change(
    database: Database, old: str, passphrase: str, *, pin: str = "", folders: Sequence[Path]
) -> list[Path]:
    """The new one opens the store and its backups; the old one opens nothing within reach.

    `old` may be the recovery code; `folders` are those of the backups. A backup is made first.
    Gives the backups that could not be reached: those still open with the old one. Raises Invalid.
    """
    problems = _refused(database, old, pin)
    if wrong := problem(passphrase):
        problems["passphrase"] = wrong
    if problems:
        raise Invalid(problems)
    _back_up(database, folders)
    vault.change_passphrase(database.path, database.key, passphrase)
    return _rewrite_slots(database.path, folders)


def new_recovery_code(
    database: Database, old: str, *, pin: str = "", folders: Sequence[Path]
) -> tuple[str, list[Path]]:
    """The new code, and the backups that still open with the one of before. Raises Invalid."""
    if problems := _refused(database, old, pin):
        raise Invalid(problems)
    code = vault.change_recovery_code(database.path, database.key)
    return code, _rewrite_slots(database.path, folders)


def _refused(database: Database, old: str, pin: str) -> dict[str, str]:
    problems = {}
    if not opens(database.path, old):
        problems["old"] = _("This is not the passphrase of now, nor the recovery code.")
    if asks_pin(database):
        assert database.person_id is not None
        if tries := database.do(pins.enter, database.person_id, pin):
            problems["pin"] = pins.wrong(tries)
    return problems


def _back_up(database: Database, folders: Sequence[Path]) -> None:
    """A stick that is gone or full keeps nobody from changing a passphrase that leaked."""
    with contextlib.suppress(StageCoachError):
        if folders and safekeeping.needs_backup(database, folders[0]):
            safekeeping.make_backup(database, folders[0], Why.BEFORE_CHANGE)


def _rewrite_slots(path: Path, folders: Sequence[Path]) -> list[Path]:
    """The slots of today for every backup of the same key; gives those out of reach."""
    missed = []
    for copy in (copy for folder in folders for copy in backup_list.listed(path, folder)):
        try:
            if vault.fingerprint(copy.path) == vault.fingerprint(path):
                durable.copy(vault.keys_file(path), vault.keys_file(copy.path))
        except (OSError, CannotOpen):
            missed.append(copy.path)
    return missed + [folder for folder in folders if not folder.is_dir()]


def renew_key(path: Path, old: str, passphrase: str, *, locked: bool, step: Step) -> str:
    """A new key for a store that nobody has open; gives its recovery code.

    What was copied before keeps the key of before: the old passphrase opens those. `locked` says
    that the caller has the lock. Raises Invalid, StageCoachError; then it is as it was.
    """
    if wrong := problem(passphrase):
        raise Invalid({"passphrase": wrong})
    try:
        key = vault.unlock(path, old)
    except WrongPassphrase:
        key = vault.recover(path, old)
    with contextlib.nullcontext() if locked else lock.take(path):
        try:
            fresh, code = rekey.rekey(path, key, passphrase, step)
        except Stopped:
            raise StageCoachError(_("Stopped. The key is the one of before.")) from None
        except (OSError, dbapi2.Error) as error:  # of a damaged page it says nothing of use
            known = trouble.of(error, path, During.OPENING)
            raise known or Trouble(Kind.DAMAGED, During.OPENING) from error
        _mark_anew(path, key, fresh)
    return code


def _mark_anew(path: Path, key: vault.Key, fresh: vault.Key) -> None:
    """What this computer saw of the store holds on under the new key."""
    if (known := mark.read(path, key)) is not None:
        mark.write(path, fresh, known)
    else:
        connection = connect(path, fresh)
        with contextlib.closing(connection):
            mark.lower(path, fresh, connection)
