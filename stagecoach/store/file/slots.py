"""Slots: the same secret bytes wrapped under a passphrase, and under a recovery code.

Changing a passphrase rewrites one slot, not what the bytes seal. The wrapping is bound to whose
it is and proves itself, so a wrong passphrase is never mistaken for damage.
"""

import secrets
import unicodedata
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from stdnum import luhn
from stdnum.exceptions import ValidationError

from stagecoach.domain.form_ids import ALPHABET
from stagecoach.errors import WrongPassphrase
from stagecoach.i18n import _

MEMORY, PASSES, LANES = 65_536, 3, 4  # KiB; 94 ms on two cores (docs/threats.md, Keys)
_MOST = 1_048_576, 16, 16  # 1 GiB; a file that asks for more was not written by StageCoach
_CODE = 32  # characters of a recovery code, the last one a check
Slot = dict[str, Any]


def new_recovery_code() -> str:
    """Eight groups of four, 155 bits, the last character a check."""
    body = "".join(secrets.choice(ALPHABET) for _ in range(_CODE - 1))
    whole = body + str(luhn.calc_check_digit(body, ALPHABET))
    return "-".join(whole[at : at + 4] for at in range(0, _CODE, 4))


def close(kind: str, secret: str, data: bytes, whose: str) -> Slot:
    """Wrap `data`; `kind` is passphrase or recovery."""
    slot: Slot = {
        "kind": kind,
        "kdf_salt": secrets.token_hex(16),
        "memory": MEMORY,
        "passes": PASSES,
        "lanes": LANES,
        "nonce": secrets.token_hex(12),
    }
    nonce = bytes.fromhex(slot["nonce"])
    wrapping = _derive(_plain(kind, secret), slot)
    slot["wrapped"] = wrapping.encrypt(nonce, data, _bound(whose, kind)).hex()
    return slot


def open_one(slots: list[Slot], kind: str, secret: str, whose: str) -> bytes:
    """What was wrapped. Raises WrongPassphrase."""
    plain = _plain(kind, secret)
    if kind == "recovery":
        _check_code(plain)
    for slot in (slot for slot in slots if slot["kind"] == kind):
        nonce, wrapped = bytes.fromhex(slot["nonce"]), bytes.fromhex(slot["wrapped"])
        try:
            return _derive(plain, slot).decrypt(nonce, wrapped, _bound(whose, kind))
        except InvalidTag:
            continue
    raise WrongPassphrase(_("That is not right. Nothing has been changed. Try again."))


def _check_code(plain: bytes) -> None:
    try:
        luhn.validate(plain.decode(), ALPHABET)
    except ValidationError:
        raise WrongPassphrase(_("This recovery code is not right. Check each group.")) from None


def _plain(kind: str, secret: str) -> bytes:
    if kind == "recovery":  # however it was typed
        folded = secret.upper().translate(str.maketrans("ILO", "110", "- \t\n"))
        return folded.encode("ascii", "replace")
    # ü typed on one keyboard must open what ü on another one closed.
    return unicodedata.normalize("NFC", secret).encode("utf-8", "surrogatepass")


def _derive(secret: bytes, slot: Slot) -> ChaCha20Poly1305:
    """Raises ValueError where a key file asks for more than any machine should give."""
    asked = slot["memory"], slot["passes"], slot["lanes"]
    if not all(1 <= value <= most for value, most in zip(asked, _MOST, strict=True)):
        message = "this key file asks for more memory or time than is given"
        raise ValueError(message)
    kdf = Argon2id(
        salt=bytes.fromhex(slot["kdf_salt"]),
        length=32,
        iterations=slot["passes"],
        lanes=slot["lanes"],
        memory_cost=slot["memory"],
    )
    return ChaCha20Poly1305(kdf.derive(secret))


def _bound(whose: str, kind: str) -> bytes:
    return f"stagecoach/{whose}/{kind}".encode()
