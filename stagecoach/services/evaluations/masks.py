"""Nobody sees the answers of others before giving their own, where the form says so.

What is hidden does not leave this floor: a masked sheet has no answers to show or to print. Once
an evaluation is proposed everybody who may read it sees it whole, for they are asked to agree.
"""

import uuid
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from stagecoach.domain.access import Right
from stagecoach.domain.evaluations import Reveal, Status, Voice
from stagecoach.domain.people import Role
from stagecoach.domain.templates.blueprints import voiced
from stagecoach.services.access import rights as access
from stagecoach.services.access import roles
from stagecoach.services.evaluations.sheet import Sheet
from stagecoach.store.evaluations.voices import VoiceMark, VoiceSheet


def own_voice(session: Session, placement_id: uuid.UUID) -> Voice | None:
    """As whom somebody looks: the judge, or one of the others; None for who only reads."""
    if access.may(session, Right.EVALUATE, placement_id):
        return Voice.TRAINER
    here = roles.here(session, placement_id)
    if Role.STUDENT in here:
        return Voice.SELF
    return Voice.COACH if Role.WORK_COACH in here else None


def masked(session: Session, sheet: Sheet) -> Sheet:
    """The sheet as whoever is here may see it."""
    form = sheet.structure.blueprint
    assert sheet.head is not None
    own = own_voice(session, sheet.head.placement_id)
    veiled = own in form.voices and own is not Voice.TRAINER
    if sheet.status is not Status.DRAFT or form.reveal is Reveal.AT_ONCE or not veiled:
        return sheet
    assert sheet.id is not None
    given = _own_answers(session, sheet.id, own)
    if given is None:  # finished
        return sheet
    seen = given if form.reveal is Reveal.ANSWERED else set()
    asked = {s.key: {q.id for q in voiced(s)} for s in sheet.structure.sections}
    open_ = {key for key, ids in asked.items() if ids <= seen}
    return replace(
        sheet,
        answers={key: a for key, a in sheet.answers.items() if key in seen},
        decisions={key: d for key, d in sheet.decisions.items() if key in open_},
        conclusion=None,
        agreements={},
        told=(),
        masked=True,
    )


def _own_answers(
    session: Session, evaluation_id: uuid.UUID, voice: Voice | None
) -> set[uuid.UUID] | None:
    """The criteria that this voice answered; None once it has finished."""
    query = select(VoiceSheet.id, VoiceSheet.finished_at).where(
        VoiceSheet.evaluation_id == evaluation_id, VoiceSheet.voice == voice
    )
    me = roles.me(session)
    if voice is Voice.COACH and me is not None:
        query = query.where(VoiceSheet.person_id == me.id)
    sheet_row = session.execute(query).first()
    if sheet_row is None:
        return set()
    if sheet_row[1] is not None:
        return None
    given = select(VoiceMark.criterion_id).where(
        VoiceMark.sheet_id == sheet_row[0], VoiceMark.value.is_not(None)
    )
    return set(session.scalars(given))
