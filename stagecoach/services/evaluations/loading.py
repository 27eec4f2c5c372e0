"""An evaluation as a whole, to be shown, agreed with or printed: one reading, no live rows."""

import uuid
from collections import defaultdict
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from stagecoach.domain.access import Right
from stagecoach.domain.evaluations import Kind, Status
from stagecoach.domain.templates.blueprints import Blueprint, sections
from stagecoach.domain.tracks import Track
from stagecoach.services.access import rights as access
from stagecoach.services.evaluations import facts as sheet_facts
from stagecoach.services.evaluations import masks as sheet_masks
from stagecoach.services.evaluations.sheet import (
    Answer,
    Decision,
    FinishedView,
    Sheet,
    Signed,
    Structure,
)
from stagecoach.services.students import students
from stagecoach.services.templates import blueprints
from stagecoach.store.context import remembered
from stagecoach.store.evaluations.consents import Consent
from stagecoach.store.evaluations.evaluations import Agreement, Evaluation, Mark, Outcome
from stagecoach.store.evaluations.voices import VoiceSheet
from stagecoach.store.templates import Template

__all__ = ["Answer", "Decision", "Sheet", "Signed", "Structure"]


def structure_of(blueprint: Blueprint, version: int = 1, template: str = "") -> Structure:
    digest = blueprints.digest_of(blueprints.content_of(blueprint))
    return Structure(digest, blueprint, sections(blueprint), version, template)


def structure(
    session: Session, blueprint_id: uuid.UUID, template_id: uuid.UUID | None = None
) -> Structure:
    kept = blueprints.find(session, blueprint_id)
    if template_id is None:
        return Structure(*kept)
    return Structure(*kept, *_template(session, template_id))


def _template(session: Session, template_id: uuid.UUID) -> tuple[int, str]:
    """Which version of which template: asked with every answer, so it is remembered."""
    query = select(Template.version, Template.title).where(Template.id == template_id)
    key, tables = ("template", template_id), frozenset({"template"})
    version, title = remembered(session, key, tables, lambda: session.execute(query).one())
    return version, title


def load(session: Session, evaluation_id: uuid.UUID) -> Sheet:
    """An evaluation with all that was answered, decided, agreed and signed. Raises Refused."""
    evaluation = session.get_one(Evaluation, evaluation_id)
    key = evaluation.placement_id
    access.demand(session, Right.READ_EVALUATIONS, key)
    form = structure(session, evaluation.blueprint_id, evaluation.template_id)
    head = students.head(session, key)
    facts, kept = sheet_facts.of(session, evaluation, form.blueprint, head)
    draft = evaluation.status is Status.DRAFT  # nobody has agreed to it yet
    if kept:  # also its template is called what it was called then
        form = replace(form, template=kept["template"][0], version=kept["template"][1])
    sheet = Sheet(
        id=evaluation_id,
        kind=evaluation.kind,
        structure=form,
        head=sheet_facts.as_then(head, kept),
        talk_on=evaluation.talk_on,
        status=evaluation.status,
        edition=evaluation.edition,
        correction=evaluation.correction,
        conclusion=evaluation.conclusion,
        extra_talk_on=evaluation.extra_talk_on,
        guardian=evaluation.guardian,
        judged=evaluation.judged_at is not None,
        answers=answers(session, evaluation_id),
        decisions=_decisions(session, evaluation_id),
        agreements=_agreements(session, evaluation_id),
        said=() if draft else _signatures(session, evaluation_id),
        told=_finished_views(session, evaluation_id),
        facts=facts,
        as_proposed=bool(kept),
        elsewhere=sheet_facts.elsewhere(session, key, kept),
        not_mine=not access.may(session, Right.EVALUATE, key),
        signs_for=access.signs_for(session, key),
    )
    return sheet_masks.masked(session, sheet)


def answers(session: Session, evaluation_id: uuid.UUID) -> dict[uuid.UUID, Answer]:
    query = select(Mark.criterion_id, Mark.value, Mark.explanation)
    rows = session.execute(query.where(Mark.evaluation_id == evaluation_id))
    return {row[0]: Answer(row[1], row[2]) for row in rows}


def _decisions(session: Session, evaluation_id: uuid.UUID) -> dict[str, Decision]:
    o = Outcome
    query = select(o.section, o.value, o.proposed, o.explanation)
    rows = session.execute(query.where(o.evaluation_id == evaluation_id))
    return {row[0]: Decision(*row[1:]) for row in rows}


def _agreements(session: Session, evaluation_id: uuid.UUID) -> dict[Track, list[str]]:
    query = select(Agreement.track, Agreement.text).where(Agreement.evaluation_id == evaluation_id)
    agreements: dict[Track, list[str]] = defaultdict(list)
    for track, text in session.execute(query.order_by(Agreement.position)):
        agreements[track].append(text)
    return dict(agreements)


def _signatures(session: Session, evaluation_id: uuid.UUID) -> tuple[Signed, ...]:
    """What stands, the last word of each: what was taken back is history."""
    c = Consent
    query = (
        select(c.party, c.said, c.name, c.signed_at, c.way, c.guardian, c.reason, c.drawing)
        .where(c.evaluation_id == evaluation_id, c.withdrawn_at.is_(None))
        .order_by(c.id)
    )
    signatures = {(row[0], row[5]): Signed(*row) for row in session.execute(query)}
    return tuple(signatures.values())


def _finished_views(session: Session, evaluation_id: uuid.UUID) -> tuple[FinishedView, ...]:
    v = VoiceSheet
    query = select(v.voice, v.author, v.relation, v.reflection).where(
        v.evaluation_id == evaluation_id, v.finished_at.is_not(None), v.reflection != ""
    )
    return tuple(FinishedView(*row) for row in session.execute(query.order_by(v.id)))


def previous(session: Session, sheet: Sheet) -> Sheet | None:
    """The evaluation before this one in the same placement, for comparison."""
    if sheet.head is None:
        return None
    kinds = list(Kind)[: list(Kind).index(sheet.kind)]
    query = (
        select(Evaluation.id)
        .where(Evaluation.placement_id == sheet.head.placement_id, Evaluation.kind.in_(kinds))
        .order_by(Evaluation.talk_on.desc(), Evaluation.edition.desc())
        .limit(1)
    )
    newest = session.scalar(query)
    return load(session, newest) if newest else None
