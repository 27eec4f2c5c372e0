"""The evaluations of the example's students, filled in and signed through the services."""

import datetime as dt
import uuid
from dataclasses import dataclass
from itertools import cycle
from typing import Any

from sqlalchemy.orm import Session

from stagecoach.domain.evaluations import Conclusion, Kind, Party
from stagecoach.domain.tasks import Status
from stagecoach.domain.templates.scales import NA
from stagecoach.domain.tracks import Track
from stagecoach.services.evaluations import consents, evaluations
from stagecoach.services.evaluations import loading as sheets
from stagecoach.services.students import students
from stagecoach.store.tasks import Task


@dataclass(frozen=True)
class Anchor:
    """The Thursday that the example calls today."""

    day: dt.date

    def ago(self, days: int) -> dt.date:
        """So many days earlier, on the Friday before when that is a weekend."""
        day = self.day - dt.timedelta(days=days)
        return day - dt.timedelta(days=max(0, day.weekday() - 4))


def evaluations_of(
    session: Session,
    data: dict[str, Any],
    head: students.Head,
    tasks: dict[str, Task],
    anchor: Anchor,
) -> None:
    for kind, state in data["evaluations"].items():
        evaluation_id = evaluations.begin(session, head.placement_id, Kind(kind))
        day = head.starts_on + dt.timedelta(days=3)
        if kind == Kind.INTERIM:
            signed_on = anchor.ago(20 if data["week"] > 20 else 9)  # noqa: PLR2004
            day = signed_on if isinstance(state, int) else anchor.day + dt.timedelta(days=6)
        evaluations.plan_talk(session, evaluation_id, day)
        sheet = sheets.load(session, evaluation_id)
        _answers(session, sheet, Kind(kind), begun=state == "begun")
        if state == "begun":
            continue
        _close(session, evaluation_id, tasks)
        parties = {
            Party.COMPANY: head.trainer,
            Party.SCHOOL: head.supervisor,
            Party.STUDENT: head.name,
        }
        if isinstance(state, int):
            for party, name in list(parties.items())[:state]:
                _sign(session, evaluation_id, party, name, day)


def _sign(
    session: Session, evaluation_id: uuid.UUID, party: Party, name: str, day: dt.date
) -> None:
    """In the example people sign on the day of the talk, with a scrawl."""
    at = dt.datetime.combine(day, dt.time(14), dt.UTC)
    draft = consents.Draft(evaluation_id, party, name=name, drawing=scrawl(name), at=at)
    consents.give(session, draft)


def scrawl(name: str) -> dict[str, Any]:
    """A line that waves as the letters go: nobody's real signature."""
    step = 900 // max(1, len(name) - 1)
    heights = [300 + ord(letter) * 37 % 500 for letter in name]
    strokes = [[[50 + step * at, height] for at, height in enumerate(heights)]]
    return {"strokes": strokes, "ratio": 3}


def _answers(session: Session, sheet: sheets.Sheet, kind: Kind, *, begun: bool) -> None:
    """The start is modest, the interim better; a begun one stops before the last processes."""
    assert sheet.id is not None
    marks = cycle("VOVnVV" if kind is Kind.START else "VVGVVG")
    processes = sheet.structure.processes
    for process in processes[: 4 if begun else None]:
        for section in (s for track in Track for s in sheet.structure.of(track, process)):
            track, questions = section.track, section.questions
            if begun and process is processes[3] and track is Track.WORK:
                questions = questions[:2]
            for question in questions:
                letter = next(marks).replace("n", "n.v.t.")
                if question.text.startswith("Voert tests uit"):
                    letter = "O"
                why = _WHY.get(question.text, "") if kind is not Kind.START else ""
                why = why or ("Dit is nog nieuw. We oefenen het samen." if letter == "O" else "")
                evaluations.answer(session, sheet.id, question.id, letter, why)
    evaluations.accept_proposals(session, sheet.id)
    if not begun:
        _undecided(session, sheet.id)


_WHY = {
    "Voert tests uit en legt de resultaten vast": "Test goed, maar schrijft de resultaten nog "
    "niet op. Vanaf nu per test één regel in het testlogboek. Joost kijkt wekelijks mee.",
    "Legt uit waarom een testgeval nodig is": "Legt het nu ook uit aan een medestudent.",
}


def _undecided(session: Session, evaluation_id: uuid.UUID) -> None:
    """Where every criterion is n.v.t. nothing is proposed: people say n.v.t. themselves."""
    sheet = sheets.load(session, evaluation_id)
    for section in sheet.structure.sections:
        if section.outcome and sheet.decision(section).value is None:
            evaluations.decide(session, evaluation_id, section.key, NA, "")


def _close(session: Session, evaluation_id: uuid.UUID, tasks: dict[str, Task]) -> None:
    evaluations.conclude(session, evaluation_id, Conclusion.WITH_AGREEMENTS)
    for track in Track:
        going_on = [t for t in tasks.values() if t.track is track and t.status is Status.BUSY]
        texts = [f"{t.title} ({track.letter}{t.number})" for t in going_on[:2]]
        evaluations.agree(session, evaluation_id, track, texts)
