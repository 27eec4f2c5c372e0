"""Whose keys this computer seals to; a new list is compared by its words, then taken over."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QComboBox, QLineEdit, QVBoxLayout, QWidget

from stagecoach.errors import Invalid, StageCoachError, WrongPin
from stagecoach.i18n import _, full_date
from stagecoach.services.reports import rosters
from stagecoach.services.reports.post import PostFolder
from stagecoach.services.reports.rosters import Offer
from stagecoach.ui.core.pins import Pins
from stagecoach.ui.dialogs import files
from stagecoach.ui.dialogs.dialog import Dialog
from stagecoach.ui.widgets.fields import button, column, label, labelled, row, ruled
from stagecoach.ui.widgets.layouts import clear
from stagecoach.ui.widgets.numbered_steps import numbered_steps

if TYPE_CHECKING:
    from stagecoach.services.people.pins import Face


class AdvisersDialog(Dialog):
    """A list that no keeper of the one before signed asks for the PIN of a manager.

    Who sits at the computer decides by it who reads the reports; the signature of a keeper or a
    manager stands between.
    """

    tone = "sealed.strong"
    save_kind = "seal"

    def __init__(self, place: PostFolder, parent: QWidget, pins: Pins | None = None) -> None:
        super().__init__(_("Advisers of this computer"), "users-round", 620, parent)
        self._place, self._pins = place, pins
        self.offer: Offer | None = None
        self._state, self._about = (
            label("", "strong", wrap=True),
            label("", "secondary", wrap=True),
        )
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        choose = button(_("Read a list …"), self._choose, icon="folder-open", small=True)
        self.body.addWidget(numbered_steps(rosters.steps(), 2))
        self.body.addWidget(self._state)
        self.body.addWidget(self.problem_label("roster", self))
        self.body.addWidget(self._about)
        self.body.addLayout(self._list)
        self.body.addWidget(self._manager_fields())
        self.body.addLayout(row(choose, None))
        self.body.addStretch(1)
        self.add_buttons(_("These words are right: use this list"))
        self.ok.setEnabled(False)
        self._show_state()

    def _manager_fields(self) -> QWidget:
        self.who, self.pin = QComboBox(), QLineEdit()
        self.pin.setEchoMode(QLineEdit.EchoMode.Password)
        for face in self._managers():
            self.who.addItem(face.name, face)
        text = _(
            "No keeper of the list before signed this one. A manager of this file can allow it "
            "with their PIN. Whoever reports sees for three months that the readers changed."
        )
        line = row(
            column(labelled(_("&Manager"), self.who), None),
            self.problem_below("pin", labelled(_("Their &PIN"), self.pin), self.pin),
            spacing=16,
        )
        self._manager = QWidget()
        self._manager.setLayout(column(label(text, "secondary", wrap=True), line))
        self._manager.hide()
        return self._manager

    def _managers(self) -> "list[Face]":
        return [face for face in self._pins.faces() if face.manages] if self._pins else []

    def _show_state(self) -> None:
        try:
            self._state.setText(rosters.state(self._place))
        except StageCoachError as error:
            self._state.setText(str(error))
        known = self._place.roster()
        self._show_lines(rosters.lines(known) if known is not None else [])
        self._about.setText(
            _(
                "Compare the four words with those on paper, or call the adviser. Whoever can put "
                "a list here decides who reads the reports."
            )
        )

    def _show_lines(self, lines: list[tuple[str, str]]) -> None:
        clear(self._list)
        for who, words in lines:
            texts = column(label(who, "", wrap=True), label(words, "sealed", wrap=True), spacing=0)
            self._list.addWidget(ruled(row(texts, margins=(4, 6, 4, 6))))
        self.refit()

    @Slot()
    def _choose(self) -> None:
        chosen = files.ask_open(self, _("List of advisers"), files.of_program(rosters.SUFFIX))
        if chosen:
            self.read(chosen)

    def read(self, path: Path) -> None:
        """Shown first; nothing changes until somebody says that the words are right."""
        self.offer = None
        self.ok.setEnabled(False)
        self._manager.hide()
        try:
            self.offer = offer = rosters.offered(self._place, path)
        except StageCoachError as error:
            self.show_problems({"roster": str(error)})
            self._show_state()
            return
        text = _("List %(version)d of %(school)s, valid until %(day)s.")
        words = {
            "version": offer.roster.version,
            "school": offer.roster.school,
            "day": full_date(offer.roster.valid_until),
        }
        self._state.setText(text % words)
        able = offer.vouched or self.who.count() > 0
        self.show_problems({} if able else {"roster": _nobody_can()})
        self._manager.setVisible(able and not offer.vouched)
        self._show_lines(offer.lines)
        self.ok.setEnabled(able)
        (self.pin if able and not offer.vouched else self.ok).setFocus()

    def save(self) -> None:
        """It stays open to say what holds from now on."""
        offer = self.offer
        if offer is None:
            return
        if not offer.vouched:
            self._check_pin()
        rosters.accept(self._place, offer)
        self.offer = None

    def _check_pin(self) -> None:
        assert self._pins is not None
        try:
            self._pins.check(self.who.currentData(), self.pin.text())
        except WrongPin as error:
            self.pin.clear()
            raise Invalid({"pin": str(error)}) from None

    def accept(self) -> None:
        """Said here, where the names and words still stand: a line that fades is missed."""
        offer = self.offer
        if offer is None or not self.try_save():
            return
        self.saved.emit()
        self._manager.hide()
        self._about.setText("✓ " + rosters.accepted(offer))
        self.ok.hide()
        self.cancel.setText(_("Close"))
        self.refit()
        self.cancel.setFocus()


def _nobody_can() -> str:
    return _(
        "No keeper of the list before signed this one, and nothing has changed. Ask one of them "
        "to sign it, or open the file of this computer: a manager with a PIN can allow it."
    )
