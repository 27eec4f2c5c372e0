"""The bar below an evaluation: how far it is, what signing waits for, and who signed."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from stagecoach.domain.evaluations import Party, Status
from stagecoach.domain.texts import first_name
from stagecoach.domain.tracks import Track
from stagecoach.i18n import _, ngettext
from stagecoach.services import evaluations
from stagecoach.services.sheets import Sheet
from stagecoach.ui import theme
from stagecoach.ui.fields import button, clear, column, icon_label, label, row
from stagecoach.ui.widgets.badges import Avatar, ProgressLine


class Foot(QFrame):
    """Tells which of its three actions is wanted."""

    accept_wanted = Signal()
    print_wanted = Signal()
    sign_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("bar")
        self.setMinimumHeight(theme.scaled(72))
        self._line = row(spacing=14, margins=(24, 10, 24, 10))
        self.setLayout(self._line)

    def show_sheet(self, sheet: Sheet) -> None:
        clear(self._line)
        bars = column(spacing=4)
        for track, token, icon in (
            (Track.LEARNING, "learn", "book-open"),
            (Track.WORK, "work", "hammer"),
        ):
            done, total = sheet.progress(track)
            bar = ProgressLine(f"{token}.rail", f"{token}.soft", theme.scaled(104), 8)
            bar.set_share(done / total if total else 0)
            count = label(_("%(done)d of %(all)d") % {"done": done, "all": total}, "secondary")
            bars.addLayout(row(icon_label(icon, f"{token}.strong", 16), bar, count))
        self._line.addLayout(bars)
        self._line.addLayout(self._open_points(sheet), 1)
        if self.width() >= theme.scaled(1180):
            for party in Party:
                self._line.addLayout(_signer(sheet, party))
        printed = button(_("Print"), self.print_wanted, icon="printer")
        self.sign_button = button(_("Sign"), self.sign_wanted, kind="primary", icon="signature")
        self.sign_button.setEnabled(
            sheet.may_sign
            and not evaluations.missing(sheet)
            and len(sheet.signatures) < len(Party)
        )
        self._line.addWidget(printed)
        self._line.addWidget(self.sign_button)

    def _open_points(self, sheet: Sheet) -> QVBoxLayout:
        """What signing waits for, or that nothing is missing."""
        reasons = evaluations.missing(sheet)
        if sheet.status is Status.SIGNED:
            left = len(Party) - len(sheet.signatures)
            text = ngettext("%d signature is missing", "%d signatures are missing", left) % left
            reasons = [text] if left else []
        lines = [label(reason, "label" if not n else "muted") for n, reason in enumerate(reasons)]
        if not lines:
            done = sheet.status is Status.SIGNED
            lines = [label(_("Signed by all three") if done else _("Ready to sign"), "label")]
        made = column(None, *lines[:3], spacing=0)
        proposals = sum(
            d.value is None and d.proposed is not None for d in sheet.decisions.values()
        )
        if proposals and sheet.status is Status.OPEN:
            text = ngettext("Accept %d proposal", "Accept %d proposals", proposals) % proposals
            made.addLayout(row(button(text, self.accept_wanted, kind="quiet", small=True), None))
        made.addStretch()
        return made


def _signer(sheet: Sheet, party: Party) -> QHBoxLayout:
    assert sheet.head is not None  # noqa: S101
    h = sheet.head
    name = {Party.STUDENT: h.name, Party.COMPANY: h.trainer, Party.SCHOOL: h.supervisor}[party]
    role = {Party.STUDENT: _("student"), Party.COMPANY: _("company"), Party.SCHOOL: _("school")}
    signed = sheet.signatures.get(party)
    state = _("signed") if signed else _("not yet")
    icon = icon_label("check" if signed else "circle-dashed", "text.muted", 14)
    words = row(icon, label(f"{role[party]}, {state}", "caption"), spacing=4)
    seed = sum(map(ord, name))
    return row(
        Avatar(name or "?", seed, 36),
        column(label(first_name(name), "label"), words, spacing=0),
        spacing=8,
    )
