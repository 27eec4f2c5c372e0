"""Ids in order of time (UUIDv7), also when the machine's clock is set back.

History and undo follow the order of the ids. So an id is never below the newest one of the
journal: then it is one millisecond above it (as a hybrid clock does, docs/promises.md, Order and
clocks).
"""

import uuid
from threading import Lock

from uuid_utils.compat import uuid7

_newest = uuid.UUID(int=0)
_lock = Lock()  # the worker saves too
_MILLISECOND = 1_000_000  # nanoseconds


def new_id() -> uuid.UUID:
    global _newest  # noqa: PLW0603 - one clock per process
    with _lock:
        fresh_id = uuid7()
        if fresh_id <= _newest:
            after = (_newest.int >> 80) + 1  # the first 48 bits are milliseconds
            fresh_id = uuid7(nanoseconds=after * _MILLISECOND)
        _newest = fresh_id
        return fresh_id


def follow(newest: uuid.UUID | None) -> None:
    """From now on ids come after this one: the newest that a store has."""
    global _newest  # noqa: PLW0603 - as above
    with _lock:
        _newest = max(_newest, newest or _newest)
