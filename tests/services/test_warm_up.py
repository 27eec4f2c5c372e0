"""The first page's statements are worked out before a store is open, and hold nothing of one."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from stagecoach.services import stores
from stagecoach.services.people import pins
from stagecoach.services.search import search
from stagecoach.services.today import attention
from stagecoach.services.warm_up import warm_up
from stagecoach.store.file import engine as engines
from stagecoach.store.file.database import Database
from stagecoach.store.file.engine import _kept as kept
from tests.conftest import Master


@pytest.fixture
def learnt(monkeypatch: pytest.MonkeyPatch) -> dict[Any, Any]:
    """As in the program: not what all tests share."""
    known: dict[Any, Any] = {}
    for name, value in (("_kept", kept), ("_learnt", known), ("_dialects", [])):
        monkeypatch.setattr(engines, name, value)
    warm_up()
    return known


@pytest.fixture
def opened(store: Path, master: Master, learnt: dict[Any, Any]) -> Iterator[Database]:
    assert learnt
    database = stores.reopen(store, master.key, backups=store.parent / "backups")
    yield database
    database.close()


def statements(database: Database) -> dict[Any, Any]:
    return dict(database.engine.get_execution_options()["compiled_cache"])


def test_the_first_page_works_out_next_to_nothing(
    opened: Database, learnt: dict[Any, Any]
) -> None:
    opened.ask(pins.faces)
    me = opened.ask(stores.identity)
    rows, points = opened.ask(attention.today, me.person_id, me.role)
    assert len(rows) == 7
    assert points
    new = [str(made) for key, made in statements(opened).items() if key not in learnt]
    assert len(new) <= 3, new


def test_what_is_typed_at_one_store_is_not_known_at_the_next(
    opened: Database, learnt: dict[Any, Any]
) -> None:
    before = set(learnt)
    opened.ask(search.find, "Youssef")
    assert set(statements(opened)) > before
    assert set(learnt) == before
    fresh = engines.make(lambda: None)
    assert set(fresh.get_execution_options()["compiled_cache"]) == before
