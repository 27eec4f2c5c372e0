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
    found: SideBySide = store.ask(side_by_side.of_sheet, sheet_id)
    listing = Listing(_("Sheet for the talk"), _head(found))
    equal = [pair for pair in found.pairs if pair.steps == 0]
    listing.heading(_("Begin with what is equal"))
    for pair in equal[:5]:
        listing.paragraph(f"–  {pair.question.text} ({pair.judged.value})")
    if not equal:
        listing.paragraph(_("Nothing is equal yet."))
    pairs = {pair.question.id: pair for pair in found.pairs}
    for number, point in enumerate(found.points, start=1):
        _point(listing, number, point, pairs.get(point.question_id), found)
    h = found.sheet.head
    if h is not None:
        listing.signatures([(_("Student"), h.name), (_("Workplace trainer"), h.trainer)])
    return listing.pdf()


def _head(found: SideBySide) -> list[tuple[str, str]]:
    h, talk = found.sheet.head, found.sheet.talk_on
    return [
        (_("Student"), h.name if h else ""),
        (_("Evaluation"), kind_name(found.sheet.kind)),
        (_("Date of the talk"), i18n.full_date(talk) if talk else ""),
    ]


def _point(made: Listing, number: int, point: Point, pair: Pair | None, found: SideBySide) -> None:
    if pair is None:
        return
    track = f" ({pair.section.track.letter})" if pair.section.track else ""
    made.paragraph(f"{number}. {pair.question.text}{track}", bold=True)
    judge = first_name(found.sheet.head.trainer) if found.sheet.head else ""
    name = first_name(found.view.author)
    text = _("%(judge)s: %(mine)s, %(name)s: %(other)s")
    words = {
        "judge": judge,
        "mine": pair.judged.value or "…",
        "name": name,
        "other": pair.other.value or "…",
    }
    made.paragraph(text % words)
    made.paragraph(point.text)
    made.paragraph(_("Agreed: %s") % (point.agreed or "." * 60))
