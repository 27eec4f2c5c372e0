"""F1 on every screen, and all keys on one dialog: offline, in the reader's language."""

import tomllib
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QTextBrowser, QWidget

from stagecoach import i18n, paths
from stagecoach.domain.access import Right, right_name, who_can
from stagecoach.i18n import _
from stagecoach.ui.core import theme
from stagecoach.ui.core.page import Command
from stagecoach.ui.core.workspace import Workspace
from stagecoach.ui.dialogs.form import Form
from stagecoach.ui.widgets.fields import button, key_cap, label, named


def texts() -> dict[str, dict[str, Any]]:
    """Help by the name of the screen or the tab."""
    path = paths.RESOURCES / "help" / f"{i18n.language()}.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


def rights() -> str:
    """The table of rights as the services ask it, so that the help cannot say otherwise."""
    told = [(right_name(right), who_can(right)) for right in Right]
    rows = [(_("What"), _("Who")), ("---", "---"), *told]
    return "\n".join(f"| {what} | {who} |" for what, who in rows)


class HelpForm(Form):
    """What this screen is for and how it is worked."""

    def __init__(self, workspace: Workspace, screen: str, parent: QWidget | None = None) -> None:
        topic = texts()[screen]
        super().__init__(workspace, topic["title"], "circle-help", 640, parent)
        self.text: QTextBrowser = named(QTextBrowser(), topic["title"])
        self.text.setOpenLinks(False)
        self.text.setMarkdown(topic["text"].replace("{rights}", rights()))
        tall = "{rights}" in topic["text"]
        self.text.setMinimumHeight(theme.scaled(460 if tall else 280))
        self.body.addWidget(self.text)
        _close(self)

    def accept(self) -> None:
        """Nothing is edited here."""
        self.reject()


class KeysForm(Form):
    """Every key, as the menu and the lists have them."""

    def __init__(
        self, workspace: Workspace, commands: list[Command], parent: QWidget | None = None
    ) -> None:
        super().__init__(workspace, _("All keys"), "keyboard", 760, parent)
        rows = [(c.title, c.keys) for c in commands if c.keys] + _in_place()
        grid = QGridLayout()
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(4)
        half = (len(rows) + 1) // 2
        for number, (text, keys) in enumerate(rows):
            at, column = number % half, 2 * (number // half)
            grid.addWidget(key_cap(keys), at, column, Qt.AlignmentFlag.AlignLeft)
            grid.addWidget(label(text, "compact", wrap=True), at, column + 1)
        for column in (1, 3):
            grid.setColumnStretch(column, 1)
        self.body.addLayout(grid)
        _close(self)

    def accept(self) -> None:
        self.reject()


def _close(form: Form) -> None:
    close = button(_("Close"), form.reject, kind="primary", keys="Esc")
    close.setAutoDefault(False)
    form.footer.addWidget(close)


def _in_place() -> list[tuple[str, str]]:
    """Keys that act on the control that has the keyboard."""
    return [
        (_("Save the sheet"), "Ctrl+Enter"),
        (_("Save and one more"), "Ctrl+Shift+Enter"),
        (_("Close; a draft stays"), "Esc"),
        (_("Rate a question"), "O V G N"),
        (_("Clear the rating, or the filters"), "Backspace"),
        (_("Approve the week, in hours"), "G"),
        (_("Send hours back"), "R"),
        (_("Type hours"), "F2"),
        (_("Move a task a week"), "Alt+↑ ↓"),
        (_("Next part of the dossier"), "Ctrl+Tab"),
        (_("Next pane"), "F6"),
    ]
