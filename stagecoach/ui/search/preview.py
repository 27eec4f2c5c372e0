"""What stands beside the list: the thing under the cursor, and what to do with it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QWidget

from stagecoach.i18n import _
from stagecoach.services.search import preview as search_preview
from stagecoach.services.search.hits import Hit
from stagecoach.ui.core.workspace import Workspace
from stagecoach.ui.widgets.badges import CodeBadge
from stagecoach.ui.widgets.fields import button, column, label, row, scroll
from stagecoach.ui.widgets.layouts import clear


class PreviewPane(QFrame):
    open_wanted = Signal()
    log_wanted = Signal()

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.setObjectName("found")
        self._workspace = workspace
        self._body = column(spacing=6, margins=(18, 16, 18, 8))
        holder = QWidget()
        holder.setLayout(self._body)
        self.open = button(_("Open"), self.open_wanted, small=True)
        self.log = button(_("Log with it"), self.log_wanted, icon="pencil-line", small=True)
        for push_button in (self.open, self.log):
            push_button.setAutoDefault(False)
        foot = row(self.open, self.log, None, margins=(18, 8, 18, 16))
        whole = column(scroll(holder, "foundBody"), foot, spacing=0)
        whole.setStretch(0, 1)
        self.setLayout(whole)

    def show_hit(self, hit: Hit | None) -> None:
        clear(self._body)
        self.open.setVisible(hit is not None)
        self.log.setVisible(hit is not None and hit.placement_id is not None)
        if hit is None:
            return
        preview = self._workspace.ask(search_preview.preview, hit)
        if hit.track is not None:
            badge = row(CodeBadge(hit.code, hit.track), label(hit.state, "secondary"), None)
            self._body.addLayout(badge)
        self._body.addWidget(label(preview.title, "panel", wrap=True))
        if preview.subtitle:
            self._body.addWidget(label(preview.subtitle, "secondary", wrap=True))
        self._body.addLayout(self._lines(preview))
        if preview.note:
            rule = QWidget()
            rule.setObjectName("rule")
            rule.setFixedHeight(1)
            self._body.addWidget(rule)
            self._body.addWidget(label(preview.note_title, "muted"))
            text = preview.note if len(preview.note) <= 600 else preview.note[:600] + " …"
            self._body.addWidget(label(text, "compact", wrap=True))
        self._body.addStretch()

    def _lines(self, preview: search_preview.Preview) -> QGridLayout:
        grid = QGridLayout()
        grid.setContentsMargins(0, 8, 0, 8)
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(5)
        lines = list(preview.lines)
        if preview.complexity:
            lines.append((_("Level"), str(preview.complexity)))
        for number, (word, said) in enumerate(lines):
            grid.addWidget(label(word, "muted"), number, 0)
            grid.addWidget(label(said, "compact", wrap=True), number, 1)
        grid.setColumnStretch(1, 1)
        return grid
