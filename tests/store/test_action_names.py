"""What the journal calls an action stays the same, wherever its function goes."""

import importlib
import inspect
import pkgutil
from collections import Counter
from pathlib import Path

import pytest

from stagecoach import services
from stagecoach.store.file.database import Database

GIVEN = Path(__file__).with_name("action_names.txt")


def named() -> list[str]:
    """Of every function of the services that has one."""
    action_names = []
    for module in pkgutil.walk_packages(services.__path__, f"{services.__name__}."):
        functions = inspect.getmembers(importlib.import_module(module.name), inspect.isfunction)
        action_names += [
            vars(function)["recorded_as"]
            for _name, function in functions
            if function.__module__ == module.name and "recorded_as" in vars(function)
        ]
    return action_names


def test_no_two_actions_share_a_name() -> None:
    assert [name for name, count in Counter(named()).items() if count > 1] == []


def test_every_name_ever_given_stands_in_the_list_and_none_is_lost() -> None:
    """A name is added here with its action, and stays when the action goes."""
    assert sorted(named()) == GIVEN.read_text(encoding="utf-8").split()


def test_nothing_is_done_without_a_name(database: Database) -> None:
    with pytest.raises(TypeError, match="no name in the journal"):
        database.do(lambda session: session.rollback())
