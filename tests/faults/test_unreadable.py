"""After a report nobody finds a word of it: not in memory, in no file, in no decrypted page."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from stagecoach.services.cases import post as case_post
from stagecoach.services.example import example
from stagecoach.store.file import vault
from stagecoach.store.file.database import connect
from tests.conftest import Master
from tests.faults.sealing import Home
from tests.sealed import School

MARK = "Qavrozelt Wumbrindop"  # words that stand nowhere else
TEXT = f"{MARK} mocht weer niet mee naar de proefvaart."
FORMS = [form for word in MARK.split() for form in (word.encode(), word.encode("utf-16-le"))]


def memory_of(pid: int) -> Iterator[bytes]:
    """All that a process can read of itself."""
    with Path(f"/proc/{pid}/maps").open() as maps, Path(f"/proc/{pid}/mem").open("rb", 0) as mem:
        for line in maps:
            area, rights = line.split()[:2]
            if not rights.startswith("r") or "[v" in line:
                continue
            begin, end = (int(part, 16) for part in area.split("-"))
            try:
                mem.seek(begin)
                yield mem.read(end - begin)
            except (OSError, ValueError, OverflowError):
                continue  # a page of a device


def found_in(pieces: Iterator[bytes]) -> list[bytes]:
    return [form for piece in pieces for form in FORMS if form in piece]


def files_below(*folders: Path) -> Iterator[bytes]:
    for folder in folders:
        for path in folder.rglob("*"):
            if path.is_file():
                yield path.read_bytes()


def pages_of(store: Path) -> Iterator[bytes]:
    """Every row of every table, as somebody with the store's key reads it."""
    connection = connect(store, vault.unlock(store, example.PASSPHRASE))
    names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    for (name,) in names:
        yield repr(connection.execute(f'SELECT * FROM "{name}"').fetchall()).encode()
    connection.close()


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="memory is read through /proc")
def test_not_a_word_is_found_after_the_form_is_closed(
    master: Master, tmp_path: Path, school: School
) -> None:
    assert found_in(memory_of(os.getpid()))  # here it is, so it would be seen
    home = Home(tmp_path, master, school)
    with home.run("with", TEXT) as host:
        host.wait_for("reported")
        assert found_in(memory_of(host.pid)) == []
        assert found_in(files_below(home.folder, home.temp)) == []  # the WAL lies there too
        host.go_on()
        host.wait_for("closed")
        host.go_on()
    assert found_in(files_below(home.folder, home.temp)) == []
    stores_there = [home.store, *(home.folder / "backups").rglob("*.stagecoach")]
    assert len(stores_there) == 3  # a backup beside the work, and one on closing
    for store in stores_there:
        assert found_in(pages_of(store)) == []
    opened = case_post.try_all(home.place.envelopes(), school.first.private.identity)
    assert [letter.words for letter in opened.letters] == [TEXT]  # and it was really sent
