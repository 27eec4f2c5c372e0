"""A line typed in a hurry, understood well enough to fill in the log: who, what, how long.

"Youssef testte het alarm, 15 minuten hulp". The words themselves stay as they were typed.
"""

import datetime as dt
import re
import uuid
from dataclasses import dataclass

from rapidfuzz.distance import OSA
from sqlalchemy.orm import Session

from stagecoach import clock
from stagecoach.domain.access import Right
from stagecoach.domain.logs import LONGEST_MINUTES, Guide, guide_name
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

_MINUTES = re.compile(r"\b(\d{1,4})\s*(?:m|min|minuten|minuut|minutes?|mins?)\b")
_HOURS = re.compile(r"\b(\d{1,2})(?:[.,](\d))?\s*(?:u|uur|hours?|h)\b")
_HALF = re.compile(r"\b(?:half ?uur|half an hour)\b")
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


@dataclass(frozen=True, slots=True)
class Understood:
    """The log as far as the line fills it in, and what was understood, in words.

    `in_doubt` are those whom the line may mean when it fits more than one: nobody is chosen.
    """

    draft: Draft
    said: tuple[str, ...]
    in_doubt: tuple[str, ...] = ()


def understand(
    session: Session, person_id: uuid.UUID, typed: str, here: uuid.UUID | None = None
) -> Understood:
    """Nothing is kept; what is not understood stays as the form would have it."""
    words, folded = split(typed), fold(typed)
    said: list[str] = []
    fitting = _students(students.mine(session, person_id, Right.LOG), words)
    who = fitting[0] if len(fitting) == 1 else None
    draft = logs.prefill(session, person_id, who.placement_id if who else here)
    if who is not None:
        said.append(who.name)
    elif fitting:
        draft.placement_id = draft.task_id = None
    if draft.placement_id is not None:
        name = split(who.name) if who else ()
        task = _task(tasks.plan(session, draft.placement_id), words, name)
        if task is not None:
            draft.track, draft.task_id = task.track, task.id
            said.append(f"{task.code} {task.title}")
    if (minutes := _minutes(folded)) is not None:
        draft.minutes = minutes
        said.append(ngettext("%d minute", "%d minutes", minutes) % minutes)
    if (guide := _guide(folded)) is not None:
        draft.guided_by = guide
        said.append(_("guided by: %s") % guide_name(guide))
    if (day := _day(words)) is not None:
        draft.happened_on = day
        said.append(recent_day(day))
    draft.text = typed.strip()
    return Understood(draft, tuple(said), tuple(brief.name for brief in fitting if not who))


def _students(own: list[Brief], words: tuple[str, ...]) -> list[Brief]:
    """Those of whom most names are in the line, forgiving one typing error each.

    Of those with as many, letter for letter wins over nearly.
    """
    scores = {brief: _score(brief, words) for brief in own}
    most = max(scores.values(), default=(0, 0))
    return [brief for brief, score in scores.items() if score == most] if any(most) else []


def _score(brief: Brief, words: tuple[str, ...]) -> tuple[int, int]:
    capitals = [part for part in brief.name.split() if part[:1].isupper()]  # no particles
    names = split(" ".join(capitals) or brief.name)
    exact = sum(any(word == name for word in words) for name in names)
    near = sum(any(_same(word, name) for word in words) for name in names)
    return near, exact


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


def _minutes(folded: str) -> int | None:
    total = 0
    if match := _MINUTES.search(folded):
        total += int(match[1])
    if match := _HOURS.search(folded):
        total += int(match[1]) * 60 + int(match[2] or 0) * 6
    elif _HALF.search(folded):
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
