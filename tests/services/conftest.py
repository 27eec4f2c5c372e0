"""Each service is also undone and done again (tests/undoing.py)."""

from collections.abc import Iterator

import pytest

from tests import undoing


@pytest.fixture(autouse=True)
def _undone_and_done_again() -> Iterator[None]:
    undoing.wrong.clear()
    with undoing.watched():
        yield
    assert sorted(undoing.wrong) == []
