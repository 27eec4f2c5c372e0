"""The switch between pages that belong together: the list and its pairs, printing and making."""

from collections.abc import Callable, Iterable

from stagecoach.domain.access import Right
from stagecoach.i18n import _
from stagecoach.ui.core.page import Place
from stagecoach.ui.widgets.segmented import Segmented


def student_views(here: str, go: Callable[[Place], object]) -> Segmented:
    """Between the list of students and their pairs, for whoever may count these."""
    views = (
        ("students", _("Students"), "users-round"),
        ("peers", _("Peer coaching"), "handshake"),
    )
    return _views(views, here, go, Right.PEER_COUNTS)


def form_views(here: str, go: Callable[[Place], object]) -> Segmented:
    """Between printing forms and making them, for whoever may make them."""
    views = ("forms", _("Print"), "printer"), ("templates", _("Templates"), "file-text")
    return _views(views, here, go, Right.TEMPLATES)


def _views(
    views: Iterable[tuple[str, str, str]], here: str, go: Callable[[Place], object], right: Right
) -> Segmented:
    """Pages that belong together: name, text and icon of each."""
    choice = Segmented(_("View"))
    for name, text, icon in views:
        choice.add(name, text, icon)
    choice.set_value(here)
    choice.chosen.connect(lambda name: go(Place(str(name))))
    for segment in choice.segments():
        segment.setProperty("right", right)
    return choice
