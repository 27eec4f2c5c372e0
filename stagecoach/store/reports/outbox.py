"""The envelopes of one run of the program: four, written as decoys, and rewritten together.

A letter goes into one of them at the next rewrite and stays there, under fresh randomness, until
the run ends or the envelopes are taken (docs/threats.md, Sealed reports and envelopes). All four
carry the same time, a whole minute. Envelopes of earlier runs are never touched: nobody knows what
is in them.
"""

import contextlib
import datetime as dt
import os
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from stagecoach import clock
from stagecoach.store.reports import envelopes

SUFFIX = ".envelope"
OF_A_RUN = 4
_PART = ".part"
_DEAD = dt.timedelta(hours=1)  # a part this old is of a run that was killed: a rewrite is short


class Full(Exception):
    """All envelopes of this run hold a letter. Another run has four new ones."""


@dataclass(frozen=True, slots=True)
class Parcel:
    """A sealed letter and to whom. Who holds it cannot read it."""

    letter: bytes
    readers: tuple[str, ...]


class Outbox:
    """May be used from any thread: the window hands over, a worker writes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._writing = threading.RLock()  # held for as long as a disk may take
        self._guard = threading.Lock()  # held for a moment, also by the window
        self._names = [_new_name() for _number in range(OF_A_RUN)]
        self._held: dict[str, Parcel] = {}
        self._on_disk: tuple[Parcel, ...] = ()

    def put(self, parcel: Parcel) -> None:
        """It is on disk after the next `rewrite`, not before. Raises Full.

        It is sealed once here: what cannot be sealed must not stop the other three.
        """
        _content(parcel)
        with self._guard:
            free = [name for name in self._names if name not in self._held]
            if not free:
                raise Full
            self._held[free[0]] = parcel

    def drop(self, parcel: Parcel) -> None:
        """It was never said to be sealed, and its writer goes on without."""
        with self._guard:
            self._held = {name: held for name, held in self._held.items() if held is not parcel}

    def rewrite(self) -> tuple[Parcel, ...]:
        """All four anew; gives the letters that are on disk now.

        Raises OSError: no letter counts as sealed by it, and none that was on disk is gone.
        """
        with self._writing, self._alone():
            with self._guard:
                names, held = list(self._names), dict(self._held)
            parts = [self.folder / f"{name}{_PART}" for name in names]
            try:
                for name, part in zip(names, parts, strict=True):
                    _write(part, _content(held.get(name)))
                for part in parts:
                    part.replace(part.with_name(part.name.removesuffix(_PART)))
            except OSError:
                for part in parts:
                    with contextlib.suppress(OSError):
                        part.unlink(missing_ok=True)
                raise
            sync(self.folder)
            self._on_disk = tuple(held.values())
            return self._on_disk

    def all(self) -> list[Path]:
        """The envelopes of this run and of earlier ones."""
        return sorted(path for path in self.folder.glob(f"*{SUFFIX}") if path.is_file())

    @contextlib.contextmanager
    def taking(self) -> Iterator[list[Path]]:
        """All envelopes, while nobody writes. Afterwards this run has four new ones.

        A letter that lies in what was taken is forgotten here; one that was handed over
        meanwhile goes into a new envelope.
        """
        with self._writing:
            with contextlib.suppress(OSError):  # a full disk: then what is on it is taken
                self.rewrite()
            with self._alone():
                yield self.all()
            self._go_on({path.name for path in self.all()})
            with contextlib.suppress(OSError):  # the next minute tries again
                self.rewrite()

    def _go_on(self, left: set[str]) -> None:
        with self._guard:
            new = {name: name if name in left else _new_name() for name in self._names}
            self._held = {
                new[name]: held
                for name, held in self._held.items()
                if name in left or not any(held is written for written in self._on_disk)
            }
            self._names = list(new.values())

    def clear_parts(self) -> None:
        """Halves of envelopes that a killed run left."""
        for path in self.folder.glob(f"*{SUFFIX}{_PART}"):
            with contextlib.suppress(OSError):
                age = clock.now().timestamp() - path.stat().st_mtime
                if age > _DEAD.total_seconds():
                    path.unlink()

    @contextlib.contextmanager
    def _alone(self) -> Iterator[None]:
        """Two windows of one user do not take and write at the same time."""
        from filelock import FileLock  # the window of a report, which shows first, never writes

        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with FileLock(self.folder / "lock", timeout=30):
            yield


def _new_name() -> str:
    return f"{uuid4().hex}{SUFFIX}"


def _content(parcel: Parcel | None) -> bytes:
    return envelopes.wrap(parcel.letter, parcel.readers) if parcel else envelopes.decoy()


def _write(path: Path, content: bytes) -> Path:
    """Wholly on disk, with a time that is the same for all of a rewrite."""
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    stamp = minute()
    os.utime(path, (stamp, stamp))
    return path


def minute() -> int:
    """The whole minute it is: no envelope tells more."""
    return int(clock.now().timestamp()) // 60 * 60


def copy(paths: Sequence[Path], target: Path) -> Iterator[Path]:
    """Bring each over and compare it, one at a time; gives the source of what is there whole."""
    target.mkdir(parents=True, exist_ok=True)
    for source in paths:
        content = source.read_bytes()
        place = target / source.name
        if place.exists() and place.read_bytes() != content:
            place = target / _new_name()  # the same envelope, rewritten since: both stay
        part = _write(place.with_name(place.name + _PART), content)
        if part.read_bytes() != content:
            raise OSError(0, "what was written reads back differently")
        part.replace(place)
        sync(target)
        yield source


def place(contents: Sequence[bytes], target: Path) -> list[str]:
    """New envelopes in a folder; gives their names."""
    target.mkdir(parents=True, exist_ok=True)
    names = [_new_name() for _each in contents]
    for name, content in zip(names, contents, strict=True):
        _write(target / f"{name}{_PART}", content).replace(target / name)
    sync(target)
    return names


def sync(folder: Path) -> None:
    """The names too, where the system can; a stick may not."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
