"""No letter that was said to be sealed is lost, whenever the program is killed."""

import os
import random
import signal
import time
from pathlib import Path

import pytest
from pyrage.x25519 import Identity

from stagecoach.services.reports import post
from stagecoach.store.reports import envelopes
from stagecoach.store.reports.outbox import Full, Outbox, Parcel

KEY = Identity.generate()
READER = str(KEY.to_public())
KILLS = 25
_BYTES = 8


def child(folder: Path, acknowledge: int, first: int) -> None:
    """Seals one letter after the other, carries now and then, and tells what is on disk."""
    box, number, told = Outbox(folder / "out"), first, set()
    while True:
        data = number.to_bytes(_BYTES)
        try:
            box.put(Parcel(envelopes.close(data, [READER]), (READER,)))
            number += 1
        except Full:
            post.take(box, folder / "stick")
        for parcel in box.rewrite():
            if id(parcel) not in told:
                told.add(id(parcel))
                whole = envelopes.open_with(envelopes.wrap(parcel.letter, [READER]), str(KEY))
                assert whole is not None
                os.write(acknowledge, whole)


def one_kill(folder: Path, first: int, wait: float) -> list[int]:
    reading, writing = os.pipe()
    process = os.fork()
    if process == 0:
        os.close(reading)
        try:
            child(folder, writing, first)
        finally:
            os._exit(1)
    os.close(writing)
    said = os.read(reading, _BYTES)  # it runs
    time.sleep(wait)
    os.kill(process, signal.SIGKILL)
    os.waitpid(process, 0)
    while piece := os.read(reading, 1 << 16):
        said += piece
    os.close(reading)
    return [
        int.from_bytes(said[at : at + _BYTES]) for at in range(0, len(said) // _BYTES * 8, _BYTES)
    ]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="kills a forked child")
def test_kills_at_any_moment_lose_no_letter_and_leave_no_half_envelope(tmp_path: Path) -> None:
    rng, acknowledged = random.Random(11), []
    for number in range(KILLS):
        acknowledged += one_kill(tmp_path, 1_000 * number, rng.uniform(0, 0.15))
    there = set()
    for path in [*tmp_path.rglob("*.envelope")]:
        assert path.stat().st_size == envelopes.SIZE
        data = envelopes.open_with(path.read_bytes(), str(KEY))
        there |= {int.from_bytes(data)} if data is not None else set()
    assert len(acknowledged) > KILLS
    assert set(acknowledged) <= there
    Outbox(tmp_path / "out").rewrite()  # a lock that was left does not stop the next run
