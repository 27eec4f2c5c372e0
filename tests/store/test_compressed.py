"""What is kept compressed comes back to the letter, and what is no text of ours is told."""

import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stagecoach.store import compressed
from stagecoach.store.compressed import compress, decompress


@given(st.binary(max_size=5_000))
def test_it_comes_back_as_it_was(content: bytes) -> None:
    assert decompress(compress(content)) == content


@pytest.mark.parametrize(
    "stored",
    [b"", b"{}", compress(b"agreed")[:-1], compress(b"agreed") + b"more", compress(b"agreed")[1:]],
    ids=["nothing", "plain", "cut off", "followed", "no head"],
)
def test_what_was_not_made_by_it_is_refused(stored: bytes) -> None:
    with pytest.raises(ValueError, match=r"compressed|cut off"):
        decompress(stored)


def test_a_small_file_does_not_fill_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compressed, "_LARGEST", 1_000)
    with pytest.raises(ValueError, match="too long"):
        decompress(zlib.compress(bytes(100_000)))
