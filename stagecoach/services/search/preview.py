"""What stands beside a thing that was found: enough to know whether it is the one."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from stagecoach import clock
from stagecoach.domain.access import Right
from stagecoach.domain.evaluations import kind_name
from stagecoach.domain.logs import guide_name
from stagecoach.domain.students.placements import route_name, week_now, week_of
from stagecoach.i18n import _, date, ngettext, number, recent_day
from stagecoach.services.access import rights as access
from stagecoach.services.logs import entries as logs
from stagecoach.services.logs import logbook
from stagecoach.services.search.hits import Hit
from stagecoach.services.students import attachments, students
from stagecoach.services.students.students import Head
from stagecoach.services.tasks import tasks
from stagecoach.store.attachments import Attachment
from stagecoach.store.logs import LogEntry


@dataclass(frozen=True, slots=True)
class Preview:
    title: str
    subtitle: str = ""
    lines: tuple[tuple[str, str], ...] = ()
    note_title: str = ""
    note: str = ""
    complexity: int = 0


def preview(session: Session, hit: Hit) -> Preview:
    if hit.placement_id is None or not access.may(session, Right.OPEN, hit.placement_id):
        return Preview(hit.title, hit.detail)
    head = students.head(session, hit.placement_id)
    viewer = {"task": _task, "log": _log, "student": _student, "document": _document}.get(hit.kind)
    if viewer is not None:
        return viewer(session, hit, head)
    lines = ((_("Student"), head.name), (_("Date"), date(hit.on) if hit.on else ""))
    if hit.kind == "evaluation":
        return Preview(hit.title, hit.state, lines)
    return Preview(hit.detail, "", lines, _("Result"), hit.title)


def _task(session: Session, hit: Hit, head: Head) -> Preview:
    row = next(task for task in tasks.plan(session, head.placement_id) if task.id == hit.id)
    first = week_of(row.planned_from, head.starts_on)
    last = week_of(row.planned_until, head.starts_on)
    weeks = str(first) if first == last else _("%(a)d to %(b)d") % {"a": first, "b": last}
    lines = [(_("Student"), head.name), (_("Week"), weeks)]
    if row.company_coach or row.school_coach:
        coaches = ", ".join(name for name in (row.company_coach, row.school_coach) if name)
        lines.append((_("Coach"), coaches))
    if row.links:
        lines.append((_("Belongs to"), ", ".join(row.links)))
    query = (
        select(LogEntry.text, LogEntry.happened_on)
        .where(LogEntry.task_id == row.id)
        .order_by(LogEntry.happened_on.desc(), LogEntry.id.desc())
    )
    last_log = session.execute(query.limit(1)).first()
    process = f"{row.process_code} {row.process}".strip()
    if last_log is None:
        return Preview(row.title, process, tuple(lines), complexity=row.complexity)
    title = _("Latest log, %s") % recent_day(last_log[1])
    return Preview(row.title, process, tuple(lines), title, last_log[0], row.complexity)


def _log(session: Session, hit: Hit, head: Head) -> Preview:
    entry = logs.draft(session, hit.id)
    lines = [
        (_("Student"), head.name),
        (_("Date"), date(hit.on) if hit.on else ""),
        (_("Guided by"), guide_name(entry.guided_by)),
    ]
    if entry.minutes:
        lines.append((_("Minutes"), ngettext("%d min", "%d min", entry.minutes) % entry.minutes))
    return Preview(_("Log"), hit.code, tuple(lines), _("What happened"), entry.text)


def _student(session: Session, hit: Hit, head: Head) -> Preview:
    week = week_now(clock.today(), head.starts_on, head.ends_on)
    text = _("Week %(week)d of %(weeks)d") % {"week": week, "weeks": head.weeks}
    lines = [
        (_("Training company"), head.company),
        (_("Assignment"), head.assignment),
        (_("Study route"), route_name(head.route)),
        (_("Period"), text),
        (_("Coach"), head.coach or head.trainer),
        (_("School"), ", ".join(name for name in (head.school, head.supervisor) if name)),
    ]
    newest = logbook.entries(session, head.placement_id, limit=1)
    shown = tuple(line for line in lines if line[1])
    if not newest:
        return Preview(hit.title, head.qualification, shown)
    title = _("Latest log, %s") % recent_day(newest[0].happened_on)
    return Preview(hit.title, head.qualification, shown, title, newest[0].text)


def _document(session: Session, hit: Hit, head: Head) -> Preview:
    attachment = session.get_one(Attachment, hit.id)
    size = _("%s MB") % number(round(attachment.size / 1_000_000, 1))
    lines = (
        (_("Student"), head.name),
        (_("Added on"), date(attachment.added_on)),
        (_("Size"), size),
    )
    kind = "PDF" if attachment.media_type == attachments.PDF else _("Picture")
    return Preview(attachment.name, kind, lines)


def evaluation_name(hit: Hit) -> str:
    """Which evaluation, for a sentence."""
    return kind_name(hit.evaluation).lower() if hit.evaluation else ""
