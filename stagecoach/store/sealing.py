"""Sealing with age (docs/threats.md, Sealing): readable with any `age` tool, without StageCoach.

The header is bound to all of the text and to the list of readers: whoever changes a byte, or
takes a reader away, breaks the seal. Who the readers are cannot be seen, how many can.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from pyrage import DecryptError, decrypt, encrypt
from pyrage.x25519 import Identity, Recipient


class Sealed(Exception):
    """It was not sealed to this key, or it was changed since."""


@dataclass(frozen=True, slots=True)
class Private:
    """Both private halves. Never kept unwrapped, never shown."""

    identity: str = field(repr=False)  # AGE-SECRET-KEY-1…
    signer: bytes = field(repr=False)  # 32 bytes

    @property
    def recipient(self) -> str:
        return str(Identity.from_str(self.identity).to_public())

    @property
    def verifier(self) -> str:
        key = Ed25519PrivateKey.from_private_bytes(self.signer)
        return key.public_key().public_bytes_raw().hex()

    def sign(self, data: bytes) -> str:
        """An Ed25519 signature, as hex."""
        return Ed25519PrivateKey.from_private_bytes(self.signer).sign(data).hex()

    def pack(self) -> bytes:
        return json.dumps([self.identity, self.signer.hex()]).encode()


def new() -> Private:
    signer = Ed25519PrivateKey.generate().private_bytes_raw()
    return Private(str(Identity.generate()), signer)


def unpack(data: bytes) -> Private:
    identity, signer = json.loads(data)
    return Private(identity, bytes.fromhex(signer))


def seal(data: bytes, recipients: Sequence[str]) -> bytes:
    """So that each of these can read it, and nobody else; in letters, as `age --armor` does."""
    able = [Recipient.from_str(recipient) for recipient in recipients]
    return bytes(encrypt(data, able, armored=True))


def unseal(sealed: bytes, private: Private) -> bytes:
    """Raises Sealed."""
    try:
        return bytes(decrypt(sealed, [Identity.from_str(private.identity)]))
    except DecryptError as error:
        raise Sealed from error


@lru_cache(maxsize=64)  # thousands of seals are of a few machines
def _public(verifier: str) -> Ed25519PublicKey:
    return Ed25519PublicKey.from_public_bytes(bytes.fromhex(verifier))


def signed_by(verifier: str, data: bytes, signature: str) -> bool:
    """Whether this is the signature of that key (both hex) over these bytes."""
    try:
        _public(verifier).verify(bytes.fromhex(signature), data)
    except (ValueError, InvalidSignature):
        return False
    return True
