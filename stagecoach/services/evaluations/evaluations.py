"""Evaluations on both tracks: filled in together, decided by people.

Every change goes through `editable`: what is closed does not change, and what somebody agreed
with withdraws that agreement, with the version they agreed with kept.
"""

import datetime as dt
import uuid
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from stagecoach.domain.access import Right
from stagecoach.domain.evaluations import Conclusion, Kind, Status
from stagecoach.domain.templates.blueprints import Section
from stagecoach.domain.templates.scales import Scale
from stagecoach.domain.texts import LONGEST_TEXT, clean
from stagecoach.domain.tracks import Track
from stagecoach.errors import Invalid, StageCoachError
from stagecoach.i18n import _
from stagecoach.services.access import rights as access
from stagecoach.services.evaluations import consents, stations
from stagecoach.services.evaluations import loading as sheets
from stagecoach.services.evaluations.sheet import Structure
from stagecoach.services.evaluations.talk_days import Presence
from stagecoach.services.templates import blueprints, results, templates
from stagecoach.store import journal
from stagecoach.store.evaluations.evaluations import Agreement, Evaluation, Mark, Outcome
from stagecoach.store.journal import recorded_as
from stagecoach.store.students.placements import Placement
from stagecoach.store.students.students import Student


@dataclass(frozen=True, slots=True)
class Row:
    """One evaluation of a list; `id` is None while nobody has begun it."""

    id: uuid.UUID | None
    placement_id: uuid.UUID
    student: str
    kind: Kind
    talk_on: dt.date
    signed: int
    answered: int
    status: Status | None = None


def overview(session: Session, placement_ids: list[uuid.UUID]) -> list[Row]:
    """The evaluations of these placements, begun or not, in order of date."""
    p = Placement
    query = (
        select(p.id, Student.name, p.starts_on, p.ends_on)
        .join(Student, p.student_id == Student.id)
        .where(p.id.in_(placement_ids))
    )
    placements = {row[0]: row[1:] for row in session.execute(query)}
    count = func.count(Outcome.value)
    per_form = (
        select(Outcome.evaluation_id, count)
        .join(Evaluation, Outcome.evaluation_id == Evaluation.id)
        .where(Evaluation.placement_id.in_(placement_ids))
        .group_by(Outcome.evaluation_id)
    )
    answered: dict[uuid.UUID | None, int] = {}
    answered |= {key: number for key, number in session.execute(per_form)}  # noqa: C416
    placed = [
        stations.Placed(key, starts_on, ends_on)
        for key, (_n, starts_on, ends_on) in placements.items()
    ]
    rows = [
        Row(
            s.evaluation_id,
            key,
            placements[key][0],
            s.kind,
            s.on,
            s.signed,
            answered.get(s.evaluation_id, 0),
            s.status,
        )
        for key, stations in stations.stations_of(session, placed).items()
        for s in stations
    ]
    return sorted(rows, key=lambda row: (row.talk_on, row.student))


def find(session: Session, placement_id: uuid.UUID, kind: Kind) -> uuid.UUID | None:
    """The newest edition of this kind; None where nobody began it."""
    query = (
        select(Evaluation.id)
        .where(Evaluation.placement_id == placement_id, Evaluation.kind == kind)
        .order_by(Evaluation.edition.desc())
    )
    return session.scalars(query).first()


@recorded_as("evaluations.begin")
def begin(
    session: Session, placement_id: uuid.UUID, kind: Kind, template_id: uuid.UUID | None = None
) -> uuid.UUID:
    """The evaluation of this kind, made from the template in force where there is none."""
    evaluation_id = find(session, placement_id, kind)
    if evaluation_id is not None:
        return evaluation_id
    journal.not_undoable(session)  # opening a page is nothing to take back
    placement = session.get_one(Placement, placement_id)
    student = session.get_one(Student, placement.student_id)
    study = student.qualification_id
    if template_id is None:
        cohort = templates.cohort_of(session, placement_id)
        template_id = templates.in_force(session, study, cohort, kind)
    blueprint = templates.blueprint_for(session, template_id, study, kind)
    evaluation = Evaluation(
        placement_id=placement_id,
        template_id=template_id,
        blueprint_id=blueprints.keep(session, blueprint),
        kind=kind,
        talk_on=Presence(session, [placement_id]).talk_day(
            placement_id, kind, placement.starts_on, placement.ends_on
        ),
    )
    session.add(evaluation)
    session.flush()
    return evaluation.id


@recorded_as("evaluations.answer")
def answer(
    session: Session,
    evaluation_id: uuid.UUID,
    criterion_id: uuid.UUID,
    value: str | None,
    explanation: str,
) -> None:
    """Keep the answer to one criterion, and the outcome that now follows from it."""
    evaluation = editable(session, evaluation_id)
    form = _form(session, evaluation)
    pair = form.question(criterion_id)
    if pair is None:
        raise StageCoachError(_("This criterion is not on the form of this evaluation."))
    section, question = pair
    _check_answer(question.scale, value, explanation)
    marks = _marks(session, evaluation_id, section)
    outcome = None  # everything is read before anything is written: one flush
    if section.outcome is not None:
        outcome = _outcome(session, form, evaluation_id, section.key)
    mark = marks.get(criterion_id)
    if mark is None:
        mark = marks[criterion_id] = Mark(evaluation_id=evaluation_id, criterion_id=criterion_id)
        session.add(mark)
    mark.value, mark.explanation = value, clean(explanation)
    if outcome is not None:
        given = [marks[q.id].value if q.id in marks else None for q in section.questions]
        outcome.proposed = results.outcome(section, given)


def _form(session: Session, evaluation: Evaluation) -> Structure:
    return sheets.structure(session, evaluation.blueprint_id)


def _marks(session: Session, evaluation_id: uuid.UUID, section: Section) -> dict[uuid.UUID, Mark]:
    """The answers in one section: what its rule looks at."""
    ids = [question.id for question in section.questions]
    query = select(Mark).where(Mark.evaluation_id == evaluation_id, Mark.criterion_id.in_(ids))
    return {mark.criterion_id: mark for mark in session.scalars(query)}


def _outcome(session: Session, form: Structure, evaluation_id: uuid.UUID, key: str) -> Outcome:
    query = select(Outcome).where(Outcome.evaluation_id == evaluation_id, Outcome.section == key)
    outcome = session.scalars(query).first()
    if outcome is None:
        section = form.find(key)
        outcome = Outcome(
            evaluation_id=evaluation_id,
            section=key,
            track=section.track,
            explanation="",
            work_process_id=section.process.id if section.process else None,
        )
        session.add(outcome)
    return outcome


@recorded_as("evaluations.decide")
def decide(
    session: Session, evaluation_id: uuid.UUID, key: str, value: str | None, explanation: str
) -> None:
    """Keep the outcome that people chose for a section."""
    evaluation = editable(session, evaluation_id)
    form = _form(session, evaluation)
    section = next((s for s in form.sections if s.key == key), None)
    if section is None or section.outcome is None:
        raise StageCoachError(_("No outcome is asked at this place."))
    _check_answer(section.outcome, value, explanation)
    outcome = _outcome(session, form, evaluation_id, key)
    outcome.value, outcome.explanation = value, clean(explanation)


@recorded_as("evaluations.accept_proposals")
def accept_proposals(session: Session, evaluation_id: uuid.UUID) -> int:
    """Decide as proposed wherever nothing was decided yet; gives how many."""
    editable(session, evaluation_id)
    query = select(Outcome).where(
        Outcome.evaluation_id == evaluation_id,
        Outcome.value.is_(None),
        Outcome.proposed.is_not(None),
    )
    outcomes = session.scalars(query).all()
    for outcome in outcomes:
        outcome.value = outcome.proposed
    return len(outcomes)


@recorded_as("evaluations.conclude")
def conclude(
    session: Session,
    evaluation_id: uuid.UUID,
    conclusion: Conclusion | str | None,
    extra_talk_on: dt.date | None = None,
) -> None:
    """The conclusion; the date of an extra talk belongs to the one that wants it."""
    evaluation = editable(session, evaluation_id)
    blueprint = _form(session, evaluation).blueprint
    choices = blueprint.conclusions
    letter = str(conclusion) if conclusion is not None else None
    if letter is not None and (choices is None or choices.find(letter) is None):
        raise Invalid({"conclusion": _("This is no conclusion of this form.")})
    evaluation.conclusion = letter
    dated = letter is not None and letter == blueprint.dated
    evaluation.extra_talk_on = extra_talk_on if dated else None


@recorded_as("evaluations.plan_talk")
def plan_talk(session: Session, evaluation_id: uuid.UUID, day: dt.date) -> None:
    editable(session, evaluation_id).talk_on = day


@recorded_as("evaluations.ask_guardian")
def ask_guardian(session: Session, evaluation_id: uuid.UUID, *, guardian: bool) -> None:
    """A student who is not of age yet: a parent or guardian agrees beside them."""
    editable(session, evaluation_id).guardian = guardian


@recorded_as("evaluations.agree")
def agree(session: Session, evaluation_id: uuid.UUID, track: Track, texts: list[str]) -> None:
    """Replace the agreements on one track; empty lines fall away."""
    editable(session, evaluation_id)
    kept = [clean(text) for text in texts if clean(text)]
    if any(len(text) > LONGEST_TEXT for text in kept):
        raise Invalid({"agreements": _("At most %d characters fit here.") % LONGEST_TEXT})
    query = (
        select(Agreement)
        .where(Agreement.evaluation_id == evaluation_id, Agreement.track == track)
        .order_by(Agreement.position)
    )
    existing = list(session.scalars(query))
    for position, text in enumerate(kept):
        if position < len(existing):
            existing[position].text = text
        else:
            session.add(
                Agreement(evaluation_id=evaluation_id, track=track, position=position, text=text)
            )
    for surplus in existing[len(kept) :]:
        session.delete(surplus)


def editable(session: Session, evaluation_id: uuid.UUID) -> Evaluation:
    """The one way to a change. Raises StageCoachError for what is closed, and Refused."""
    evaluation = session.get_one(Evaluation, evaluation_id)
    if evaluation.status is Status.CLOSED:
        raise StageCoachError(
            _("This evaluation is closed and does not change any more. Make a correction.")
        )
    access.demand(session, Right.EVALUATE, evaluation.placement_id)
    consents.withdraw(session, evaluation, _("changed afterwards"))
    return evaluation


def _check_answer(scale: Scale, value: str | None, explanation: str) -> None:
    if not scale.accepts(value):
        raise Invalid({"value": _("This is no answer of the scale.")})
    if len(explanation) > LONGEST_TEXT:
        raise Invalid({"explanation": _("At most %d characters fit here.") % LONGEST_TEXT})
