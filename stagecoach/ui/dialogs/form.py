"""A dialog on the open store: what is typed is kept as a draft within a second.

So closing, locking or a crash loses nothing; saving throws the draft away.
"""

from typing import Any, ClassVar

import msgspec
from PySide6.QtCore import Slot
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QWidget

from stagecoach.i18n import _
from stagecoach.services import drafts
from stagecoach.ui.core.keep_timer import KeepTimer
from stagecoach.ui.core.rights import make_read_only
from stagecoach.ui.core.workspace import Workspace
from stagecoach.ui.dialogs.dialog import Dialog
from stagecoach.ui.widgets.fields import button


class Form(Dialog):
    draft_form = ""  # the name half-typed forms are kept under; empty: none is kept
    draft_type: ClassVar[type[Any]]  # of what `_read` gives and `show_draft` takes

    def __init__(
        self,
        workspace: Workspace,
        title: str,
        icon: str,
        width: int,
        parent: QWidget | None = None,
    ) -> None:
        self.workspace = workspace
        self.reading = False
        self.subject = ""
        super().__init__(title, icon, width, parent)
        self._timer = KeepTimer(self)
        self._timer.timeout.connect(self.keep)
        QShortcut(QKeySequence("Ctrl+Shift+L"), self, workspace.lock_wanted.emit)
        QShortcut(QKeySequence("F9"), self, workspace.switch_wanted.emit)

    def read_only(self, who: str) -> None:
        """Instead of `add_buttons`: everything can be read, and it says who changes it."""
        make_read_only(self._content)
        self.draft_form, self.reading = "", True
        self.status.setText(_("This is changed by %s.") % who)
        self.cancel = button(_("Close"), self.reject, kind="quiet", keys="Esc")
        self.footer.addWidget(self.cancel)

    def _read(self) -> Any:
        """What the fields hold, as the draft of the service."""
        raise NotImplementedError

    def show_draft(self, draft: Any) -> None:
        """The same way back."""
        raise NotImplementedError

    def literal(self) -> dict[str, QLineEdit]:
        """Fields whose letters are kept as they are: a date may be half typed, or none."""
        return {}

    def fields(self) -> dict[str, Any]:
        """What is typed now, as plain values: the draft by its own names, and the letters."""
        letters = {name: field.text() for name, field in self.literal().items()}
        return {**msgspec.to_builtins(self._read()), "typed": letters}

    def fill(self, fields: dict[str, Any]) -> None:
        """Put what was typed back into the fields; nothing where it is of an earlier version."""
        letters = fields["typed"]
        self.show_draft(msgspec.convert(fields, self.draft_type))
        for name, field in self.literal().items():
            field.setText(letters[name])

    @Slot()
    def touch(self, *_args: object) -> None:
        """Something was typed."""
        if self.draft_form:
            self.status.setText("")
            self._timer.touch()

    @Slot()
    def keep(self) -> None:
        """Write the draft now."""
        self._timer.stop()
        if self.draft_form:
            self.workspace.do(drafts.keep, self.draft_form, self.subject, self.fields())
            self.status.setText("✓ " + _("Draft saved"))

    def half_typed(self) -> bool:
        return not self.draft_form and super().half_typed()

    def flush(self) -> None:
        """Write what is still waiting to be kept."""
        if self._timer.isActive():
            self.keep()

    def _prepare(self) -> None:
        if not self.draft_form:
            return
        kept = self.workspace.ask(drafts.find, self.draft_form, self.subject)
        if kept is not None:
            back = self._fill_kept(kept.fields)
            self._timer.stop()
            self.status.setText(back)
            drop = button(_("Throw away"), self._throw_away, kind="quiet", icon="trash-2")
            drop.setAutoDefault(False)
            self.footer.insertWidget(1, drop)

    def _fill_kept(self, fields: dict[str, Any]) -> str:
        """What is told of it. A draft that an earlier version kept has other names."""
        try:
            self.fill(fields)
        except (msgspec.ValidationError, KeyError):
            return _("A draft of an earlier version is kept, and cannot be shown here.")
        return "✓ " + _("Your draft is back")

    @Slot()
    def _throw_away(self) -> None:
        """Close without what was half-typed."""
        self._timer.stop()
        self.workspace.do(drafts.discard, self.draft_form, self.subject)
        self.done(0)

    def try_save(self) -> bool:
        kept = super().try_save()
        if kept:
            self._timer.stop()
        return kept

    def accept(self) -> None:
        if self.reading:
            self.reject()
        else:
            super().accept()

    def reject(self) -> None:
        self.flush()
        super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.flush()
        super().closeEvent(event)
