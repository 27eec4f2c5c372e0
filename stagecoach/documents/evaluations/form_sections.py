"""Which part of a form is drawn how: the blocks of a blueprint, in its own order."""

from collections.abc import Callable

from stagecoach.documents.evaluations import form_closing, form_head, form_tables
from stagecoach.documents.evaluations.form_criteria import criteria
from stagecoach.documents.evaluations.form_job import Job
from stagecoach.documents.paper import Flow
from stagecoach.domain.templates.blueprints import TRACKS, BlockKind

_PARTS: dict[BlockKind, Callable[[Job, Flow], None]] = {
    BlockKind.HEADER: form_head.head,
    BlockKind.HOURS: form_head.hours,
    BlockKind.EXPLANATION: form_closing.explanations,
    BlockKind.SELF: form_closing.reflection,
    BlockKind.OTHERS: form_closing.others,
    BlockKind.CONCLUSION: form_closing.conclusion,
    BlockKind.AGREEMENTS: form_closing.agreements,
    BlockKind.SIGNATURES: form_closing.signatures,
}


def draw(job: Job, flow: Flow) -> None:
    """The blocks in their order; the tracks stand together, their criteria on pages at the end."""
    blocks = job.sheet.structure.blueprint.blocks
    tracks = [block for block in blocks if block.kind in TRACKS]
    own = {s.block.key: s for s in job.sheet.structure.sections if s.process is None}
    for block in blocks:
        if block.kind in TRACKS:
            if block is tracks[0]:
                form_tables.outcomes(job, flow, tracks)
        elif block.kind in _PARTS:
            _PARTS[block.kind](job, flow)
        if block.key in own:
            form_tables.block(job, flow, own[block.key])
    criteria(job, flow)
    form_closing.seal(job, flow)
