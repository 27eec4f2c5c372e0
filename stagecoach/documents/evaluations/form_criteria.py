"""The pages of criteria: every criterion with its boxes, by work process."""

from stagecoach.documents.evaluations.form_job import ROW, STEP, WIDE_PITCH, Job, answer, letters
from stagecoach.documents.paper import BOX, LEFT, RIGHT, Flow, measure, wrap
from stagecoach.domain.templates.blueprints import Question
from stagecoach.domain.templates.scales import Scale
from stagecoach.domain.tracks import Track

_SPLIT = 148.2  # where the boxes begin


def criteria(job: Job, flow: Flow) -> None:
    """Every criterion with its boxes, by work process; none where none were entered."""
    sections = [s for s in job.sheet.structure.sections if s.process and s.questions]
    if not sections:
        return
    job.criteria_from = len(flow.pages) + 1
    flow.new_page()
    scale = sections[0].questions[0].scale
    top = _criteria_head(job, flow, scale)
    for process in job.sheet.structure.processes:
        rows = [(s.track, q) for s in sections if s.process == process for q in s.questions]
        if rows:
            top = _room(job, flow, top, 6.6 + ROW, scale)
            heading = wrap(f"{process.code} {process.title}", 9.5, RIGHT - LEFT - 5, bold=True)
            for number, line in enumerate(heading):
                flow.page.text(LEFT + 2.2, flow.y + 4.6 + STEP * number, line, 9.5, bold=True)
            flow.y += 6.6 + STEP * (len(heading) - 1)
            flow.page.across(flow.y)
        for track, question in rows:
            top = _row(job, flow, top, track, question, scale)
    flow.page.frame(LEFT, top, RIGHT, flow.y)


def _row(
    job: Job, flow: Flow, top: float, track: Track | None, question: Question, usual: Scale
) -> float:
    """One criterion; where it has another scale than the head says, its letters are said again."""
    lines = wrap(question.text, 9.5, _SPLIT - LEFT - 12)
    other = question.scale != usual
    height = ROW + STEP * (len(lines) - 1) + (3.2 if other else 0)
    top = _room(job, flow, top, height, usual)
    if track is not None:
        flow.page.track_mark(LEFT + 4.6, flow.y + 5.0, track.letter)
    for number, line in enumerate(lines):
        flow.page.text(LEFT + 9.6, flow.y + 5.6 + STEP * number, line, 9.5)
    y = flow.y + (height - BOX) / 2 + (1.6 if other else 0)
    pitch = _pitch(question.scale)
    if other:
        letters(flow.page, question.scale, _SPLIT + 3.4, flow.y + 3.2, pitch)
    value = job.sheet.answer(question).value
    answer(flow.page, question.scale, _SPLIT + 3.4, y, value, pitch)
    flow.page.down(_SPLIT, flow.y, flow.y + height)
    flow.y += height
    flow.page.across(flow.y)
    return top


def _pitch(scale: Scale) -> float:
    """Five boxes stand nearer to each other than four."""
    return min(WIDE_PITCH, (RIGHT - _SPLIT - 6 - BOX) / max(1, len(scale.choices) - 1))


def _room(job: Job, flow: Flow, top: float, height: float, scale: Scale) -> float:
    """Close the table and go on where the next row does not fit; gives where it began."""
    if flow.y + height <= flow.bottom:
        return top
    flow.page.frame(LEFT, top, RIGHT, flow.y)
    flow.new_page()
    return _criteria_head(job, flow, scale)


def _criteria_head(job: Job, flow: Flow, scale: Scale) -> float:
    page = flow.page
    student = job.sheet.head.name if job.sheet.head else "." * 66
    label = job.say("student_line")
    room = 98 if job.sheet.head else 80
    lines = wrap(f"{label} {student}", 9.5, room)
    for number, line in enumerate(lines):
        page.text(LEFT, flow.y + 1.6 + STEP * number, line, 9.5)
    flow.y += STEP * (len(lines) - 1)
    x = LEFT + room + 4
    for track in Track:
        name = job.say(f"{track.value}_one")
        page.track_mark(x, flow.y + 0.5, track.letter)
        page.text(x + 4.6, flow.y + 1.6, name, 9.5)
        x += 12 + measure(name, 9.5)
    flow.y += 5.6
    top = flow.y
    page.text(LEFT + 2.2, top + 4.8, job.say("criterion"), 9.5, bold=True)
    if legend := job.legend(scale):
        after = measure(job.say("criterion"), 9.5, bold=True)
        for line in wrap(legend, 8, _SPLIT - LEFT - after - 12)[:1]:
            page.text(LEFT + after + 6, top + 4.8, line, 8)
    letters(page, scale, 151.6, top + 4.6, _pitch(scale))
    flow.y += 7.0
    page.across(flow.y)
    return top
