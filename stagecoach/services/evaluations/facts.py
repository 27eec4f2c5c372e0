"""What an evaluation knows beside its answers: hours, the interim, what is done elsewhere.

Once proposed all of it is what it was: read from the version that is agreed with, so everybody
signs the same, and a student who is called otherwise later, or hours that are approved later,
change no form.
"""

import datetime as dt
import json
import uuid
from dataclasses import replace
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from stagecoach.domain.evaluations import Kind, Status
from stagecoach.domain.students.placements import Route
from stagecoach.domain.templates.blueprints import Blueprint
from stagecoach.domain.templates.results import Facts
from stagecoach.domain.templates.rules import ResultRule, RuleKind
from stagecoach.services.hours import ledger
from stagecoach.services.students.students import Head
from stagecoach.store.compressed import decompress
from stagecoach.store.evaluations.consents import Closing, EvaluationVersion
from stagecoach.store.evaluations.evaluations import Evaluation
from stagecoach.store.tasks import NotPossible

# Of the head of a form: what is printed, and may be called otherwise later.
NAMES = (
    "name",
    "number",
    "qualification",
    "school",
    "company",
    "client",
    "assignment",
    "trainer",
    "coach",
    "supervisor",
)
NUMBERS = ("level", "study_year", "agreed_minutes")


def of(
    session: Session, evaluation: Evaluation, blueprint: Blueprint, head: Head
) -> tuple[Facts, dict[str, Any]]:
    """What the rules may know; and of a proposed or closed one the version that lies there."""
    if evaluation.status is not Status.DRAFT:
        proposed = _proposed(session, evaluation)
        if proposed is not None:
            facts = proposed["facts"]
            kept = Facts(evaluation.kind, facts["interim"], facts["approved"], facts["agreed"])
            return kept, proposed
    used = _kinds(blueprint.result)
    approved_minutes = (
        ledger.of(session, head.placement_id).approved if RuleKind.HOURS in used else 0
    )
    interim = RuleKind.INTERIM in used and _interim_closed(session, head.placement_id)
    return Facts(evaluation.kind, interim, approved_minutes, head.agreed_minutes), {}


def _proposed(session: Session, evaluation: Evaluation) -> dict[str, Any] | None:
    """The version that lies there; None where it is gone or damaged, which its seal tells."""
    v = EvaluationVersion
    query = select(v.body).where(v.evaluation_id == evaluation.id).order_by(v.number.desc())
    if evaluation.status is Status.CLOSED:
        query = query.join(Closing, Closing.version_id == v.id)
    body = session.scalar(query.limit(1))
    try:
        return json.loads(decompress(body)) if body else None
    except (ValueError, TypeError):
        return None


def _kinds(rule: ResultRule | None) -> set[RuleKind]:
    if rule is None:
        return set()
    return {rule.kind}.union(*map(_kinds, rule.parts))


def _interim_closed(session: Session, placement_id: uuid.UUID) -> bool:
    query = select(Evaluation.id).where(
        Evaluation.placement_id == placement_id,
        Evaluation.kind == Kind.INTERIM,
        Evaluation.status == Status.CLOSED,
    )
    return session.scalar(query.limit(1)) is not None


def of_head(head: Head) -> dict[str, Any]:
    """Of a head what a version keeps."""
    return {
        **{name: getattr(head, name) for name in (*NAMES, *NUMBERS)},
        "route": head.route.value,
        "starts_on": head.starts_on.isoformat(),
        "ends_on": head.ends_on.isoformat(),
    }


def as_then(head: Head, kept: dict[str, Any]) -> Head:
    """The head with the names and numbers of that day."""
    if not kept:
        return head
    then = kept["head"]
    same = {name: then[name] for name in (*NAMES, *NUMBERS)}
    first, last = (dt.date.fromisoformat(then[name]) for name in ("starts_on", "ends_on"))
    return replace(head, **same, route=Route(then["route"]), starts_on=first, ends_on=last)


def elsewhere(
    session: Session, placement_id: uuid.UUID, kept: dict[str, Any]
) -> frozenset[uuid.UUID]:
    """Work processes that all three agreed to have done elsewhere."""
    if kept:
        return frozenset(map(uuid.UUID, kept["elsewhere"]))
    n = NotPossible
    query = select(n.work_process_id).where(
        n.placement_id == placement_id,
        n.student_agreed_on.is_not(None),
        n.company_agreed_on.is_not(None),
        n.school_agreed_on.is_not(None),
    )
    return frozenset(session.scalars(query))
