"""An evaluation's own copy of its form: exchanged while empty, or with rows of people's own."""

import uuid

from sqlalchemy import select
from sqlalchemy.orm import Session

from stagecoach.domain.templates.blueprints import Criterion, with_row
from stagecoach.domain.texts import line
from stagecoach.errors import Invalid, StageCoachError
from stagecoach.i18n import _
from stagecoach.services.evaluations import loading as sheets
from stagecoach.services.evaluations.evaluations import editable
from stagecoach.services.templates import blueprints, templates
from stagecoach.store.evaluations.evaluations import Outcome
from stagecoach.store.evaluations.voices import VoiceMark
from stagecoach.store.ids import new_id
from stagecoach.store.journal import recorded_as

LONGEST_ROW = 300  # characters of a criterion


@recorded_as("own_copies.use_template")
def use_template(session: Session, evaluation_id: uuid.UUID, template_id: uuid.UUID) -> None:
    """Another form, as long as nothing was filled in. Raises StageCoachError."""
    evaluation = editable(session, evaluation_id)
    sheet = sheets.load(session, evaluation_id)
    viewed = select(VoiceMark.id).where(VoiceMark.evaluation_id == evaluation_id).limit(1)
    decided = any(d.value or d.explanation for d in sheet.decisions.values())
    if sheet.answers or sheet.agreements or decided or session.scalar(viewed):
        raise StageCoachError(
            _("Something was filled in already, so this evaluation keeps its form.")
        )
    assert sheet.head is not None
    study = sheet.head.qualification_id
    blueprint = templates.blueprint_for(session, template_id, study, evaluation.kind)
    for row in session.scalars(select(Outcome).where(Outcome.evaluation_id == evaluation_id)):
        session.delete(row)
    evaluation.template_id, evaluation.conclusion = template_id, None
    evaluation.blueprint_id = blueprints.keep(session, blueprint)


@recorded_as("own_copies.add_row")
def add_row(session: Session, evaluation_id: uuid.UUID, block: str, text: str) -> uuid.UUID:
    """A row of people's own, in this evaluation's own copy of the form. Raises Invalid."""
    evaluation = editable(session, evaluation_id)
    blueprint = blueprints.find(session, evaluation.blueprint_id).blueprint
    form_block = next((b for b in blueprint.blocks if b.key == block), None)
    wanted = line(text)
    if form_block is None or not form_block.open:
        raise Invalid({"text": _("No rows can be added to this part.")})
    if not wanted or len(wanted) > LONGEST_ROW:
        raise Invalid({"text": _("Give it a text of at most %d characters.") % LONGEST_ROW})
    if any(line(c.text).casefold() == wanted.casefold() for c in form_block.criteria):
        raise Invalid({"text": _("This row is there already.")})
    row = Criterion(new_id(), wanted)
    evaluation.blueprint_id = blueprints.keep(session, with_row(blueprint, block, row))
    return row.id
