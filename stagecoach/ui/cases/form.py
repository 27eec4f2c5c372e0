"""A small dialog of the room: its fields are data, and an act takes what was typed.

Half-typed fields are kept in the room itself when the dialog closes, also when the room closes by
itself; saving throws them away.
"""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from stagecoach.errors import Invalid, StageCoachError
from stagecoach.i18n import _
from stagecoach.services.cases import room as rooms
from stagecoach.ui.cases.open_room import OpenRoom
from stagecoach.ui.dialogs import fields, messages
from stagecoach.ui.dialogs.dialog import Dialog
from stagecoach.ui.dialogs.fields import TEXT, Asked
from stagecoach.ui.widgets.fields import button, label

Act = Callable[[dict[str, Any]], Any]


class RoomDialog(Dialog):
    """`name` is what half-typed fields are kept under; empty: nothing is kept."""

    tone = "sealed.strong"
    save_kind = "seal"

    def __init__(
        self,
        open_room: OpenRoom,
        title: str,
        icon: str,
        asked: Sequence[Asked],
        act: Act,
        parent: QWidget,
        *,
        name: str = "",
        about: str = "",
        ok: str = "",
    ) -> None:
        super().__init__(title, icon, 620, parent)
        self._open_room, self._act, self._name = open_room, act, name
        if about:
            self.body.addWidget(label(about, "secondary", wrap=True))
        self.fields = fields.add_fields(self, asked)
        self.add_buttons(ok)
        self._begun = self._typed()
        open_room.watch(self)

    def values(self) -> dict[str, Any]:
        return {name: fields.value(widget) for name, widget in self.fields.items()}

    def _typed(self) -> dict[str, Any]:
        """As it can be kept; a passphrase never is."""
        return {
            name: fields.raw(widget)
            for name, widget in self.fields.items()
            if not fields.secret(widget)
        }

    def save(self) -> None:
        """Raises Invalid, shown beside the fields; what else is wrong is said over the dialog."""
        try:
            self._act(self.values())
        except Invalid:
            raise
        except StageCoachError as error:
            messages.complain(self, str(error))
            raise Invalid({}) from error  # it stays as it is
        if self._name:
            self._open_room.ask(rooms.drop_draft, self._name)

    def _prepare(self) -> None:
        kept = self._open_room.ask(rooms.find_draft, self._name) if self._name else None
        if kept is None:
            return
        for name, raw in kept.items():
            if name in self.fields:
                fields.fill(self.fields[name], raw)
        self.status.setText("✓ " + _("Your draft is back"))
        drop = button(_("Throw away"), self._throw_away, kind="quiet", icon="trash-2")
        self.footer.insertWidget(1, drop)

    @Slot()
    def _throw_away(self) -> None:
        self._open_room.ask(rooms.drop_draft, self._name)
        self.done(0)

    def reject(self) -> None:
        if self._name and self._typed() != self._begun:
            self._open_room.ask(rooms.keep_draft, self._name, self._typed())
        elif self._name:
            self._open_room.ask(rooms.drop_draft, self._name)  # emptied by hand
        super().reject()


def open_dialog(
    open_room: OpenRoom,
    parent: QWidget,
    title: str,
    icon: str,
    asked: list[Asked],
    act: Act,
    **more: Any,
) -> RoomDialog:
    dialog = RoomDialog(open_room, title, icon, asked, act, parent, **more)
    dialog.open_once()
    return dialog


def asked_text(name: str, title: str, value: str = "", hint: str = "") -> list[Asked]:
    return [Asked(name, title, TEXT, value, hint=hint)]
