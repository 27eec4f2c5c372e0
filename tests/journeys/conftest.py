"""Journeys use the same window as the tests of the screens."""

from tests.ui.conftest import door, shell, window

__all__ = ["door", "shell", "window"]
