"""Signing: who signs now, by name. It cannot be undone, and says so."""

from PySide6.QtWidgets import QCheckBox, QWidget

from stagecoach.domain.evaluations import Party
from stagecoach.errors import Invalid
from stagecoach.i18n import _, ngettext
from stagecoach.services import evaluations
from stagecoach.services.sheets import Sheet
from stagecoach.ui.fields import column, label
from stagecoach.ui.form import Form
from stagecoach.ui.workspace import Workspace


def party_name(party: Party) -> str:
    return {
        Party.STUDENT: _("Student"),
        Party.COMPANY: _("Workplace trainer (company)"),
        Party.SCHOOL: _("Supervisor (school)"),
    }[party]


class SignForm(Form):
    def __init__(self, workspace: Workspace, sheet: Sheet, parent: QWidget | None = None) -> None:
        super().__init__(workspace, _("Sign"), "signature", 480, parent)
        self._sheet = sheet
        assert sheet.head is not None  # noqa: S101
        h = sheet.head
        self._names = {
            Party.STUDENT: h.name,
            Party.COMPANY: h.trainer,
            Party.SCHOOL: h.supervisor,
        }
        text = _("By signing you confirm that you discussed this evaluation together.")
        self.body.addWidget(label(text, "strong", wrap=True))
        self.parties: dict[Party, QCheckBox] = {}
        for party, name in self._names.items():
            if party in sheet.signs_for - sheet.signatures.keys():
                tick = QCheckBox(f"{party_name(party)}: {name or '…'}".replace("&", "&&"))
                tick.setEnabled(bool(name))
                self.parties[party] = tick
        ticks = column(*self.parties.values(), spacing=4)
        first = next(iter(self.parties.values()))
        self.body.addLayout(column(ticks, self.problem_label("signers", first), spacing=4))
        fixed = _(
            "From the first signature on, nothing in this form changes. You cannot undo this."
        )
        self.body.addWidget(label(fixed, "secondary", wrap=True))
        held = _("This proves what this computer held and when, not who pressed the key.")
        self.body.addWidget(label(held, "caption", wrap=True))
        self.add_buttons(_("Sign"))

    def save(self) -> None:
        chosen = {party: self._names[party] for party, t in self.parties.items() if t.isChecked()}
        if not chosen:
            raise Invalid({"signers": _("Choose who signs.")})
        assert self._sheet.id is not None  # noqa: S101
        self.workspace.do(evaluations.sign, self._sheet.id, chosen)
        count = len(chosen)
        text = ngettext("Signed by %d person", "Signed by %d people", count)
        self.workspace.say(text % count)
