"""What a backup holds, line by line, and how that differs from now."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLayout

from stagecoach.i18n import _, moment, number
from stagecoach.services import backups, store_contents
from stagecoach.services.backups import Backup
from stagecoach.services.safekeeping import Compared
from stagecoach.ui.core import theme
from stagecoach.ui.restore import rows
from stagecoach.ui.widgets.fields import button, column, icon_label, label, row, ruled
from stagecoach.ui.widgets.layouts import clear

_ICONS = {
    "students": "users-round",
    "logs": "pencil-line",
    "answers": "clipboard-check",
    "signatures": "signature",
    "hours": "clock",
    "tasks": "list-checks",
}

_DIFFERENCE = 84  # so that the counts stand under each other


class BackupPreview(QFrame):
    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card")
        self._title = label("", "panel", wrap=True)
        self._about = label("", "secondary", wrap=True)
        self._lines = column(spacing=0)
        self._newer = label("", "secondary", wrap=True)
        self.look = button(_("Look inside"), icon="eye", keys="Space")
        self.put_back = button(_("Put this one back"), kind="primary", icon="rotate-ccw")
        kept = label(
            _("First we keep the file of now, all of it. You can always go back."),
            "muted",
            wrap=True,
        )
        acts = row(self.look, self.put_back, spacing=8)
        acts.setStretch(1, 1)
        head = column(self._title, self._about, spacing=4, margins=(16, 14, 16, 12))
        foot = column(self._newer, acts, kept, spacing=10, margins=(16, 12, 16, 14))
        self.setLayout(column(head, self._lines, ruled(foot), spacing=0))

    def show_backup(self, backup: Backup) -> None:
        self._title.setText(_("Backup of %s") % moment(backup.made_at))
        self._about.setText(f"{rows.size(backup)}, {backups.state_name(backup)}")
        for act in (self.look, self.put_back):
            act.setEnabled(not backup.broken)
        self._newer.setText(_("This one is broken: it cannot be read.") if backup.broken else "")
        self._newer.setVisible(backup.broken)
        clear(self._lines)

    def show_contents(self, outcome: Compared) -> None:
        clear(self._lines)
        if outcome.then is None:
            text = _("Its record does not tell what is in it. Look inside, or test it.")
            sentence = row(label(text, "secondary", wrap=True), margins=(16, 10, 16, 10))
            self._lines.addWidget(ruled(sentence))
            return
        titles = row(
            label(_("What is in it"), "muted"),
            None,
            label(_("compared with now"), "muted"),
            margins=(16, 8, 16, 8),
        )
        self._lines.addWidget(ruled(titles))
        now = {line.name: line.count for line in store_contents.lines(outcome.now)}
        for line in store_contents.lines(outcome.then):
            if line.name in _ICONS:
                self._lines.addWidget(ruled(_line(line, line.count - now[line.name])))
        self._say_newer(outcome)

    def _say_newer(self, outcome: Compared) -> None:
        assert outcome.then is not None  # the lines stand there
        missing = outcome.now.get("change", 0) - outcome.then.get("change", 0)
        if not outcome.backup.broken:
            self._newer.setVisible(missing > 0)
            self._newer.setText(rows.missing(missing))


def _line(line: store_contents.Line, more: int) -> QLayout:
    difference = label(rows.difference(more), "strong" if more > 0 else "muted")
    difference.setMinimumWidth(theme.scaled(_DIFFERENCE))
    difference.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    icon = icon_label(_ICONS[line.name], "text.secondary", 16)
    count = label(number(line.count))
    return row(
        icon, label(line.title), None, count, difference, spacing=12, margins=(16, 8, 16, 8)
    )
