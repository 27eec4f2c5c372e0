"""What an evaluation asks, as one piece of data: blocks, scales, result rule, signers, voices.

One model covers the forms of docs/domain.md, Kinds of forms. A template holds a blueprint; an
evaluation gets its own copy with the texts of the student's qualification in it (`resolved`), so
nothing that is edited or imported later changes what was asked.
"""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Final

from stagecoach.domain.evaluations import Kind, Party, Reveal, Voice
from stagecoach.domain.qualifications import Process
from stagecoach.domain.templates.rules import ResultRule
from stagecoach.domain.templates.scales import Scale
from stagecoach.domain.tracks import Track

FORMAT: Final = 1  # of the JSON; a newer one is refused


class BlockKind(StrEnum):
    HEADER = "header"
    HOURS = "hours"
    LEARNING = "learning"
    WORK = "work"
    ATTITUDE = "attitude"  # beroepshouding
    SKILLS = "skills"  # algemene werknemersvaardigheden
    ELECTIVES = "electives"  # keuzedelen
    REPORT = "report"  # stageverslag
    EXPLANATION = "explanation"
    SELF = "self"
    OTHERS = "others"
    CONCLUSION = "conclusion"
    AGREEMENTS = "agreements"
    SIGNATURES = "signatures"


TRACKS: Final = {BlockKind.LEARNING: Track.LEARNING, BlockKind.WORK: Track.WORK}
ASKED: Final = frozenset(
    {*TRACKS, BlockKind.ATTITUDE, BlockKind.SKILLS, BlockKind.ELECTIVES, BlockKind.REPORT}
)


class Explain(StrEnum):
    """When a criterion wants words."""

    BY_SCALE = "by_scale"
    ALWAYS = "always"
    NEVER = "never"


class Outcomes(StrEnum):
    """What is proposed as the outcome of a work process, or of a block."""

    NONE = "none"  # no outcome is asked
    PEOPLE = "people"  # asked, and nothing is proposed
    LOWEST = "lowest"
    AVERAGE = "average"
    SHARE = "share"


@dataclass(frozen=True, slots=True)
class Criterion:
    """Its id lasts over all versions, so that evaluations can be compared."""

    id: uuid.UUID
    text: str
    process: str = ""  # code of its work process; empty: of the block, or of every process
    scale: str = ""  # another than the block's
    explain: Explain = Explain.BY_SCALE
    help: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    kind: BlockKind
    key: str  # how rules name it
    title: str = ""  # empty: the program's own word for this kind
    scale: str = ""
    criteria: tuple[Criterion, ...] = ()
    by_process: bool = False  # criteria without a code are asked of every work process
    outcome: Outcomes = Outcomes.NONE
    outcome_scale: str = ""  # another than that of the criteria
    percent: int = 75  # of SHARE
    outcome_text: str = ""  # the question it answers, where it is another than the outcome
    open: bool = False  # people may add rows of their own to an evaluation
    expected: dict[str, str] = field(default_factory=dict)  # study year: letter
    lines: int = 0  # to write on, on paper

    @property
    def track(self) -> Track | None:
        return TRACKS.get(self.kind)


@dataclass(frozen=True, slots=True)
class Blueprint:
    name: str  # of the template
    scales: dict[str, Scale]
    blocks: tuple[Block, ...]
    kinds: tuple[Kind, ...] = tuple(Kind)
    title: str = ""  # on paper; empty: the word for the kind of evaluation
    code: str = ""  # on paper and in its QR code; empty: the kind's own
    note: str = ""  # under the title
    crebo: str = ""  # of the only qualification it is for; empty: any
    result: ResultRule | None = None
    dated: str = ""  # the conclusion that wants the date of an extra talk
    signers: tuple[Party, ...] = tuple(Party)
    in_order: bool = False  # each signer waits for those before
    voices: tuple[Voice, ...] = (Voice.SELF, Voice.TRAINER)
    reveal: Reveal = Reveal.ANSWERED
    source: str = ""
    example: bool = False  # its criteria were invented, to be replaced by the school's own
    # What an evaluation's own copy adds.
    qualification: str = ""
    level: int = 0
    processes: tuple[Process, ...] = ()

    def block(self, kind: BlockKind) -> Block | None:
        return next((block for block in self.blocks if block.kind is kind), None)

    @property
    def conclusions(self) -> Scale | None:
        """What can be concluded; None where a form has no conclusion."""
        block = self.block(BlockKind.CONCLUSION)
        return self.scales.get(block.scale) if block else None


@dataclass(frozen=True, slots=True)
class Question:
    """A criterion at its place."""

    id: uuid.UUID
    text: str
    scale: Scale
    explain: Explain = Explain.BY_SCALE
    help: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A work process on one track, or a block of its own: its questions and its outcome."""

    key: str
    block: Block
    process: Process | None
    questions: tuple[Question, ...]
    outcome: Scale | None  # None: none is asked

    @property
    def track(self) -> Track | None:
        return self.block.track


_WHOLE = uuid.UUID("5b1f2c1e-7f0e-5d55-9c1a-0e4e5d2c7a61")


def voiced(section: Section) -> tuple[Question, ...]:
    """What other voices answer: the criteria; where there are none, the section as a whole."""
    if section.questions or section.outcome is None:
        return section.questions
    name = section.process.title if section.process else section.block.title
    return (Question(uuid.uuid5(_WHOLE, section.key), name, section.outcome),)


def sections(blueprint: Blueprint) -> tuple[Section, ...]:
    """All that is asked, in the order of work processes and then of blocks.

    Both tracks of a work process stand together; a block without anything to ask has none,
    unless people may add rows to it.
    """
    asked = [block for block in blueprint.blocks if block.kind in ASKED]
    all_sections: list[Section] = []
    for process in blueprint.processes:
        all_sections += (_of_process(blueprint, block, process) for block in asked if block.track)
    all_sections += (_of_block(blueprint, block) for block in asked)
    return tuple(
        section
        for section in all_sections
        if section.questions or section.outcome or (section.block.open and section.process is None)
    )


def _of_process(blueprint: Blueprint, block: Block, process: Process) -> Section:
    own = (
        _question(
            blueprint,
            block,
            criterion,
            criterion.id if criterion.process else uuid.uuid5(criterion.id, process.code),
        )
        for criterion in block.criteria
        if criterion.process == process.code or (block.by_process and not criterion.process)
    )
    key = f"{block.key}:{process.code}"
    return Section(key, block, process, tuple(own), _outcome(blueprint, block))


def _of_block(blueprint: Blueprint, block: Block) -> Section:
    own = tuple(
        _question(blueprint, block, criterion, criterion.id)
        for criterion in block.criteria
        if not criterion.process and not block.by_process
    )
    whole = _outcome(blueprint, block) if block.track is None else None
    return Section(block.key, block, None, own, whole)


def _outcome(blueprint: Blueprint, block: Block) -> Scale | None:
    if block.outcome is Outcomes.NONE:
        return None
    return blueprint.scales[block.outcome_scale or block.scale]


def _question(
    blueprint: Blueprint, block: Block, criterion: Criterion, key: uuid.UUID
) -> Question:
    scale = blueprint.scales[criterion.scale or block.scale]
    return Question(key, criterion.text, scale, criterion.explain, criterion.help)


def resolved(
    blueprint: Blueprint, qualification: str, level: int, processes: tuple[Process, ...]
) -> Blueprint:
    """The copy of an evaluation: with the work processes of the student's own cohort."""
    return replace(blueprint, qualification=qualification, level=level, processes=processes)


def with_row(blueprint: Blueprint, block_key: str, criterion: Criterion) -> Blueprint:
    """The same copy with a row of people's own in a block that is open for it."""
    blocks = tuple(
        replace(block, criteria=(*block.criteria, criterion)) if block.key == block_key else block
        for block in blueprint.blocks
    )
    return replace(blueprint, blocks=blocks)


def criteria(blueprint: Blueprint) -> Iterator[Criterion]:
    for block in blueprint.blocks:
        yield from block.criteria


class TemplateStatus(StrEnum):
    DRAFT = "draft"
    RELEASED = "released"  # does not change any more: editing makes the next version
    RETIRED = "retired"  # not offered for what begins now
