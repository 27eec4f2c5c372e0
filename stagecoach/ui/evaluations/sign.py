"""Signing together on one machine: each by PIN, by a drawn signature, or on paper with a scan."""

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QWidget

from stagecoach.domain.evaluations import Response, Status, Way, signer_name
from stagecoach.errors import Invalid, StageCoachError, WrongPassphrase
from stagecoach.i18n import _, ngettext
from stagecoach.services import stores
from stagecoach.services.evaluations import consents, signers
from stagecoach.services.evaluations import loading as sheets
from stagecoach.services.evaluations.consents import Draft
from stagecoach.services.evaluations.sheet import Sheet
from stagecoach.services.evaluations.signers import Signer
from stagecoach.services.people import pins
from stagecoach.ui.core.workspace import Workspace
from stagecoach.ui.dialogs.form import Form
from stagecoach.ui.evaluations.scan_field import ScanField
from stagecoach.ui.widgets.fields import button, column, label, labelled, row, text_box
from stagecoach.ui.widgets.segmented import Segmented
from stagecoach.ui.widgets.signature_pad import SignaturePad

_MOST_DOUBTS = 5  # named; the rest is counted


class SignForm(Form):
    """One signs, and the next one is asked, until all who are here have had their say."""

    def __init__(self, workspace: Workspace, sheet: Sheet, parent: QWidget | None = None) -> None:
        super().__init__(workspace, _("Sign"), "signature", 560, parent)
        self._sheet = sheet
        self._signers: list[Signer] = workspace.ask(signers.of, sheet)
        self.who = QComboBox()
        self.said = Segmented(_("What do you say?"))
        self.said.add(Response.AGREED, _("I agree"))
        self.said.add(Response.SEEN, _("Seen only"))
        self.said.add(Response.REFUSED, _("I do not agree"))
        self.way = Segmented(_("How do you sign?"))
        self._by_pin = self.way.add(Way.PIN, _("With my PIN"))
        self.way.add(Way.DRAWN, _("Draw it"))
        self.way.add(Way.PAPER, _("On paper"))
        self.name, self.pin, self.passphrase = QLineEdit(), QLineEdit(), QLineEdit()
        self.pad, self.scan = SignaturePad(), self._scan_field()
        self.reason: QPlainTextEdit = text_box(64)
        self._parts: dict[str, QWidget] = {}
        for secret in (self.pin, self.passphrase):
            secret.setEchoMode(QLineEdit.EchoMode.Password)
        self.pin.setMaxLength(12)
        self._waiting = QTimer(self, singleShot=True)
        self._waiting.timeout.connect(self._go_on)
        self._lay_out()
        self.who.currentIndexChanged.connect(self._turn)
        self.said.chosen.connect(self._show_parts)
        self.way.chosen.connect(self._show_parts)
        self._fill()

    def _lay_out(self) -> None:
        text = _("By signing you confirm that you discussed this evaluation together.")
        self.body.addWidget(label(text, "strong", wrap=True))
        self.told = label("", "label", wrap=True)
        self.told.hide()
        self.body.addWidget(self.told)
        doubts = self.workspace.ask(signers.doubts, self._sheet)
        if doubts:
            self.body.addWidget(label(_doubts_text(doubts), "secondary", wrap=True))
        self.add_field("signers", _("&Who signs now?"), self.who)
        self.body.addLayout(
            column(label(_("What do you say?"), "label"), row(self.said, None), spacing=4)
        )
        self._part("name", _("&Name"), self.name)
        self._part("reason", _("Wh&y not?"), self.reason)
        self.body.addLayout(
            column(label(_("How do you sign?"), "label"), row(self.way, None), spacing=4)
        )
        self._part("pin", _("&PIN"), self.pin)
        wipe = button(_("Wipe out"), self.pad.wipe, kind="quiet", small=True)
        self._part("drawing", _("Signature, with mouse, pen or finger"), self.pad, wipe)
        self._part("scan", _("Scan of the signed paper, from the documents"), self.scan)
        self._part("passphrase", _("Passphrase of your own &key, if you want"), self.passphrase)
        self._means()
        self.add_buttons(_("Sign"))

    def _scan_field(self) -> ScanField:
        assert self._sheet.head is not None  # it was loaded
        field = ScanField(self.workspace, self._sheet.head.placement_id)
        field.wrong.connect(self.show_problems)
        return field

    def _part(self, name: str, text: str, widget: QWidget, act: QWidget | None = None) -> None:
        """A field that is shown where it is asked for, with what can be done to it below."""
        holder = QWidget(self._content)
        below = row(self.problem_label(name, widget), None, act)
        holder.setLayout(column(labelled(text, widget), below, spacing=2))
        self._parts[name] = holder
        self.body.addWidget(holder)

    def _means(self) -> None:
        fixed = _(
            "Changing something afterwards takes every agreement back. Once all have agreed, "
            "the evaluation is closed and never changes. You cannot undo this."
        )
        self.body.addWidget(label(fixed, "secondary", wrap=True))
        held = _(
            "This proves what this computer held and when, not who pressed the key. It is no "
            "qualified signature in the sense of eIDAS."
        )
        self.body.addWidget(label(held, "caption", wrap=True))

    def _fill(self) -> None:
        self.who.blockSignals(True)
        self.who.clear()
        for signer in self._signers:
            role = _("Parent or guardian") if signer.guardian else signer_name(signer.party)
            self.who.addItem(f"{role}: {signer.name or '…'}")
        self.who.blockSignals(False)
        self._turn()

    def signer(self) -> Signer:
        return self._signers[max(0, self.who.currentIndex())]

    @Slot()
    def _turn(self) -> None:
        """Another one signs: nothing of the one before stays."""
        signer = self.signer()
        self.said.set_value(Response.AGREED)
        self.name.setText(signer.name)
        for field in (self.pin, self.passphrase, self.reason):
            field.clear()
        self.pad.wipe()
        self.scan.set_value(None)
        self._by_pin.setEnabled(signer.has_pin)
        why = "" if signer.has_pin else _("Without a PIN of your own you draw, or sign on paper.")
        self._by_pin.setToolTip(why)
        self.way.set_value(Way.PIN if signer.has_pin else Way.DRAWN)
        self.show_problems({})
        self._show_parts()

    @Slot()
    def _show_parts(self) -> None:
        signer, way = self.signer(), self.way.value()
        shown = {
            "name": signer.guardian or not signer.name,
            "reason": self.said.value() is Response.REFUSED,
            "pin": way is Way.PIN,
            "drawing": way is Way.DRAWN,
            "scan": way is Way.PAPER,
            "passphrase": signer.has_key and self.said.value() is Response.AGREED,
        }
        for name, wanted in shown.items():
            self._parts[name].setVisible(wanted)
        if self.isVisible():
            self.refit()

    def _draft(self) -> Draft:
        signer = self.signer()
        assert self._sheet.id is not None
        said, way = Response(str(self.said.value())), Way(str(self.way.value()))
        return Draft(
            self._sheet.id,
            signer.party,
            said=said,
            way=way,
            name=self.name.text(),
            guardian=signer.guardian,
            person_id=signer.person_id,
            pin=self.pin.text(),
            passphrase=self.passphrase.text() if signer.has_key else "",
            drawing=self.pad.drawing(),
            attachment_id=self.scan.value(),
            reason=self.reason.toPlainText(),
        )

    def save(self) -> None:
        try:
            tries = self.workspace.do(consents.give, self._draft())
        except WrongPassphrase as wrong:
            raise Invalid({"passphrase": str(wrong)}) from wrong
        except StageCoachError as error:
            if isinstance(error, Invalid):
                raise
            raise Invalid({"signers": str(error)}) from error
        finally:
            self.pin.clear()
        if tries:
            self._wait(stores.wait_after(tries))
            raise Invalid({"pin": pins.wrong(tries)})

    def _wait(self, seconds: int) -> None:
        self.ok.setEnabled(seconds == 0)
        if seconds:
            self.status.setText(_("Wait %d seconds. Nothing has been erased.") % seconds)
            self._waiting.start(seconds * 1000)

    @Slot()
    def _go_on(self) -> None:
        self.ok.setEnabled(True)
        self.status.setText("")

    def accept(self) -> None:
        """After each who signed the next one is asked; nobody left: done."""
        name, said = self.signer().name or self.name.text(), self.said.value()
        if not self.ok.isEnabled() or not self.try_save():
            return
        assert self._sheet.id is not None
        self._sheet = self.workspace.ask(sheets.load, self._sheet.id)
        self._signers = [
            signer for signer in self.workspace.ask(signers.of, self._sheet) if signer.said is None
        ]
        if self._sheet.status is Status.CLOSED or not self._signers:
            self.workspace.say(self._progress())
            self.saved.emit()
            self.done(1)
            return
        self._fill()
        self.told.setText("✓ " + _SAID[Response(str(said))]() % name)
        self.told.show()
        self.refit()
        self.who.setFocus(Qt.FocusReason.OtherFocusReason)

    def _progress(self) -> str:
        if self._sheet.closed:
            return _("All have agreed: the evaluation is closed and sealed")
        left = len(self._sheet.waits_for)
        return ngettext("%d signature is missing", "%d signatures are missing", left) % left


_SAID = {
    Response.AGREED: lambda: _("%s agrees"),
    Response.SEEN: lambda: _("%s has seen it"),
    Response.REFUSED: lambda: _("%s does not agree"),
}


def _doubts_text(doubts: list[str]) -> str:
    text = ngettext(
        "Of %d work process nothing was logged: %s. You can sign all the same.",
        "Of %d work processes nothing was logged: %s. You can sign all the same.",
        len(doubts),
    )
    named = ", ".join(doubts[:_MOST_DOUBTS]) + (" …" if len(doubts) > _MOST_DOUBTS else "")
    return text % (len(doubts), named)
