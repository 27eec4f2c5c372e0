"""Who can read reports: cards of advisers in, the next version of the list out, signed."""

import datetime as dt
from functools import partial
from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from stagecoach import clock
from stagecoach.documents import cases, printing
from stagecoach.errors import Invalid, StageCoachError
from stagecoach.i18n import _
from stagecoach.services.cases import room as rooms
from stagecoach.services.cases.room import Reader
from stagecoach.services.reports import reports as reporting
from stagecoach.services.reports import rosters
from stagecoach.services.reports.lists import Lists
from stagecoach.ui.cases.open_room import OpenRoom
from stagecoach.ui.cases.report_lists_form import LISTS_DRAFT
from stagecoach.ui.dialogs import files, printer
from stagecoach.ui.dialogs.dialog import Dialog
from stagecoach.ui.widgets.date_field import DateField
from stagecoach.ui.widgets.fields import button, column, icon_button, label, row, ruled
from stagecoach.ui.widgets.layouts import clear
from stagecoach.ui.widgets.numbered_steps import numbered_steps

_A_YEAR = dt.timedelta(days=365)


class RosterDialog(Dialog):
    tone = "sealed.strong"
    save_kind = "seal"

    def __init__(self, open_room: OpenRoom, parent: QWidget, lists: Lists | None = None) -> None:
        super().__init__(_("Who can read reports"), "users-round", 720, parent)
        self._open_room, self._lists = open_room, lists
        before = open_room.ask(rooms.roster)
        me = open_room.ask(rooms.me)
        self.readers: list[Reader] = list(before.readers) if before else [me]
        self.school = QLineEdit(before.school if before else "")
        self.until = DateField(_("Valid until"))
        self.until.set_day(clock.today() + _A_YEAR)
        self._list, self._few = QVBoxLayout(), label("", "problem", wrap=True)
        self._list.setSpacing(0)
        told = _(
            "An adviser makes a card in their own room and gives you the file. Compare the four "
            "words with them, by telephone or face to face. Bring the new list to the computers "
            "where students report: Report, Advisers of this computer."
        )
        self.body.addWidget(numbered_steps(rosters.steps(), 1))
        self.body.addWidget(label(told, "secondary", wrap=True))
        if before is not None:
            text = _("Now version %(n)d, made for %(school)s.")
            words = {"n": before.version, "school": before.school}
            self.body.addWidget(label(text % words, "muted"))
        self.body.addLayout(self._list)
        self.body.addWidget(self.problem_label("readers", self))
        self.body.addWidget(self._few)
        add = button(_("Add a card …"), self._choose_card, icon="plus", small=True)
        take = button(_("Take over a list …"), self._choose_roster, icon="download", small=True)
        paper = button(_("Print for the handbook …"), self._print, icon="printer", small=True)
        kept = button(_("Save as PDF"), self._save_as, icon="file-down", small=True)
        self.body.addLayout(row(add, take, None))
        self.body.addLayout(row(paper, kept, None))
        self.add_field("school", _("&School"), self.school)
        self.add_field("valid_until", _("&Valid until"), self.until)
        self.body.addStretch(1)
        self.add_buttons(_("Sign and save …"))
        open_room.watch(self)
        self._show()

    def _show(self) -> None:
        clear(self._list)
        for reader in self.readers:
            gone = icon_button("x", _("Take away: %s") % reader.name, partial(self._drop, reader))
            about = " · ".join(part for part in (reader.role, reader.phone) if part)
            words = column(
                label(reader.name, "strong"),
                label(about, "muted", wrap=True),
                label(reporting.fingerprint(reader), "sealed", wrap=True),
                spacing=0,
            )
            line = row(words, gone, margins=(4, 6, 4, 6))
            line.setStretch(0, 1)
            self._list.addWidget(ruled(line))
        few = rooms.few(self.readers)
        self._few.setText(few)
        self._few.setVisible(bool(few))
        self.refit()

    def _drop(self, reader: Reader, _checked: bool = False) -> None:  # noqa: FBT001, FBT002
        self.readers.remove(reader)
        self._show()

    @Slot()
    def _choose_card(self) -> None:
        chosen = files.ask_open(self, _("Card of an adviser"), files.of_program(rooms.CARD))
        if chosen:
            self.add_card(chosen)

    def add_card(self, path: Path) -> None:
        try:
            reader = rooms.read_card(path)
        except StageCoachError as error:
            self.show_problems({"readers": str(error)})
            return
        self.readers = [other for other in self.readers if other.recipient != reader.recipient]
        self.readers.append(reader)
        self.show_problems({})
        self._show()

    @Slot()
    def _choose_roster(self) -> None:
        chosen = files.ask_open(self, _("List of advisers"), files.of_program(rooms.ROSTER))
        if chosen:
            self.take_roster(chosen)

    def take_roster(self, path: Path) -> None:
        """A list that another keeper made: this one goes on from there."""
        try:
            roster = self._open_room.ask(rooms.take_roster, path)
        except StageCoachError as error:
            self.show_problems({"readers": str(error)})
            return
        self.readers, self._lists = list(roster.readers), None
        self._open_room.ask(rooms.drop_draft, LISTS_DRAFT)
        self.school.setText(roster.school)
        self._open_room.say(_("List taken over"))
        self.show_problems({})
        self._show()

    def _handbook(self) -> bytes:
        """Empty, and said, where nothing was signed yet."""
        roster = self._open_room.ask(rooms.roster)
        if roster is None:
            self.show_problems({"readers": _("Sign and save the list first; then print it.")})
            return b""
        return cases.handbook(roster, self._open_room.ask(rooms.lists))

    @Slot()
    def _print(self) -> None:
        if pdf := self._handbook():
            printer.send(self, pdf, self._printed, self.status.setText)

    def _printed(self) -> None:
        self.status.setText("✓ " + _("To the printer"))

    @Slot()
    def _save_as(self) -> None:
        pdf = self._handbook()
        if pdf and (chosen := files.ask_save(self, _("Print"), cases.HANDBOOK, files.PDF)):
            self.print_to(chosen, pdf)

    def print_to(self, path: Path, pdf: bytes) -> None:
        try:
            printing.write(path, pdf)
        except OSError:
            self.status.setText(_("This place cannot be written. Choose another."))
            return
        self.status.setText("✓ " + _("Saved: %s") % path.name)

    def save(self) -> None:
        """Checked first; then where to. The room goes on from the new version."""
        self._open_room.ask(rooms.check_roster, self.school.text(), self.readers, self.until.day())
        name, kind = f"advisers{rooms.ROSTER}", files.of_program(rooms.ROSTER)
        chosen = files.ask_save(self, _("List of advisers"), name, kind)
        if not chosen:
            raise Invalid({})  # it stays as it is
        self.publish(chosen)

    def publish(self, path: Path) -> None:
        self._open_room.do(
            rooms.publish, path, self.school.text(), self.readers, self.until.day(), self._lists
        )
        self._open_room.ask(rooms.drop_draft, LISTS_DRAFT)
        self._open_room.say(_("List signed and saved: bring it to the computers"))
