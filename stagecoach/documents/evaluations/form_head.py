"""The head of an evaluation form: who, where, when, the hours, and what the letters mean."""

from stagecoach import i18n
from stagecoach.documents.evaluations.form_job import STEP, Job, boxed, heading, say
from stagecoach.documents.paper import BOX, LEFT, RIGHT, Flow, Page, measure, wrap
from stagecoach.domain.students.placements import Route

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
        hours_text = i18n.hours(job.form.minutes or 0) if sheet.id else "…"
        return f"{hours_text} / {i18n.hours(h.agreed_minutes)}"
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
    for value in job.scale.choices if boxed(job.scale) else ():
        page.text(x, y, value.letter, 9, bold=True)
        x += measure(value.letter, 9, bold=True) + 1
        page.text(x, y, value.said, 9)
        x += measure(value.said, 9) + 5
    if not boxed(job.scale):
        page.text(x, y, job.scale.name, 9, bold=True)
    if asks := [value.letter for value in job.scale.values if value.explain]:
        words = job.say("explain", "/".join(asks))
        if x + measure(words, 9, bold=True) < RIGHT:
            page.right_text(RIGHT - 2.2, y, words, 9, bold=True)


def hours(job: Job, flow: Flow) -> None:
    """Norm and approved hours; met or not is ticked by hand on a blank form."""
    flow.need(14)
    heading(flow, job.say("hours"))
    minutes, agreed = job.form.minutes, job.sheet.head.agreed_minutes if job.sheet.head else 0
    known = job.sheet.id is not None and minutes is not None
    words = job.say(
        "hours_line",
        i18n.hours(agreed) if agreed else "........",
        i18n.hours(minutes) if known and minutes is not None else "........",
    )
    flow.page.text(LEFT + 0.6, flow.y + 4, words, 9.5)
    x = LEFT + measure(words, 9.5) + 8
    for name, met in (("yes", True), ("no", False)):
        right = known and agreed > 0 and ((minutes or 0) >= agreed) is met
        flow.page.tick_box(x, flow.y + 0.3, ticked=right)
        flow.page.text(x + BOX + 1.2, flow.y + 4, job.say(name), 9.5)
        x += BOX + 14
    flow.y += 8.4
