"""Evaluations on both tracks: filled in together, decided by people, signed by three."""

import datetime as dt
import uuid
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from stagecoach import clock
from stagecoach.domain import evaluations as rules
from stagecoach.domain.evaluations import Conclusion, Kind, Party, Status
from stagecoach.domain.texts import LONGEST_TEXT, clean
from stagecoach.domain.tracks import Track
from stagecoach.errors import Invalid, StageCoachError
from stagecoach.i18n import _, ngettext
from stagecoach.services import sheets, stations, templates
from stagecoach.services.sheets import Sheet
from stagecoach.store import journal
from stagecoach.store.evaluations import Agreement, Criterion, Evaluation, Mark, Outcome, Signature
from stagecoach.store.placements import Placement
from stagecoach.store.students import Student


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


def overview(session: Session, placement_ids: list[uuid.UUID]) -> list[Row]:
    """The evaluations of these placements, begun or not, in order of date."""
    p = Placement
    query = (
        select(p.id, Student.name, p.starts_on, p.ends_on)
        .join(Student, p.student_id == Student.id)
        .where(p.id.in_(placement_ids))
    )
    found = {row[0]: row[1:] for row in session.execute(query)}
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
        stations.Placed(key, starts_on, ends_on) for key, (_n, starts_on, ends_on) in found.items()
    ]
    rows = [
        Row(
            s.evaluation_id,
            key,
            found[key][0],
            s.kind,
            s.on,
            s.signed,
            answered.get(s.evaluation_id, 0),
        )
        for key, stations in stations.stations_of(session, placed).items()
        for s in stations
    ]
    return sorted(rows, key=lambda row: (row.talk_on, row.student))


def find(session: Session, placement_id: uuid.UUID, kind: Kind) -> uuid.UUID | None:
    """The evaluation of this kind; None where nobody began it."""
    query = select(Evaluation.id).where(
        Evaluation.placement_id == placement_id, Evaluation.kind == kind
    )
    return session.scalar(query)


def begin(session: Session, placement_id: uuid.UUID, kind: Kind) -> uuid.UUID:
    """The evaluation of this kind, made from the template in force where there is none."""
    found = find(session, placement_id, kind)
    if found is not None:
        return found
    journal.not_undoable(session)  # opening a page is nothing to take back
    placement = session.get_one(Placement, placement_id)
    student = session.get_one(Student, placement.student_id)
    evaluation = Evaluation(
        placement_id=placement_id,
        template_id=templates.current(session, student.qualification_id, clock.today()),
        kind=kind,
        talk_on=stations.usual_day(kind, placement.starts_on, placement.ends_on),
    )
    session.add(evaluation)
    session.flush()
    return evaluation.id


def answer(
    session: Session,
    evaluation_id: uuid.UUID,
    criterion_id: uuid.UUID,
    value: str | None,
    explanation: str,
) -> None:
    """Keep the answer to one criterion, and the outcome that now follows from it."""
    evaluation = _open(session, evaluation_id)
    _check_answer(session, evaluation, value, explanation)
    query = select(Mark).where(
        Mark.evaluation_id == evaluation_id, Mark.criterion_id == criterion_id
    )
    mark = session.scalars(query).first()
    if mark is None:
        mark = Mark(evaluation_id=evaluation_id, criterion_id=criterion_id)
        session.add(mark)
    mark.value, mark.explanation = value, clean(explanation)
    session.flush()
    criterion = session.get_one(Criterion, criterion_id)
    _propose(session, evaluation, criterion.work_process_id, criterion.track)


def _propose(
    session: Session, evaluation: Evaluation, process_id: uuid.UUID, track: Track
) -> None:
    """Write down what the rule proposes now. What people decided stays."""
    query = (
        select(Mark.value)
        .join(Criterion, Mark.criterion_id == Criterion.id)
        .where(
            Mark.evaluation_id == evaluation.id,
            Criterion.work_process_id == process_id,
            Criterion.track == track,
        )
    )
    scale = sheets.structure(session, evaluation.template_id).scale
    outcome = _outcome(session, evaluation.id, process_id, track)
    outcome.proposed = rules.lowest(scale, session.scalars(query))


def _outcome(
    session: Session, evaluation_id: uuid.UUID, process_id: uuid.UUID, track: Track
) -> Outcome:
    query = select(Outcome).where(
        Outcome.evaluation_id == evaluation_id,
        Outcome.work_process_id == process_id,
        Outcome.track == track,
    )
    outcome = session.scalars(query).first()
    if outcome is None:
        outcome = Outcome(
            evaluation_id=evaluation_id, work_process_id=process_id, track=track, explanation=""
        )
        session.add(outcome)
    return outcome


def decide(
    session: Session,
    evaluation_id: uuid.UUID,
    process_id: uuid.UUID,
    track: Track,
    value: str | None,
    explanation: str,
) -> None:
    """Keep the outcome that people chose for a work process on a track."""
    evaluation = _open(session, evaluation_id)
    _check_answer(session, evaluation, value, explanation)
    outcome = _outcome(session, evaluation_id, process_id, track)
    outcome.value, outcome.explanation = value, clean(explanation)


def accept_proposals(session: Session, evaluation_id: uuid.UUID) -> int:
    """Decide as proposed wherever nothing was decided yet; gives how many."""
    _open(session, evaluation_id)
    query = select(Outcome).where(
        Outcome.evaluation_id == evaluation_id,
        Outcome.value.is_(None),
        Outcome.proposed.is_not(None),
    )
    outcomes = session.scalars(query).all()
    for outcome in outcomes:
        outcome.value = outcome.proposed
    return len(outcomes)


def conclude(
    session: Session,
    evaluation_id: uuid.UUID,
    conclusion: Conclusion | None,
    extra_talk_on: dt.date | None = None,
) -> None:
    """The conclusion; the date of an extra talk belongs to 'not on course' only."""
    evaluation = _open(session, evaluation_id)
    evaluation.conclusion = conclusion
    off_course = conclusion is Conclusion.OFF_COURSE
    evaluation.extra_talk_on = extra_talk_on if off_course else None


def plan_talk(session: Session, evaluation_id: uuid.UUID, day: dt.date) -> None:
    _open(session, evaluation_id).talk_on = day


def agree(session: Session, evaluation_id: uuid.UUID, track: Track, texts: list[str]) -> None:
    """Replace the agreements on one track; empty lines fall away."""
    _open(session, evaluation_id)
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


def missing(sheet: Sheet) -> list[str]:
    """Why signing has to wait, in sentences; empty when it can be done."""
    reasons = []
    if count := sheet.open_questions:
        text = ngettext("%d question still open", "%d questions still open", count)
        reasons.append(text % count)
    if count := sheet.open_outcomes:
        text = ngettext("%d outcome still to decide", "%d outcomes still to decide", count)
        reasons.append(text % count)
    if count := sheet.open_explanations:
        text = ngettext("%d explanation is missing", "%d explanations are missing", count)
        reasons.append(text % count)
    if sheet.conclusion is None:
        reasons.append(_("The conclusion is missing"))
    return reasons


def sign(session: Session, evaluation_id: uuid.UUID, signers: dict[Party, str]) -> None:
    """Sign for these parties, by name. From the first signature on, the form is fixed.

    Raises StageCoachError with the reason while something is missing. Cannot be undone.
    """
    journal.not_undoable(session)
    sheet = sheets.load(session, evaluation_id)
    if reasons := missing(sheet):
        raise StageCoachError("\n".join(reasons))
    if not signers:
        raise Invalid({"signers": _("Choose who signs.")})
    evaluation = session.get_one(Evaluation, evaluation_id)
    for party, name in signers.items():
        if party in sheet.signatures:
            raise Invalid({"signers": _("This party has signed already.")})
        if not clean(name):
            raise Invalid({"signers": _("A signature needs a name.")})
        session.add(
            Signature(
                evaluation_id=evaluation_id, party=party, name=clean(name), signed_at=clock.now()
            )
        )
    evaluation.status = Status.SIGNED


def _open(session: Session, evaluation_id: uuid.UUID) -> Evaluation:
    evaluation = session.get_one(Evaluation, evaluation_id)
    if evaluation.status is Status.SIGNED:
        raise StageCoachError(_("This evaluation has been signed and does not change any more."))
    return evaluation


def _check_answer(
    session: Session, evaluation: Evaluation, value: str | None, explanation: str
) -> None:
    letters = {v.letter for v in sheets.structure(session, evaluation.template_id).scale}
    if value is not None and value not in letters:
        raise Invalid({"value": _("This is no answer of the scale.")})
    if len(explanation) > LONGEST_TEXT:
        raise Invalid({"explanation": _("At most %d characters fit here.") % LONGEST_TEXT})
