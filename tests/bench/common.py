"""What the measurements share: the L store, made once, and how figures are told."""

import shutil
import statistics
import time
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from stagecoach import clock, i18n, paths
from stagecoach.services import stores
from stagecoach.services.example import example, generate
from stagecoach.store.file import vault
from stagecoach.store.file.database import Database
from tests.conftest import DAY

_STORES = Path(__file__).parents[2] / "build" / "bench"


def _edition() -> str:
    """Which format the store has: one of another checkout is not opened but made anew."""
    scripts = sorted((paths.MIGRATIONS / "versions").glob("*.py"))
    return f"{zlib.crc32(b''.join(script.read_bytes() for script in scripts)):08x}"


FOLDER = _STORES / _edition()


@dataclass(frozen=True)
class Figure:
    """One line of the table."""

    what: str
    measured: str
    baseline: str
    ratio: str
    target: str
    good: bool


def prepare() -> None:
    clock.pretend_today(DAY)
    i18n.use("nl")
    paths.device_key = lambda: FOLDER / "device.key"  # the key of the user stays out of it


@cache
def large_store(size: str = "L") -> tuple[Path, vault.Key]:
    """A copy, made once a run, of a store of docs/sizes.md, Profiles: what is measured here writes,
    and must not be found by the next run.
    """
    made = _made(size)
    copy = FOLDER / f"{size}-measured{paths.STORE_SUFFIX}"
    for suffix in ("-wal", "-shm"):
        copy.with_name(copy.name + suffix).unlink(missing_ok=True)
    shutil.copyfile(made, copy)
    shutil.copyfile(vault.keys_file(made), vault.keys_file(copy))
    return copy, vault.unlock(copy, example.PASSPHRASE)


def _made(size: str) -> Path:
    """Made at first use: L in three minutes, XL in many more."""
    prepare()
    path = FOLDER / f"{size}{paths.STORE_SUFFIX}"
    if not path.exists():
        for other in _STORES.glob("*"):
            if other != FOLDER:
                shutil.rmtree(other) if other.is_dir() else other.unlink()
        database, _code = stores.create(path, example.new_store())
        database.do(generate.fill, generate.SIZES[size], 1)
        database.close()
    return path


def opened(size: str = "L") -> Database:
    path, key = large_store(size)
    return stores.reopen(path, key, backups=FOLDER / "backups")


def times(
    work: Callable[[], object], count: int, between: Callable[[], object] = lambda: None
) -> list[float]:
    """Seconds of each of `count` runs, sorted, after one that is not counted.

    `between` two of them is what the loop of events does, and is not counted.
    """
    work()
    durations = []
    for _number in range(count):
        between()
        begun = time.perf_counter()
        work()
        durations.append(time.perf_counter() - begun)
    return sorted(durations)


def median(durations: list[float]) -> float:
    return statistics.median(durations)


def p95(durations: list[float]) -> float:
    return durations[min(len(durations) - 1, int(len(durations) * 0.95))]


def ms(seconds: float) -> str:
    return f"{seconds * 1000:.1f} ms"
