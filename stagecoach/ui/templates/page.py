"""Formulieren, Ontwerpen: every form in its versions, to edit, copy, retire, take in and out."""

import uuid
from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from stagecoach.documents import printing
from stagecoach.domain.templates.words import template_status_name
from stagecoach.errors import StageCoachError
from stagecoach.i18n import _, number
from stagecoach.services.templates import blueprints
from stagecoach.services.templates import drafts as template_drafts
from stagecoach.services.templates.drafts import Row
from stagecoach.ui.core.page import Page, Place
from stagecoach.ui.core.workspace import Workspace
from stagecoach.ui.dialogs import files, messages
from stagecoach.ui.dialogs.list_menu import text_filter
from stagecoach.ui.widgets.fields import button, column, framed, label, row
from stagecoach.ui.widgets.flow import flow
from stagecoach.ui.widgets.table import (
    Column,
    TableModel,
    fit_columns,
    select_row,
    selected_row,
    table_view,
)
from stagecoach.ui.widgets.views import form_views


def _columns() -> list[Column[Row]]:
    return [
        Column(_("Form"), lambda r: r.title, name="title"),
        Column(_("Version"), lambda r: r.version, number, name="version"),
        Column(_("Status"), lambda r: template_status_name(r.status), name="status"),
        Column(_("Qualification"), lambda r: r.crebo or _("any"), name="crebo"),
        Column(_("Cohort"), lambda r: _cohort(r.cohort_from), name="cohort"),
        Column(_("Default"), lambda r: _("yes") if r.standard else "", name="standard"),
        Column(_("Used by"), lambda r: r.used, number, name="used"),
    ]


def _cohort(year: int) -> str:
    return str(year) if year else _("all")


def _sentence(r: Row) -> str:
    text = _("%(title)s, version %(version)d, %(status)s, used by %(used)d evaluations")
    status = template_status_name(r.status)
    return text % {"title": r.title, "version": r.version, "status": status, "used": r.used}


class TemplatesPage(Page):
    shows = frozenset({"template", "evaluation"})

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self.model = TableModel(_columns(), self, _sentence)
        self.view = table_view(self.model, _("Templates"))
        self.view.activated.connect(self.open)
        self.view.doubleClicked.connect(self.open)
        self.filter, bar = text_filter(workspace, "templates", self.view, _("Filter on words"))
        head = row(
            label(_("Forms"), "title"),
            None,
            form_views("templates", self.go.emit),
            button(_("Take in"), self.take_in_file, icon="download"),
            button(_("Open"), self.open, kind="primary", icon="pencil"),
            spacing=12,
        )
        self.acts = {
            name: button(text, slot, icon=icon, small=True)
            for name, text, slot, icon in (
                ("copy", _("Copy"), self.copy, "copy"),
                ("export", _("Save as file"), self.export_file, "save"),
                ("standard", _("Make default"), self.make_standard, "check"),
                ("retire", _("Take out of use"), self.retire, "archive-restore"),
                ("discard", _("Throw draft away"), self.discard, "trash-2"),
            )
        }
        listed = framed("card", column(self.view, margins=(1, 1, 1, 1)))
        foot = flow(list(self.acts.values()))
        self.setLayout(column(head, bar, listed, foot, spacing=14, margins=(32, 18, 32, 24)))
        self.view.selectionModel().currentRowChanged.connect(self._show_actions)

    def window_title(self) -> str:
        return _("Templates")

    def focus_first(self) -> None:
        self.view.setFocus()

    def reload(self) -> None:
        fresh = not self.model.rowCount()
        chosen = self.chosen()
        rows = self.workspace.ask(template_drafts.overview)
        self.model.show(rows)
        select_row(self.view, lambda r: chosen is not None and r.id == chosen.id)
        if fresh:
            fit_columns(self.view)
        self._show_actions()

    def chosen(self) -> Row | None:
        selection = selected_row(self.view)
        return selection if isinstance(selection, Row) else None

    @Slot()
    def _show_actions(self) -> None:
        """What can be done with the chosen version."""
        version = self.chosen()
        status = version.status.value if version else ""
        self.acts["retire"].setEnabled(status in {"released", "retired"})
        again = status == "retired"
        self.acts["retire"].setText(_("Use again") if again else _("Take out of use"))
        self.acts["discard"].setEnabled(status == "draft")
        self.acts["standard"].setEnabled(bool(version) and status != "retired")
        default = bool(version and version.standard)
        self.acts["standard"].setText(_("Not default any more") if default else _("Make default"))
        for name in ("copy", "export"):
            self.acts[name].setEnabled(version is not None)

    @Slot()
    def open(self) -> None:
        if (version := self.chosen()) is not None:
            self.go.emit(Place("template", entry_id=version.id))

    @Slot()
    def copy(self) -> None:
        if (version := self.chosen()) is not None:
            key = self.workspace.do(template_drafts.copy, version.id)
            self.go.emit(Place("template", entry_id=key))

    @Slot()
    def make_standard(self) -> None:
        if (version := self.chosen()) is not None:
            wanted = not version.standard
            self.workspace.do(template_drafts.make_standard, version.id, standard=wanted)
            text = _("Chosen from now on") if wanted else _("Not chosen by itself any more")
            self.workspace.say(text, undo=True)

    @Slot()
    def retire(self) -> None:
        version = self.chosen()
        if version is None:
            return
        if version.status.value == "retired":
            self.workspace.do(template_drafts.restore, version.id)
            self.workspace.say(_("In use again"), undo=True)
        else:
            self.workspace.do(template_drafts.retire, version.id)
            self.workspace.say(_("Out of use; running evaluations keep it"), undo=True)

    @Slot()
    def discard(self) -> None:
        if (version := self.chosen()) is not None:
            self.workspace.do(template_drafts.discard, version.id)
            self.workspace.say(_("Draft thrown away"), undo=True)

    @Slot()
    def export_file(self) -> None:
        if self.chosen() is None:
            return
        path = files.ask_save(self, _("Save as file"), _("form.json"), files.JSON)
        if path:
            self.export_to(path)

    def export_to(self, path: Path) -> None:
        version = self.chosen()
        if version is None:
            return
        draft = self.workspace.ask(template_drafts.load, version.id)
        try:
            printing.write(path.with_suffix(".json"), blueprints.export(draft.blueprint))
        except OSError:
            text = _("Writing there failed. Nothing is lost: choose another place.")
            messages.complain(self, text)
            return
        self.workspace.say(_("Form saved as a file"))

    @Slot()
    def take_in_file(self) -> None:
        path = files.ask_open(self, _("Take in"), files.JSON)
        if path:
            self.take_in(path)

    def take_in(self, path: Path) -> uuid.UUID | None:
        """A draft to look at; a file that does not work is refused with every reason."""
        try:
            with path.open("rb") as file:
                content = file.read(blueprints.LARGEST_FILE + 1)
            key = self.workspace.do(template_drafts.take_in, content)
        except OSError:
            messages.complain(self, _("The file cannot be read. Nothing was imported."))
            return None
        except StageCoachError as error:
            first, *rest = str(error).split("\n")
            messages.complain(self, first, "\n".join(rest))
            return None
        self.workspace.say(_("Taken in as a draft: look at it before you release it"))
        self.go.emit(Place("template", entry_id=key))
        return key
