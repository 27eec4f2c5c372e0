"""Data for an outside desk, on paper: what the student said yes to, and nothing else."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from stagecoach.documents import cases as case_documents
from stagecoach.domain.cases.case import Case
from stagecoach.errors import Invalid
from stagecoach.i18n import _
from stagecoach.services.cases import cases
from stagecoach.services.cases import room as rooms
from stagecoach.ui.cases.files import write
from stagecoach.ui.cases.form import RoomDialog
from stagecoach.ui.cases.open_room import OpenRoom
from stagecoach.ui.dialogs import files, messages, printer
from stagecoach.ui.dialogs.fields import ONE, YES, Asked
from stagecoach.ui.widgets.fields import button


def desk_sheet(open_room: OpenRoom, case: Case, parent: QWidget) -> "DeskSheetDialog | None":
    """Data for an outside desk, on paper: for a desk that the student said yes to."""
    given = [
        (f"{desk.code}/{consent.id}", f"{desk.title}: {consent.what}")
        for desk in rooms.lists(open_room.room).desks
        for consent in case.consented
        if desk.title.casefold() in consent.who.casefold()
    ]
    if not given:
        text = _(
            "First record that the student says yes to a desk, by its name: Who knows what, "
            "Consent."
        )
        messages.complain(parent, text)
        return None
    asked = [
        Asked("consent", _("The student said &yes to"), ONE, given[0][0], given),
        Asked("words", _("With the student's own words"), YES),
        Asked("name", _("With the name"), YES),
    ]
    dialog = DeskSheetDialog(open_room, case, parent, asked)
    dialog.open_once()
    return dialog


class DeskSheetDialog(RoomDialog):
    """On paper, or as a file beside that; either is noted in the case."""

    def __init__(
        self, open_room: OpenRoom, case: Case, parent: QWidget, asked: list[Asked]
    ) -> None:
        super().__init__(
            open_room,
            _("Data sheet for a desk"),
            "file-text",
            asked,
            self._print,
            parent,
            ok=_("Print …"),
            about=_("Nothing goes on it that the student did not say yes to."),
        )
        self._case = case
        save = button(_("Save as PDF"), self._save_as, icon="file-down")
        save.setAutoDefault(False)
        self.footer.insertWidget(self.footer.count() - 1, save)

    def _sheet(self) -> tuple[bytes, str]:
        """And the desk it is for."""
        values = self.values()
        lists = self._open_room.ask(rooms.lists)
        code, _slash, key = str(values["consent"]).rpartition("/")
        desk = next(candidate for candidate in lists.desks if candidate.code == code)
        given = [c.what for c in self._case.consented if c.id == key]
        words, name = bool(values["words"]), bool(values["name"])
        content = case_documents.desk_sheet(self._case, desk, given, lists, words=words, name=name)
        return content, desk.title

    def _print(self, _values: dict[str, object]) -> None:
        """It stays open until the printer has it."""
        content, desk = self._sheet()
        printer.send(self, content, partial(self._given, desk), self.status.setText)
        raise Invalid({})

    @Slot()
    def _save_as(self) -> None:
        chosen = files.ask_save(
            self, _("Data sheet for a desk"), case_documents.DESK_SHEET, files.PDF
        )
        if chosen:
            self.save_to(chosen)

    def save_to(self, path: Path) -> None:
        content, desk = self._sheet()
        if write(self, path, content, self._open_room):
            self._given(desk)

    def _given(self, desk: str) -> None:
        self._open_room.do(cases.desk_sheet, self._case.id, desk)
        self.done(1)
