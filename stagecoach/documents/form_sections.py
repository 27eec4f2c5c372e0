"""The sections of an evaluation form, each drawn where the page has come to."""

from collections.abc import Callable, Iterator

from stagecoach import clock, i18n
from stagecoach.documents.form_criteria import criteria
from stagecoach.documents.form_job import ROW, STEP, Job, letters, say, tick_boxes
from stagecoach.documents.paper import BOX, LEFT, RIGHT, Flow, Page, measure, wrap
from stagecoach.domain.evaluations import Party
from stagecoach.domain.placements import Route
from stagecoach.domain.tracks import Track

LINE = 6.4  # between writing lines
_TRACK_LEFT = {Track.LEARNING: 116.6, Track.WORK: 156.1}
_TRACK_WIDTH = 38.9
_CELL = (RIGHT - LEFT) / 3


def head(job: Job, flow: Flow) -> None:
    """Who, where, when, and what the letters mean."""
    top = flow.y
    for row in job.form_data["head"]:
        values = [
            wrap(_value(job, cell["key"]), 9.5, _CELL - 4, bold=True) for cell in row["cells"]
        ]
        height = 9.9 + STEP * (max(map(len, values)) - 1)
        for column, (cell, lines) in enumerate(zip(row["cells"], values, strict=True)):
            x = LEFT + column * _CELL + 2.2
            flow.page.text(x, flow.y + 3.4, say(cell["label"]), 8)
            if cell["key"] == "route":
                _routes(job, flow.page, x, flow.y)
            for number, line in enumerate(lines):
                flow.page.text(x, flow.y + 7.6 + STEP * number, line, 9.5, bold=True)
        for x in (LEFT + _CELL, LEFT + 2 * _CELL):
            flow.page.down(x, flow.y, flow.y + height)
        flow.y += height
        flow.page.across(flow.y)
    _legend(job, flow.page, flow.y + 4.5)
    flow.y += 7.1
    flow.page.frame(LEFT, top, RIGHT, flow.y)
    flow.y += 2.8


def _value(job: Job, key: str) -> str:
    h, sheet = job.sheet.head, job.sheet
    if h is None or key == "route":
        return ""
    if key == "period":
        return job.say("period", i18n.date(h.starts_on), i18n.date(h.ends_on), h.study_year)
    if key == "hours":
        made = i18n.hours(job.form.minutes or 0) if sheet.id else "…"
        return f"{made} / {i18n.hours(h.agreed_minutes)}"
    if key == "talk":
        day = sheet.talk_on
        return job.say("week", i18n.full_date(day), h.week_of(day)) if day else ""
    values = {
        "student": h.name,
        "number": h.number,
        "school": ", ".join(filter(None, (h.school, h.supervisor))),
        "company": h.company,
        "trainer": h.trainer,
    }
    return values[key]


def _routes(job: Job, page: Page, x: float, y: float) -> None:
    chosen = job.sheet.head.route if job.sheet.head else None
    for route in job.form_data["routes"]:
        label = say(route["label"])
        page.tick_box(x, y + 4.4, ticked=chosen is Route(route["route"]))
        page.text(x + BOX + 0.6, y + 8.2, label, 9.5, bold=True)
        x += BOX + 3.4 + measure(label, 9.5, bold=True)


def _legend(job: Job, page: Page, y: float) -> None:
    x = LEFT + 2.2
    for value in job.sheet.structure.scale:
        page.text(x, y, value.letter, 9, bold=True)
        x += measure(value.letter, 9, bold=True) + 1
        page.text(x, y, value.label, 9)
        x += measure(value.label, 9) + 5
    if asks := [value.letter for value in job.sheet.structure.scale if value.explain]:
        page.right_text(RIGHT - 2.2, y, job.say("explain", "/".join(asks)), 9, bold=True)


def outcomes(job: Job, flow: Flow) -> None:
    """Per work process one outcome on each track."""
    processes = job.sheet.structure.processes
    if not processes:
        flow.page.text(LEFT, flow.y + 5, job.say("no_processes"), 10)
        flow.y += 10
        return
    top = _outcomes_head(job, flow)
    for process in processes:
        lines = wrap(process.title, 9.5, 98, bold=True)
        height = ROW + STEP * (len(lines) - 1)
        if flow.y + height > flow.bottom:
            _outcomes_frame(flow, top)
            flow.new_page()
            top = _outcomes_head(job, flow)
        flow.page.text(LEFT + 2.2, flow.y + 3.5, process.code, 8)
        for number, line in enumerate(lines):
            flow.page.text(LEFT + 2.2, flow.y + 7.4 + STEP * number, line, 9.5, bold=True)
        for track in Track:
            value = job.sheet.decision((process.id, track)).value
            tick_boxes(
                job, flow.page, _TRACK_LEFT[track] + 2.4, flow.y + (height - BOX) / 2, value
            )
        flow.y += height
        flow.page.across(flow.y)
    _outcomes_frame(flow, top)
    flow.y += 2.4


def _outcomes_head(job: Job, flow: Flow) -> float:
    top, page = flow.y, flow.page
    page.text(LEFT + 2.2, top + 6.4, job.say("process"), 9, bold=True)
    for track in Track:
        left = _TRACK_LEFT[track]
        name = job.say(track.value)
        middle = left + _TRACK_WIDTH / 2
        width = measure(name, 9, bold=True)
        page.track_mark(middle - width / 2 - 1, top + 3.3, track.letter)
        page.text(middle - width / 2 + 2.6, top + 4.4, name, 9, bold=True)
        letters(job, page, left + 2.4, top + 9.6)
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


def _title(flow: Flow, text: str, hint: str = "") -> None:
    flow.page.text(LEFT, flow.y + 4, text, 10, bold=True)
    if hint:
        flow.page.text(LEFT + measure(text, 10, bold=True) + 1.6, flow.y + 4, hint, 8.5)
    flow.y += 5.4


def explanations(job: Job, flow: Flow) -> None:
    """What people wrote, grouped by code, on lines that leave room for a pen."""
    lines = [line for text in _explained(job) for line in wrap(text, 10, RIGHT - LEFT - 1)]
    flow.need(12 + LINE)
    _title(flow, job.say("explanation"), job.say("explanation_hint"))
    if job.sheet.id is None:
        lines += [""] * (job.form_data["writing_lines"] - len(lines))
    for line in lines or [""]:
        flow.need(LINE)
        flow.page.text(LEFT + 0.6, flow.y + LINE - 1.8, line, 10)
        flow.y += LINE
        flow.page.across(flow.y)
    flow.y += 2.2


def _explained(job: Job) -> Iterator[str]:
    structure = job.sheet.structure
    for process in structure.processes:
        for track in Track:
            place = f"{process.code}, {job.say(track.value).lower()}"
            if text := job.sheet.decision((process.id, track)).explanation:
                yield f"{place}: {text}"
            for question in structure.asked(process, track):
                if text := job.sheet.answer(question).explanation:
                    yield f"{place}, {question.text}: {text}"


def conclusion(job: Job, flow: Flow) -> None:
    flow.need(14)
    _title(flow, job.say("conclusion"))
    x = LEFT
    for choice in job.form_data["conclusions"]:
        label = say(choice["label"])
        flow.page.tick_box(x, flow.y, ticked=job.sheet.conclusion == choice["value"])
        flow.page.text(x + BOX + 1.4, flow.y + 3.6, label, 9.5)
        x += BOX + 1.4 + measure(label, 9.5)
        if choice.get("dated"):
            day = job.sheet.extra_talk_on
            flow.page.text(x + 1, flow.y + 3.6, i18n.date(day) if day else "", 9.5)
            flow.page.across(flow.y + 4.2, x + 0.5, min(x + 26, RIGHT))
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
    height, gap = 28.0, 3.6
    flow.need(height + 6)
    _title(flow, job.say("signing"), job.say("signing_hint"))
    width = (RIGHT - LEFT - 2 * gap) / 3
    for number, data in enumerate(job.form_data["signatures"]):
        left = LEFT + number * (width + gap)
        flow.page.frame(left, flow.y, left + width, flow.y + height)
        label = say(data["label"])
        flow.page.text(left + 2.2, flow.y + 3.9, label, 9.5)
        _signed(job, flow.page, Party(data["party"]), left, left + width, flow.y, height)
    flow.y += height


def _signed(
    job: Job, page: Page, party: Party, left: float, right: float, top: float, height: float
) -> None:
    signed = job.sheet.signatures.get(party)
    for number, line in enumerate(wrap(_party_name(job, party), 9.5, right - left - 4, bold=True)):
        page.text(left + 2.2, top + 8.2 + 4 * number, line, 9.5, bold=True)
    page.across(top + height - 6.2, left + 2.2, right - 2.2)
    y = top + height - 2.4
    page.text(left + 2.2, y, job.say("signature"), 8)
    date = job.say("date_blank")
    if signed:
        page.text(left + 2.2, top + height - 7.6, job.say("signed"), 8)
        date = f"{job.say('date')} {i18n.date(clock.local(signed.at).date())}"
    page.right_text(right - 2.2, y, date, 8)


def _party_name(job: Job, party: Party) -> str:
    if party in job.sheet.signatures:
        return job.sheet.signatures[party].name
    h = job.sheet.head
    if h is None:
        return ""
    return {Party.STUDENT: h.name, Party.COMPANY: h.trainer, Party.SCHOOL: h.supervisor}[party]


SECTIONS: dict[str, Callable[[Job, Flow], None]] = {
    "head": head,
    "outcomes": outcomes,
    "explanations": explanations,
    "conclusion": conclusion,
    "agreements": agreements,
    "signatures": signatures,
    "criteria": criteria,
}
