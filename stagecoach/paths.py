"""Where StageCoach finds its own files and keeps the user's."""

import sys
from pathlib import Path

import platformdirs

STORE_SUFFIX = ".stagecoach"
_PACKAGE = Path(__file__).parent


def _packed(name: str) -> Path:
    """A folder that a wheel and a bundle carry inside the package, a checkout beside it."""
    root = Path(getattr(sys, "_MEIPASS", "")) if getattr(sys, "frozen", False) else _PACKAGE
    inside = root / name
    return inside if inside.is_dir() else _PACKAGE.parent / name


RESOURCES = _packed("resources")
MIGRATIONS = _packed("db")


def settings_file() -> Path:
    return Path(platformdirs.user_config_dir("StageCoach", appauthor=False)) / "settings.toml"


def log_folder() -> Path:
    return Path(platformdirs.user_log_dir("StageCoach", appauthor=False))


def default_store_folder() -> Path:
    return Path(platformdirs.user_documents_dir()) / "StageCoach"


def sealed_folder() -> Path:
    """Envelopes, answers and the roster: of this user, outside any store."""
    return Path(platformdirs.user_data_dir("StageCoach", appauthor=False)) / "sealed"


def marks_folder() -> Path:
    """How far this user's computer has seen each store: outside the stores themselves."""
    return Path(platformdirs.user_data_dir("StageCoach", appauthor=False)) / "marks"


def locks_folder() -> Path:
    """Which files this user has open, by device and number."""
    return Path(platformdirs.user_data_dir("StageCoach", appauthor=False)) / "locks"


def device_key() -> Path:
    """With it this machine seals what was closed on it: of this user, outside any store."""
    return Path(platformdirs.user_data_dir("StageCoach", appauthor=False)) / "device.key"
