"""Size and place of the window: within the screen it is on, and as it was left on these screens.

A laptop that is at a desk by day has two sets of screens, each with a place of its own.
"""

from PySide6.QtCore import QMargins, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import QWidget

from stagecoach.settings import Settings

_WANTED = QSize(1360, 860)
_LEAST = QSize(1024, 600)  # smaller only where the screen is
_FRAME = QMargins(1, 28, 1, 1)  # what a window manager adds, before one can ask it
Kept = list[int]  # x, y, width, height, whether it was maximised


def screens_key() -> str:
    """The screens there are, as 0,0,1366,768 each."""
    boxes = [screen.geometry() for screen in QGuiApplication.screens()]
    return " ".join(sorted(f"{b.x()},{b.y()},{b.width()},{b.height()}" for b in boxes))


def place(window: QWidget, settings: Settings) -> None:
    """Before it is shown. Whatever was kept, all of it is in view."""
    kept = settings.windows.get(screens_key())
    screen = _screen_of(kept)
    room = screen.availableGeometry().marginsRemoved(_FRAME)
    be_small(window, room.size())
    size = QSize(kept[2], kept[3]) if kept else _WANTED
    box = QRect(room.topLeft(), size.boundedTo(room.size()))
    box.moveCenter(room.center())
    if kept:
        box.moveTo(_within(room, QRect(kept[0], kept[1], box.width(), box.height())))
    window.setGeometry(box)
    if kept[4] if kept else not _fits(room):
        window.setWindowState(Qt.WindowState.WindowMaximized)


def be_small(window: QWidget, room: QSize | None = None) -> None:
    """Down to the least size of the design, or that of the screen where that is smaller."""
    if room is None:
        screen = QGuiApplication.primaryScreen()
        room = screen.availableGeometry().marginsRemoved(_FRAME).size()
    window.setMinimumSize(_LEAST.boundedTo(room))


def _fits(room: QRect) -> bool:
    """Whether the size that the screens were designed for has room there."""
    return _WANTED.boundedTo(room.size()) == _WANTED


def _screen_of(kept: Kept | None) -> QScreen:
    middle = QRect(*kept[:4]).center() if kept else None
    at = QGuiApplication.screenAt(middle) if middle is not None else None
    return at or QGuiApplication.primaryScreen()


def _within(room: QRect, box: QRect) -> QPoint:
    box.moveRight(min(box.right(), room.right()))
    box.moveBottom(min(box.bottom(), room.bottom()))
    box.moveLeft(max(box.left(), room.left()))
    box.moveTop(max(box.top(), room.top()))
    return box.topLeft()


def kept_of(window: QWidget, settings: Settings) -> dict[str, Kept]:
    """What to remember at closing: of a maximised window the size it goes back to."""
    box = window.normalGeometry() if window.isMaximized() else window.geometry()
    if not box.isValid():
        box = window.geometry()
    now = [box.x(), box.y(), box.width(), box.height(), int(window.isMaximized())]
    return {**settings.windows, screens_key(): now}


def bring_forward(window: QWidget) -> None:
    """As large as it was, also when it was put away."""
    window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
    window.show()
    window.raise_()
    window.activateWindow()
