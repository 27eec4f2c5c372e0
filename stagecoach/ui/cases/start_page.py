"""Where an adviser starts in somebody else's file: their cases lie elsewhere, one key away."""

from functools import partial

from PySide6.QtWidgets import QWidget

from stagecoach.i18n import _
from stagecoach.ui.core import theme
from stagecoach.ui.core.page import Page, Place
from stagecoach.ui.core.workspace import Workspace
from stagecoach.ui.widgets.fields import button, column, framed, icon_label, label, row


class CasesStartPage(Page):
    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        text = _(
            "Your cases lie in a room of their own, under your own passphrase. Nothing of them is "
            "in this file. With the room open you can link a case to a dossier here."
        )
        self.button = button(
            _("Open my room"), partial(self.go.emit, Place("room")), kind="seal", icon="lock-open"
        )
        words = column(
            label(_("Sealed room"), "section"),
            label(text, "secondary", wrap=True),
            row(self.button, None),
            spacing=10,
        )
        inner = row(
            column(icon_label("lock-keyhole", "sealed.strong", 24), None),
            words,
            spacing=16,
            margins=(20, 18, 20, 20),
        )
        inner.setStretch(1, 1)
        card = framed("sealedCard", inner)
        card.setMaximumWidth(theme.scaled(664))
        self.setLayout(
            column(
                label(_("Cases"), "title"),
                row(card, None),
                None,
                spacing=16,
                margins=(32, 20, 32, 20),
            )
        )

    def reload(self) -> None:
        """It shows nothing of the file."""

    def focus_first(self) -> None:
        self.button.setFocus()

    def window_title(self) -> str:
        return _("Cases")
