"""The files that were open here before, to go to without looking for them."""

from collections import Counter
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QWidget

from stagecoach.i18n import _
from stagecoach.ui.core.current_store import CurrentStore
from stagecoach.ui.widgets.fields import button, column, label, row, tip

_MOST = 4  # on a card; the menu has all


def others(current: CurrentStore) -> list[tuple[str, Path]]:
    """Each but the one that is meant, by a name that tells it from the rest; newest first."""
    paths = [Path(kept) for kept in current.settings.recent]
    stems = Counter(path.stem for path in {*paths, *([current.path] if current.path else [])})
    return [
        (path.stem if stems[path.stem] == 1 else f"{path.stem} ({path.parent})", path)
        for path in paths
        if path != current.path
    ]


def recent_files(current: CurrentStore, then: Callable[[Path], object]) -> QWidget:
    """As buttons; nothing where there are none."""
    lines = column(spacing=2)
    files = others(current)[:_MOST]
    if files:
        lines.addWidget(label(_("Opened here before"), "caption"))
    for name, path in files:
        push_button = button(name, partial(then, path), kind="quiet", icon="folder", small=True)
        push_button.setToolTip(tip(str(path)))
        push_button.setAccessibleDescription(str(path))
        lines.addLayout(row(push_button, None))
    holder = QWidget()
    holder.setLayout(lines)
    holder.setVisible(bool(files))
    return holder
