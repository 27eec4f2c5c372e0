"""The key of a store, wrapped by a passphrase and by a recovery code, in a file beside it.

The store is encrypted with random bytes that never change (docs/threats.md, Keys). Each slot in
`<store>.keys` holds those bytes wrapped under one secret: changing the passphrase rewrites one
slot, not the store. The wrapping is bound to the store's id and proves itself, so a wrong
passphrase is never mistaken for a damaged disk, nor the other way round.
"""

import contextlib
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
_NEXT = "next"  # in a key file: the key that is about to be that of the store
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
    key, content, code = _new_key(uuid.uuid4().hex, passphrase)
    _write(store, content)
    return key, code


def fresh(store: Path, passphrase: str) -> tuple[Key, dict[str, Any], str]:
    """Another key for the same store: the key, what its file will hold, and its recovery code."""
    return _new_key(store_id(store), passphrase)


def _new_key(store_id: str, passphrase: str) -> tuple[Key, dict[str, Any], str]:
    key = Key(secrets.token_bytes(32), secrets.token_bytes(16))
    code = slots.new_recovery_code()
    key_slots = [
        slots.close("passphrase", passphrase, key.data, store_id),
        slots.close("recovery", code, key.data, store_id),
    ]
    content = {"version": 1, "store": store_id, "salt": key.salt.hex(), "slots": key_slots}
    return key, content, code


def announce(store: Path, content: dict[str, Any]) -> None:
    """The file that is about to take the place of the store has another key (rekey.py)."""
    _write(store, {**_read(store), _NEXT: content})


def settle(store: Path) -> None:
    """Only the key of the file that stands there is named from now on."""
    if not keys_file(store).exists():
        return
    content = _json(store)
    if isinstance(content, dict) and _NEXT in content:
        _write(store, _read(store))


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
    _replace_slot(store, key, "passphrase", passphrase)


def change_recovery_code(store: Path, key: Key) -> str:
    """A new one, which is given; the one of before opens nothing any more."""
    code = slots.new_recovery_code()
    _replace_slot(store, key, "recovery", code)
    return code


def _replace_slot(store: Path, key: Key, kind: str, secret: str) -> None:
    content = _read(store)
    slot = slots.close(kind, secret, key.data, content["store"])
    content["slots"] = [slot, *(s for s in content["slots"] if s["kind"] != kind)]
    _write(store, content)


def _json(store: Path) -> Any:
    try:
        return json.loads(keys_file(store).read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return None


def _read(store: Path) -> dict[str, Any]:
    """Of the key that the file which stands there has."""
    content = _json(store)
    try:
        following = content.pop(_NEXT, None)
        if following is not None and _salt(store) == following["salt"]:
            content = following
        bytes.fromhex(content["salt"] + content["store"])
        if all({"kind", "kdf_salt", "nonce", "wrapped"} <= set(s) for s in content["slots"]):
            return dict(content)
    except (ValueError, KeyError, TypeError, AttributeError):
        pass
    raise CannotOpen(_damaged())


def _salt(store: Path) -> str:
    """The first bytes of a file are the salt of its key; "" where there is no file."""
    with contextlib.suppress(OSError), store.open("rb") as file:
        return file.read(16).hex()
    return ""


def _damaged() -> str:
    return _(
        "The key file beside this store is missing or damaged. "
        "Nothing has been changed. Put the .keys file of a backup beside the store."
    )


def _write(store: Path, content: dict[str, Any]) -> None:
    """Whole or as it was; nothing of before is kept: the passphrase of before would open it."""
    durable.write(keys_file(store), json.dumps(content, indent=1).encode())
    keys_file(store).with_suffix(".keys-old").unlink(missing_ok=True)  # 0.4.0 kept one
