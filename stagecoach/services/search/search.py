"""Find anything: students, tasks, log, guidance, evaluations, companies and documents.

Words match where they begin, in any order, folded. A word may name the student and the others
what it is about: "youssef test". Typing errors are forgiven in names (one, from four letters
on); notes match by prefix only. Newest first, and cost follows what is shown: every question
stops at a limit. Sealed material has no index, so it cannot be found here.
"""

import datetime as dt
import uuid
from collections.abc import Callable, Iterable
from typing import Any

from sqlalchemy import bindparam, select, text
from sqlalchemy.orm import Session

from stagecoach.domain.access import Right
from stagecoach.domain.evaluations import Kind, kind_name, state_name
from stagecoach.domain.guidance import MomentKind, moment_name
from stagecoach.domain.tasks import Status, status_name
from stagecoach.domain.tracks import Track, code
from stagecoach.i18n import _, ngettext
from stagecoach.services.access import rights as access
from stagecoach.services.evaluations import stations
from stagecoach.services.matching import Words, is_named, match, understand
from stagecoach.services.search.hits import Found, Hit
from stagecoach.store.evaluations.evaluations import Evaluation
from stagecoach.store.qualifications import CoreTask, WorkProcess
from stagecoach.store.students.placements import Placement
from stagecoach.store.students.students import Student

MOST = 50  # of a kind; more are shown as "50 and more"
NEAR = 12  # students whose things are looked through for what else the words say
_NOTES = frozenset({"log_entry", "guidance_moment"})
Own = frozenset[uuid.UUID] | None


def find(session: Session, typed: str, own: Own = None) -> Found:
    """`own`: placements to stay within; None for all that one may open. Empty finds nothing."""
    words = understand(session, typed)
    matches = Found(words)
    everywhere, within = own is None, access.reached(session, Right.OPEN)
    if within is not None:
        own = within if own is None else own & within
    if not words.all:
        return matches
    people = _students(session, words, own)
    matches.hits["student"] = people
    near = {hit.placement_id for hit in people[:NEAR] if hit.placement_id}
    for kind, finder in _FINDERS.items():
        matches.hits[kind] = finder(session, words, near, own)
    if everywhere:
        matches.hits["company"] = _companies(session, words)
    matches.hits = {kind: hits for kind, hits in matches.hits.items() if hits}
    return matches


def _ids(keys: Iterable[uuid.UUID]) -> list[bytes]:
    return [key.bytes for key in keys]


def _students(session: Session, words: Words, own: Own) -> list[Hit]:
    """Those whose name has every word that is one; their newest placement."""
    wanted = tuple(word for word in words.all if word in words.names)
    if not wanted:
        return []
    query = text(
        """
        SELECT s.id, s.name, p.id, p.assignment, p.starts_on, p.ends_on
        FROM (SELECT rowid AS r FROM search_student WHERE search_student MATCH :words) f
        JOIN student s ON s.rowid = f.r
        JOIN placement p ON p.student_id = s.id
        ORDER BY p.ends_on DESC, s.name LIMIT :most
        """
    )
    rows = session.execute(query, {"words": match(wanted, words), "most": 4 * MOST})
    hits: dict[bytes, Hit] = {}
    for key, name, placement, assignment, _first, last in rows:
        placement_id = uuid.UUID(bytes=placement)
        if key not in hits and (own is None or placement_id in own):
            on = dt.date.fromisoformat(last)
            hits[key] = Hit("student", uuid.UUID(bytes=key), placement_id, name, assignment, on)
    return list(hits.values())[:MOST]


_ROWS = """
    SELECT {columns}, s.name, t.placement_id FROM (
        SELECT rowid AS r FROM search_{table} WHERE search_{table} MATCH :words {within}
        ORDER BY rowid DESC LIMIT :most
    ) f
    JOIN {table} t ON t.rowid = f.r
    JOIN placement p ON p.id = t.placement_id
    JOIN student s ON s.id = p.student_id
"""
# The + keeps SQLite from asking the index once for every row of these placements.
_WITHIN = """
    AND rowid BETWEEN (SELECT min(rowid) FROM {table} WHERE placement_id IN :keys)
        AND (SELECT max(rowid) FROM {table} WHERE placement_id IN :keys)
    AND +rowid IN (SELECT rowid FROM {table} WHERE placement_id IN :keys)
"""


def _rows(
    session: Session, table: str, columns: str, words: Words, near: set[uuid.UUID], own: Own
) -> list[Any]:
    """A student's rows that have the other words, and rows that have all of them."""
    keyed_rows: dict[Any, Any] = {}
    others, whole = (_useful(part, table) for part in (words.others, words.all))
    if near and others:
        keyed_rows |= _matching(session, table, columns, match(others, words), near)
    if whole:
        for key, row in _matching(session, table, columns, match(whole, words), own).items():
            keyed_rows.setdefault(key, row)
    return list(keyed_rows.values())[:MOST]


def _useful(words: tuple[str, ...], table: str) -> tuple[str, ...]:
    """Notes have words with every letter: one letter tells nothing there yet."""
    if table in _NOTES:
        return tuple(word for word in words if len(word) > 1)
    return words


def _matching(
    session: Session, table: str, columns: str, question: str, keys: Iterable[uuid.UUID] | None
) -> dict[Any, Any]:
    """The newest rows that match, by id; within some placements, or anywhere for None."""
    within = "" if keys is None else _WITHIN.format(table=table)
    query = text(_ROWS.format(columns=columns, table=table, within=within))
    values: dict[str, Any] = {"words": question, "most": MOST}
    if keys is not None:
        query = query.bindparams(bindparam("keys", expanding=True))
        values["keys"] = _ids(keys)
    return {row[0]: row for row in session.execute(query, values)}


def _tasks(session: Session, words: Words, near: set[uuid.UUID], own: Own) -> list[Hit]:
    columns = "t.id, t.title, t.track, t.number, t.status, t.planned_from"
    return [
        Hit(
            "task",
            uuid.UUID(bytes=key),
            uuid.UUID(bytes=placement),
            title,
            student,
            dt.date.fromisoformat(on),
            Track(track),
            code(Track(track), number),
            status_name(Status(status)),
        )
        for key, title, track, number, status, on, student, placement in _rows(
            session, "task", columns, words, near, own
        )
    ]


def _logs(session: Session, words: Words, near: set[uuid.UUID], own: Own) -> list[Hit]:
    columns = "t.id, t.text, t.track, t.happened_on, (SELECT number FROM task WHERE id=t.task_id)"
    return [
        Hit(
            "log",
            uuid.UUID(bytes=key),
            uuid.UUID(bytes=placement),
            said,
            student,
            dt.date.fromisoformat(on),
            Track(track),
            code(Track(track), number) if number else Track(track).letter,
        )
        for key, said, track, on, number, student, placement in _rows(
            session, "log_entry", columns, words, near, own
        )
    ]


def _moments(session: Session, words: Words, near: set[uuid.UUID], own: Own) -> list[Hit]:
    columns = "t.id, t.kind, t.result, t.agenda, t.on_date"
    return [
        Hit(
            "guidance",
            uuid.UUID(bytes=key),
            uuid.UUID(bytes=placement),
            result or agenda,
            f"{student}, {moment_name(MomentKind(kind)).lower()}",
            dt.date.fromisoformat(on),
        )
        for key, kind, result, agenda, on, student, placement in _rows(
            session, "guidance_moment", columns, words, near, own
        )
    ]


def _documents(session: Session, words: Words, near: set[uuid.UUID], own: Own) -> list[Hit]:
    return [
        Hit(
            "document",
            uuid.UUID(bytes=key),
            uuid.UUID(bytes=placement),
            name,
            student,
            dt.date.fromisoformat(on),
        )
        for key, name, on, student, placement in _rows(
            session, "attachment", "t.id, t.name, t.added_on", words, near, own
        )
    ]


def _evaluations(session: Session, words: Words, near: set[uuid.UUID], _own: Own) -> list[Hit]:
    """Of the students meant: by the evaluation's own name, or by a work process in it."""
    if not near:
        return []
    named = [kind for kind in Kind if is_named(kind_name(kind), words.others)]
    e = Evaluation
    query = (
        select(
            e.id,
            e.placement_id,
            e.kind,
            e.talk_on,
            Student.name,
            Student.qualification_id,
            e.status,
        )
        .join(Placement, e.placement_id == Placement.id)
        .join(Student, Placement.student_id == Student.id)
        .where(e.placement_id.in_(near), stations.newest_only())
        .order_by(e.talk_on.desc())
        .limit(MOST)
    )
    rows = session.execute(query).all()
    process = _processes(session, {row[5] for row in rows}, words.others)
    text_of = _("%(student)s, work process %(process)s")
    return [
        Hit(
            "evaluation",
            key,
            placement,
            kind_name(kind),
            name if kind in named else text_of % {"student": name, "process": process[study]},
            on,
            evaluation=kind,
            state=state_name(status),
        )
        for key, placement, kind, on, name, study, status in rows
        if kind in named or study in process
    ]


def _processes(
    session: Session, studies: set[uuid.UUID], words: tuple[str, ...]
) -> dict[uuid.UUID, str]:
    """The first work process of each qualification whose title has all of the words."""
    query = (
        select(CoreTask.qualification_id, WorkProcess.title)
        .join(CoreTask, WorkProcess.core_task_id == CoreTask.id)
        .where(CoreTask.qualification_id.in_(studies))
        .order_by(CoreTask.position, WorkProcess.position)
    )
    titles: dict[uuid.UUID, str] = {}
    for study, title in session.execute(query):
        if words and is_named(title, words):
            titles.setdefault(study, title)
    return titles


def _companies(session: Session, words: Words) -> list[Hit]:
    query = text(
        """
        SELECT c.id, c.name, (SELECT count(*) FROM placement WHERE company_id = c.id)
        FROM (SELECT rowid AS r FROM search_company WHERE search_company MATCH :words
              LIMIT :most) f
        JOIN company c ON c.rowid = f.r ORDER BY c.name
        """
    )
    rows = session.execute(query, {"words": match(words.all, words), "most": MOST})
    return [
        Hit(
            "company",
            uuid.UUID(bytes=key),
            None,
            name,
            ngettext("%d placement", "%d placements", count) % count,
        )
        for key, name, count in rows
    ]


Finder = Callable[[Session, Words, set[uuid.UUID], Own], list[Hit]]
_FINDERS: dict[str, Finder] = {
    "task": _tasks,
    "log": _logs,
    "guidance": _moments,
    "evaluation": _evaluations,
    "document": _documents,
}
