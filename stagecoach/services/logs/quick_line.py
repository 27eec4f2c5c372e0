"""A line typed in a hurry, understood well enough to fill in the log: who, what, how long.

"Youssef testte het alarm, 15 minuten hulp". The words themselves stay as they were typed; what is
kept of a line that says whose it is leaves out the name and the minutes: "Testte het alarm".
"""

import datetime as dt
import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz.distance import OSA
from sqlalchemy import select
from sqlalchemy.orm import Session

from stagecoach import clock
from stagecoach.domain.access import Right
from stagecoach.domain.logs import LONGEST_MINUTES, Guide, guide_name
from stagecoach.domain.students import placements as weeks
from stagecoach.domain.tasks import Status
from stagecoach.i18n import _, ngettext, recent_day
from stagecoach.services.logs import entries as logs
from stagecoach.services.logs.entries import Draft
from stagecoach.services.matching import split
from stagecoach.services.students import students
from stagecoach.services.students.students import Brief
from stagecoach.services.tasks import tasks
from stagecoach.services.tasks.tasks import Row
from stagecoach.store.search import fold
from stagecoach.store.students.placements import Placement

_MINUTES = re.compile(r"\b(\d{1,4})\s*(?:minuten|minuut|minutes?|mins?|min|m)\b", re.IGNORECASE)
_HOURS = re.compile(r"\b(\d{1,2})(?:[.,](\d))?\s*(?:uur|u|hours?|h)\b", re.IGNORECASE)
_HALF = re.compile(r"\b(?:een )?(?:half ?uur|half an hour)\b", re.IGNORECASE)
# What stands round a time goes with it.
_BEFORE_TIME = r"(?:[,;]\s*)?(?:\b(?:in|na|met|for|with)\s+)?"
_AFTER_TIME = r"(?:\s+(?:hulp|begeleiding|help|of help|guidance))?\b"
_WORD = re.compile(r"[^\W\d_][\w'’.-]*")
_GUIDES = {
    Guide.SCHOOL: ("school", "docent", "teacher"),
    Guide.PEER: ("medestudent", "klasgenoot", "peer"),
    Guide.NOBODY: ("zelfstandig", "alleen", "zonder hulp", "on its own"),
}
_YESTERDAY = ("gisteren", "yesterday")
_DAYS = (
    ("maandag", "monday"),
    ("dinsdag", "tuesday"),
    ("woensdag", "wednesday"),
    ("donderdag", "thursday"),
    ("vrijdag", "friday"),
    ("zaterdag", "saturday"),
    ("zondag", "sunday"),
)
_STEM = 4  # letters in which "testte" and "testen" are one
_BUSY = (Status.BUSY, Status.REVIEW)


class Kind(StrEnum):
    """What a part of the line is about."""

    STUDENT = "student"
    TASK = "task"
    MINUTES = "minutes"
    GUIDE = "guide"
    DAY = "day"


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody whom the line may mean, with what tells namesakes apart."""

    placement_id: uuid.UUID
    name: str
    assignment: str
    week: int
    weeks: int


@dataclass(frozen=True, slots=True)
class Understood:
    """The log as far as the line fills it in, and what was understood, in words.

    `in_doubt` are those whom the line may mean when it fits more than one: nobody is chosen.
    `text` is what is kept of it: without the name and the minutes where these were understood.
    """

    draft: Draft
    parts: tuple[tuple[Kind, str], ...] = ()
    in_doubt: tuple[Candidate, ...] = ()
    text: str = ""

    @property
    def said(self) -> tuple[str, ...]:
        by = _("guided by: %s")
        return tuple(by % value if kind is Kind.GUIDE else value for kind, value in self.parts)


def understand(
    session: Session,
    person_id: uuid.UUID,
    typed: str,
    here: uuid.UUID | None = None,
    *,
    chosen: uuid.UUID | None = None,
    without: frozenset[Kind] = frozenset(),
) -> Understood:
    """Nothing is kept; what is not understood stays as the form would have it.

    `chosen`: the placement, where somebody said which of two is meant; it counts as long as the
    line still fits it. `without` these kinds: somebody took them away.
    """
    words = split(typed)
    parts: list[tuple[Kind, str]] = []
    own = [] if Kind.STUDENT in without else students.mine(session, person_id, Right.LOG)
    fitting = _students(own, words)
    fitting = [b for b in fitting if b.placement_id == chosen] or fitting
    who = fitting[0] if len(fitting) == 1 else None
    draft = logs.prefill(session, person_id, who.placement_id if who else here)
    if who is not None:
        parts.append((Kind.STUDENT, who.name))
    elif fitting:
        draft.placement_id = draft.task_id = None
    if draft.placement_id is not None and Kind.TASK not in without:
        name = split(who.name) if who else ()
        task = _task(tasks.plan(session, draft.placement_id), words, name)
        if task is not None:
            draft.track, draft.task_id = task.track, task.id
            parts.append((Kind.TASK, f"{task.code} {task.title}"))
    parts += _how_and_when(draft, typed, without)
    draft.text = typed.strip()
    doubt = () if who else _candidates(session, fitting)
    timed = any(kind is Kind.MINUTES for kind, _value in parts)
    return Understood(draft, tuple(parts), doubt, _rest(typed, who, timed=timed))


def _how_and_when(
    draft: Draft, typed: str, without: frozenset[Kind]
) -> Iterator[tuple[Kind, str]]:
    """How long, by whom and on which day; into the draft too."""
    if (minutes := _minutes(typed)) is not None and Kind.MINUTES not in without:
        draft.minutes = minutes
        yield Kind.MINUTES, ngettext("%d minute", "%d minutes", minutes) % minutes
    if (guide := _guide(fold(typed))) is not None and Kind.GUIDE not in without:
        draft.guided_by = guide
        yield Kind.GUIDE, guide_name(guide)
    if (day := _day(split(typed))) is not None and Kind.DAY not in without:
        draft.happened_on = day
        yield Kind.DAY, recent_day(day)


def _candidates(session: Session, fitting: list[Brief]) -> tuple[Candidate, ...]:
    if not fitting:
        return ()
    p, today = Placement, clock.today()
    query = select(p.id, p.assignment, p.starts_on, p.ends_on)
    query = query.where(p.id.in_([brief.placement_id for brief in fitting]))
    known = {row.id: row for row in session.execute(query)}
    placed = ((brief, known[brief.placement_id]) for brief in fitting)
    return tuple(
        Candidate(
            brief.placement_id,
            brief.name,
            row.assignment,
            weeks.week_now(today, row.starts_on, row.ends_on),
            weeks.weeks(row.starts_on, row.ends_on),
        )
        for brief, row in placed
    )


def _rest(typed: str, who: Brief | None, *, timed: bool) -> str:
    """What is kept: all of it, where nothing else would be left."""
    rest = typed
    if timed:
        for pattern in (_MINUTES, _HOURS, _HALF):
            whole = f"{_BEFORE_TIME}{pattern.pattern}{_AFTER_TIME}"
            rest = re.sub(whole, " ", rest, flags=re.IGNORECASE)
    if who is not None:
        rest = _without_name(rest, _bare(who.name))
    rest = " ".join(rest.split()).strip(" ,;:–-")
    return rest[:1].upper() + rest[1:] if rest else typed.strip()


def _without_name(text: str, name: str) -> str:
    """The first time it stands there, in whatever order, with its particles before a name."""
    capitals = {fold(part) for part in name.split() if part[:1].isupper()} or {fold(name)}
    parts = capitals | set(fold(name).split())
    runs: list[list[re.Match[str]]] = [[]]
    for word in _WORD.finditer(text):
        folded = fold(word[0]).strip("'’.-")
        if folded in parts or any(_same(folded, part) for part in capitals):
            runs[-1].append(word)
        elif runs[-1]:
            runs.append([])
    for run in runs:
        while run and not any(_same(fold(run[-1][0]).strip("'’.-"), part) for part in capitals):
            run.pop()  # "Sem de pomp": the particle of de Wit is an article here
        if run:
            return f"{text[: run[0].start()]} {text[run[-1].end() :]}"
    return text


def _students(own: list[Brief], words: tuple[str, ...]) -> list[Brief]:
    """Whom the line names, forgiving one typing error in a name.

    Somebody all of whose words also name another one more fully is not meant: Bram in "Bram
    Visser" is no Bram Bakker. Two who are both named by words of their own are both in doubt.
    """
    scores = {brief: _score(brief, words) for brief in own}
    named = {brief: score for brief, score in scores.items() if score[0]}
    return [
        brief
        for brief, score in named.items()
        if not any(score[2] <= other[2] and score[:2] < other[:2] for other in named.values())
    ]


def _score(brief: Brief, words: tuple[str, ...]) -> tuple[int, int, frozenset[str]]:
    """How many of the names are there, how many letter for letter, and the words that say so."""
    name = _bare(brief.name)
    capitals = [part for part in name.split() if part[:1].isupper()]  # no particles
    names = split(" ".join(capitals) or name)
    exact = sum(any(word == name for word in words) for name in names)
    near = sum(any(_same(word, name) for word in words) for name in names)
    saying = frozenset(word for word in words if any(_same(word, name) for name in names))
    return near, exact, saying


def _bare(name: str) -> str:
    """Without what tells namesakes apart: Noor Smit (1001)."""
    return name.partition(" (")[0]


def _same(word: str, name: str) -> bool:
    return word == name or (
        len(name) > _STEM and OSA.distance(word, name, score_cutoff=1) <= 1 and word[0] == name[0]
    )


def _task(plan: list[Row], words: tuple[str, ...], name: tuple[str, ...]) -> Row | None:
    """The task that shares most words with the line; what is going on comes first."""
    stems = {word[:_STEM] for word in words if len(word) >= _STEM and word not in name}
    codes = {word for word in words if word not in name}
    best, most = None, 0.0
    for row in plan:
        titles = {part[:_STEM] for part in split(row.title) if len(part) >= _STEM}
        score = float(len(stems & titles) + (10 if fold(row.code) in codes else 0))
        if score and row.status in _BUSY:
            score += 0.5
        if score > most:
            best, most = row, score
    return best


def _minutes(typed: str) -> int | None:
    total = 0
    if match := _MINUTES.search(typed):
        total += int(match[1])
    if match := _HOURS.search(typed):
        total += int(match[1]) * 60 + int(match[2] or 0) * 6
    elif _HALF.search(typed):
        total += 30
    return total if 0 < total <= LONGEST_MINUTES else None


def _guide(folded: str) -> Guide | None:
    return next(
        (guide for guide, signs in _GUIDES.items() if any(sign in folded for sign in signs)), None
    )


def _day(words: tuple[str, ...]) -> dt.date | None:
    today = clock.today()
    if any(word in _YESTERDAY for word in words):
        return today - dt.timedelta(days=1)
    for number, names in enumerate(_DAYS):
        if any(word in names for word in words):
            return today - dt.timedelta(days=(today.weekday() - number) % 7)
    return None
