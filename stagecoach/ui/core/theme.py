"""Colours, type and icons, from the design's tokens; everything that paints asks here."""

import os
import re
import tomllib
from functools import cache, lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QGuiApplication,
    QIcon,
    QPainter,
    QPalette,
    QPixmap,
)
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication

from stagecoach import paths

FAMILY = "Source Sans 3"
_FALLBACK = ["Segoe UI", "Cantarell", "Noto Sans Arabic", "Noto Sans Hebrew", "Noto Emoji"]
_TOKEN = re.compile(r"\$\{([^}]+)\}")


PICTURES = "STAGECOACH_PICTURES"  # where the program that started this one has them


class _Now:
    """The theme in force."""

    name = "light"
    text_size = 100  # per cent
    colors: dict[str, str] = {}
    avatars: list[tuple[str, str]] = []
    svg_folder: TemporaryDirectory[str] | None = None


@cache
def _load(name: str) -> dict[str, Any]:
    path = paths.RESOURCES / "themes" / f"{name}.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


@cache
def _load_fonts() -> None:
    for path in sorted((paths.RESOURCES / "fonts").glob("*.ttf")):
        QFontDatabase.addApplicationFont(str(path))


def application() -> QApplication:
    app = QApplication.instance()
    assert isinstance(app, QApplication)  # made before any window
    return app


def resolve(setting: str) -> str:
    """Light or dark; "system" asks the desktop."""
    if setting != "system":
        return setting
    dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
    return "dark" if dark else "light"


def apply(setting: str, text_size: int) -> None:
    """Dress the whole application. Fusion and palette first, style sheet second."""
    app = application()
    _Now.name, _Now.text_size = resolve(setting), text_size
    data = _load(_Now.name)
    _Now.colors = {
        f"{group}.{name}": value
        for group, values in data["color"].items()
        for name, value in values.items()
    }
    _Now.avatars = [(tint["back"], tint["text"]) for tint in data["avatar"].values()]
    _load_fonts()
    pixmap.cache_clear()
    font.cache_clear()
    color.cache_clear()
    app.setStyle("Fusion")
    app.setFont(font("body"))
    app.setPalette(_palette())
    app.setStyleSheet(_style_sheet())


@lru_cache(maxsize=256)
def color(token: str) -> QColor:
    """#RRGGBB or, for the scrim, #RRGGBBAA."""
    value = _Now.colors[token]
    if len(value) == 9:
        return QColor(f"#{value[7:]}{value[1:7]}")
    return QColor(value)


def scaled(pixels: float) -> int:
    """A height of the design, grown with the text size."""
    return round(pixels * _Now.text_size / 100)


@lru_cache(maxsize=64)
def font(role: str, weight: int | None = None) -> QFont:
    """A role of the type scale: body, caption, mark …"""
    spec = _load("type")[role]
    typeface = QFont([FAMILY, *_FALLBACK])
    typeface.setPointSizeF(spec["pt"] * _Now.text_size / 100)
    typeface.setWeight(QFont.Weight(weight or spec["weight"]))
    return typeface


def avatar(seed: int) -> tuple[QColor, QColor]:
    """Background and text, always the same for one person."""
    back, text = _Now.avatars[seed % len(_Now.avatars)]
    return QColor(back), QColor(text)


def _svg(name: str, token: str) -> bytes:
    text = (paths.RESOURCES / "icons" / f"{name}.svg").read_text(encoding="utf-8")
    text = text.replace('stroke-width="2"', 'stroke-width="1.75"')
    return text.replace("currentColor", color(token).name()).encode()


@lru_cache(maxsize=512)
def pixmap(name: str, token: str, size: int) -> QPixmap:
    """An icon in a colour, sharp on any screen. `size` in pixels of the design."""
    ratio = 2.0 if QGuiApplication.primaryScreen() is None else _ratio()
    side = round(size * _Now.text_size / 100)
    picture = QPixmap(QSize(round(side * ratio), round(side * ratio)))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    QSvgRenderer(QByteArray(_svg(name, token))).render(painter, QRectF(0, 0, side, side))
    painter.end()
    return picture


def _ratio() -> float:
    return max(screen.devicePixelRatio() for screen in QGuiApplication.screens())


def icon(name: str, token: str = "text.primary", size: int = 18) -> QIcon:  # noqa: S107
    qicon = QIcon(pixmap(name, token, size))
    qicon.addPixmap(pixmap(name, "text.disabled", size), QIcon.Mode.Disabled)
    return qicon


def _palette() -> QPalette:
    palette = QPalette()
    roles = {
        QPalette.ColorRole.Window: "bg.canvas",
        QPalette.ColorRole.WindowText: "text.primary",
        QPalette.ColorRole.Base: "bg.surface",
        QPalette.ColorRole.AlternateBase: "bg.subtle",
        QPalette.ColorRole.Text: "text.primary",
        QPalette.ColorRole.PlaceholderText: "text.muted",
        QPalette.ColorRole.Button: "bg.surface",
        QPalette.ColorRole.ButtonText: "text.primary",
        QPalette.ColorRole.Highlight: "brand.base",
        QPalette.ColorRole.HighlightedText: "brand.on",
        QPalette.ColorRole.ToolTipBase: "text.primary",
        QPalette.ColorRole.ToolTipText: "bg.surface",
        QPalette.ColorRole.Link: "brand.base",
    }
    for role, token in roles.items():
        palette.setColor(role, color(token))
    disabled = QPalette.ColorGroup.Disabled
    for role in (QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        palette.setColor(disabled, role, color("text.disabled"))
    return palette


def _style_sheet() -> str:
    dialog = (paths.RESOURCES / "themes" / "stagecoach.qss").read_text(encoding="utf-8")
    return _TOKEN.sub(_fill, dialog)


def _fill(match: re.Match[str]) -> str:
    token = match[1]
    if token.startswith("pt:"):
        points = _load("type")[token[3:]]["pt"] * _Now.text_size / 100
        return f"{points:.2f}pt"
    if token.startswith("px:"):
        return f"{scaled(float(token[3:]))}px"
    if token.startswith("svg:"):
        name, _at, tint = token[4:].partition("@")
        return _svg_file(name, tint or "text.secondary")
    return color(token).name(QColor.NameFormat.HexArgb)


def _svg_file(name: str, token: str) -> str:
    """A style sheet reads pictures from files only."""
    path = picture_folder() / f"{name}-{token}-{_Now.name}.svg"
    if not path.exists():
        path.write_bytes(_svg(name, token))
    return path.as_posix()


def picture_folder() -> Path:
    """One for the program and for the window that it starts for a report: no second one tells."""
    if given := os.environ.get(PICTURES):
        return Path(given)
    if _Now.svg_folder is None:
        _Now.svg_folder = TemporaryDirectory(prefix="stagecoach-icons-")
    return Path(_Now.svg_folder.name)
