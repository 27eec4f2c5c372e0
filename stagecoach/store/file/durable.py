"""Files that are there whole, or as they were, whatever happens meanwhile."""

import os
from pathlib import Path
from typing import IO

NEW = ".new"  # what a kill may leave beside the file; the next one writes over it


def write(path: Path, content: bytes) -> None:
    """All of it or what was there before, also after a power cut."""
    fresh = path.with_name(path.name + NEW)
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(fresh, flags, 0o600), "wb") as file:
        file.write(content)
        flush(file)
    fresh.replace(path)
    sync(path.parent)


def flush(file: IO[bytes]) -> None:
    """What was written by somebody else, too."""
    file.flush()
    os.fsync(file.fileno())


def copy(source: Path, target: Path) -> None:
    write(target, source.read_bytes())


def sync(folder: Path) -> None:
    """Make a rename durable, where the system can."""
    if hasattr(os, "O_DIRECTORY"):
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


class Descriptor:
    """Of a store, for copies of it (snapshot.py): closed after the last connection."""

    def __init__(self, store: Path) -> None:
        self.number = os.open(store, os.O_RDONLY | getattr(os, "O_BINARY", 0))
        self._open = True

    def close(self) -> None:
        """Once: a number that was given back may be somebody else's by now."""
        if self._open:
            self._open = False
            os.close(self.number)
