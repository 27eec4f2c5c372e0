"""The hour sheet on paper: filled with the lines of the ledger, or blank to fill in with a pen."""

import uuid

from stagecoach import i18n
from stagecoach.documents.listing import Column, Listing
from stagecoach.domain.hours import Kind
from stagecoach.domain.texts import first_name
from stagecoach.i18n import _
from stagecoach.services import Store
from stagecoach.services.evaluations import seal_chain
from stagecoach.services.hours import ledger as hours
from stagecoach.services.hours import words as hour_words
from stagecoach.services.hours.rows import Ledger, Week
from stagecoach.services.students import students
from stagecoach.services.students.students import Head

_DAYS = 7


def draw(store: Store, placement_id: uuid.UUID, *, blank: bool) -> bytes:
    """One row a week: a signature stands for the week, as schools ask (mboterra, ROC MN)."""
    head = store.ask(students.head, placement_id)
    ledger = store.ask(hours.ledger, placement_id)
    listing = Listing(_("Hour sheet"), _head(head, ledger))
    rows = [_blank(week) if blank else _filled(week) for week in ledger.weeks]
    listing.table(_columns(), rows if blank else [*rows, _sum(ledger)])
    if not blank:
        listing.paragraph(_total(ledger), bold=True)
        _add_corrections(listing, ledger)
    listing.signatures(
        [
            (_("Student"), head.name),
            (_("Workplace trainer (company)"), head.trainer),
            (_("Supervisor (school)"), head.supervisor),
        ]
    )
    return listing.pdf(store.ask(seal_chain.today))


def _head(head: Head, ledger: Ledger) -> list[tuple[str, str]]:
    return [
        (_("Student"), f"{head.name} {head.number}".strip()),
        (_("Training company"), head.company),
        (_("Qualification"), f"{head.qualification} ({head.crebo})"),
        (_("School"), head.school),
        (_("Period"), f"{i18n.date(head.starts_on)} – {i18n.date(head.ends_on)}"),
        (_("Agreed hours"), i18n.hours(ledger.agreed_minutes)),
    ]


def _columns() -> list[Column]:
    days = [Column(i18n.week_day(number), 11, right=True) for number in range(_DAYS)]
    return [
        Column(_("Week"), 29),
        *days,
        Column(_("Hours"), 14, right=True),
        Column(_("School"), 14, right=True),
        Column(_("Approved, remark"), 46),
    ]


def _name(week: Week) -> str:
    return f"{week.number}  {i18n.short_day(week.monday)}"


def _filled(week: Week) -> list[str]:
    days = [day.minutes(Kind.PRACTICE) for day in week.days]
    remark = hour_words.week_remark(week)
    who = first_name(week.approved_by)
    said = ". ".join(part for part in (f"✓ {who}" if who else "", remark) if part)
    return [
        _name(week),
        *(i18n.hours(minutes) if minutes else "" for minutes in days),
        i18n.hours(week.logged()) if week.logged() else "",
        i18n.hours(week.logged(Kind.SCHOOL)) if week.logged(Kind.SCHOOL) else "",
        said,
    ]


def _blank(week: Week) -> list[str]:
    free = [day.planned.free for day in week.days if day.planned.free]
    return [_name(week), *[""] * (_DAYS + 2), ", ".join(dict.fromkeys(free))]


def _sum(ledger: Ledger) -> list[str]:
    return [_("Together"), *[""] * _DAYS, i18n.hours(ledger.logged), i18n.hours(ledger.school), ""]


def _total(ledger: Ledger) -> str:
    text = _(
        "%(approved)s of %(agreed)s hours approved, %(waiting)s wait for approval, "
        "%(left)s still to do."
    )
    return text % {
        "approved": i18n.hours(ledger.approved),
        "agreed": i18n.hours(ledger.agreed_minutes),
        "waiting": i18n.hours(ledger.logged - ledger.approved),
        "left": i18n.hours(ledger.still_to_do),
    }


def _add_corrections(listing: Listing, ledger: Ledger) -> None:
    corrections = [
        (day, line) for week in ledger.weeks for day in week.days for line in day.corrections
    ]
    if corrections:
        listing.heading(_("Corrections"))
        for day, line in corrections:
            listing.paragraph(hour_words.correction_sentence(day, line))
