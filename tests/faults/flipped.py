"""One bit of one page flipped in a large store, a few times: what is saved of all other pages.

`python -m tests.faults.flipped [STORE PASSPHRASE-FILE]`; without a store one of size M is made.
Prints pages, rows, and for each flip the step of the ladder, the rows lost and the seconds.
"""

import os
import random
import shutil
import sys
import tempfile
import time
from pathlib import Path

from stagecoach.services import stores
from stagecoach.services.example import example, generate
from stagecoach.store.file import backup, rescue, vault
from stagecoach.store.file.database import connect
from stagecoach.store.file.vault import Key

_FLIPS, _PAGE = 5, 4096


def made(folder: Path) -> tuple[Path, Key]:
    path = folder / "groot.stagecoach"
    database, _code = stores.create(path, example.new_store())
    database.do(generate.fill, generate.SIZES["M"], 1)
    key = database.key
    database.close()
    return path, key


def counted(path: Path, key: Key) -> backup.Counts:
    connection = connect(path, key, alone=True)
    rows = backup.counts(connection)
    connection.close()
    return rows


def flip(path: Path, at: int) -> None:
    with path.open("rb+") as file:
        file.seek(at)
        [byte] = file.read(1)
        file.seek(at)
        file.write(bytes([byte ^ 1]))


def main(path: Path, key: Key) -> None:
    size, chance, whole = path.stat().st_size, random.Random(25_000), counted(path, key)
    say = sys.stdout.write
    say(f"{size // _PAGE} pages, {sum(whole.values())} rows\n")
    for _number in range(_FLIPS):
        at = chance.randrange(_PAGE, size)
        flip(path, at)
        began = time.monotonic()
        rescued = rescue.rescue(path, key, [])
        now = counted(rescued.path, key)
        lost = {name: whole[name] - now[name] for name in whole if whole[name] != now[name]}
        assert lost == dict(rescued.lost)
        say(f"page {at // _PAGE}: {rescued.rung}, lost {lost}, {time.monotonic() - began:.0f} s\n")
        shutil.rmtree(rescue.folder_of(path))
        flip(path, at)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        if len(sys.argv) > 1:
            store = Path(shutil.copy(sys.argv[1], folder))
            shutil.copy(vault.keys_file(Path(sys.argv[1])), vault.keys_file(store))
            main(store, vault.unlock(store, Path(sys.argv[2]).read_text().strip()))
        else:
            os.umask(0o077)
            main(*made(Path(folder)))
