"""What holds for an evaluation as a whole, above its questions: sealed, changed, agreed with."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from stagecoach.domain.evaluations import Response, Status
from stagecoach.i18n import _, listed, ngettext
from stagecoach.services.evaluations.seal_checks import Seal
from stagecoach.services.evaluations.sheet import Sheet, Signed
from stagecoach.ui.dialogs.messages import Banner
from stagecoach.ui.widgets.fields import column


class StateBanner(QWidget):
    """At most one of each is shown: red where something is wrong, calm where it only tells."""

    change_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.broken = Banner("errorBanner", "circle-alert", "alert.strong")
        self.told = Banner("draftBanner", "lock", "brand.base")
        self.agreed = Banner("draftBanner", "signature", "brand.base")
        self.agreed.add(_("Change it"), self.change_wanted.emit)
        parts = (self.broken, self.told, self.agreed)
        self.setLayout(column(*parts, spacing=8, margins=(28, 12, 28, 0)))

    def show_state(self, sheet: Sheet, seal: Seal | None) -> None:
        for banner, text in (
            (self.broken, _broken(seal)),
            (self.told, _sentence(sheet, seal)),
            (self.agreed, _agreed(sheet)),
        ):
            banner.setVisible(bool(text))
            if text:
                banner.show_text(text)
        shown = (self.broken, self.told, self.agreed)
        self.setVisible(any(not banner.isHidden() for banner in shown))


def _broken(seal: Seal | None) -> str:
    if seal is None or not seal.faults:
        return ""
    text = _(
        "This is not what was signed: %s. What you see here proves nothing. Put a backup beside "
        "it, and tell whoever signed."
    )
    return text % "; ".join(seal.faults)


def _sentence(sheet: Sheet, seal: Seal | None) -> str:
    if sheet.masked:
        return _("You see what others answered once you have given your own view.")
    if not sheet.closed or (seal is not None and seal.faults):
        return ""
    if seal is None:
        return _("Signed by all in an earlier StageCoach, without a seal: it cannot be checked.")
    here = _("on this computer") if seal.here else _("on another computer")
    text = _("Closed %(here)s and checked just now: nothing has changed since. Code %(code)s.")
    return text % {"here": here, "code": seal.code}


def _agreed(sheet: Sheet) -> str:
    if sheet.closed or sheet.not_mine:
        return ""
    refused = [response for response in sheet.said if response.said is Response.REFUSED]
    if refused:
        text = _("%(names)s did not agree: %(reason)s")
        reasons = "; ".join(response.reason for response in refused)
        return text % {"names": _names(refused), "reason": reasons}
    agreed = [response for response in sheet.said if response.said is Response.AGREED]
    if agreed:
        text = ngettext(
            "%s has agreed with this. Changing it takes that back and asks again.",
            "%s have agreed with this. Changing it takes that back and asks again.",
            len(agreed),
        )
        return text % _names(agreed)
    if sheet.status is Status.PROPOSED:
        return _("Proposed, and waiting for who has to agree. Changing it makes it a draft again.")
    return ""


def _names(said: list[Signed]) -> str:
    return listed([signed.name for signed in said])
