"""The report of a guidance moment: one page that three people can sign."""

import uuid

from stagecoach import i18n
from stagecoach.documents.listing import Column, Listing
from stagecoach.domain.evaluations import party_name
from stagecoach.domain.guidance import moment_name
from stagecoach.i18n import _
from stagecoach.services import Store
from stagecoach.services.evaluations import seal_chain
from stagecoach.services.guidance import moments as guidance
from stagecoach.services.guidance.moments import Row
from stagecoach.services.students import students
from stagecoach.services.students.students import Head


def draw(store: Store, placement_id: uuid.UUID, moment_id: uuid.UUID) -> bytes:
    head: Head = store.ask(students.head, placement_id)
    moments = store.ask(guidance.overview, placement_id)
    moment: Row = next(row for row in moments if row.id == moment_id)
    listing = Listing(moment_name(moment.kind), _head(head, moment))
    if moment.agenda:
        listing.heading(_("Agenda"))
        listing.paragraph(moment.agenda)
    listing.heading(_("Result"))
    if moment.result:
        listing.paragraph(moment.result)
    else:
        listing.lines_to_write(6)
    listing.heading(_("Agreed"))
    rows = [
        [
            a.text,
            party_name(a.owner),
            i18n.date(a.due_on) if a.due_on else "",
            i18n.date(a.done_on) if a.done_on else "",
        ]
        for a in moment.actions
    ]
    if rows:
        titles = ((_("What"), 96), (_("Who"), 28), (_("By"), 28), (_("Done on"), 28))
        listing.table([Column(title, width) for title, width in titles], rows)
    else:
        listing.lines_to_write(3)
    listing.signatures(
        [
            (_("Student"), head.name),
            (_("Workplace trainer (company)"), head.trainer),
            (_("Supervisor (school)"), head.supervisor),
        ]
    )
    return listing.pdf(store.ask(seal_chain.today))


def _head(head: Head, moment: Row) -> list[tuple[str, str]]:
    there = [
        name
        for name, was in (
            (_("student"), moment.student_there),
            (_("company"), moment.company_there),
            (_("school"), moment.school_there),
        )
        if was
    ]
    place = _("at the workplace") if moment.at_work else _("elsewhere or online")
    return [
        (_("Student"), head.name),
        (_("Date"), i18n.full_date(moment.on_date)),
        (_("Training company"), head.company),
        (_("School"), head.school),
        (_("Present"), ", ".join(there)),
        (_("Where"), place),
    ]
