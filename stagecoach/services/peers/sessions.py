"""Sessions of peer coaching: counted by who guides, read by who was in them.

When it was, how long, by which method and who coached whom stands in plain. What was said is
sealed to the members of the group and their guide from school, each with a key of their own
(`keys`). Whoever has no key yet gets to read it later: somebody who can read seals it anew.
"""

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, replace

from sqlalchemy import func, select, tuple_
from sqlalchemy.orm import Session

from stagecoach import clock
from stagecoach.domain.access import Right
from stagecoach.domain.peers import Method, Where
from stagecoach.domain.texts import clean
from stagecoach.domain.tracks import Track
from stagecoach.errors import Invalid
from stagecoach.i18n import _
from stagecoach.services import drafts
from stagecoach.services.access import roles
from stagecoach.services.peers import groups
from stagecoach.services.peers.content import FORM, Content, TalkReader, read, readers
from stagecoach.services.peers.groups import Row as Group
from stagecoach.services.peers.groups import members_of
from stagecoach.services.people import keys
from stagecoach.services.people.keys import Private
from stagecoach.store import sealing
from stagecoach.store.journal import recorded_as
from stagecoach.store.peers import PeerGroup, PeerMember, PeerSession

LONGEST = 5_000  # characters of each of the texts
_LONGEST_MINUTES = 480


@dataclass(frozen=True, slots=True)
class Row:
    """A session in plain, with what is sealed as it is."""

    id: uuid.UUID
    group_id: uuid.UUID
    on_date: dt.date
    minutes: int
    held: Where
    coach_id: uuid.UUID
    coachee_id: uuid.UUID
    method: Method
    track: Track | None
    sealed: str
    readers: str

    def content(self, private: Private | None) -> Content | None:
        """None where there is nothing to read, or not with this key."""
        return read(self.sealed, private)


@dataclass(slots=True)
class Draft:
    """A session as it stands in the form; `content` None leaves what is sealed as it is."""

    group_id: uuid.UUID
    coach_id: uuid.UUID | None = None
    coachee_id: uuid.UUID | None = None
    on_date: dt.date | None = None
    minutes: int = 30
    held: Where = Where.TOGETHER
    method: Method = Method.GROW
    track: Track | None = None
    content: Content | None = None
    id: uuid.UUID | None = None


def overview(
    session: Session, group_id: uuid.UUID, limit: int | None = None, after: Row | None = None
) -> list[Row]:
    """Newest first; `after` one gives the page that follows it."""
    s = PeerSession
    query = (
        select(
            s.id,
            s.group_id,
            s.on_date,
            s.minutes,
            s.held,
            s.coach_id,
            s.coachee_id,
            s.method,
            s.track,
            s.sealed,
            s.readers,
        )
        .join(PeerGroup, s.group_id == PeerGroup.id)
        .where(s.group_id == group_id, groups.reached(session, Right.PEER_SESSIONS))
        .order_by(s.on_date.desc(), s.id.desc())
        .limit(limit)
    )
    if after is not None:
        query = query.where(tuple_(s.on_date, s.id) < (after.on_date, after.id))
    return [Row(*row) for row in session.execute(query)]


def new_draft(session: Session, group_id: uuid.UUID) -> Draft:
    """Today, as long as agreed; whoever coached least so far coaches."""
    group = session.get_one(PeerGroup, group_id)
    members = [member.id for member in members_of(session, [group_id])[group_id]]
    counted = (
        select(PeerSession.coach_id, func.count())
        .where(PeerSession.group_id == group_id)
        .group_by(PeerSession.coach_id)
    )
    turns: dict[uuid.UUID, int] = dict(iter(session.execute(counted)))
    last = next(iter(overview(session, group_id, 1)), None)
    coached = last.coach_id if last else None
    order = sorted(members, key=lambda key: (turns.get(key, 0), key == coached))
    return Draft(
        group_id,
        order[0],
        order[-1],
        clock.today(),
        group.minutes,
        method=last.method if last else Method.GROW,
    )


def draft(session: Session, session_id: uuid.UUID) -> Draft:
    s = session.get_one(PeerSession, session_id)
    return Draft(
        s.group_id,
        s.coach_id,
        s.coachee_id,
        s.on_date,
        s.minutes,
        s.held,
        s.method,
        s.track,
        id=s.id,
    )


@recorded_as("peer_sessions.save")
def save(session: Session, draft: Draft) -> uuid.UUID:
    """Keep a session, with its content sealed. Raises Invalid beside the field."""
    able = [reader.key for reader in readers(session, draft.group_id) if reader.key is not None]
    if problems := _wrong(session, draft, able):
        raise Invalid(problems)
    assert draft.on_date is not None  # seen to above
    assert draft.coach_id is not None
    assert draft.coachee_id is not None
    kept = session.get_one(PeerSession, draft.id) if draft.id else PeerSession()
    kept.group_id, kept.on_date, kept.minutes = draft.group_id, draft.on_date, draft.minutes
    kept.held, kept.method, kept.track = draft.held, draft.method, draft.track
    kept.coach_id, kept.coachee_id = draft.coach_id, draft.coachee_id
    if draft.content is not None:
        _seal(kept, _tidy(draft.content), able)
    session.add(kept)
    session.flush()
    return kept.id


def _tidy(content: Content) -> Content:
    return replace(
        content,
        question=clean(content.question),
        insight=clean(content.insight),
        action=clean(content.action),
        help_from=clean(content.help_from),
    )


def _seal(kept: PeerSession, content: Content, able: list[keys.KeyReader]) -> None:
    empty = content == Content()
    sealed = (
        b""
        if empty
        else sealing.seal(content.pack(), [key_reader.recipient for key_reader in able])
    )
    kept.sealed = sealed.decode()
    kept.readers = "" if empty else " ".join(sorted(key_reader.key_id.hex for key_reader in able))


def _wrong(session: Session, draft: Draft, able: list[keys.KeyReader]) -> dict[str, str]:
    problems = {}
    group = session.get_one(PeerGroup, draft.group_id)
    query = select(PeerMember.student_id).where(PeerMember.group_id == draft.group_id)
    members = set(session.scalars(query))
    if reason := _wrong_day(group, draft.on_date):
        problems["on_date"] = reason
    if draft.coach_id == draft.coachee_id or not {draft.coach_id, draft.coachee_id} <= members:
        problems["coach_id"] = _("Choose who coached whom: two students of this group.")
    if not 1 <= draft.minutes <= _LONGEST_MINUTES:
        problems["minutes"] = _("Give a number from 1 to %d.") % _LONGEST_MINUTES
    said = draft.content or Content()
    for name in ("question", "insight", "action", "help_from"):
        if len(getattr(said, name)) > LONGEST:
            problems[name] = _("At most %d characters fit here.") % LONGEST
    if said != Content() and not able:
        problems["question"] = _("Nobody of this group has a key yet, so nobody could read this.")
    return problems


def _wrong_day(group: PeerGroup, day: dt.date | None) -> str:
    if day is None:
        return _("This date does not exist.")
    if day > clock.today():
        return _("This day is still to come.")
    if day < group.from_on:
        return _("They were no pair yet on this day.")
    if group.until_on is not None and day > group.until_on:
        return _("They were no pair any more on this day.")
    return ""


@recorded_as("peer_sessions.save_typed")
def save_typed(session: Session, draft: Draft, subject: str) -> uuid.UUID:
    """Save from the form, and throw its half-typed version away."""
    kept = save(session, draft)
    drafts.discard(session, FORM, subject)
    return kept


@recorded_as("peer_sessions.set_done")
def set_done(session: Session, row: Row, private: Private, *, done: bool) -> None:
    """Tick the agreed action off, or back; sealed anew. Raises Invalid where it cannot be read."""
    content = row.content(private)
    if content is None:
        raise Invalid({"action": _("With your key this cannot be read.")})
    able = [reader.key for reader in readers(session, row.group_id) if reader.key is not None]
    done_on = clock.today() if done else None
    _seal(session.get_one(PeerSession, row.id), replace(content, done_on=done_on), able)


def not_for_all(rows: Iterable[Row], able: Iterable[TalkReader]) -> list[Row]:
    """Sessions with content that somebody who should, cannot read yet."""
    wanted = {talk_reader.key.key_id.hex for talk_reader in able if talk_reader.key is not None}
    return [row for row in rows if row.sealed and not wanted <= set(row.readers.split())]


@recorded_as("peer_sessions.let_all_read")
def let_all_read(session: Session, rows: Iterable[Row], private: Private) -> int:
    """Seal what I can read anew, to everybody who has a key now. Gives how many."""
    count = 0
    for row in rows:
        if (content := row.content(private)) is not None:
            kept = session.get_one(PeerSession, row.id)
            able = [
                reader.key for reader in readers(session, row.group_id) if reader.key is not None
            ]
            _seal(kept, content, able)
            count += 1
    return count


@recorded_as("peer_sessions.delete")
def delete(session: Session, session_id: uuid.UUID) -> None:
    session.delete(session.get_one(PeerSession, session_id))


@dataclass(frozen=True, slots=True)
class GroupSessions:
    """A group with its sessions, as one screen shows it; counted, and no more, without right."""

    group: Group
    rows: list[Row]  # empty for whoever only counts
    readers: list[TalkReader]
    records: bool  # may keep a session here
    reads: bool  # is one of the readers
    has_key: bool
    pairs: bool  # may change the group


def of_group(session: Session, group: Group, limit: int) -> GroupSessions:
    """A group that one may count, with whatever more one may see of it."""
    records, pairs = groups.rights(session, group.id)
    mine = roles.me(session)
    meant = readers(session, group.id)
    return GroupSessions(
        group=group,
        rows=overview(session, group.id, limit) if records else [],
        readers=meant,
        records=records,
        reads=mine is not None and mine.id in {reader.person_id for reader in meant},
        has_key=mine is not None and keys.state(session, mine.id) is not None,
        pairs=pairs,
    )
