"""What becomes of rows that two machines made without knowing of each other.

Every table says it beside its columns, as `__merge__`. An id alone can never clash, but a natural
key can: both give a task number 4, both answer the same question. `same_row` makes the id out of
the key, so what both mean is one row and only fields can differ; `renumbered` keeps both and gives
the later one the next number, which is said; `CONFLICT` keeps both for people to choose.

Where the id is made out of the key, the primary key holds that there is one such row, and the
large tables need no second index for it: the journal refuses a row with another id.

An id made out of a key begins with the time in the id of the row it belongs to (UUIDv8, RFC 9562),
so answers stand on disk beside their evaluation; without such a row it is a UUIDv5.
"""

import datetime as dt
import enum
import hashlib
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

_NAMESPACE: Final = uuid.UUID("8d1e4f0a-3c57-5b9e-a1d2-6f4b7c2e9035")  # of keys without a parent
_IN_ORDER_OF_TIME: Final = (7, 8)  # versions that begin with 48 bits of time
_VERSION_AND_VARIANT: Final = 0x8 << 76 | 0b10 << 62
_HASHED: Final = (1 << 76) - 1 & ~(0b11 << 62)  # the bits that are left: 12 and 62


class Rule(enum.StrEnum):
    BY_ID = "by id"  # no natural key: rows are told apart by their id alone
    SAME_ROW = "same row"
    RENUMBERED = "renumbered"
    CONFLICT = "conflict"
    STAYS = "stays"  # the table never leaves its machine


@dataclass(frozen=True, slots=True)
class Merge:
    """The rule of a table; `columns` is the key of SAME_ROW, or the number of RENUMBERED."""

    rule: Rule
    columns: tuple[str, ...] = ()
    unless: str = ""  # a column: where it is set, a row is told apart by its id alone


BY_ID: Final = Merge(Rule.BY_ID)
CONFLICT: Final = Merge(Rule.CONFLICT)
STAYS: Final = Merge(Rule.STAYS)


def same_row(*key: str, unless: str = "") -> Merge:
    """These columns never change; `derived` makes the id out of them."""
    return Merge(Rule.SAME_ROW, key, unless)


def renumbered(number: str) -> Merge:
    return Merge(Rule.RENUMBERED, (number,))


def own_id(merge: Merge, table: str, values: Mapping[str, Any]) -> uuid.UUID | None:
    """The id that these values give a row; None where a row is told apart by its id alone."""
    if merge.rule is not Rule.SAME_ROW or (merge.unless and values.get(merge.unless)):
        return None
    return derived(table, *[values[name] for name in merge.columns])


def derived(table: str, *key: Any) -> uuid.UUID:
    """The id of the row of this table that has this natural key, in every store the same."""
    text = "\x1f".join([table, *[_text(value) for value in key]])
    parent = key[0]
    if not isinstance(parent, uuid.UUID) or parent.version not in _IN_ORDER_OF_TIME:
        return uuid.uuid5(_NAMESPACE, text)
    hashed = int.from_bytes(hashlib.sha256(text.encode()).digest()[:10], "big")
    time = parent.int >> 80 << 80
    return uuid.UUID(int=time | _VERSION_AND_VARIANT | hashed & _HASHED)


def _text(value: Any) -> str:
    if isinstance(value, uuid.UUID):
        return value.hex
    if isinstance(value, enum.Enum):
        return str(value.value)
    if isinstance(value, dt.date):
        return value.isoformat()
    return str(value)
