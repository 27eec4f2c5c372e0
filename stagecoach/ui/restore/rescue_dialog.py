"""Over the lock screen: a damaged file is rescued, and what could not be saved is said."""

from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from stagecoach.i18n import _
from stagecoach.services import rescue
from stagecoach.services.rescue import Report
from stagecoach.ui.core.current_store import CurrentStore
from stagecoach.ui.restore.work import WorkDialog, open_again
from stagecoach.ui.widgets.fields import label


class RescueDialog(WorkDialog):
    def __init__(self, current: CurrentStore, parent: QWidget) -> None:
        super().__init__(_("Rescue this file"), "shield-check", 560, current, parent)
        assert current.path is not None  # there is a file
        self._store = current.path
        self._rescued = ""  # the secret, once it was done
        text = _(
            "All that can be read is saved in a new file: what a damaged page held comes from a "
            "backup where it can. The file that stands there now is kept whole."
        )
        self.body.addWidget(label(text, "secondary", wrap=True))
        self.report = label("", "strong", wrap=True)
        self.report.hide()
        self.body.addWidget(self.report)
        self.add_secret(_("&Passphrase"))
        self.add_buttons(_("Rescue this file"))

    def save(self) -> None:
        if self._rescued:
            self.done(self.DialogCode.Accepted)
            said = self.report.text().replace("\n", " ")
            opened = partial(open_again, self._current, self._store, self._rescued, said)
            QTimer.singleShot(0, self._current, opened)
            return
        secret, current = self.typed_secret(), self._current
        self.begin(
            lambda step: rescue.rescue(
                self._store, secret, current.backups, locked=current.has_lock, step=step
            )
        )

    def finished_with(self, secret: str, outcome: Report) -> None:
        """First what came of it is read; then one goes in."""
        self._rescued = secret
        self._busy(busy=False)
        self.report.setText("\n".join(outcome.sentences))
        self.report.setAccessibleName(self.report.text())
        self.report.show()
        self.secret.setEnabled(False)
        self.ok.setText(_("Open"))
        self.ok.setAutoDefault(True)  # Enter means it, now that nothing is typed any more
        self.refit()
        self.ok.setFocus()
