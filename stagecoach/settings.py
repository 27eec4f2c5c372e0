"""What the user set for this computer: typed, in one TOML file, checked when read."""

import tomllib
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any, get_type_hints

from stagecoach import i18n, paths

THEMES = ("light", "dark", "system")
LARGEST = 10_000  # minutes or pixels: beyond it a number is a slip
MOST_RECENT = 6
TEXT_SIZES = (100, 125, 150)  # per cent


@dataclass(frozen=True)
class Settings:
    language: str = "nl"
    theme: str = "system"
    text_size: int = 100  # per cent
    less_motion: bool = False
    lock_after: int = 15  # minutes without a key or a click
    store: str = ""  # path of the store opened last
    recent: list[str] = field(default_factory=list)  # paths, that one first
    backup_folder: str = ""
    second_folder: str = ""  # where backups go too, when it is there
    # Of each set of screens the place of the window: x, y, width, height, whether maximised.
    windows: dict[str, list[int]] = field(default_factory=dict)


def _fits(name: str, value: Any) -> bool:
    kinds = get_type_hints(Settings)
    allowed = {"language": i18n.LANGUAGES, "theme": THEMES, "text_size": TEXT_SIZES}
    if name == "recent":
        return isinstance(value, list) and all(isinstance(path, str) for path in value)
    if name == "windows":
        return isinstance(value, dict) and all(map(_is_place, value.values()))
    if name not in kinds or not isinstance(value, kinds[name]):
        return False
    if name == "lock_after" and not 1 <= value <= LARGEST:
        return False
    return value in allowed.get(name, (value,))


def _is_place(kept: Any) -> bool:
    numbers = isinstance(kept, list) and len(kept) == 5 and all(type(n) is int for n in kept)  # noqa: PLR2004
    return numbers and all(abs(n) <= LARGEST for n in kept) and min(kept[2:4]) > 0


def opened(settings: Settings, path: str) -> dict[str, Any]:
    """The settings that change when a store is opened."""
    others = [kept for kept in settings.recent if kept != path]
    return {"store": path, "recent": [path, *others][:MOST_RECENT]}


def read(path: Path | None = None) -> Settings:
    """What is unreadable or out of range falls back to its default: a window must open."""
    start = Settings(language=i18n.system_language())
    try:
        entries = tomllib.loads((path or paths.settings_file()).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return start
    return replace(start, **{name: value for name, value in entries.items() if _fits(name, value)})


def write(settings: Settings, path: Path | None = None) -> None:
    import tomli_w

    path = path or paths.settings_file()
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    part.write_text(tomli_w.dumps(asdict(settings)), encoding="utf-8")
    part.replace(path)
