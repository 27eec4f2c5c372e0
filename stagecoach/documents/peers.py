"""Peer coaching on paper: the agreement of a pair, a talk, and a certificate of a training."""

import uuid

from stagecoach import i18n
from stagecoach.documents.listing import Column, Listing
from stagecoach.domain.peers import Method, interval_name, method_name
from stagecoach.i18n import _, ngettext
from stagecoach.services import Store
from stagecoach.services.evaluations import seal_chain
from stagecoach.services.peers import coach_tasks, groups, trainings
from stagecoach.services.peers.content import Content
from stagecoach.services.peers.groups import Row as Group
from stagecoach.services.peers.sessions import Row as Session


def agreement(store: Store, group_id: uuid.UUID) -> bytes:
    """What a pair agrees on, to be signed by all of them and their guide."""
    group = store.ask(groups.one, group_id)
    assert group is not None  # chosen from those that are there
    listing = Listing(_("Peer coaching: our agreement"), _head(group))
    listing.heading(_("Our goal"))
    listing.paragraph(group.goal)
    listing.heading(_("How we do it"))
    words = {"often": interval_name(group.interval_days), "minutes": group.minutes}
    for text in (
        _("We talk %(often)s, %(minutes)d minutes.") % words,
        _("We are equals and take turns: one coaches, the other brings something in."),
        _("The coach asks and listens; whoever brings something in chooses what to do."),
        _("What is said stays between us and our guide. We tell others only that we talked."),
        _("Whoever wants to stop says so to the guide. No reason is needed."),
        _("When somebody is not safe, we ask our guide or the confidential adviser for help."),
    ):
        listing.paragraph(f"–  {text}")
    names = [(_("Student"), member.name) for member in group.members]
    listing.signatures([*names, (_("Guide from school"), group.guide)])
    return listing.pdf(store.ask(seal_chain.today))


def _head(group: Group) -> list[tuple[str, str]]:
    agreed = i18n.full_date(group.agreed_on) if group.agreed_on else ""
    until = i18n.full_date(group.until_on) if group.until_on else ""
    return [
        *((_("Student"), member.name) for member in group.members),
        (_("Guide"), group.guide),
        (_("From"), i18n.full_date(group.from_on)),
        (_("Until"), until),
        (_("Agreed on"), agreed),
    ]


def session(store: Store, group_id: uuid.UUID, row: Session, content: Content | None) -> bytes:
    """One talk, with what was said where its reader prints it; else with lines to write on."""
    group = store.ask(groups.one, group_id)
    assert group is not None  # chosen from those that are there
    names = {member.id: member.name for member in group.members}
    minutes = ngettext("%d min", "%d min", row.minutes) % row.minutes
    head = (
        names.get(row.coach_id, ""),
        names.get(row.coachee_id, ""),
        i18n.full_date(row.on_date),
        minutes,
    )
    return _talk(head, row.method, content or Content()).pdf(store.ask(seal_chain.today))


def blank_session(method: Method) -> bytes:
    """A sheet to have beside a talk that is still to come."""
    return _talk(("", "", "", ""), method, Content()).pdf()


def _talk(head: tuple[str, str, str, str], method: Method, said: Content) -> Listing:
    words = (_("Coaches"), _("Brings in"), _("Date"), _("Duration"))
    told = [*zip(words, head, strict=True), (_("Method"), method_name(method))]
    listing = Listing(_("Peer coaching: a talk"), told)
    _method(listing, method)
    for title, text in (
        (_("Learning question"), said.question),
        (_("Insight"), said.insight),
        (_("Agreed action"), _action(said)),
        *([(_("Help wanted from"), said.help_from)] if said.help_from else []),
    ):
        listing.heading(title)
        if text:
            listing.paragraph(text)
        else:
            listing.lines_to_write(3)
    return listing


def _method(listing: Listing, method: Method) -> None:
    steps = coach_tasks.steps(method)
    if not steps:
        return
    listing.heading(_("Step by step"))
    titles = [Column(_("Minutes"), 20, right=True), Column(_("Step"), 158)]
    listing.table(titles, [[str(step.minutes), step.text] for step in steps])
    listing.paragraph(_("Source: %s") % coach_tasks.source(method))


def _action(said: Content) -> str:
    if not said.action:
        return ""
    parts = [said.action]
    if said.due_on:
        parts.append(_("by %s") % i18n.full_date(said.due_on))
    if said.done_on:
        parts.append(_("done on %s") % i18n.full_date(said.done_on))
    return "\n".join(parts)


def certificate(store: Store, training_id: uuid.UUID, student_id: uuid.UUID) -> bytes:
    """That a student took part: how many times, and how many hours."""
    draft = store.ask(trainings.draft, training_id)
    rows = store.ask(trainings.of_students, [student_id])
    row = next(student_row for student_row in rows if student_row.training_id == training_id)
    name = store.ask(trainings.student_name, student_id)
    given = i18n.full_date(row.certificate_on) if row.certificate_on else ""
    listing = Listing(
        _("Certificate"),
        [
            (_("Student"), name),
            (_("Training"), row.name),
            (_("Given by"), row.given_by),
            (_("Date"), given),
        ],
    )
    listing.paragraph(row.name, bold=True)
    words = {"name": name, "there": row.there, "days": row.days, "hours": i18n.hours(row.minutes)}
    text = _("%(name)s took part in this training: %(there)d of %(days)d times, %(hours)s hours.")
    listing.paragraph(text % words)
    there = [day for day in draft.days if student_id in day.there and day.on_date]
    titles = [Column(_("Date"), 80), Column(_("Minutes"), 30, right=True)]
    listing.table(
        titles, [[i18n.full_date(d.on_date), str(d.minutes)] for d in there if d.on_date]
    )
    listing.signatures([(_("Student"), name), (_("Given by"), row.given_by)])
    return listing.pdf(store.ask(seal_chain.today))
