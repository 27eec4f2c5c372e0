"""Who finds what asks for attention: one finder per rule, each reads one student's row.

A later subject adds a finder here and a table in `resources/rules/attention.toml`.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from stagecoach import clock
from stagecoach.domain import evaluations as ev
from stagecoach.domain.evaluations import kind_name, party_name
from stagecoach.domain.texts import first_name
from stagecoach.domain.tracks import Track
from stagecoach.i18n import _, date, hours, listed, ngettext, sentence_day, short_day
from stagecoach.services.rules.rules import Attention as Rule
from stagecoach.services.today.points import Facts, Point, is_history
from stagecoach.services.today.today import Row


def _silent_track(row: Row, rule: Rule, _facts: Facts) -> Iterator[Point]:
    names = {
        Track.LEARNING: (_("%s is missing learning guidance"), _("learning tasks")),
        Track.WORK: (_("%s is missing work guidance"), _("work tasks")),
    }
    for track, (title, tasks) in names.items():
        days = row.silent(track)
        if days is None or days <= rule.days:
            continue
        text = ngettext(
            "Nothing logged on %(tasks)s for %(days)d day.",
            "Nothing logged on %(tasks)s for %(days)d days.",
            days,
        )
        yield Point(
            rule.name,
            f"{track} {row.guided.get(track, row.starts_on)}",
            title % first_name(row.name),
            text % {"tasks": tasks, "days": days},
            "circle-alert",
            rule.urgent,
            rule.action,
            _("Log guidance"),
            row.placement_id,
            track=track,
        )


def _silent_student(row: Row, rule: Rule, facts: Facts) -> Iterator[Point]:
    last = row.last_log or row.starts_on
    days = (clock.today() - last).days
    track_rule = facts.rules.get("silent_track")
    told = track_rule is not None and all((row.silent(t) or 0) > track_rule.days for t in Track)
    if days <= rule.days or told:
        return
    text = ngettext("No log for %d day.", "No log for %d days.", days)
    yield Point(
        rule.name,
        str(last),
        _("It is quiet around %s") % first_name(row.name),
        text % days,
        "circle-alert",
        rule.urgent,
        rule.action,
        _("Quick log"),
        row.placement_id,
    )


def _hours_to_approve(row: Row, rule: Rule, _facts: Facts) -> Iterator[Point]:
    if row.hours.waiting:
        yield Point(
            rule.name,
            str(row.hours.waiting + row.hours.approved),
            _("Approve %s hours") % hours(row.hours.waiting),
            _("Of %s") % first_name(row.name),
            "clock",
            rule.urgent,
            rule.action,
            _("View hours"),
            row.placement_id,
        )


def _hours_sent_back(row: Row, rule: Rule, _facts: Facts) -> Iterator[Point]:
    if row.hours.sent_back:
        yield Point(
            rule.name,
            str(row.hours.sent_back),
            _("%s hours were sent back") % hours(row.hours.sent_back),
            _("Of %s") % first_name(row.name),
            "clock",
            rule.urgent,
            rule.action,
            _("View hours"),
            row.placement_id,
        )


def _action_due(row: Row, rule: Rule, _facts: Facts) -> Iterator[Point]:
    for due in row.actions:
        if due.due_on is None or (away := (due.due_on - clock.today()).days) > rule.days:
            continue
        who = party_name(due.owner)
        text = _("%(who)s, by %(day)s") if away >= 0 else _("%(who)s, was due on %(day)s")
        detail = text % {"who": f"{first_name(row.name)}: {who}", "day": short_day(due.due_on)}
        yield Point(
            rule.name,
            f"{due.id.hex} {due.due_on}",
            due.text,
            detail,
            "list-checks",
            rule.urgent,
            rule.action,
            _("View action"),
            row.placement_id,
        )


def _agreement_unsigned(row: Row, rule: Rule, _facts: Facts) -> Iterator[Point]:
    if not row.signed and clock.today() >= row.starts_on:
        yield Point(
            rule.name,
            str(row.starts_on),
            _("The agreement of %s is not signed") % first_name(row.name),
            _("Until then hours do not count."),
            "signature",
            rule.urgent,
            rule.action,
            _("View agreement"),
            row.placement_id,
        )


def _contacts_missing(row: Row, rule: Rule, facts: Facts) -> Iterator[Point]:
    """In time: the more is missing, the longer before the end it shows (Stagepact)."""
    missing = max(0, facts.numbers["contacts"] - row.contacts)
    at_work = max(0, facts.numbers["contacts_at_work"] - row.contacts_at_work)
    left = (row.ends_on - clock.today()).days
    if not (missing or at_work) or left > rule.days * max(missing, at_work):
        return
    title = ngettext(
        "%(name)s: %(count)d contact moment is missing",
        "%(name)s: %(count)d contact moments are missing",
        max(missing, at_work),
    )
    detail = _("Before %s, with school, student and company.") % date(row.ends_on)
    if at_work:
        detail += " " + _("At least one at the workplace.")
    yield Point(
        rule.name,
        f"{row.contacts} {row.contacts_at_work}",
        title % {"name": first_name(row.name), "count": max(missing, at_work)},
        detail,
        "message-square",
        rule.urgent,
        rule.action,
        _("Plan a moment"),
        row.placement_id,
    )


def _evaluation_due(row: Row, rule: Rule, facts: Facts) -> Iterator[Point]:
    for station in row.stations:
        away = (station.on - clock.today()).days
        if station.signed or away > rule.days or is_history(station, facts.rules):
            continue
        words = {"evaluation": kind_name(station.kind), "student": first_name(row.name)}
        yield Point(
            rule.name,
            station.kind,
            _("%(evaluation)s %(student)s") % words,
            sentence_day(station.on),
            "clipboard-check",
            rule.urgent or away < 0,
            rule.action,
            _("Prepare"),
            row.placement_id,
            kind=station.kind,
        )


def _signature_missing(row: Row, rule: Rule, _facts: Facts) -> Iterator[Point]:
    for station in row.stations:
        if station.status is ev.Status.PROPOSED:
            words = {"evaluation": kind_name(station.kind), "day": short_day(station.on)}
            yield Point(
                rule.name,
                f"{station.kind} {station.signed}",
                _("A signature for %s is missing") % first_name(row.name),
                _("%(evaluation)s of %(day)s") % words,
                "signature",
                rule.urgent,
                rule.action,
                _("Open form"),
                row.placement_id,
                kind=station.kind,
            )


def _quiet_pair(row: Row, rule: Rule, _facts: Facts) -> Iterator[Point]:
    """Silence is no fault: it is a reason to ask how it goes (docs/design.md, Peer coaching)."""
    for group in row.groups:
        if not group.quiet(rule.days):
            continue
        text = ngettext(
            "No talk for %d day. Ask how it goes.",
            "No talk for %d days. Ask how it goes.",
            group.silent,
        )
        yield Point(
            rule.name,
            f"{group.id.hex} {group.last_on}",
            _("It is quiet between %s") % group.name,
            text % group.silent,
            "handshake",
            rule.urgent,
            rule.action,
            _("View pair"),
            row.placement_id,
        )


def _one_sided_pair(row: Row, rule: Rule, facts: Facts) -> Iterator[Point]:
    for group in row.groups:
        if group.lead < facts.numbers["peer_lead"]:
            continue
        turns = {group.turns.get(member.id, 0): member for member in group.members}
        words = {"name": first_name(turns[max(turns)].name), "group": group.name}
        yield Point(
            rule.name,
            f"{group.id.hex} {group.lead}",
            _("%(name)s coaches most of %(group)s") % words,
            _("Equals take turns: let the other coach next time."),
            "handshake",
            rule.urgent,
            rule.action,
            _("View pair"),
            row.placement_id,
        )


def one_for_hours(points: Iterable[Point], rows: list[Row]) -> list[Point]:
    """Hours of several students are one point: they are approved one after the other."""
    all_points = list(points)
    waiting = [point for point in all_points if point.rule == "hours_to_approve"]
    if len(waiting) < 2:  # noqa: PLR2004
        return all_points
    of = {row.placement_id: row for row in rows}
    names = [first_name(of[point.placement_id].name) for point in waiting]
    total = sum(of[point.placement_id].hours.waiting for point in waiting)
    one = replace(
        waiting[0], title=_("Approve %s hours") % hours(total), detail=_("Of %s") % listed(names)
    )
    at = all_points.index(waiting[0])
    return [*all_points[:at], one, *(p for p in all_points[at:] if p.rule != "hours_to_approve")]


Finder = Callable[[Row, Rule, Facts], Iterator[Point]]
FINDERS: dict[str, Finder] = {
    "silent_track": _silent_track,
    "silent_student": _silent_student,
    "agreement_unsigned": _agreement_unsigned,
    "hours_to_approve": _hours_to_approve,
    "hours_sent_back": _hours_sent_back,
    "action_due": _action_due,
    "contacts_missing": _contacts_missing,
    "evaluation_due": _evaluation_due,
    "signature_missing": _signature_missing,
    "quiet_pair": _quiet_pair,
    "one_sided_pair": _one_sided_pair,
}
