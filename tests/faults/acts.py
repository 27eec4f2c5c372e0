"""What is killed and cut off in the tests: one thing done to a store, in a process of its own.

`python -m tests.faults.acts NAME STORE` does it, and tells each thing that it acknowledged in a
line on its standard output: what was told must be there afterwards.
"""

import sys
import uuid
from collections.abc import Callable
from pathlib import Path

from stagecoach import clock, i18n, paths
from stagecoach.domain.evaluations import Kind
from stagecoach.services import passphrases, restore, stores
from stagecoach.services.evaluations import evaluations
from stagecoach.services.example import example
from stagecoach.services.students import students
from stagecoach.store.file import backup, backup_list, migrate, slots, vault
from stagecoach.store.file.database import Database
from tests import make
from tests.conftest import DAY

SECRET, NEW = example.PASSPHRASE, "een heel nieuwe wachtzin"
_SAVES = 4


def tell(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def folder_of(store: Path) -> Path:
    return store.parent / "backups"


def _open(store: Path) -> Database:
    lock = stores.take_lock(store)
    assert lock
    return stores.open_store(store, SECRET, backups=folder_of(store))


def _own(database: Database) -> list[uuid.UUID]:
    assert database.person_id is not None
    return [row.placement_id for row in database.ask(students.mine, database.person_id)]


def save(store: Path) -> None:
    """Log entries, the log of the store folded in after each second one, and closed."""
    database = _open(store)
    placement = _own(database)[0]
    for number in range(_SAVES):
        tell(make.log(database, placement).hex)
        if number % 2:
            database._fold_log()
    database.close()


def sign(store: Path) -> None:
    """An evaluation agreed with by all, and sealed."""
    database = _open(store)
    new = [key for key in _own(database) if not database.ask(evaluations.find, key, Kind.FINAL)]
    sheet = make.answered(database, new[0], "V", Kind.FINAL)
    assert sheet.id is not None
    make.sign(database, sheet.id)
    tell(sheet.id.hex)
    database.close()


def back_up(store: Path) -> None:
    copy = backup.make(store, vault.unlock(store, SECRET), folder_of(store))
    tell(copy.path.name)


def put_back(store: Path) -> None:
    newest = backup_list.listed(store, folder_of(store))[0]
    restore.put_back(newest.path, store, SECRET, folder_of(store))
    tell("back")


def update(store: Path) -> None:
    """To the schema of today, from a store that says it is older."""
    key = vault.unlock(store, SECRET)
    migrate.is_up_to_date = lambda path, key: False
    migrate.bring_up_to_date(store, key, folder_of(store))
    tell("updated")


def change(store: Path) -> None:
    database = _open(store)
    passphrases.change(database, SECRET, NEW, folders=[folder_of(store)])
    tell("changed")
    database.close()


def renew(store: Path) -> None:
    lock = stores.take_lock(store)
    passphrases.renew_key(store, SECRET, NEW, locked=bool(lock), step=lambda _d, _a: True)
    tell("renewed")


ACTS: dict[str, Callable[[Path], None]] = {
    "save": save,
    "sign": sign,
    "backup": back_up,
    "restore": put_back,
    "migrate": update,
    "passphrase": change,
    "rekey": renew,
}


def alone(folder: Path) -> None:
    """As a machine of its own, on the day of the tests, with keys that are quickly derived."""
    clock.pretend_today(DAY)
    i18n.use("nl")
    slots.PASSES, slots.MEMORY = 1, 1024
    paths.device_key = lambda: folder / "device.key"
    paths.marks_folder = lambda: folder / "marks"
    paths.locks_folder = lambda: folder / "locks"


if __name__ == "__main__":
    alone(Path(sys.argv[2]).parent)
    ACTS[sys.argv[1]](Path(sys.argv[2]))
