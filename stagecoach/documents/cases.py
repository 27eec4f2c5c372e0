"""On paper from a room: who can read reports, for the handbook; and data for an outside desk."""

from collections.abc import Sequence

from stagecoach import i18n
from stagecoach.documents.listing import Column, Listing
from stagecoach.domain.cases import words as case_words
from stagecoach.domain.cases.case import Case
from stagecoach.i18n import _
from stagecoach.services.cases.room import Roster
from stagecoach.services.reports import reports as reporting
from stagecoach.services.reports.lists import Desk, Lists

HANDBOOK = "StageCoach-vertrouwenspersonen.pdf"  # both name nobody
DESK_SHEET = "StageCoach-gegevensblad.pdf"


def handbook(roster: Roster, lists: Lists) -> bytes:
    """Names with their four words, so that anybody can compare them with the screen."""
    listing = Listing(
        _("Who can read a report"),
        [
            (_("School"), roster.school),
            (_("Version"), str(roster.version)),
            (_("Valid until"), i18n.full_date(roster.valid_until)),
        ],
    )
    listing.paragraph(
        _(
            "A report made in StageCoach is sealed. Only these people can open it. Do the names "
            "and the four words on your screen differ from these? Then do not report there; call."
        )
    )
    titles = [Column(_("Name"), 62), Column(_("Telephone"), 40), Column(_("Four words"), 78)]
    listing.table(
        titles,
        [[f"{r.name}, {r.role}", r.phone, reporting.fingerprint(r)] for r in roster.readers],
    )
    listing.heading(_("Desks outside the school"))
    desks = [Column(_("Desk"), 62), Column(_("Telephone"), 40), Column("", 78)]
    listing.table(
        desks, [[d.title, d.phone, reporting.desk_line(d)] for d in lists.desks if d.phone]
    )
    return listing.pdf()


def desk_sheet(
    case: Case, desk: Desk, consents: Sequence[str], lists: Lists, *, words: bool, name: bool
) -> bytes:
    """Only what the student said yes to; `words` and `name` where that is part of it."""
    who = case.name if name else _("without a name")
    came = i18n.full_date(case.received_on) if case.received_on else ""
    listing = Listing(
        _("Data for %s") % desk.title,
        [
            (_("Student"), who),
            (_("Came in"), came),
            (_("Telephone"), case.contact if name else ""),
            (_("Desk"), desk.phone),
        ],
    )
    listing.heading(_("The student said yes to"))
    for text in consents:
        listing.paragraph(f"–  {text}")
    fits = lists.names(case.kinds + case.grounds)
    if fits:
        listing.heading(_("What it fits with"))
        listing.paragraph(", ".join(fits))
    if words:
        listing.heading(_("In the words of the student"))
        for said in case.said:
            listing.paragraph(said.words)
    if case.consequence is not None:
        listing.heading(_("Consequence for the company until now"))
        listing.paragraph(case_words.consequence_name(case.consequence))
    listing.paragraph(_("Handed over by the confidential adviser, with consent. Keep it sealed."))
    return listing.pdf()
