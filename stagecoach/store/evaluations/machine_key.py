"""The key of this machine, with which it seals what it closed.

It stands beside the settings of this user and never in a store: whoever has a store and its
passphrase can change rows, and still cannot seal them anew as this machine. Losing the file costs
nothing that was sealed; the machine then goes on as a new one.
"""

import os
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from stagecoach import paths
from stagecoach.errors import StageCoachError
from stagecoach.i18n import _


def load() -> Ed25519PrivateKey:
    """The key of this machine; made at its first seal. Raises StageCoachError."""
    path = paths.device_key()
    try:
        if not path.exists():
            _make(path)
        return Ed25519PrivateKey.from_private_bytes(path.read_bytes())
    except (OSError, ValueError) as error:
        text = _(
            "This machine cannot seal: its key is missing or damaged (%s). "
            "Nothing was closed, and nothing is lost."
        )
        raise StageCoachError(text % path.name) from error


def _make(path: Path) -> None:
    """Written whole before it has its name, for this user alone."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(f".{os.getpid()}.part")
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(Ed25519PrivateKey.generate().private_bytes_raw())
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)


def verifier(key: Ed25519PrivateKey) -> str:
    return key.public_key().public_bytes_raw().hex()


def known() -> str | None:
    """The public half of this machine; None while it never sealed."""
    path = paths.device_key()
    if not path.exists():
        return None
    try:
        return verifier(Ed25519PrivateKey.from_private_bytes(path.read_bytes()))
    except (OSError, ValueError):
        return None
