"""Envelopes: one size for all, so that nobody can tell which of them hold a report.

A letter is sealed with age to its readers. Round it goes an envelope, sealed to the same readers
with fresh randomness at each rewrite, so the program holds no readable word of it in between
(docs/threats.md, Sealed reports and envelopes). An envelope has eight seats; seats without a
reader go to throw-away keys. A decoy has only those.

    letter    age(length, compressed text, zeros)                  LETTER bytes
    envelope  length, age(letter) to 8 seats, random bytes         SIZE bytes
"""

import contextlib
import os
import secrets
import struct
import zlib
from base64 import b64decode
from collections.abc import Sequence
from itertools import pairwise

from bech32 import bech32_decode, convertbits
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from pyrage import DecryptError, RecipientError, decrypt, encrypt
from pyrage.x25519 import Identity, Recipient

SIZE = 32 * 1024  # bytes of every envelope
SEATS = 8  # readers, real and throw-away
_ADDED = 1_400  # bytes that age adds for eight seats at most: 1,164 and its random grease
LETTER = SIZE - 2 - _ADDED
ROOM = LETTER - 2 - _ADDED - 4  # bytes of compressed text that fit
LONGEST = 1_000_000  # bytes of a text; more is not even compressed, nor opened
_LENGTH = 4  # bytes at least: a length stands in front
_MARK = b"age-encryption.org/v1"
_SEAT, _INFO = b"-> X25519 ", b"age-encryption.org/v1/X25519"


class TooLong(Exception):
    """The text does not fit in an envelope. Nothing was cut, and nothing was sealed."""


class NoReader(Exception):
    """One of those to seal to has no key that anything can be sealed to."""


class Damaged(Exception):
    """A file that is no envelope, or an envelope for this reader that was changed."""


def room_left(data: bytes) -> int:
    """Bytes that still fit, compressed; negative when it is too much."""
    if len(data) > LONGEST:
        return -1
    return ROOM - len(zlib.compress(data, 9))


def close(data: bytes, readers: Sequence[str]) -> bytes:
    """A letter of LETTER bytes. Raises TooLong."""
    if len(data) > LONGEST:
        raise TooLong
    packed = zlib.compress(data, 9)
    if len(packed) > ROOM:
        raise TooLong
    whole = struct.pack(">I", len(packed)) + packed
    return _filled(_sealed(whole.ljust(ROOM + 4, b"\0"), readers), LETTER)


def wrap(letter: bytes, readers: Sequence[str]) -> bytes:
    """The envelope round a letter: SIZE bytes, other ones each time."""
    return _filled(_sealed(letter, readers), SIZE)


def decoy() -> bytes:
    """An envelope that nobody can open, and that looks as any other."""
    return wrap(os.urandom(LETTER), [])


def open_with(envelope: bytes, identity: str) -> bytes | None:
    """What was written, for whoever has this age identity; None when it is not for them.

    Raises Damaged where the file is no envelope, or was changed after sealing.
    """
    if len(envelope) != SIZE or not envelope[2:].startswith(_MARK):
        raise Damaged
    key = Identity.from_str(identity)
    letter = _opened(envelope, key)
    if letter is None:
        return None
    whole = _opened(letter, key)
    if whole is None or len(whole) < _LENGTH:
        raise Damaged
    (length,) = struct.unpack(">I", whole[:4])
    unpacker = zlib.decompressobj()
    try:
        data = unpacker.decompress(whole[4 : 4 + length], LONGEST)
    except zlib.error as error:
        raise Damaged from error
    if unpacker.unconsumed_tail or not unpacker.eof:
        raise Damaged
    return data


def _opened(sealed: bytes, key: Identity) -> bytes | None:
    if len(sealed) < _LENGTH:
        raise Damaged
    (length,) = struct.unpack(">H", sealed[:2])
    if not _has_seat(sealed[2 : 2 + length], key):
        return None
    try:
        return bytes(decrypt(sealed[2 : 2 + length], [key]))
    except DecryptError as error:
        if "No matching keys" in str(error):
            return None
        raise Damaged from error


def _has_seat(sealed: bytes, key: Identity) -> bool:
    """Whether a seat is this reader's, by the age format (C2SP age, the X25519 recipient).

    Only this, so that a thousand decoys are passed over in a second: pyrage takes four times as
    long to find out. What has a seat is opened by pyrage, which checks all of it.
    """
    secret = X25519PrivateKey.from_private_bytes(_scalar(key))
    own = secret.public_key().public_bytes_raw()
    lines = sealed.partition(b"\n---")[0].split(b"\n")
    for line, body in pairwise(lines):
        if not line.startswith(_SEAT):
            continue
        with contextlib.suppress(ValueError, InvalidTag):
            share, wrapped = b64decode(line[len(_SEAT) :] + b"=="), b64decode(body + b"==")
            shared = secret.exchange(X25519PublicKey.from_public_bytes(share))
            wrapping = HKDF(SHA256(), 32, share + own, _INFO).derive(shared)
            ChaCha20Poly1305(wrapping).decrypt(bytes(12), wrapped, None)
            return True
    return False


def _scalar(key: Identity) -> bytes:
    _prefix, bits = bech32_decode(str(key).lower())
    return bytes(convertbits(bits or (), 5, 8, False) or ())


def _sealed(data: bytes, readers: Sequence[str]) -> bytes:
    if len(readers) > SEATS:
        message = "more readers than seats"
        raise ValueError(message)
    try:
        seats = [Recipient.from_str(reader) for reader in readers]
    except RecipientError as error:
        raise NoReader from error
    seats += [Identity.generate().to_public() for _seat in range(SEATS - len(seats))]
    secrets.SystemRandom().shuffle(seats)
    return bytes(encrypt(data, seats))


def _filled(sealed: bytes, size: int) -> bytes:
    """Up to `size` bytes, with its length in front and random bytes after it."""
    left = size - 2 - len(sealed)
    if left < 0:
        message = "age added more than was foreseen"
        raise RuntimeError(message)
    return struct.pack(">H", len(sealed)) + sealed + os.urandom(left)
