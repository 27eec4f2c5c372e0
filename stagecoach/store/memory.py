"""What was read stays known until one of its tables changes: for what nearly every action asks.

Who somebody is and where they hold a role is asked before every row that is written, and for
every screen. Reading it again each time would cost more than the row.
"""

from collections.abc import Hashable
from typing import Any

_MOST = 20_000  # entries; then everything is read anew


class Memory:
    """Of one open store, shared by its sessions in every thread."""

    def __init__(self) -> None:
        self.version = 0
        self._known: dict[Hashable, tuple[frozenset[str], Any]] = {}

    def forget(self, tables: set[str]) -> None:
        """These tables were changed."""
        self.version += 1
        stale = [key for key, (read, _value) in list(self._known.items()) if read & tables]
        for key in stale:
            self._known.pop(key, None)

    def clear(self) -> None:
        """The store is closed: nothing of it is known any more."""
        self.version += 1
        self._known.clear()

    def get(self, key: Hashable) -> tuple[frozenset[str], Any] | None:
        return self._known.get(key)

    def keep(self, key: Hashable, tables: frozenset[str], value: Any) -> None:
        if len(self._known) >= _MOST:
            self._known.clear()
        self._known[key] = tables, value
