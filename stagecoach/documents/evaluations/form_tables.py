"""The tables of an evaluation form: outcomes on both tracks, and blocks with their own criteria.

A form that asks the same on both tracks has them side by side on its first page; every other
block is a table with its own letters.
"""

from stagecoach.documents.evaluations.form_job import (
    PITCH,
    ROW,
    STEP,
    Job,
    answer,
    heading,
    letters,
    width,
)
from stagecoach.documents.paper import BOX, LEFT, RIGHT, Flow, measure, wrap
from stagecoach.domain.templates.blueprints import Block, Outcomes, Section
from stagecoach.domain.templates.scales import Scale
from stagecoach.domain.templates.words import block_name
from stagecoach.domain.tracks import Track

_TRACK_LEFT = {Track.LEARNING: 116.6, Track.WORK: 156.1}
_TRACK_WIDTH = 38.9
_MOST_ON_A_TRACK = 4  # boxes side by side
_OWN_ROWS = 2  # left open on paper where people add their own


def outcomes(job: Job, flow: Flow, blocks: list[Block]) -> None:
    """Per work process one outcome on each track."""
    if not any(block.outcome is not Outcomes.NONE for block in blocks):
        return
    if not job.sheet.structure.processes:
        flow.page.text(LEFT, flow.y + 5, job.say("no_processes"), 10)
        flow.y += 10
        return
    sections = {
        (s.block.key, s.process.code): s
        for s in job.sheet.structure.sections
        if s.process is not None and s.outcome
    }
    asked = [block for block in blocks if any(key == block.key for key, _code in sections)]
    if len(asked) == len(Track) and all(_narrow(s) for s in sections.values()):
        _side_by_side(job, flow, asked, sections)
        return
    for block in asked:
        own = [s for (key, _code), s in sections.items() if key == block.key]
        _one_track(job, flow, block, own)


def _narrow(section: Section) -> bool:
    return section.outcome is not None and len(section.outcome.choices) <= _MOST_ON_A_TRACK


def _side_by_side(
    job: Job, flow: Flow, blocks: list[Block], sections: dict[tuple[str, str], Section]
) -> None:
    top = _outcomes_head(job, flow, blocks, sections)
    for process in job.sheet.structure.processes:
        lines = wrap(process.title, 9.5, 98, bold=True)
        height = ROW + STEP * (len(lines) - 1)
        if flow.y + height > flow.bottom:
            _outcomes_frame(flow, top)
            flow.new_page()
            top = _outcomes_head(job, flow, blocks, sections)
        flow.page.text(LEFT + 2.2, flow.y + 3.5, process.code, 8)
        for number, line in enumerate(lines):
            flow.page.text(LEFT + 2.2, flow.y + 7.4 + STEP * number, line, 9.5, bold=True)
        for block in blocks:
            section = sections.get((block.key, process.code))
            if section is not None and section.outcome and block.track:
                left, y = _TRACK_LEFT[block.track] + 2.4, flow.y + (height - BOX) / 2
                value = job.sheet.decision(section).value
                answer(flow.page, section.outcome, left, y, value)
        flow.y += height
        flow.page.across(flow.y)
    _outcomes_frame(flow, top)
    flow.y += 2.4


def _outcomes_head(
    job: Job, flow: Flow, blocks: list[Block], sections: dict[tuple[str, str], Section]
) -> float:
    top, page = flow.y, flow.page
    page.text(LEFT + 2.2, top + 6.4, job.say("process"), 9, bold=True)
    for block in blocks:
        assert block.track is not None
        left = _TRACK_LEFT[block.track]
        name = block.title or job.say(block.track.value)
        middle = left + _TRACK_WIDTH / 2
        room = measure(name, 9, bold=True)
        page.track_mark(middle - room / 2 - 1, top + 3.3, block.track.letter)
        page.text(middle - room / 2 + 2.6, top + 4.4, name, 9, bold=True)
        scale = next(s.outcome for (key, _c), s in sections.items() if key == block.key)
        if scale is not None:
            letters(page, scale, left + 2.4, top + 9.6)
    flow.y += 11.4
    page.across(flow.y)
    return top


def _outcomes_frame(flow: Flow, top: float) -> None:
    """With the double rule that keeps the tracks apart, also without colour."""
    page, bottom = flow.page, flow.y
    page.frame(LEFT, top, RIGHT, bottom)
    page.down(_TRACK_LEFT[Track.LEARNING], top, bottom)
    for x in (_TRACK_LEFT[Track.WORK] - 0.6, _TRACK_LEFT[Track.WORK]):
        page.down(x, top, bottom)


def _one_track(job: Job, flow: Flow, block: Block, sections: list[Section]) -> None:
    """One outcome a work process, on the only track that asks it."""
    rows = [
        (f"{s.process.code} {s.process.title}", s.outcome, job.sheet.decision(s).value)
        for s in sections
        if s.process and s.outcome
    ]
    flow.need(20)
    legend = job.legend(sections[0].outcome) if sections[0].outcome else ""
    hint = ": ".join(filter(None, (block.outcome_text or job.say("per_process"), legend)))
    heading(flow, block_name(block), hint)
    _rows(flow, rows, bold_from=len(rows))
    flow.y += 2.4


def block(job: Job, flow: Flow, section: Section) -> None:
    """A part of its own: its criteria, and what came out of it."""
    rows = [(q.text, q.scale, job.sheet.answer(q).value) for q in section.questions]
    bold = len(rows) if section.outcome is not None else len(rows) + _OWN_ROWS
    if section.outcome is not None:
        words = job.say("outcome") if rows else block_name(section.block)
        rows.append((words, section.outcome, job.sheet.decision(section).value))
    if section.block.open and job.sheet.id is None:
        scale = job.sheet.structure.blueprint.scales[section.block.scale]
        rows += [("." * 60, scale, None)] * _OWN_ROWS
    flow.need(16)
    heading(flow, block_name(section.block), job.legend(rows[0][1]) if rows else "")
    _rows(flow, rows, bold_from=bold)
    flow.y += 2.4


def _rows(flow: Flow, rows: list[tuple[str, Scale, str | None]], bold_from: int) -> None:
    """Where the scale changes the letters are said again; those who decide stand in bold."""
    top, before = flow.y, None
    for number, (text, scale, value) in enumerate(rows):
        left = RIGHT - 3.4 - width(scale)
        bold = number >= bold_from
        lines = wrap(text, 9.5, left - LEFT - 6, bold=bold)
        height = 6.8 + STEP * (len(lines) - 1)
        if flow.y + height + 5 > flow.bottom:
            flow.page.frame(LEFT, top, RIGHT, flow.y)
            flow.new_page()
            top, before = flow.y, None
        if scale != before:
            letters(flow.page, scale, left, flow.y + 3.4)
            flow.y += 4.8
            flow.page.across(flow.y)
            before = scale
        for at, line in enumerate(lines):
            flow.page.text(LEFT + 2.2, flow.y + 4.5 + STEP * at, line, 9.5, bold=bold)
        answer(flow.page, scale, left, flow.y + (height - BOX) / 2, value, PITCH)
        flow.y += height
        flow.page.across(flow.y)
    flow.page.frame(LEFT, top, RIGHT, flow.y)
