"""The secrets that open a store: its passphrase, and the recovery code for when it is lost."""

import contextlib
from pathlib import Path

from stagecoach.errors import CannotOpen, Invalid, WrongPassphrase
from stagecoach.i18n import _
from stagecoach.store.file import backup_list, durable, vault


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


def change(path: Path, key: vault.Key, old: str, passphrase: str, *, backups: Path) -> int:
    """The new one opens the store and its backups; the old one opens nothing within reach.

    `old` may be the recovery code. Gives how many backups could not be reached: those still open
    with the old one. Raises Invalid.
    """
    problems = {}
    if not opens(path, old):
        problems["old"] = _("This is not the passphrase of now, nor the recovery code.")
    if wrong := problem(passphrase):
        problems["passphrase"] = wrong
    if problems:
        raise Invalid(problems)
    vault.change_passphrase(path, key, passphrase)
    missed = 0
    for copy in backup_list.listed(path, backups):
        try:
            if vault.fingerprint(copy.path) == vault.fingerprint(path):
                durable.copy(vault.keys_file(path), vault.keys_file(copy.path))
        except (OSError, CannotOpen):
            missed += 1
    return missed
