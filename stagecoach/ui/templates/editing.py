"""A form being edited: the blueprint as it stands, kept within a second of the last change."""

import uuid
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot

from stagecoach.domain.templates.blueprints import Blueprint, criteria
from stagecoach.services.templates import drafts as template_drafts
from stagecoach.services.templates.drafts import Draft
from stagecoach.ui.core.keep_timer import KeepTimer
from stagecoach.ui.core.workspace import Workspace


class Editing(QObject):
    """The parts of the editor change it through `apply`, and follow what it tells."""

    edited = Signal()  # something is another, the parts that show it know
    rebuilt = Signal()  # rows came, went or moved: show anew

    def __init__(self, workspace: Workspace, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self.draft: Draft | None = None
        self.focus: uuid.UUID | None = None  # the criterion that is to have the keyboard
        self._timer = KeepTimer(self)
        self._timer.timeout.connect(self.keep)
        self._blueprint: Blueprint | None = None

    @property
    def blueprint(self) -> Blueprint:
        assert self._blueprint is not None  # opened before anything is shown
        return self._blueprint

    @property
    def fixed(self) -> bool:
        return self.draft is None or self.draft.fixed

    def open(self, template_id: uuid.UUID) -> None:
        """Raises StageCoachError where it is not there any more."""
        self.flush()
        self.draft = self._workspace.ask(template_drafts.load, template_id)
        self._blueprint = self.draft.blueprint

    def texts_before(self) -> dict[uuid.UUID, str]:
        """The criteria of the version before this one, by their lasting ids."""
        before = self.draft.before_id if self.draft else None
        if before is None:
            return {}
        old = self._workspace.ask(template_drafts.load, before).blueprint
        return {criterion.id: criterion.text for criterion in criteria(old)}

    def look_again(self) -> bool:
        """After something changed in the store; whether it is another form now.

        Raises StageCoachError where it is not there any more; what waited goes with it.
        """
        if self.draft is None or self._timer.isActive():
            return False
        key, self.draft = self.draft.id, None
        self.draft = self._workspace.ask(template_drafts.load, key)
        same = self.draft.blueprint == self._blueprint
        self._blueprint = self.draft.blueprint
        return not same

    def apply(self, blueprint: Blueprint, *, rebuild: bool = False) -> None:
        """Another blueprint; with `rebuild` the rows are made anew."""
        if self.fixed or blueprint == self._blueprint:
            return
        self._blueprint = blueprint
        self._timer.touch()
        (self.rebuilt if rebuild else self.edited).emit()

    def change(self, edit: Callable[..., Blueprint], *args: Any, **values: Any) -> None:
        """One of `edits`, on what stands here."""
        self.apply(edit(self.blueprint, *args, **values))

    def reshape(self, edit: Callable[..., Blueprint], *args: Any, **values: Any) -> None:
        """The same, where rows come, go or move."""
        self.apply(edit(self.blueprint, *args, **values), rebuild=True)

    @Slot()
    def keep(self) -> None:
        self._timer.stop()
        if self.draft is not None and not self.draft.fixed:
            self._workspace.do(template_drafts.save, self.draft.id, self.blueprint)
            self.draft = self._workspace.ask(template_drafts.load, self.draft.id)

    def flush(self) -> None:
        if self._timer.isActive():
            self.keep()

    @property
    def waiting(self) -> bool:
        return self._timer.isActive()
