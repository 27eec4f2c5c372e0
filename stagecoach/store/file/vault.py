"""The key of a store, wrapped by a passphrase and by a recovery code, in a file beside it.

The store is encrypted with random bytes that never change (docs/threats.md, Keys). Each slot in
`<store>.keys` holds those bytes wrapped under one secret: changing the passphrase rewrites one
slot, not the store. The wrapping is bound to the store's id and proves itself, so a wrong
passphrase is never mistaken for a damaged disk, nor the other way round.
"""

import json
import secrets
import uuid
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from stagecoach.errors import CannotOpen
from stagecoach.i18n import _
from stagecoach.store.file import durable, slots
from stagecoach.store.file.backup_list import keys_file as keys_file  # noqa: PLC0414 - for who locks

SHORTEST_PASSPHRASE = 10  # characters
_WAITS = {5: 30, 10: 60, 15: 120}  # wrong tries so far: seconds to wait


@dataclass(frozen=True, slots=True)
class Key:
    """What opens the file itself. Never written anywhere, never shown."""

    data: bytes
    salt: bytes

    def __repr__(self) -> str:
        return "Key(…)"


def wait_after(wrong_tries: int) -> int:
    """Seconds to wait before the next try. It slows down, and never locks out for good."""
    due = wrong_tries >= min(_WAITS) and wrong_tries % min(_WAITS) == 0
    return _WAITS[max(n for n in _WAITS if n <= wrong_tries)] if due else 0


def create(store: Path, passphrase: str) -> tuple[Key, str]:
    """Make a new key and write its two slots. Gives the key and the recovery code."""
    key = Key(secrets.token_bytes(32), secrets.token_bytes(16))
    store_id = uuid.uuid4().hex
    code = slots.new_recovery_code()
    key_slots = [
        slots.close("passphrase", passphrase, key.data, store_id),
        slots.close("recovery", code, key.data, store_id),
    ]
    _write(store, {"version": 1, "store": store_id, "salt": key.salt.hex(), "slots": key_slots})
    return key, code


def store_id(store: Path) -> str:
    """Of the store, and of each of its copies. Raises CannotOpen when the key file is gone."""
    return str(_read(store)["store"])


def fingerprint(store: Path) -> tuple[str, str]:
    """Of which key the slots are, without opening one. Raises CannotOpen."""
    content = _read(store)
    return str(content["store"]), str(content["salt"])


def unlock(store: Path, passphrase: str) -> Key:
    """The key, by passphrase. Raises WrongPassphrase; CannotOpen when the slots are gone."""
    return _open(_read(store), "passphrase", passphrase)


def recover(store: Path, code: str) -> Key:
    """The key, by the recovery code on paper, however it was typed."""
    return _open(_read(store), "recovery", code)


def _open(content: dict[str, Any], kind: str, secret: str) -> Key:
    try:
        data = slots.open_one(content["slots"], kind, secret, content["store"])
        return Key(data, bytes.fromhex(content["salt"]))
    except (KeyError, TypeError, ValueError, OverflowError, RecursionError) as error:
        raise CannotOpen(_damaged()) from error


def change_passphrase(store: Path, key: Key, passphrase: str) -> None:
    """From now on the new passphrase opens the store; the recovery code stays as it is."""
    content = _read(store)
    fresh = slots.close("passphrase", passphrase, key.data, content["store"])
    content["slots"] = [fresh, *(s for s in content["slots"] if s["kind"] != "passphrase")]
    _write(store, content)


def _read(store: Path) -> dict[str, Any]:
    try:
        content: dict[str, Any] = json.loads(keys_file(store).read_text(encoding="utf-8"))
        bytes.fromhex(content["salt"] + content["store"])
        if all({"kind", "kdf_salt", "nonce", "wrapped"} <= set(s) for s in content["slots"]):
            return content
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        pass
    raise CannotOpen(_damaged())


def _damaged() -> str:
    return _(
        "The key file beside this store is missing or damaged. "
        "Nothing has been changed. Put the .keys file of a backup beside the store."
    )


def _write(store: Path, content: dict[str, Any]) -> None:
    """Whole or as it was; nothing of before is kept: the passphrase of before would open it."""
    durable.write(keys_file(store), json.dumps(content, indent=1).encode())
    keys_file(store).with_suffix(".keys-old").unlink(missing_ok=True)  # 0.4.0 kept one
