"""A new key for a store, for when its passphrase leaked: who has the old one opens nothing new.

In this order, and what a kill after each line leaves:

1. a copy beside the store, its log folded in, written anew with the new key and read: the old one
2. the key file also names the new key and its slots (vault.announce): the old one
3. the log of the store taken away; it was folded in: the old one
4. the copy renamed over the store: the new one, which the key file knows
5. the key file names the new one only: the new one

`settle` is asked before a store is opened to write: it does 5, or takes back 1 and 2. Which of the
two keys a file has its first bytes tell, so a reader needs no `settle`.
"""

from pathlib import Path

from stagecoach.store.file import backup, durable, snapshot, vault
from stagecoach.store.file.database import connect, log_file
from stagecoach.store.file.snapshot import Step, Stopped
from stagecoach.store.file.vault import Key

_PART = ".rekeying"


def rekey(store: Path, key: Key, passphrase: str, step: Step) -> tuple[Key, str]:
    """Gives the new key and the new recovery code. Raises OSError, dbapi2.Error, Stopped.

    Nobody has the store open, and the caller has its lock.
    """
    settle(store)
    part = _part(store)
    fresh, content, code = vault.fresh(store, passphrase)
    try:
        snapshot.copy(store, key, part, step=step)
        _write_anew(part, key, fresh)
        if not step(1, 1):
            raise Stopped
        vault.announce(store, content)
        for path in (log_file(store), store.with_name(store.name + "-shm")):
            path.unlink(missing_ok=True)
        part.replace(store)
        durable.sync(store.parent)
    finally:
        settle(store)
    return fresh, code


def _write_anew(part: Path, key: Key, fresh: Key) -> None:
    connection = connect(part, key)
    try:
        connection.execute("PRAGMA journal_mode=DELETE")
        before = backup.counts(connection)
        connection.execute(f"PRAGMA rekey=\"x'{fresh.data.hex()}{fresh.salt.hex()}'\"")
        connection.execute("PRAGMA journal_mode=WAL")
    finally:
        connection.close()
    again = connect(part, fresh, alone=True)
    try:
        if backup.faults(again, thorough=False) or backup.counts(again) != before:
            message = "the file with the new key is not what it should be"
            raise OSError(message)
    finally:
        again.close()
    with part.open("rb+") as file:
        durable.flush(file)


def settle(store: Path) -> None:
    """Finish what was cut off: forward where the new one stands there, else back."""
    vault.settle(store)
    part = _part(store)
    for suffix in ("", "-wal", "-shm", "-journal"):
        part.with_name(part.name + suffix).unlink(missing_ok=True)


def _part(store: Path) -> Path:
    return store.with_name(store.name + _PART)
