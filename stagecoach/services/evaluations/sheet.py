"""What is shown of an evaluation: rows without a session, and what can be told from them."""

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from stagecoach.domain.evaluations import Kind, Party, Response, Status, Voice, Way
from stagecoach.domain.qualifications import Process
from stagecoach.domain.templates import scales
from stagecoach.domain.templates.blueprints import Blueprint, Explain, Question, Section
from stagecoach.domain.templates.results import Facts, GivenAnswer
from stagecoach.domain.templates.scales import NA, NotApplicable
from stagecoach.domain.tracks import Track
from stagecoach.services.students.students import Head
from stagecoach.services.templates import results
from stagecoach.services.templates.results import Proposal


@dataclass(frozen=True, slots=True)
class Answer:
    value: str | None = None
    explanation: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """The outcome of a section."""

    value: str | None = None
    proposed: str | None = None
    explanation: str = ""


@dataclass(frozen=True, slots=True)
class Signed:
    """What one party says to the version that lies here. A guardian stands beside the student."""

    party: Party
    said: Response
    name: str
    at: dt.datetime
    way: Way = Way.NAME
    guardian: bool = False
    reason: str = ""
    drawing: dict[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class FinishedView:
    """The words on a finished sheet of another voice."""

    voice: Voice
    author: str
    relation: str
    text: str


@dataclass(frozen=True, slots=True)
class Structure:
    """What one copy of a blueprint asks. It never changes."""

    digest: str
    blueprint: Blueprint
    sections: tuple[Section, ...]
    version: int = 1  # of its template
    template: str = ""  # its title

    @property
    def processes(self) -> tuple[Process, ...]:
        return self.blueprint.processes

    def of(self, track: Track | None, process: Process | None = None) -> list[Section]:
        """The sections of a track, or (without one) of no track; maybe of one process."""
        return [
            s
            for s in self.sections
            if s.track is track and (process is None or s.process == process)
        ]

    def find(self, key: str) -> Section:
        return next(section for section in self.sections if section.key == key)

    def question(self, key: uuid.UUID) -> tuple[Section, Question] | None:
        return next(((s, q) for s in self.sections for q in s.questions if q.id == key), None)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One form with its answers; a blank one has no id and maybe no student."""

    id: uuid.UUID | None
    kind: Kind
    structure: Structure
    head: Head | None = None
    talk_on: dt.date | None = None
    status: Status = Status.DRAFT
    edition: int = 1
    correction: str = ""  # why the edition before was not right
    conclusion: str | None = None
    extra_talk_on: dt.date | None = None
    guardian: bool = False
    judged: bool = False
    answers: dict[uuid.UUID, Answer] = field(default_factory=dict)
    decisions: dict[str, Decision] = field(default_factory=dict)
    agreements: dict[Track, list[str]] = field(default_factory=dict)
    said: tuple[Signed, ...] = ()  # to this version
    told: tuple[FinishedView, ...] = ()  # of voices that are finished
    facts: Facts = field(default_factory=lambda: Facts(Kind.INTERIM))
    as_proposed: bool = False  # head and facts are those of the version that is agreed with
    elsewhere: frozenset[uuid.UUID] = frozenset()  # processes agreed to be done elsewhere
    masked: bool = False  # some answers are hidden until one's own are given
    not_mine: bool = False  # whoever is here may read it, and not fill it in
    signs_for: frozenset[Party] = frozenset(Party)

    @property
    def closed(self) -> bool:
        return self.status is Status.CLOSED

    @property
    def fixed(self) -> bool:
        """What was proposed changes after it was taken back, in words; and not by everybody."""
        return self.status is not Status.DRAFT or self.not_mine

    @property
    def signatures(self) -> dict[Party, Signed]:
        """Who agreed."""
        return {s.party: s for s in self.said if s.said is Response.AGREED and not s.guardian}

    @property
    def guardian_signed(self) -> Signed | None:
        agreed = (s for s in self.said if s.said is Response.AGREED and s.guardian)
        return next(agreed, None)

    @property
    def waits_for(self) -> tuple[Party, ...]:
        """Who has to agree and did not, in order; the student also while a guardian is missing."""
        signers, agreed = self.structure.blueprint.signers, self.signatures
        alone = self.guardian and self.guardian_signed is None
        return tuple(p for p in signers if p not in agreed or (alone and p is Party.STUDENT))

    @property
    def may_sign(self) -> bool:
        """Somebody here whose agreement is still missing."""
        return bool(self.signs_for & set(self.waits_for))

    def answer(self, question: Question) -> Answer:
        return self.answers.get(question.id, Answer())

    def decision(self, section: Section) -> Decision:
        return self.decisions.get(section.key, Decision())

    def leaves_out(self, section: Section) -> bool:
        """A work process that is not judged this time."""
        return section.outcome is not None and self.decision(section).value == NA

    def count(self, sections: Iterable[Section]) -> tuple[int, int]:
        """How many questions are answered, of how many. No criteria: the outcome asks."""
        done = total = 0
        for section in sections:
            values = [self.answer(question).value for question in section.questions]
            if section.outcome and (self.leaves_out(section) or not values):
                values = [self.decision(section).value]
            done += sum(value is not None for value in values)
            total += len(values)
        return done, total

    def progress(self, track: Track | None, process: Process | None = None) -> tuple[int, int]:
        return self.count(self.structure.of(track, process))

    @property
    def open_questions(self) -> int:
        done, total = self.count(self.structure.sections)
        return total - done

    @property
    def open_outcomes(self) -> int:
        """Undecided outcomes where criteria were asked."""
        asked = (s for s in self.structure.sections if s.questions and s.outcome)
        return sum(self.decision(section).value is None for section in asked)

    def wants_words(self, question: Question) -> bool:
        """An answer that has to be explained, and is not yet."""
        answer = self.answer(question)
        if answer.value is None or answer.explanation or question.explain is Explain.NEVER:
            return False
        always = question.explain is Explain.ALWAYS
        return always or scales.needs_explanation(question.scale, answer.value, "")

    def outcome_wants_words(self, section: Section) -> bool:
        """The outcome of a section is explained by the criteria above it, if they are."""
        if section.outcome is None:
            return False
        value = self.decision(section).value
        return scales.needs_explanation(section.outcome, value, self.explained(section))

    @property
    def open_explanations(self) -> int:
        asked = [q for s in self.structure.sections if not self.leaves_out(s) for q in s.questions]
        return sum(map(self.wants_words, asked)) + sum(
            map(self.outcome_wants_words, self.structure.sections)
        )

    def explained(self, section: Section) -> str:
        """Why this outcome: its own words, else those at one of its criteria."""
        own = self.decision(section).explanation
        words = (self.answer(question).explanation for question in section.questions)
        return own or next(filter(None, words), "")

    @property
    def without_agreement(self) -> list[Section]:
        """Where n.v.t. was chosen and nobody agreed where it is done instead."""
        return [section for section in self.structure.sections if self._unagreed(section)]

    def _unagreed(self, section: Section) -> bool:
        if section.process is not None and section.process.id in self.elsewhere:
            return False
        pairs = [(q.scale, self.answer(q).value) for q in section.questions]
        if section.outcome is not None:
            pairs.append((section.outcome, self.decision(section).value))
        return any(s.na is NotApplicable.AGREED and mark == NA for s, mark in pairs)

    @property
    def given(self) -> GivenAnswer:
        return GivenAnswer(
            {key: answer.value for key, answer in self.answers.items()},
            {key: decision.value for key, decision in self.decisions.items()},
        )

    @property
    def proposal(self) -> Proposal:
        """What the form's rule proposes as its conclusion."""
        s = self.structure
        return results.propose(s.blueprint, s.sections, self.given, self.facts)
