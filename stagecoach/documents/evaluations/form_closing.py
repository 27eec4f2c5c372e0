"""The end of an evaluation form: explanation, conclusion, agreements, signatures and the seal."""

from collections.abc import Iterator
from itertools import pairwise

from stagecoach import clock, i18n
from stagecoach.documents.evaluations.form_job import Job, answer, boxed, heading, say
from stagecoach.documents.paper import BOX, LEFT, RIGHT, Flow, Page, measure, wrap
from stagecoach.domain.evaluations import Party, Voice, Way
from stagecoach.domain.templates.blueprints import BlockKind
from stagecoach.domain.templates.scales import Value
from stagecoach.domain.templates.words import block_name
from stagecoach.domain.tracks import Track
from stagecoach.services.evaluations.sheet import Signed

LINE = 6.4  # between writing lines


def explanations(job: Job, flow: Flow) -> None:
    """What people wrote, grouped by code, on lines that leave room for a pen."""
    lines = [line for text in _explained(job) for line in wrap(text, 10, RIGHT - LEFT - 1)]
    flow.need(12 + LINE)
    heading(flow, job.say("explanation"), job.say("explanation_hint"))
    if job.sheet.id is None:
        block = job.sheet.structure.blueprint.block(BlockKind.EXPLANATION)
        room = (block.lines if block else 0) or job.form_data["writing_lines"]
        lines += [""] * (room - len(lines))
    _written(flow, lines or [""])


def _written(flow: Flow, lines: list[str]) -> None:
    """Each on a line of its own, as if by pen."""
    for line in lines:
        flow.need(LINE)
        flow.page.text(LEFT + 0.6, flow.y + LINE - 1.8, line, 10)
        flow.y += LINE
        flow.page.across(flow.y)
    flow.y += 2.2


def _explained(job: Job) -> Iterator[str]:
    sheet = job.sheet
    for section in sheet.structure.sections:
        place = section.process.code if section.process else block_name(section.block)
        if section.track is not None:
            place = f"{place}, {job.say(section.track.value).lower()}"
        if text := sheet.decision(section).explanation:
            yield f"{place}: {text}"
        for question in section.questions:
            if text := sheet.answer(question).explanation:
                yield f"{place}, {question.text}: {text}"


def reflection(job: Job, flow: Flow) -> None:
    """What the student says of it, as they finished it."""
    own = [told for told in job.sheet.told if told.voice is Voice.SELF]
    _voices(job, flow, job.say("reflection"), [(told.author, told.text) for told in own])


def others(job: Job, flow: Flow) -> None:
    """Who else looked along, and what they said."""
    rest = [told for told in job.sheet.told if told.voice not in {Voice.SELF, Voice.TRAINER}]
    names = [(", ".join(filter(None, (t.author, t.relation))), t.text) for t in rest]
    _voices(job, flow, job.say("others"), names)


def _voices(job: Job, flow: Flow, title: str, told: list[tuple[str, str]]) -> None:
    lines = [line for name, text in told for line in wrap(f"{name}: {text}", 10, RIGHT - LEFT - 1)]
    flow.need(12 + LINE)
    heading(flow, title)
    _written(flow, lines or [""] * (2 if job.sheet.id is None else 1))


def conclusion(job: Job, flow: Flow) -> None:
    """What people concluded, and by which rule something was proposed."""
    scale = job.sheet.structure.blueprint.conclusions
    flow.need(20)
    heading(flow, job.say("conclusion"))
    if scale is not None and not boxed(scale):
        answer(flow.page, scale, LEFT, flow.y + 0.8, job.sheet.conclusion)
        flow.y += 8.2
    elif scale is not None:
        _choices(job, flow, tuple(reversed(scale.values)))
    rule = job.sheet.structure.blueprint.result
    if rule is not None:
        for line in wrap(job.say("rule", rule.words), 8.5, RIGHT - LEFT):
            flow.page.text(LEFT, flow.y + 2.4, line, 8.5)
            flow.y += 3.8
        flow.y += 1.6


def _choices(job: Job, flow: Flow, values: tuple[Value, ...]) -> None:
    x = LEFT
    for value in values:
        dated = value.letter == job.sheet.structure.blueprint.dated
        words = f"{value.said}{job.say('extra_talk') if dated else ''}"
        room = BOX + 1.4 + measure(words, 9.5) + (26 if dated else 0)
        if x > LEFT and x + room > RIGHT:
            x, flow.y = LEFT, flow.y + 6.4
        flow.page.tick_box(x, flow.y, ticked=job.sheet.conclusion == value.letter)
        flow.page.text(x + BOX + 1.4, flow.y + 3.6, words, 9.5)
        x += BOX + 1.4 + measure(words, 9.5)
        if dated:
            day = job.sheet.extra_talk_on
            flow.page.text(x + 1, flow.y + 3.6, i18n.date(day) if day else "", 9.5)
            flow.page.across(flow.y + 4.2, x + 0.5, min(x + 26, RIGHT))
            x += 26
        x += 6
    flow.y += 7.4


def agreements(job: Job, flow: Flow) -> None:
    """Side by side, a column per track."""
    columns = {Track.LEARNING: (LEFT, 102.6), Track.WORK: (107.4, RIGHT)}
    lines = {
        track: [
            line
            for text in job.sheet.agreements.get(track, [])
            for line in wrap(text, 10, right - left - 1)
        ]
        for track, (left, right) in columns.items()
    }
    flow.need(8 + LINE)
    for track, (left, _right) in columns.items():
        flow.page.track_mark(left + 2.2, flow.y + 2.6, track.letter)
        flow.page.text(
            left + 7.4, flow.y + 3.8, job.say(f"agreements_{track.value}"), 9.5, bold=True
        )
    flow.y += 5.4
    for number in range(max(job.form_data["agreement_lines"], *map(len, lines.values()))):
        flow.need(LINE)
        for track, (left, right) in columns.items():
            if number < len(lines[track]):
                flow.page.text(left + 0.6, flow.y + LINE - 1.8, lines[track][number], 10)
            flow.page.across(flow.y + LINE, left, right)
        flow.y += LINE
    flow.y += 2.2


def signatures(job: Job, flow: Flow) -> None:
    """A box for who has to agree, in the order of the form; a parent stands beside a minor."""
    height, gap = 28.0, 3.6
    flow.need(height + 6)
    heading(flow, job.say("signing"), job.say("signing_hint"))
    boxes = _boxes(job)
    width = (
        (RIGHT - LEFT - 2 * gap) / 3
        if len(boxes) <= _IN_A_ROW
        else (RIGHT - LEFT - (len(boxes) - 1) * gap) / len(boxes)
    )
    for number, (label, name, signed) in enumerate(boxes):
        left = LEFT + number * (width + gap)
        flow.page.frame(left, flow.y, left + width, flow.y + height)
        flow.page.text(left + 2.2, flow.y + 3.9, label, 9.5 if len(boxes) <= _IN_A_ROW else 8)
        _signed(job, flow.page, (left, left + width, flow.y, height), name, signed)
    flow.y += height


_IN_A_ROW = 3


def _boxes(job: Job) -> list[tuple[str, str, Signed | None]]:
    """Label, name and signature of each."""
    words = {Party(data["party"]): say(data["label"]) for data in job.form_data["signatures"]}
    boxes: list[tuple[str, str, Signed | None]] = []
    for party in job.sheet.structure.blueprint.signers:
        signed = job.sheet.signatures.get(party)
        boxes.append((words[party], signed.name if signed else _name(job, party), signed))
        if party is Party.STUDENT and job.sheet.guardian:
            parent = job.sheet.guardian_signed
            boxes.append((job.say("guardian"), parent.name if parent else "", parent))
    return boxes


def _signed(
    job: Job, page: Page, box: tuple[float, float, float, float], name: str, signed: Signed | None
) -> None:
    left, right, top, height = box
    for number, line in enumerate(wrap(name, 9.5, right - left - 4, bold=True)):
        page.text(left + 2.2, top + 8.2 + 4 * number, line, 9.5, bold=True)
    page.across(top + height - 6.2, left + 2.2, right - 2.2)
    y = top + height - 2.4
    page.text(left + 2.2, y, job.say("signature"), 8)
    date = job.say("date_blank")
    if signed:
        _proof(job, page, box, signed)
        date = f"{job.say('date')} {i18n.date(clock.local(signed.at).date())}"
    page.right_text(right - 2.2, y, date, 8)


def _proof(job: Job, page: Page, box: tuple[float, float, float, float], signed: Signed) -> None:
    """The drawn line itself; else in words how it was signed."""
    left, _right, top, height = box
    if signed.drawing:
        strokes, ratio = signed.drawing["strokes"], signed.drawing["ratio"]
        room, tall = 34.0, 11.0
        wide = min(room, tall * float(ratio))
        high = wide / float(ratio)
        for stroke in strokes:
            places = [
                (left + 4 + x * wide / 1000, top + height - 7.4 - high + y * high / 1000)
                for x, y in stroke
            ]
            page.pens += [(*a, *b) for a, b in pairwise(places)]
        return
    words = {Way.PIN: "signed_pin", Way.PAPER: "signed_paper"}.get(signed.way, "signed")
    page.text(left + 2.2, top + height - 7.6, job.say(words), 8)


def _name(job: Job, party: Party) -> str:
    h = job.sheet.head
    if h is None:
        return ""
    return {Party.STUDENT: h.name, Party.COMPANY: h.trainer, Party.SCHOOL: h.supervisor}[party]


def seal(job: Job, flow: Flow) -> None:
    """Under the whole of a closed form: the hash, to compare with what StageCoach holds."""
    closing = job.form.seal
    if closing is None:
        return
    flow.need(14)
    flow.y += 5
    closed = i18n.date(clock.local(closing.closed_at).date())
    flow.page.text(
        LEFT,
        flow.y,
        job.say("sealed" if closing.here else "sealed_elsewhere", closed, closing.code),
        8,
        bold=True,
    )
    flow.page.text(LEFT, flow.y + 3.6, f"SHA-256 {closing.digest}", 7)
    flow.page.text(LEFT, flow.y + 7.0, job.say("seal_means"), 7)
    flow.y += 8
