"""The bar below an evaluation: how far it is, what signing waits for, and who signed."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from stagecoach.domain.evaluations import Party, Response, Status, party_name
from stagecoach.domain.texts import first_name
from stagecoach.domain.tracks import Track
from stagecoach.i18n import _, listed, ngettext
from stagecoach.services.evaluations import consents
from stagecoach.services.evaluations.sheet import Sheet
from stagecoach.ui.core import theme
from stagecoach.ui.widgets.badges import Avatar, ProgressLine
from stagecoach.ui.widgets.fields import button, column, icon_label, label, row, tip
from stagecoach.ui.widgets.layouts import clear

_TRACKS: tuple[tuple[Track | None, str, str], ...] = (
    (Track.LEARNING, "learn", "book-open"),
    (Track.WORK, "work", "hammer"),
    (None, "brand", "list-checks"),
)
_PICTURES, _WORDS = 880, 1180  # width from which who signs is shown, and told


class Foot(QFrame):
    """Tells which of its three actions is wanted.

    It follows every answer and every step of a resize: what says the same as before stays.
    """

    accept_wanted = Signal()
    print_wanted = Signal()
    sign_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("bar")
        self.setMinimumHeight(theme.scaled(72))
        self._bars, self._points, self._signers = _Part(), _Part(), _Part()
        line = row(self._bars, self._points, self._signers, spacing=14)
        line.setStretch(1, 1)
        printed = button(_("Print"), self.print_wanted, icon="printer")
        self.sign_button = button(
            _("Sign"), self.sign_wanted, kind="primary", icon="signature", fixes=True
        )
        whole = row(line, printed, self.sign_button, spacing=14, margins=(24, 10, 24, 10))
        whole.setStretch(0, 1)
        self.setLayout(whole)

    def show_sheet(self, sheet: Sheet) -> None:
        reasons = consents.missing(sheet)
        progress = [sheet.progress(track) for track, _token, _icon in _TRACKS]
        self._bars.show_words(tuple(progress), lambda: _bars(progress))
        self._show_points(sheet, reasons)
        self._show_signers(sheet)
        ready = sheet.status is Status.PROPOSED or not (sheet.not_mine or reasons)
        self.sign_button.setEnabled(sheet.may_sign and not sheet.closed and ready)

    def _show_points(self, sheet: Sheet, reasons: list[str]) -> None:
        """What signing waits for, or that nothing is missing."""
        if sheet.status is not Status.DRAFT:
            left = len(sheet.waits_for)
            text = ngettext("%d signature is missing", "%d signatures are missing", left) % left
            waits = listed([party_name(party) for party in sheet.waits_for])
            reasons = [text, _("Waits for: %s") % waits] if left else []
        lines = reasons[:3] or [_("Signed by all") if sheet.closed else _("Ready to sign")]
        proposals = 0
        if sheet.status is Status.DRAFT and not sheet.fixed:
            decided = sheet.decisions.values()
            proposals = sum(d.value is None and d.proposed is not None for d in decided)
        key = (*lines, proposals)
        self._points.show_words(key, lambda: _points(lines, proposals, self.accept_wanted))

    def _show_signers(self, sheet: Sheet) -> None:
        parties = sheet.structure.blueprint.signers
        if self.width() < theme.scaled(_PICTURES):
            parties = ()
        words = self.width() >= theme.scaled(_WORDS)
        said = {s.party: s.said for s in sheet.said if not s.guardian}
        key = (words, sheet.head, *((party, said.get(party)) for party in parties))
        self._signers.show_words(
            key,
            lambda: row(*(_signer(sheet, party, words=words) for party in parties), spacing=14),
        )


class _Part(QWidget):
    """Made anew only when it would say something else."""

    def __init__(self) -> None:
        super().__init__()
        self._line = row(spacing=0)
        self.setLayout(self._line)
        self._key: object = None

    def show_words(self, key: object, build: Callable[[], QBoxLayout]) -> None:
        if key != self._key:
            self._key = key
            clear(self._line)
            self._line.addLayout(build())


def _points(lines: Sequence[str], proposals: int, accept: SignalInstance) -> QVBoxLayout:
    words = [label(line, "muted" if number else "label") for number, line in enumerate(lines)]
    whole = column(None, *words, spacing=0)
    if proposals:
        text = ngettext("Accept %d proposal", "Accept %d proposals", proposals) % proposals
        whole.addLayout(row(button(text, accept, kind="quiet", small=True), None))
    whole.addStretch(1)
    return whole


def _bars(progress: Sequence[tuple[int, int]]) -> QVBoxLayout:
    """How far each track is; of a form without tracks the whole."""
    bars = column(spacing=4)
    for (track, token, icon), (done, total) in zip(_TRACKS, progress, strict=True):
        if not total:
            continue
        bar = ProgressLine(
            f"{token}.rail" if track else "brand.base", f"{token}.soft", theme.scaled(104), 8
        )
        bar.set_share(done / total)
        count = label(_("%(done)d of %(all)d") % {"done": done, "all": total}, "secondary")
        tint = f"{token}.strong" if track else "brand.base"
        bars.addLayout(row(icon_label(icon, tint, 16), bar, count))
    return bars


def _signer(sheet: Sheet, party: Party, *, words: bool) -> QHBoxLayout:
    """Without room for words the picture tells them, to the mouse and to a screen reader."""
    assert sheet.head is not None
    h = sheet.head
    name = {Party.STUDENT: h.name, Party.COMPANY: h.trainer, Party.SCHOOL: h.supervisor}[party]
    said = next((s.said for s in sheet.said if s.party is party and not s.guardian), None)
    states = {
        Response.AGREED: (_("signed"), "check"),
        Response.SEEN: (_("seen"), "eye"),
        Response.REFUSED: (_("does not agree"), "x"),
        None: (_("not yet"), "circle-dashed"),
    }
    state, icon = states[said]
    seed = h.id.int if party is Party.STUDENT else sum(map(ord, name))
    picture = Avatar(name or "?", seed, 36)
    told = f"{party_name(party)}, {state}"
    if not words:
        picture.setToolTip(tip(f"{name or '?'}: {told}"))
        picture.setAccessibleName(f"{name or '?'}: {told}")
        return row(picture, icon_label(icon, "text.secondary", 16), spacing=2)
    line = row(icon_label(icon, "text.muted", 14), label(told, "caption"), spacing=4)
    return row(picture, column(label(first_name(name), "label"), line, spacing=0), spacing=8)
