"""Envelopes of a run: rewritten together, carried whole, and no letter is lost on the way."""

import contextlib
import errno
import os
import threading
from pathlib import Path

import pytest
from pyrage.x25519 import Identity

from stagecoach.store.reports import envelopes, outbox
from stagecoach.store.reports.outbox import Full, Outbox, Parcel

KEY = Identity.generate()
READER = str(KEY.to_public())


@pytest.fixture
def box(tmp_path: Path) -> Outbox:
    return Outbox(tmp_path / "out")


def parcel(text: bytes = b"hoi") -> Parcel:
    return Parcel(envelopes.close(text, [READER]), (READER,))


def readable(folder: Path) -> list[bytes]:
    texts = []
    for path in sorted(folder.glob(f"*{outbox.SUFFIX}")):
        text = envelopes.open_with(path.read_bytes(), str(KEY))
        texts += [text] if text is not None else []
    return sorted(texts)


def full_disk(monkeypatch: pytest.MonkeyPatch, after: int) -> None:
    """The system says no, from the so many-th write on."""
    left, real = [after], os.fsync

    def fsync(handle: int) -> None:
        left[0] -= 1
        if left[0] < 0:
            raise OSError(errno.ENOSPC, "No space left on device")
        real(handle)

    monkeypatch.setattr(os, "fsync", fsync)


def test_a_run_has_four_that_tell_no_more_than_the_minute(box: Outbox) -> None:
    assert box.rewrite() == ()
    paths = box.all()
    assert len(paths) == outbox.OF_A_RUN
    assert {path.stat().st_size for path in paths} == {envelopes.SIZE}
    (time,) = {path.stat().st_mtime for path in paths}
    assert time % 60 == 0
    assert {path.stat().st_mode & 0o777 for path in paths} == {0o600}


def test_a_letter_stays_in_its_envelope_under_other_bytes_each_time(box: Outbox) -> None:
    letter = parcel()
    box.put(letter)
    assert readable(box.folder) == []  # on disk with the next rewrite, not before
    contents = []
    for _minute in range(3):
        assert box.rewrite() == (letter,)
        assert readable(box.folder) == [b"hoi"]
        contents.append({path.name: path.read_bytes() for path in box.all()})
    assert contents[0].keys() == contents[1].keys() == contents[2].keys()
    assert not set(contents[0].values()) & set(contents[1].values())


def test_a_fifth_letter_waits_for_another_run(box: Outbox) -> None:
    for number in range(outbox.OF_A_RUN):
        box.put(parcel(bytes([number])))
    with pytest.raises(Full):
        box.put(parcel(b"te veel"))
    box.rewrite()
    assert len(readable(box.folder)) == outbox.OF_A_RUN


def test_envelopes_of_an_earlier_run_are_never_touched(box: Outbox) -> None:
    box.put(parcel())
    box.rewrite()
    before = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in box.all()}
    later = Outbox(box.folder)
    later.rewrite()
    later.rewrite()
    assert {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in before} == before
    assert len(later.all()) == 2 * outbox.OF_A_RUN


def test_a_letter_that_cannot_be_sealed_is_refused_and_stops_no_other(box: Outbox) -> None:
    with pytest.raises(envelopes.NoReader):
        box.put(Parcel(b"x", ("onzin",)))
    box.put(parcel())
    box.rewrite()
    assert readable(box.folder) == [b"hoi"]


@pytest.mark.parametrize("after", range(4))
def test_a_full_disk_leaves_what_was_there(
    box: Outbox, after: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    box.put(parcel())
    box.rewrite()
    box.put(parcel(b"tweede"))
    with monkeypatch.context() as patch:
        full_disk(patch, after)
        with pytest.raises(OSError, match="space"):
            box.rewrite()
    assert b"hoi" in readable(box.folder)
    assert not list(box.folder.glob("*.part"))
    box.rewrite()
    assert readable(box.folder) == [b"hoi", b"tweede"]


def test_nothing_is_said_to_be_sealed_before_a_power_cut_could_not_undo_it(
    box: Outbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each file is on the disk before it gets its name, and the names are before it returns."""
    done: list[str] = []
    sync, replace = os.fsync, Path.replace

    def note_sync(handle: int) -> None:
        place = Path(f"/proc/self/fd/{handle}").readlink()
        done.append("folder" if place == box.folder else f"file {place.name}")
        sync(handle)

    def note_replace(path: Path, target: Path) -> Path:
        done.append(f"name {path.name}")
        return replace(path, target)

    monkeypatch.setattr(os, "fsync", note_sync)
    monkeypatch.setattr(Path, "replace", note_replace)
    box.put(parcel())
    box.rewrite()
    parts = [step.removeprefix("name ") for step in done if step.startswith("name ")]
    assert len(parts) == outbox.OF_A_RUN
    assert all(done.index(f"file {part}") < done.index(f"name {part}") for part in parts)
    assert done[-1] == "folder"


def carry(box: Outbox, bag: Path, most: int = 99) -> int:
    carried = 0
    with box.taking() as paths:
        for source in outbox.copy(paths, bag):
            source.unlink()
            carried += 1
            if carried == most:
                break
    return carried


def test_taking_leaves_four_new_ones_and_forgets_what_was_carried(
    box: Outbox, tmp_path: Path
) -> None:
    box.put(parcel())
    assert carry(box, tmp_path / "bag") == outbox.OF_A_RUN
    assert readable(tmp_path / "bag") == [b"hoi"]
    assert len(box.all()) == outbox.OF_A_RUN
    assert readable(box.folder) == []
    assert box.rewrite() == ()


def test_a_letter_handed_over_while_carrying_goes_into_a_new_envelope(
    box: Outbox, tmp_path: Path
) -> None:
    box.put(parcel())
    with box.taking() as paths:
        for source in outbox.copy(paths, tmp_path / "bag"):
            source.unlink()
        handed = threading.Thread(target=box.put, args=[parcel(b"net op tijd")])
        handed.start()
        handed.join()
    assert readable(tmp_path / "bag") == [b"hoi"]
    box.rewrite()
    assert readable(box.folder) == [b"net op tijd"]


@pytest.mark.parametrize("after", [0, 4, 5, 6, 8, 10, 12])
def test_a_stick_that_is_pulled_out_loses_nothing(
    box: Outbox, tmp_path: Path, after: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(3):
        box.put(parcel(bytes([number])))
    box.rewrite()
    with monkeypatch.context() as patch:
        full_disk(patch, after)
        with contextlib.suppress(OSError):
            carry(box, tmp_path / "bag")
    box.rewrite()
    both = readable(tmp_path / "bag") + readable(box.folder)
    assert set(both) == {b"\0", b"\1", b"\2"}


def test_stopping_half_way_keeps_the_rest_here(box: Outbox, tmp_path: Path) -> None:
    for number in range(4):
        box.put(parcel(bytes([number])))
    assert carry(box, tmp_path / "bag", most=2) == 2
    assert len(readable(tmp_path / "bag")) == 2
    assert len(readable(box.folder)) == 2
    assert len(box.all()) == outbox.OF_A_RUN


def test_what_is_there_under_the_same_name_stays_beside_it(box: Outbox, tmp_path: Path) -> None:
    """A stick that was full of the same envelopes, before they were rewritten."""
    box.put(parcel())
    box.rewrite()
    bag = tmp_path / "bag"
    list(outbox.copy(box.all(), bag))
    box.rewrite()
    list(outbox.copy(box.all(), bag))
    assert readable(bag) == [b"hoi", b"hoi"]


def test_a_folder_that_looks_like_an_envelope_is_passed_over(box: Outbox) -> None:
    box.rewrite()
    (box.folder / f"00{outbox.SUFFIX}").mkdir()
    assert len(box.all()) == outbox.OF_A_RUN


def test_two_windows_write_and_take_side_by_side(tmp_path: Path) -> None:
    boxes = [Outbox(tmp_path / "out"), Outbox(tmp_path / "out")]
    boxes[0].put(parcel(b"een"))
    boxes[1].put(parcel(b"twee"))

    def rewrite() -> None:
        for _minute in range(10):
            boxes[1].rewrite()

    beside = threading.Thread(target=rewrite)
    beside.start()
    for number in range(5):
        carry(boxes[0], tmp_path / f"bag{number}")
    beside.join()
    bags = [text for number in range(5) for text in readable(tmp_path / f"bag{number}")]
    assert set(bags + readable(tmp_path / "out")) >= {b"een", b"twee"}
