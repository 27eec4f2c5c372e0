"""The judgement beside another view, criterion by criterion on both tracks: for the talk.

A difference is a subject, not a fault. What one may not see yet is not in the row (`hidden`).
"""

import uuid
from dataclasses import dataclass, replace

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from stagecoach.domain.evaluations import Reveal, Status, Voice
from stagecoach.domain.templates.blueprints import Question, Section, voiced
from stagecoach.domain.templates.scales import NA
from stagecoach.domain.texts import LONGEST_TEXT, clean, first_name
from stagecoach.errors import Invalid
from stagecoach.i18n import _, ngettext
from stagecoach.services.access.rights import Refused
from stagecoach.services.evaluations import loading as sheets
from stagecoach.services.evaluations import masks as sheet_masks
from stagecoach.services.evaluations import voices
from stagecoach.services.evaluations.sheet import Answer, Sheet
from stagecoach.services.evaluations.voices import View
from stagecoach.store.evaluations.voices import TalkPoint
from stagecoach.store.journal import recorded_as


@dataclass(frozen=True, slots=True)
class Pair:
    """One question with both answers; `steps` is how much higher the other is."""

    section: Section
    question: Question
    judged: Answer
    other: Answer
    hidden: str = ""  # whose answer may not be seen yet: "judged" or "other"
    other_chose: bool = False

    @property
    def steps(self) -> int | None:
        """None while one of them is not known, or n.v.t."""
        scale = self.question.scale
        here, there = scale.step(self.judged.value), scale.step(self.other.value)
        return None if here is None or there is None else there - here

    @property
    def is_open(self) -> bool:
        return bool(self.hidden) or self.judged.value is None or self.other.value is None


@dataclass(frozen=True, slots=True)
class Point:
    """A line of the sheet for the talk."""

    id: uuid.UUID
    question_id: uuid.UUID
    text: str
    agreed: str


@dataclass(frozen=True, slots=True)
class SideBySide:
    """Everything of one talk."""

    sheet: Sheet
    view: View
    pairs: tuple[Pair, ...]
    points: tuple[Point, ...]
    seen_as: Voice


def load(session: Session, evaluation_id: uuid.UUID, sheet_id: uuid.UUID) -> SideBySide:
    """Raises Refused where one may not read the evaluation, or whose view it is."""
    sheet, view = sheets.load(session, evaluation_id), voices.read(session, sheet_id)
    assert sheet.head is not None
    seen_as = sheet_masks.own_voice(session, sheet.head.placement_id) or Voice.TRAINER
    alien = seen_as is not Voice.TRAINER and not voices.is_mine(session, sheet_id, seen_as)
    if view.evaluation_id != evaluation_id or alien:
        raise Refused(_("This is the view of somebody else. Nothing has been changed."))
    pairs = tuple(
        _pair(sheet, view, section, question, seen_as)
        for section in sheet.structure.sections
        for question in voiced(section)
    )
    if seen_as is Voice.TRAINER:
        view = _unveiled(sheet, view, pairs)
    told = () if sheet.masked else tuple(points(session, evaluation_id))
    return SideBySide(sheet, view, pairs, told, seen_as)


def _unveiled(sheet: Sheet, view: View, pairs: tuple[Pair, ...]) -> View:
    """The other view as far as the judge may see it."""
    shown = {pair.question.id for pair in pairs if not pair.hidden}
    answers = {key: answer for key, answer in view.answers.items() if key in shown}
    whole = all(not pair.hidden for pair in pairs) and (
        sheet.judged
        or sheet.structure.blueprint.reveal is not Reveal.FINISHED
        or sheet.status is not Status.DRAFT
    )
    return replace(view, answers=answers, reflection=view.reflection if whole else "")


def of_sheet(session: Session, sheet_id: uuid.UUID) -> SideBySide:
    """The same, by the other view alone."""
    return load(session, voices.read(session, sheet_id).evaluation_id, sheet_id)


def judged_answer(sheet: Sheet, section: Section, question: Question) -> Answer:
    """Of the judgement; where there are no criteria, of the section as a whole."""
    if section.questions:
        return sheet.answer(question)
    decision = sheet.decision(section)
    return Answer(decision.value, decision.explanation)


def _pair(sheet: Sheet, view: View, section: Section, question: Question, seen_as: Voice) -> Pair:
    judged = judged_answer(sheet, section, question)
    other = view.answers.get(question.id, Answer())
    if seen_as is not Voice.TRAINER:  # the sheet itself is masked already
        waits = sheet.masked and judged.value is None
        return Pair(section, question, judged, other, "judged" if waits else "", waits)
    if _visible(sheet, view, judged, other):
        return Pair(section, question, judged, other)
    chose = other.value is not None
    return Pair(section, question, judged, Answer(), "other" if chose else "", chose)


def _visible(sheet: Sheet, view: View, judged: Answer, other: Answer) -> bool:
    """Whether the judge may see this answer of the other."""
    reveal = sheet.structure.blueprint.reveal
    if reveal is Reveal.AT_ONCE or sheet.status is not Status.DRAFT:
        return True
    if reveal is Reveal.FINISHED:
        return sheet.judged and view.finished_at is not None
    return judged.value is not None and other.value is not None


def difference(pair: Pair, name: str) -> str:
    """In words, from the other's side: equal, Youssef higher, Youssef lower, 2."""
    first = first_name(name)
    if pair.hidden == "other":
        return _("choose yourself first")
    if pair.hidden == "judged":
        return _("your own answer first")
    if NA in {pair.judged.value, pair.other.value}:
        return _("n.v.t. on one side") if pair.judged.value != pair.other.value else _("equal")
    steps = pair.steps
    if steps is None:
        return _("not chosen yet")
    if steps == 0:
        return _("equal")
    words = _("%s higher") if steps > 0 else _("%s lower")
    text = words % first
    return text if abs(steps) == 1 else f"{text}, {abs(steps)}"


def sentence(pair: Pair, name: str, judge: str) -> str:
    """For a screen reader: Youssef voldoende, Marloes onvoldoende, één stap verschil."""
    scale = pair.question.scale
    parts = [pair.question.text]
    for who, answer in ((first_name(name), pair.other), (first_name(judge), pair.judged)):
        value = scale.find(answer.value)
        said = value.said if value else answer.value or _("nothing yet")
        parts.append(f"{who} {said}")
    if pair.steps:
        text = ngettext("%d step apart", "%d steps apart", abs(pair.steps))
        parts.append(text % abs(pair.steps))
    else:
        parts.append(difference(pair, name))
    return ", ".join(parts)


def points(session: Session, evaluation_id: uuid.UUID) -> list[Point]:
    t = TalkPoint
    query = select(t.id, t.criterion_id, t.text, t.agreed).where(t.evaluation_id == evaluation_id)
    return [Point(*row) for row in session.execute(query.order_by(t.position, t.id))]


@recorded_as("side_by_side.add_point")
def add_point(
    session: Session, evaluation_id: uuid.UUID, question_id: uuid.UUID, text: str
) -> uuid.UUID:
    """Put a criterion on the sheet for the talk; one that is there stays once."""
    query = select(TalkPoint).where(
        TalkPoint.evaluation_id == evaluation_id, TalkPoint.criterion_id == question_id
    )
    point = session.scalars(query).first()
    if point is None:
        voices.still_open(session, evaluation_id)
        last = select(func.max(TalkPoint.position)).where(TalkPoint.evaluation_id == evaluation_id)
        point = TalkPoint(
            evaluation_id=evaluation_id,
            criterion_id=question_id,
            text=clean(text),
            agreed="",
            position=(session.scalar(last) or 0) + 1,
        )
        session.add(point)
        session.flush()
    return point.id


@recorded_as("side_by_side.change_point")
def change_point(session: Session, point_id: uuid.UUID, text: str, agreed: str) -> None:
    if max(len(text), len(agreed)) > LONGEST_TEXT:
        raise Invalid({"agreed": _("At most %d characters fit here.") % LONGEST_TEXT})
    point = session.get_one(TalkPoint, point_id)
    voices.still_open(session, point.evaluation_id)
    point.text, point.agreed = clean(text), clean(agreed)


@recorded_as("side_by_side.remove_point")
def remove_point(session: Session, point_id: uuid.UUID) -> None:
    point = session.get_one(TalkPoint, point_id)
    voices.still_open(session, point.evaluation_id)
    session.delete(point)


def suggested(pair: Pair, name: str, judge: str) -> str:
    """A first sentence for the talk about this criterion, to be changed."""
    first, own = first_name(name), first_name(judge)
    if pair.is_open:
        return _("Not both have chosen. Ask %s first how it went.") % first
    if pair.steps == 0:
        return _("You both see it the same. What went well here?")
    words = {"judge": own, "mine": pair.judged.value, "name": first, "other": pair.other.value}
    if (pair.steps or 0) < 0:
        return (
            _(
                "%(judge)s gives %(mine)s, %(name)s %(other)s. What does %(judge)s see "
                "that %(name)s does not?"
            )
            % words
        )
    return _("%(judge)s gives %(mine)s, %(name)s %(other)s. Look at one example together.") % words
