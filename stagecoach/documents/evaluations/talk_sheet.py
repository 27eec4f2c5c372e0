"""The sheet for the talk on paper: subjects in order, what each gave, room for what is agreed."""

import uuid
from collections.abc import Callable
from functools import partial

from stagecoach import i18n
from stagecoach.documents.listing import Listing
from stagecoach.domain.evaluations import kind_name
from stagecoach.domain.texts import first_name
from stagecoach.i18n import _
from stagecoach.services import Store
from stagecoach.services.evaluations import side_by_side
from stagecoach.services.evaluations.side_by_side import Pair, Point, SideBySide


def drawer(sheet_id: uuid.UUID) -> Callable[[Store], bytes]:
    return partial(draw, sheet_id=sheet_id)


def draw(store: Store, sheet_id: uuid.UUID) -> bytes:
    """A PDF; what may not be seen yet is not on it either."""
    comparison: SideBySide = store.ask(side_by_side.of_sheet, sheet_id)
    listing = Listing(_("Sheet for the talk"), _head(comparison))
    equal = [pair for pair in comparison.pairs if pair.steps == 0]
    listing.heading(_("Begin with what is equal"))
    for pair in equal[:5]:
        listing.paragraph(f"–  {pair.question.text} ({pair.judged.value})")
    if not equal:
        listing.paragraph(_("Nothing is equal yet."))
    pairs = {pair.question.id: pair for pair in comparison.pairs}
    for number, point in enumerate(comparison.points, start=1):
        _point(listing, number, point, pairs.get(point.question_id), comparison)
    h = comparison.sheet.head
    if h is not None:
        listing.signatures([(_("Student"), h.name), (_("Workplace trainer"), h.trainer)])
    return listing.pdf()


def _head(sides: SideBySide) -> list[tuple[str, str]]:
    h, talk = sides.sheet.head, sides.sheet.talk_on
    return [
        (_("Student"), h.name if h else ""),
        (_("Evaluation"), kind_name(sides.sheet.kind)),
        (_("Date of the talk"), i18n.full_date(talk) if talk else ""),
    ]


def _point(page: Listing, number: int, point: Point, pair: Pair | None, sides: SideBySide) -> None:
    if pair is None:
        return
    track = f" ({pair.section.track.letter})" if pair.section.track else ""
    page.paragraph(f"{number}. {pair.question.text}{track}", bold=True)
    judge = first_name(sides.sheet.head.trainer) if sides.sheet.head else ""
    name = first_name(sides.view.author)
    text = _("%(judge)s: %(mine)s, %(name)s: %(other)s")
    words = {
        "judge": judge,
        "mine": pair.judged.value or "…",
        "name": name,
        "other": pair.other.value or "…",
    }
    page.paragraph(text % words)
    page.paragraph(point.text)
    page.paragraph(_("Agreed: %s") % (point.agreed or "." * 60))
