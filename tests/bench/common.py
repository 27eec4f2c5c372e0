"""What the measurements share: the L store, made once, and how figures are told."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from stagecoach import clock, i18n
from stagecoach.services import example, generate, stores
from stagecoach.store import vault
from stagecoach.store.database import Database
from tests.conftest import DAY

FOLDER = Path(__file__).parents[2] / "build" / "bench"
STORE = FOLDER / "L.stagecoach"


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


def large_store() -> tuple[Path, vault.Key]:
    """600 active of 3,000 students, 480,000 day lines, 300,000 notes; made at first use."""
    prepare()
    if not STORE.exists():
        database, _code = stores.create(STORE, example.new_store())
        database.do(generate.fill, generate.SIZES["L"], 1)
        database.close()
    return STORE, vault.unlock(STORE, example.PASSPHRASE)


def opened() -> Database:
    path, key = large_store()
    return stores.reopen(path, key, backups=FOLDER / "backups")


def times(work: Callable[[], object], count: int) -> list[float]:
    """Seconds of each of `count` runs, sorted, after one that is not counted."""
    work()
    found = []
    for _number in range(count):
        begun = time.perf_counter()
        work()
        found.append(time.perf_counter() - begun)
    return sorted(found)


def median(found: list[float]) -> float:
    return statistics.median(found)


def p95(found: list[float]) -> float:
    return found[min(len(found) - 1, int(len(found) * 0.95))]


def ms(seconds: float) -> str:
    return f"{seconds * 1000:.1f} ms"
