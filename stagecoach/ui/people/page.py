"""Personen: who is in this store, in which roles, and who signs in at this machine."""

import uuid
from functools import partial

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Slot
from PySide6.QtWidgets import QWidget

from stagecoach.domain.access import Right
from stagecoach.i18n import _, date
from stagecoach.services.people import pins, roles_list
from stagecoach.services.people.roles_list import Row
from stagecoach.ui.core import theme
from stagecoach.ui.core.page import Page
from stagecoach.ui.core.workspace import Workspace
from stagecoach.ui.dialogs.list_menu import text_filter
from stagecoach.ui.people.form import PersonForm
from stagecoach.ui.people.pin import PinForm
from stagecoach.ui.widgets.fields import button, column, framed, label, row
from stagecoach.ui.widgets.table import (
    ROW_ROLE,
    Column,
    TableModel,
    fit_columns,
    selected_row,
    table_view,
)


def _yes(value: object) -> str:
    return _("yes") if value else ""


def _columns() -> list[Column[Row]]:
    return [
        Column(_("Name"), lambda r: r.name, name="name"),
        Column(_("Roles today"), lambda r: r.roles or _("none"), name="roles"),
        Column(_("Until"), lambda r: r.until_on, lambda day: date(day) if day else "", "until"),
        Column(_("Signs in here"), lambda r: r.signs_in, _yes, "signs_in"),
        Column(_("Manager"), lambda r: r.manages, _yes, "manages"),
    ]


def _sentence(r: Row) -> str:
    parts = [r.name, r.roles or _("no role today")]
    if r.signs_in:
        parts.append(_("signs in here"))
    if r.manages:
        parts.append(_("manager"))
    return ", ".join(parts)


class PeoplePage(Page):
    shows = frozenset({"person", "person_role", "sign_in"})

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self.model = TableModel(_columns(), self, _sentence)
        self.view = table_view(self.model, _("Persons"))
        hint = _("Filter on name or role")
        self.filter, self._bar = text_filter(workspace, "people", self.view, hint)
        self.filter.setMinimumWidth(theme.scaled(240))
        self.change = button(_("Change"), self.edit, icon="pencil-line")
        self.pin = button(_("PIN"), self.set_pin, icon="key-round")
        self.no_pin = button(_("Take PIN away"), self.take_pin, icon="x")
        self.remove = button(_("Remove"), self.delete, icon="trash-2")
        self._build()
        self.view.activated.connect(self._open)
        self.view.doubleClicked.connect(self._open)
        self.view.selectionModel().currentChanged.connect(self._show_possible)

    def _build(self) -> None:
        add = button(_("New person"), self.new, kind="primary", icon="user-round-plus")
        head = row(label(_("Persons"), "title"), None, add, spacing=12)
        bar = row(self._bar, None, self.change, self.pin, self.no_pin, self.remove)
        listed = framed("card", column(self.view, margins=(1, 1, 1, 1)))
        note = _(
            "Rights keep honest people in their room. Whoever has the passphrase of this file "
            "has its key: only what is sealed to somebody withstands them."
        )
        told = label(note, "muted", wrap=True)
        self.setLayout(column(head, bar, listed, told, spacing=14, margins=(32, 18, 32, 20)))

    def focus_first(self) -> None:
        self.view.setFocus()

    def window_title(self) -> str:
        return _("Persons")

    def reload(self) -> None:
        if not self.workspace.may(Right.PERSONS):
            return  # just given up: the shell goes elsewhere
        fresh, chosen = not self.model.rowCount(), selected_row(self.view)
        self.model.show(self.workspace.ask(roles_list.overview))
        if fresh:
            fit_columns(self.view)
        keys = [self._at(n).id for n in range(self.view.model().rowCount())]
        at = keys.index(chosen.id) if chosen is not None and chosen.id in keys else 0
        self.view.setCurrentIndex(self.view.model().index(at, 0))
        self._show_possible()

    def _at(self, number: int) -> Row:
        person: Row = self.view.model().index(number, 0).data(ROW_ROLE)
        return person

    @Slot()
    def _show_possible(self) -> None:
        chosen = selected_row(self.view)
        for push_button in (self.change, self.pin, self.remove):
            push_button.setEnabled(chosen is not None)
        self.no_pin.setEnabled(chosen is not None and chosen.signs_in)

    def new_here(self) -> bool:
        self.new()
        return True

    @Slot()
    def new(self) -> None:
        PersonForm(self.workspace, roles_list.new_draft(), self).open_once()

    @Slot()
    def edit(self) -> None:
        if (chosen := selected_row(self.view)) is not None:
            draft = self.workspace.ask(roles_list.draft, chosen.id)
            PersonForm(self.workspace, draft, self).open_once()

    @Slot(object)
    def _open(self, _index: QModelIndex | QPersistentModelIndex) -> None:
        self.edit()

    @Slot()
    def set_pin(self) -> None:
        """One's own first: without it others could be whoever manages the file."""
        if (chosen := selected_row(self.view)) is None:
            return
        me = self.workspace.person_id
        if chosen.id == me or self.workspace.ask(pins.has_pin, me):
            self._set_pin_of(chosen.id, chosen.name)
            return
        why = _("Choose a PIN of your own first, or others can be you.")
        own = PinForm(self.workspace, me, self.workspace.identity.name, self, why)
        own.accepted.connect(partial(self._set_pin_of, chosen.id, chosen.name))
        own.open_once()

    def _set_pin_of(self, person_id: uuid.UUID, name: str) -> None:
        PinForm(self.workspace, person_id, name, self).open_once()

    @Slot()
    def take_pin(self) -> None:
        if (chosen := selected_row(self.view)) is not None:
            self.workspace.do(pins.take_away, chosen.id)
            self.workspace.say(_("PIN taken away"))

    @Slot()
    def delete(self) -> None:
        if (chosen := selected_row(self.view)) is not None:
            self.workspace.do(roles_list.remove, chosen.id)
            self.workspace.say(_("Person removed"), undo=True)
