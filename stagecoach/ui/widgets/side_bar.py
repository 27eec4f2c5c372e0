"""The side bar of a window: where to go, what is open, and whose it is.

Its entries keep their words for tooltips and screen readers where a narrow window leaves room for
pictures alone.
"""

from collections.abc import Hashable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from stagecoach.i18n import _
from stagecoach.ui.core import theme
from stagecoach.ui.widgets.badges import Avatar
from stagecoach.ui.widgets.fields import column, icon_label, label, row, scroll, tip
from stagecoach.ui.widgets.layouts import refilled
from stagecoach.ui.widgets.side_item import SideItem

WIDE, COMPACT = 232, 56


class SideBar(QFrame):
    """`go` tells a destination by its name, `opened` what was chosen of the list by its key."""

    go = Signal(str)
    opened = Signal(object)

    def __init__(
        self,
        entries: Iterable[tuple[str, str, str]],
        head: str,
        owner: "Owner",
        *,
        top: QPushButton | None = None,
        last: SideItem | None = None,
        tone: str = "brand.base",
    ) -> None:
        """`entries`: name, words and picture, in the order of Ctrl+1, Ctrl+2 …

        `top` stands over them; `last` under the list, whatever its length.
        """
        super().__init__()
        self.setObjectName("sidebar")
        self._compact, self._tone, self._owner = False, tone, owner
        self._last = [last] if last is not None else []
        self.items = {name: self._item(text, icon) for name, text, icon in entries}
        for name, item in self.items.items():
            item.clicked.connect(partial(self.go.emit, name))
        self.listed: dict[Hashable, SideItem] = {}
        self.head = label(head)
        self.head.setObjectName("sidebarHead")
        self._list = column(spacing=2)
        holder = QWidget()
        holder.setLayout(column(self._list, None, spacing=0))
        line = QFrame()
        line.setObjectName("rule")
        self._whole = column(spacing=2, margins=(12, 16, 12, 10))
        self._lay_out(top, scroll(holder, "sidebarList"), line)
        self.setFixedWidth(theme.scaled(WIDE))

    def _lay_out(self, top: QPushButton | None, listed: QWidget, line: QFrame) -> None:
        if top is not None:
            self._whole.addWidget(top)
            self._whole.addSpacing(14)
        for item in self.items.values():
            self._whole.addWidget(item)
        self._whole.addSpacing(16)
        self._whole.addWidget(self.head)
        if top is not None:
            self._whole.addSpacing(6)
        self._whole.addWidget(listed, 1)
        for part in (*self._last, line, self._owner):
            self._whole.addWidget(part)
        self.setLayout(self._whole)

    def _item(self, text: str, icon: str, height: int = 40) -> SideItem:
        item = SideItem(text, height)
        item.icon_name, item.tone = icon, self._tone
        return item

    @contextmanager
    def list_refilled(self) -> Iterator[None]:
        """Whatever is listed goes; what is added meanwhile is laid out once."""
        self.listed = {}
        with refilled(self._list):
            yield

    def add_listed(self, key: Hashable, text: str) -> SideItem:
        """One of what is open, or of whom one follows."""
        item = self.listed[key] = self._item(text, "", 36)
        item.compact = self._compact
        item.clicked.connect(partial(self.opened.emit, key))
        self._list.addWidget(item)
        return item

    def show_counts(self, counts: Mapping[str, int]) -> None:
        for name, item in self.items.items():
            item.count = counts.get(name, 0)
            item.update()

    def mark(self, name: str, key: Hashable | None) -> None:
        """Where the user is."""
        for item_name, item in self.items.items():
            item.setChecked(item_name == name)
        for each_key, item in self.listed.items():
            item.setChecked(each_key == key)

    def set_compact(self, *, compact: bool) -> None:
        """Pictures only, in a narrow window."""
        if compact == self._compact:
            return
        self._compact = compact
        self.head.setVisible(not compact)
        self._owner.show_compact(compact=compact)
        for item in (*self.items.values(), *self.listed.values(), *self._last):
            item.compact = compact
            item.setToolTip(tip(item.accessibleName()))
            item.update()
        self._whole.setContentsMargins(*((6, 12, 6, 8) if compact else (12, 16, 12, 10)))
        self.setFixedWidth(theme.scaled(COMPACT if compact else WIDE))


class Owner(QWidget):
    """Who is here, in which role, and that everything is kept on this computer."""

    def __init__(self, name: str, role: str, seed: int, act: QPushButton | None = None) -> None:
        """`act` is a button beside the name, and stays in a narrow window."""
        super().__init__()
        texts = label(name), label(role), label(_("Stored on this computer"))
        for text_label, style in zip(texts, ("whoName", "whoRole", "whereStored"), strict=True):
            text_label.setObjectName(style)
        drive, avatar = icon_label("hard-drive", "text.muted", 15), Avatar(name, seed, 36)
        self._words: list[QWidget] = [*texts, drive, avatar]
        self._act = act
        words: QVBoxLayout = column(texts[0], texts[1], spacing=0)
        acts = [act] if act is not None else []
        person = row(avatar, words, None, *acts, spacing=10, margins=(8, 6, 0, 2))
        stored = row(drive, texts[2], None, margins=(14, 0, 0, 0))
        self.setLayout(column(person, stored, spacing=4))

    def show_compact(self, *, compact: bool) -> None:
        if self._act is None:
            self.setVisible(not compact)
            return
        for widget in self._words:
            widget.setVisible(not compact)
