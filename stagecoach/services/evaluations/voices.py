"""The voices beside the judgement: the student's own view, a coach's, a colleague's, the school's.

Each is a sheet with its author. It counts in no outcome; it is for the talk.
"""

import datetime as dt
import uuid
from dataclasses import dataclass, field

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from stagecoach import clock
from stagecoach.domain.access import Right
from stagecoach.domain.evaluations import Reveal, Status, Voice
from stagecoach.domain.templates.blueprints import Question, Section, voiced
from stagecoach.domain.texts import LONGEST_NAME, LONGEST_TEXT, clean, line
from stagecoach.errors import Invalid, StageCoachError
from stagecoach.i18n import _
from stagecoach.services.access import rights as access
from stagecoach.services.access.rights import Refused
from stagecoach.services.evaluations import loading as sheets
from stagecoach.services.evaluations import masks as sheet_masks
from stagecoach.services.evaluations.sheet import Answer, Structure
from stagecoach.services.templates import blueprints
from stagecoach.store import context
from stagecoach.store.evaluations.evaluations import Evaluation
from stagecoach.store.evaluations.voices import VoiceMark, VoiceSheet
from stagecoach.store.journal import recorded_as


@dataclass(frozen=True, slots=True)
class Row:
    """A sheet of a list."""

    id: uuid.UUID
    voice: Voice
    author: str
    relation: str
    finished: bool
    answered: int


@dataclass(frozen=True, slots=True)
class View:
    """One sheet as a whole."""

    id: uuid.UUID
    evaluation_id: uuid.UUID
    voice: Voice
    author: str
    relation: str
    reflection: str
    finished_at: dt.datetime | None
    answers: dict[uuid.UUID, Answer] = field(default_factory=dict)


def overview(session: Session, evaluation_id: uuid.UUID) -> list[Row]:
    """Who gave a view, and who is not ready yet. Raises Refused."""
    evaluation = session.get_one(Evaluation, evaluation_id)
    access.demand(session, Right.READ_EVALUATIONS, evaluation.placement_id)
    v = VoiceSheet
    count = (
        select(func.count(VoiceMark.value))
        .where(VoiceMark.sheet_id == v.id)
        .correlate(v)
        .scalar_subquery()
    )
    query = select(v.id, v.voice, v.author, v.relation, v.finished_at, count).where(
        v.evaluation_id == evaluation_id
    )
    rows = session.execute(query.order_by(v.id))
    return [
        Row(key, voice, author, relation, at is not None, given)
        for key, voice, author, relation, at, given in rows
    ]


@recorded_as("voices.begin")
def begin(
    session: Session, evaluation_id: uuid.UUID, voice: Voice, author: str, relation: str = ""
) -> uuid.UUID:
    """The sheet of this voice; colleagues have one each. Raises Invalid, StageCoachError."""
    evaluation = _not_proposed(session, evaluation_id)
    name, stands = line(author), line(relation)
    if voice is Voice.TRAINER:
        raise StageCoachError(_("The judgement is the evaluation itself."))
    if not name or max(len(name), len(stands)) > LONGEST_NAME:
        raise Invalid({"author": _("Give the name of who gives this view.")})
    _demand_own(session, evaluation.placement_id, voice)
    same = _same(session, evaluation_id, voice, name)
    if same is not None:
        return same
    form = sheets.structure(session, evaluation.blueprint_id).blueprint
    if voice not in form.voices:
        raise StageCoachError(_("This form does not ask for this view."))
    me = context.of(session).person_id
    own = voice is sheet_masks.own_voice(session, evaluation.placement_id)
    voice_sheet = VoiceSheet(
        evaluation_id=evaluation_id,
        voice=voice,
        author=name,
        relation=stands,
        person_id=me if own else None,
        reflection="",
    )
    session.add(voice_sheet)
    session.flush()
    return voice_sheet.id


def _same(session: Session, evaluation_id: uuid.UUID, voice: Voice, name: str) -> uuid.UUID | None:
    query = select(VoiceSheet.id).where(
        VoiceSheet.evaluation_id == evaluation_id, VoiceSheet.voice == voice
    )
    if voice in {Voice.COLLEAGUE, Voice.COACH}:
        query = query.where(VoiceSheet.author == name)
    return session.scalar(query.limit(1))


def _demand_own(session: Session, placement_id: uuid.UUID, voice: Voice) -> None:
    """Guides who judge hand the machine over; others speak for themselves."""
    own = sheet_masks.own_voice(session, placement_id)
    if own not in {Voice.TRAINER, voice}:
        raise Refused(_("This is the view of somebody else. Nothing has been changed."))


def load(session: Session, sheet_id: uuid.UUID) -> View:
    """One sheet, for whoever gives it, or lets it be given at this machine. Raises Refused.

    What somebody began under their own name is theirs until it is finished.
    """
    row = session.get_one(VoiceSheet, sheet_id)
    evaluation = session.get_one(Evaluation, row.evaluation_id)
    access.demand(session, Right.VOICE, evaluation.placement_id)
    _demand_own(session, evaluation.placement_id, row.voice)
    mine = row.person_id in {None, context.of(session).person_id}
    if not mine and row.finished_at is None and evaluation.status is Status.DRAFT:
        raise Refused(_("This is still being filled in by its giver, under their own name."))
    if row.finished_at is not None and not mine and _waits(session, evaluation):
        raise Refused(_("Finish your own judgement first; then you see this view."))
    return read(session, sheet_id)


def _waits(session: Session, evaluation: Evaluation) -> bool:
    """Whether the form hides other views until the judgement is finished."""
    form = blueprints.find(session, evaluation.blueprint_id).blueprint
    hides = form.reveal is not Reveal.AT_ONCE and evaluation.status is Status.DRAFT
    return hides and evaluation.judged_at is None


def is_mine(session: Session, sheet_id: uuid.UUID, own: Voice) -> bool:
    """Whether this is the view of whoever is here."""
    row = session.get_one(VoiceSheet, sheet_id)
    return row.voice is own and row.person_id in {None, context.of(session).person_id}


def read(session: Session, sheet_id: uuid.UUID) -> View:
    """The same without asking who looks: for what hides answer by answer (`side_by_side`)."""
    row = session.get_one(VoiceSheet, sheet_id)
    return View(
        row.id,
        row.evaluation_id,
        row.voice,
        row.author,
        row.relation,
        row.reflection,
        row.finished_at,
        answers(session, sheet_id),
    )


def answers(session: Session, sheet_id: uuid.UUID) -> dict[uuid.UUID, Answer]:
    m = VoiceMark
    query = select(m.criterion_id, m.value, m.explanation).where(m.sheet_id == sheet_id)
    return {row[0]: Answer(row[1], row[2]) for row in session.execute(query)}


def find_question(form: Structure, key: uuid.UUID) -> tuple[Section, Question] | None:
    """Also of a section that is answered as a whole."""
    return next(((s, q) for s in form.sections for q in voiced(s) if q.id == key), None)


@recorded_as("voices.answer")
def answer(
    session: Session,
    sheet_id: uuid.UUID,
    criterion_id: uuid.UUID,
    value: str | None,
    explanation: str,
) -> None:
    """Keep one answer. Raises Invalid for one that is not in the scale."""
    row = _unfinished(session, sheet_id)
    evaluation = session.get_one(Evaluation, row.evaluation_id)
    question_pair = find_question(sheets.structure(session, evaluation.blueprint_id), criterion_id)
    if question_pair is None:
        raise StageCoachError(_("This criterion is not on the form of this evaluation."))
    if not question_pair[1].scale.accepts(value):
        raise Invalid({"value": _("This is no answer of the scale.")})
    if len(explanation) > LONGEST_TEXT:
        raise Invalid({"explanation": _("At most %d characters fit here.") % LONGEST_TEXT})
    query = select(VoiceMark).where(
        VoiceMark.sheet_id == sheet_id, VoiceMark.criterion_id == criterion_id
    )
    mark = session.scalars(query).first()
    if mark is None:
        mark = VoiceMark(
            evaluation_id=row.evaluation_id, sheet_id=sheet_id, criterion_id=criterion_id
        )
        session.add(mark)
    mark.value, mark.explanation = value, clean(explanation)


@recorded_as("voices.reflect")
def reflect(session: Session, sheet_id: uuid.UUID, text: str) -> None:
    if len(text) > LONGEST_TEXT:
        raise Invalid({"reflection": _("At most %d characters fit here.") % LONGEST_TEXT})
    _unfinished(session, sheet_id).reflection = clean(text)


@recorded_as("voices.finish")
def finish(session: Session, sheet_id: uuid.UUID) -> None:
    """Ready: from now on one sees what others answered, and this sheet stays as it is.

    Raises StageCoachError for one without a single answer: that is no view to show others for.
    """
    row = _unfinished(session, sheet_id)
    given = select(VoiceMark.id).where(
        VoiceMark.sheet_id == sheet_id, VoiceMark.value.is_not(None)
    )
    if session.scalar(given.limit(1)) is None:
        raise StageCoachError(_("Nothing was answered on this sheet yet."))
    row.finished_at = clock.now()


@recorded_as("voices.reopen")
def reopen(session: Session, sheet_id: uuid.UUID) -> None:
    """To change it after all, while the evaluation is open."""
    row = session.get_one(VoiceSheet, sheet_id)
    _not_proposed(session, row.evaluation_id)
    row.finished_at = None


@recorded_as("voices.judge")
def judge(session: Session, evaluation_id: uuid.UUID, *, finished: bool) -> None:
    """The judgement is finished, so its giver sees what others answered; or it is not after all.

    No change of the content: nobody's agreement ends with it.
    """
    evaluation = still_open(session, evaluation_id)
    evaluation.judged_at = clock.now() if finished else None
    evaluation.judged_by_id = context.of(session).person_id if finished else None


def still_open(session: Session, evaluation_id: uuid.UUID) -> Evaluation:
    """Notes for the talk are no content of the form: agreements given stay."""
    evaluation = session.get_one(Evaluation, evaluation_id)
    if evaluation.status is Status.CLOSED:
        raise StageCoachError(
            _("This evaluation is closed and does not change any more. Make a correction.")
        )
    return evaluation


def _not_proposed(session: Session, evaluation_id: uuid.UUID) -> Evaluation:
    """The words of a view stand on the form, so they belong to what is agreed with."""
    evaluation = still_open(session, evaluation_id)
    if evaluation.status is not Status.DRAFT:
        raise StageCoachError(
            _("This evaluation was proposed to be agreed with. Choose Change it there first.")
        )
    return evaluation


def _unfinished(session: Session, sheet_id: uuid.UUID) -> VoiceSheet:
    row = session.get_one(VoiceSheet, sheet_id)
    _not_proposed(session, row.evaluation_id)
    if row.finished_at is not None:
        raise StageCoachError(_("This view is finished. Open it again to change it."))
    return row
