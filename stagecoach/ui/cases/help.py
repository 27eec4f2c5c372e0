"""F1 in the room."""

from PySide6.QtWidgets import QTextBrowser, QWidget

from stagecoach.i18n import _
from stagecoach.ui.core import theme
from stagecoach.ui.dialogs.dialog import Dialog
from stagecoach.ui.dialogs.help import texts
from stagecoach.ui.widgets.fields import button, named


class RoomHelpDialog(Dialog):
    tone = "sealed.strong"

    def __init__(self, parent: QWidget) -> None:
        topic = texts()["room"]
        super().__init__(topic["title"], "circle-help", 640, parent)
        self.text: QTextBrowser = named(QTextBrowser(), topic["title"])
        self.text.setOpenLinks(False)
        self.text.setMarkdown(topic["text"])
        self.text.setMinimumHeight(theme.scaled(380))
        self.body.addWidget(self.text)
        self.footer.addWidget(button(_("Close"), self.reject, kind="seal", keys="Esc"))

    def accept(self) -> None:
        self.reject()
