"""Envelopes: one size, no names on them, and what was changed never opens as something else."""

import json
import os
import random
import struct
import zlib

import pytest
from pyrage import decrypt
from pyrage.x25519 import Identity

from stagecoach.store.reports import envelopes

WORDS = b"Ik mocht weer niet mee. Iedereen lachte. "


def pair() -> tuple[str, str]:
    identity = Identity.generate()
    return str(identity), str(identity.to_public())


def sealed(data: bytes, *readers: str) -> bytes:
    return envelopes.wrap(envelopes.close(data, readers), readers)


@pytest.mark.parametrize("count", range(1, envelopes.SEATS + 1))
def test_each_reader_opens_it_and_nobody_else(count: int) -> None:
    pairs = [pair() for _number in range(count)]
    envelope = sealed(WORDS, *(public for _private, public in pairs))
    assert [envelopes.open_with(envelope, private) for private, _public in pairs] == [
        WORDS
    ] * count
    assert envelopes.open_with(envelope, pair()[0]) is None


def test_all_are_of_one_size_whatever_is_in_them() -> None:
    _private, public = pair()
    texts = [b"", b"x", WORDS, WORDS * 1_000, os.urandom(20_000)]
    batch = [sealed(text, public) for text in texts] + [envelopes.decoy() for _number in range(20)]
    assert {len(envelope) for envelope in batch} == {envelopes.SIZE}


def test_a_hundred_decoys_and_a_hundred_reports_look_the_same() -> None:
    """Same number of seats, and bytes without a pattern after the header."""
    readers = [pair()[1] for _number in range(3)]
    kinds = [
        [envelopes.decoy() for _number in range(100)],
        [sealed(WORDS * 20, *readers) for _number in range(100)],
    ]
    seats = [{envelope.count(b"-> X25519 ") for envelope in kind} for kind in kinds]
    assert seats == [{envelopes.SEATS}] * 2
    lengths = [[struct.unpack(">H", envelope[:2])[0] for envelope in kind] for kind in kinds]
    assert abs(sum(lengths[0]) - sum(lengths[1])) / 100 < 30  # age adds some random bytes
    for kind in kinds:
        body = b"".join(envelope[3_000:] for envelope in kind)
        shares = [body.count(value) / len(body) for value in range(0, 256, 17)]
        assert max(shares) - min(shares) < 0.0005


def test_forty_thousand_characters_of_prose_fit_and_random_ones_are_refused_whole() -> None:
    _private, public = pair()
    rng = random.Random(4)
    words = ["proefvaart", "collega", "lachte", "klant", "niet", "mee", "zei", "dat", "gewoon"]
    prose = " ".join(rng.choice(words) + str(rng.randrange(50)) for _n in range(5_200)).encode()
    assert len(prose) >= 40_000
    assert envelopes.open_with(sealed(prose, public), pair()[0]) is None
    for noise in (rng.randbytes(40_000), rng.randbytes(400_000), b"x" * 1_000_001):
        assert envelopes.room_left(noise) < 0
        with pytest.raises(envelopes.TooLong):
            envelopes.close(noise, [public])


@pytest.mark.parametrize("length", [0, 1, envelopes.SIZE - 1, envelopes.SIZE + 1, 10])
def test_what_is_not_of_the_size_is_no_envelope(length: int) -> None:
    with pytest.raises(envelopes.Damaged):
        envelopes.open_with(os.urandom(length), pair()[0])


def test_a_changed_byte_never_gives_another_text() -> None:
    private, public = pair()
    envelope = sealed(WORDS, public)
    (length,) = struct.unpack(">H", envelope[:2])
    rng, results = random.Random(7), set()
    for place in [0, 1, *rng.sample(range(2, length), 300)]:
        changed = bytearray(envelope)
        changed[place] ^= 1 << rng.randrange(8)
        try:
            results.add(envelopes.open_with(bytes(changed), private))
        except envelopes.Damaged:
            results.add(b"damaged")
    assert results <= {None, b"damaged"}


def test_two_halves_of_two_envelopes_make_none() -> None:
    private, public = pair()
    one, other = sealed(WORDS, public), sealed(WORDS * 2, public)
    with pytest.raises(envelopes.Damaged):
        envelopes.open_with(one[:1_500] + other[1_500:], private)


@pytest.mark.parametrize("letter", [b"", b"a", b"\x00\x01", b"\xff\xff" + b"x" * 40])
def test_a_hostile_letter_is_damage_and_no_crash(letter: bytes) -> None:
    """Anybody can seal to a reader: the key stands in the roster."""
    private, public = pair()
    with pytest.raises(envelopes.Damaged):
        envelopes.open_with(envelopes.wrap(letter, [public]), private)


def test_a_bomb_of_zeros_is_not_unpacked() -> None:
    private, public = pair()
    packed = zlib.compress(b"\0" * 50_000_000, 9)[: envelopes.ROOM]
    whole = struct.pack(">I", len(packed)) + packed
    inner = envelopes._filled(
        envelopes._sealed(whole.ljust(envelopes.ROOM + 4, b"\0"), [public]), envelopes.LETTER
    )
    with pytest.raises(envelopes.Damaged):
        envelopes.open_with(envelopes.wrap(inner, [public]), private)


def test_nobody_is_sealed_to_by_mistake() -> None:
    with pytest.raises(envelopes.NoReader):
        envelopes.close(WORDS, ["age1onzin"])
    with pytest.raises(ValueError, match="seats"):
        envelopes.close(WORDS, [pair()[1] for _number in range(9)])


def test_what_is_in_it_is_plain_age_and_json() -> None:
    """Readable in ten years without StageCoach: age twice, a length, zlib."""
    private, public = pair()
    envelope = sealed(json.dumps({"words": "hoi"}).encode(), public)
    key = Identity.from_str(private)
    (outer,) = struct.unpack(">H", envelope[:2])
    letter = decrypt(envelope[2 : 2 + outer], [key])
    (inner,) = struct.unpack(">H", letter[:2])
    whole = decrypt(letter[2 : 2 + inner], [key])
    (length,) = struct.unpack(">I", whole[:4])
    assert json.loads(zlib.decompress(whole[4 : 4 + length])) == {"words": "hoi"}
