"""What the ledger says in words: absence, holidays, corrections, and what does not count."""

from stagecoach.domain.hours import Kind, absence_name
from stagecoach.domain.texts import first_name
from stagecoach.i18n import _, day, hours, ngettext, short_day
from stagecoach.services.hours.rows import Day, HourLine, Week


def week_remark(week: Week) -> str:
    """One line beside a week: what waits, else what was different in it."""
    if week.sent_back:
        return _("Sent back: %s") % week.sent_back
    waiting = sum(day.waiting for day in week.days)
    if waiting:
        text = ngettext("%d day waits for you", "%d days wait for you", waiting)
        return text % waiting
    differences = [text for week_day in week.days for text in _different(week_day)]
    return ", ".join(dict.fromkeys(differences))


def _different(of: Day) -> list[str]:
    texts = [of.planned.free] if of.planned.free else []
    if of.planned.school_free:
        texts.append(_("%s at school") % of.planned.school_free)
    for line in of.lines:
        if line.kind is Kind.ABSENCE:
            texts.append(absence(line))
        elif line.note and not line.correction:
            texts.append(_("School: %s") % line.note if line.kind is Kind.SCHOOL else line.note)
    if not of.counts and any(line.kind is Kind.PRACTICE for line in of.lines):
        texts.append(_("does not count: the agreement was not signed yet"))
    return texts


def absence(line: HourLine) -> str:
    """2 uur afwezig: tandarts."""
    assert line.absence is not None  # an absence has a kind
    text = _("%(hours)s hours %(why)s")
    said = text % {"hours": hours(line.minutes), "why": absence_name(line.absence)}
    return f"{said}: {line.note}" if line.note else said


def day_remark(of: Day) -> str:
    """The same beside one day, with who sent it back and what of it does not count."""
    different = _different(of)
    line = of.line(Kind.PRACTICE)
    if line is not None and line.sent_back:
        words = {"who": first_name(line.sent_back_by), "why": line.sent_back}
        different.insert(0, _("Sent back by %(who)s: %(why)s") % words)
    if line is not None and line.counted < line.minutes:
        over = hours(line.minutes - line.counted)
        different.append(_("%s hours above the plan do not count") % over)
    if not different and of.planned.school and not of.planned.practice:
        return _("school day")
    return ", ".join(different)


def signed(minutes: int) -> str:
    """+2 or −2: with a true minus, as a correction shows it."""
    return f"+{hours(minutes)}" if minutes > 0 else f"−{hours(-minutes)}"


def week_sentence(week: Week) -> str:
    """A week as a screen reader says it."""
    text = _(
        "Week %(week)d, from %(day)s. Planned %(planned)s hours, logged %(logged)s, approved "
        "%(approved)s, together %(running)s. School %(school)s."
    )
    said = text % {
        "week": week.number,
        "day": short_day(week.monday),
        "planned": hours(week.planned()),
        "logged": hours(week.logged()),
        "approved": hours(week.approved),
        "running": hours(week.running),
        "school": hours(week.logged(Kind.SCHOOL)),
    }
    if week.waiting:
        return " ".join((said, _("To approve."), week_remark(week)))
    if week.approved_by:
        said += " " + _("Approved by %s.") % week.approved_by
    return f"{said} {week_remark(week)}".strip()


def day_sentence(of: Day) -> str:
    text = _("%(day)s. Planned %(planned)s hours, logged %(logged)s, school %(school)s.")
    said = text % {
        "day": day(of.on),
        "planned": hours(of.planned.practice),
        "logged": hours(of.minutes(Kind.PRACTICE)),
        "school": hours(of.minutes(Kind.SCHOOL)),
    }
    return f"{said} {day_remark(of)}".strip()


def correction_sentence(of: Day, line: HourLine) -> str:
    text = _("Correction of %(day)s: %(minutes)s hours, by %(who)s. %(why)s")
    return text % {
        "day": day(of.on),
        "minutes": signed(line.minutes),
        "who": line.approved_by or _("not approved yet"),
        "why": line.note,
    }
