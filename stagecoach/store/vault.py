"""The key of a store, wrapped by a passphrase and by a recovery code, in a file beside it.

The store is encrypted with random bytes that never change (RELIABILITY.md 2.4). Each slot in
`<store>.keys` holds those bytes wrapped under one secret: changing the passphrase rewrites
one slot, not the store. The wrapping is bound to the store's id and proves itself, so a wrong
passphrase is never mistaken for a damaged disk, nor the other way round.
"""

import json
import os
import secrets
import unicodedata
import uuid
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from stdnum import luhn
from stdnum.exceptions import ValidationError

from stagecoach.domain.form_ids import ALPHABET
from stagecoach.errors import CannotOpen, WrongPassphrase
from stagecoach.i18n import _

SHORTEST_PASSPHRASE = 10  # characters
MEMORY, PASSES, LANES = 65_536, 3, 4  # KiB; 94 ms on two cores (RELIABILITY.md 2.4)
_CODE = 32  # characters of a recovery code, the last one a check
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


def keys_file(store: Path) -> Path:
    return store.with_name(store.name + ".keys")


def new_recovery_code() -> str:
    """Eight groups of four, 155 bits, the last character a check."""
    body = "".join(secrets.choice(ALPHABET) for _ in range(_CODE - 1))
    whole = body + str(luhn.calc_check_digit(body, ALPHABET))
    return "-".join(whole[at : at + 4] for at in range(0, _CODE, 4))


def create(store: Path, passphrase: str) -> tuple[Key, str]:
    """Make a new key and write its two slots. Gives the key and the recovery code."""
    key = Key(secrets.token_bytes(32), secrets.token_bytes(16))
    store_id = uuid.uuid4().hex
    code = new_recovery_code()
    slots = [
        _slot("passphrase", _secret(passphrase), key, store_id),
        _slot("recovery", _plain_code(code), key, store_id),
    ]
    _write(store, {"version": 1, "store": store_id, "salt": key.salt.hex(), "slots": slots})
    return key, code


def unlock(store: Path, passphrase: str) -> Key:
    """The key, by passphrase. Raises WrongPassphrase; CannotOpen when the slots are gone."""
    return _open(_read(store), "passphrase", _secret(passphrase))


def recover(store: Path, code: str) -> Key:
    """The key, by the recovery code on paper, however it was typed."""
    plain = _plain_code(code)
    try:
        luhn.validate(plain.decode(), ALPHABET)
    except ValidationError:
        raise WrongPassphrase(_("This recovery code is not right. Check each group.")) from None
    return _open(_read(store), "recovery", plain)


def change_passphrase(store: Path, key: Key, passphrase: str) -> None:
    """From now on the new passphrase opens the store; the recovery code stays as it is."""
    content = _read(store)
    fresh = _slot("passphrase", _secret(passphrase), key, content["store"])
    content["slots"] = [fresh, *(s for s in content["slots"] if s["kind"] != "passphrase")]
    _write(store, content)


def _secret(passphrase: str) -> bytes:
    # ü typed on one keyboard must open what ü on another one closed.
    return unicodedata.normalize("NFC", passphrase).encode()


def _plain_code(code: str) -> bytes:
    folded = code.upper().translate(str.maketrans("ILO", "110", "- \t\n"))
    return folded.encode("ascii", "replace")


def _derive(secret: bytes, slot: dict[str, Any]) -> ChaCha20Poly1305:
    kdf = Argon2id(
        salt=bytes.fromhex(slot["kdf_salt"]),
        length=32,
        iterations=slot["passes"],
        lanes=slot["lanes"],
        memory_cost=slot["memory"],
    )
    return ChaCha20Poly1305(kdf.derive(secret))


def _slot(kind: str, secret: bytes, key: Key, store_id: str) -> dict[str, Any]:
    slot: dict[str, Any] = {
        "kind": kind,
        "kdf_salt": secrets.token_hex(16),
        "memory": MEMORY,
        "passes": PASSES,
        "lanes": LANES,
        "nonce": secrets.token_hex(12),
    }
    nonce = bytes.fromhex(slot["nonce"])
    slot["wrapped"] = _derive(secret, slot).encrypt(nonce, key.data, _bound(store_id, kind)).hex()
    return slot


def _bound(store_id: str, kind: str) -> bytes:
    return f"stagecoach/{store_id}/{kind}".encode()


def _open(content: dict[str, Any], kind: str, secret: bytes) -> Key:
    for slot in (slot for slot in content["slots"] if slot["kind"] == kind):
        nonce, wrapped = bytes.fromhex(slot["nonce"]), bytes.fromhex(slot["wrapped"])
        try:
            data = _derive(secret, slot).decrypt(nonce, wrapped, _bound(content["store"], kind))
        except InvalidTag:
            continue
        return Key(data, bytes.fromhex(content["salt"]))
    raise WrongPassphrase(_("That is not right. Nothing has been changed. Try again."))


def _read(store: Path) -> dict[str, Any]:
    path = keys_file(store)
    for candidate in (path, path.with_suffix(".keys-old")):
        try:
            content: dict[str, Any] = json.loads(candidate.read_text(encoding="utf-8"))
            bytes.fromhex(content["salt"] + content["store"])
            if all({"kind", "kdf_salt", "nonce", "wrapped"} <= set(s) for s in content["slots"]):
                return content
        except (OSError, ValueError, KeyError, TypeError):
            continue
    raise CannotOpen(
        _(
            "The key file beside this store is missing or damaged. "
            "Nothing has been changed. Put the .keys file of a backup beside the store."
        )
    )


def _write(store: Path, content: dict[str, Any]) -> None:
    path = keys_file(store)
    part = path.with_suffix(".keys-part")
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        json.dump(content, file, indent=1)
        file.flush()
        os.fsync(file.fileno())
    if path.exists():
        path.replace(path.with_suffix(".keys-old"))
    part.replace(path)
