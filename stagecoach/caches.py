"""Caches of what people wrote. They are emptied when the store is closed: no text outlives it."""

from collections.abc import Callable
from functools import lru_cache
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")
_EMPTY: list[Callable[[], None]] = []


def of_texts(most: int) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """As `lru_cache` with at most this many results, until `forget`."""

    def keep(function: Callable[P, R]) -> Callable[P, R]:
        kept = lru_cache(maxsize=most)(function)
        _EMPTY.append(kept.cache_clear)
        return kept  # type: ignore[return-value]  # the cache takes what the function takes

    return keep


def forget() -> None:
    for empty in _EMPTY:
        empty()
