"""The log on paper: all of it, or what a filter leaves."""

import uuid

from stagecoach import i18n
from stagecoach.documents.listing import Column, Listing
from stagecoach.domain.logs import Author, guide_name, mark_name
from stagecoach.i18n import _, ngettext
from stagecoach.services import Store
from stagecoach.services.evaluations import seal_chain
from stagecoach.services.logs import logbook
from stagecoach.services.logs.logbook import Filter, Row
from stagecoach.services.students import students
from stagecoach.services.students.students import Head

_MOST = 2_000  # entries on one print


def draw(store: Store, placement_id: uuid.UUID, wanted: Filter) -> bytes:
    head: Head = store.ask(students.head, placement_id)
    rows: list[Row] = store.ask(logbook.entries, placement_id, wanted, limit=_MOST)
    choices = store.ask(logbook.choices, placement_id)
    count = ngettext("%d log", "%d logs", len(rows)) % len(rows)
    listing = Listing(
        _("Logbook"),
        [
            (_("Student"), head.name),
            (_("Training company"), head.company),
            (_("Selection"), _filter_text(wanted, choices) or _("everything")),
            (_("Count"), count),
        ],
    )
    columns = [
        Column(_("Date"), 22),
        Column(_("Task"), 14),
        Column(_("What happened"), 104),
        Column(_("Guidance"), 40),
    ]
    listing.table(columns, [_cells(row) for row in rows])
    return listing.pdf(store.ask(seal_chain.today))


def _cells(row: Row) -> list[str]:
    texts = [row.text]
    if row.went_well:
        texts.append(_("Went well: %s") % row.went_well)
    if row.next_step:
        texts.append(_("Next step: %s") % row.next_step)
    who = [row.guide or guide_name(row.guided_by)]
    if row.minutes:
        who.append(ngettext("%d min", "%d min", row.minutes) % row.minutes)
    if row.written_by is Author.STUDENT:
        who.append(_("written by the student"))
    if row.mark:
        who.append(mark_name(row.mark))
    return [i18n.date(row.happened_on), row.code, "\n".join(texts), ", ".join(who)]


def _filter_text(wanted: Filter, choices: logbook.Choices) -> str:
    """The filter in words."""
    parts = [
        wanted.track.letter if wanted.track else "",
        dict(choices.tasks).get(wanted.task_id, "") if wanted.task_id else "",
        dict(choices.processes).get(wanted.process_id, "") if wanted.process_id else "",
        _("written by the student") if wanted.person == logbook.STUDENT else wanted.person,
        mark_name(wanted.mark) if wanted.mark else "",
        _("from %s") % i18n.date(wanted.since) if wanted.since else "",
    ]
    return ", ".join(part for part in parts if part)
