"""A correction: another edition of a closed evaluation, which names the one it corrects.

The closed one stays as it was, sealed; the new one begins as a draft with the same content and
asks everybody to agree again.
"""

import uuid
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from stagecoach.domain.access import Right
from stagecoach.domain.evaluations import Status
from stagecoach.domain.texts import LONGEST_TEXT, clean
from stagecoach.errors import Invalid, StageCoachError
from stagecoach.i18n import _
from stagecoach.services.access import rights as access
from stagecoach.store import journal
from stagecoach.store.base import Base
from stagecoach.store.evaluations.evaluations import Agreement, Evaluation, Mark, Outcome
from stagecoach.store.journal import recorded_as

_COPIED: tuple[tuple[type[Base], tuple[str, ...]], ...] = (
    (Mark, ("criterion_id", "value", "explanation")),
    (Outcome, ("section", "work_process_id", "track", "value", "proposed", "explanation")),
    (Agreement, ("track", "position", "text")),
)


@recorded_as("corrections.begin")
def begin(session: Session, evaluation_id: uuid.UUID, why: str) -> uuid.UUID:
    """Begin a correction; gives the new edition. Raises Invalid."""
    reason = clean(why)
    if not reason or len(reason) > LONGEST_TEXT:
        raise Invalid({"reason": _("Say what was not right.")})
    journal.not_undoable(session)
    old = session.get_one(Evaluation, evaluation_id)
    access.demand(session, Right.EVALUATE, old.placement_id)
    if old.status is not Status.CLOSED:
        raise StageCoachError(_("Only a closed evaluation is corrected; this one can be changed."))
    if session.scalar(select(Evaluation.id).where(Evaluation.corrects_id == old.id)):
        raise StageCoachError(_("This evaluation has a correction already."))
    evaluation = Evaluation(
        placement_id=old.placement_id,
        template_id=old.template_id,
        kind=old.kind,
        blueprint_id=old.blueprint_id,
        edition=old.edition + 1,
        corrects_id=old.id,
        correction=reason,
        talk_on=old.talk_on,
        conclusion=old.conclusion,
        extra_talk_on=old.extra_talk_on,
        guardian=old.guardian,
    )
    session.add(evaluation)
    session.flush()
    for model, names in _COPIED:
        own: Any = model
        for row in session.scalars(select(own).where(own.evaluation_id == old.id)):
            values = {name: getattr(row, name) for name in names}
            session.add(own(evaluation_id=evaluation.id, **values))
    session.flush()
    return evaluation.id


def editions(session: Session, evaluation_id: uuid.UUID) -> list[tuple[uuid.UUID, int]]:
    """All editions of the same evaluation, newest first."""
    this = session.get_one(Evaluation, evaluation_id)
    access.demand(session, Right.READ_EVALUATIONS, this.placement_id)
    query = (
        select(Evaluation.id, Evaluation.edition)
        .where(Evaluation.placement_id == this.placement_id, Evaluation.kind == this.kind)
        .order_by(Evaluation.edition.desc())
    )
    return [(row[0], row[1]) for row in session.execute(query)]
