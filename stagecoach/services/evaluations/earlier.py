"""What was answered before: the same criterion in every earlier evaluation of this student.

Criteria have lasting ids and sections lasting keys, so a line goes on over versions of a form
and over placements. Steps are shares of a scale, which may have changed in between.
"""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from stagecoach.domain.access import Right
from stagecoach.domain.evaluations import Kind, Status
from stagecoach.domain.templates.scales import Scale
from stagecoach.services.access import rights as access
from stagecoach.services.evaluations import loading as sheets
from stagecoach.services.evaluations import stations
from stagecoach.services.evaluations.sheet import Sheet
from stagecoach.store.evaluations.evaluations import Evaluation, Mark, Outcome
from stagecoach.store.students.placements import Placement

Key = uuid.UUID | str  # a criterion, or the section of an outcome


@dataclass(frozen=True, slots=True)
class Past:
    """One earlier answer; `height` is 0 for the lowest value of its scale and 1 for the best."""

    on: dt.date
    kind: Kind
    letter: str
    height: float | None


def lines(session: Session, sheet: Sheet) -> dict[Key, list[Past]]:
    """Oldest first; the evaluation itself is not in it, nor what is not told to who looks."""
    if sheet.id is None or sheet.head is None:
        return {}
    e, p = Evaluation, Placement
    before = (
        select(e.id, e.talk_on, e.kind, e.blueprint_id, e.placement_id, e.status)
        .join(p, e.placement_id == p.id)
        .where(p.student_id == sheet.head.id, e.id != sheet.id, e.talk_on <= sheet.talk_on)
        .where(stations.newest_only())
    )
    kept = {
        row[0]: row
        for row in session.execute(before)
        if not (row[2] == sheet.kind and row[1] == sheet.talk_on)
        and _may_show(session, row[4], row[5])
    }
    pasts: dict[Key, list[Past]] = defaultdict(list)
    for form_id, key, letter in _answers(session, list(kept)):
        on, kind, blueprint_id = kept[form_id][1:4]
        scale = _scale(session, blueprint_id, key)
        pasts[key].append(Past(on, kind, letter, _height(scale, letter)))
    for past in pasts.values():
        past.sort(key=lambda past_answer: past_answer.on)
    return dict(pasts)


def _may_show(session: Session, placement_id: uuid.UUID, status: Status) -> bool:
    """A draft is for who judges; others may have to give their own view first."""
    right = Right.EVALUATE if status is Status.DRAFT else Right.READ_EVALUATIONS
    return access.may(session, right, placement_id)


def _answers(session: Session, form_ids: list[uuid.UUID]) -> Iterator[tuple[uuid.UUID, Key, str]]:
    m, o = Mark, Outcome
    marks = select(m.evaluation_id, m.criterion_id, m.value).where(m.evaluation_id.in_(form_ids))
    for form_id, criterion_id, letter in session.execute(marks):
        if letter is not None:
            yield form_id, criterion_id, letter
    outs = select(o.evaluation_id, o.section, o.value).where(o.evaluation_id.in_(form_ids))
    for form_id, section, letter in session.execute(outs):
        if letter is not None:
            yield form_id, section, letter


def _scale(session: Session, blueprint_id: uuid.UUID, key: Key) -> Scale | None:
    form = sheets.structure(session, blueprint_id)
    if isinstance(key, str):
        return form.find(key).outcome
    pair = form.question(key)
    return pair[1].scale if pair else None


def _height(scale: Scale | None, letter: str | None) -> float | None:
    """None for n.v.t."""
    step = scale.step(letter) if scale else None
    if scale is None or step is None:
        return None
    most = sum(value.counts for value in scale.values) - 1
    return step / most if most else 1.0
