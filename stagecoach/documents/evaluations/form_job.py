"""One form under the pen: its data, its words, and what stands on every page of it."""

from dataclasses import dataclass
from typing import Any

from stagecoach import i18n
from stagecoach.documents.paper import BOX, LEFT, Flow, Page, measure, wrap
from stagecoach.domain.templates.scales import Scale
from stagecoach.services.evaluations.sheet import Sheet
from stagecoach.services.printing.forms import Form

PITCH = 9.8  # between the middles of tick boxes
WIDE_PITCH = 11.6  # on the pages of criteria
ROW = 9.3
STEP = 4.2  # between lines of one text
_MOST_BOXES = 5  # side by side
_FIELD = 24.0  # millimetres, to write in
_TITLE_ROOM = 112  # beside logo and QR code


def say(text: dict[str, str]) -> str:
    """A text of a description in the reader's language."""
    return i18n.either(text["nl"], text["en"])


@dataclass(slots=True)
class Job:
    """One form under the pen: its data, and its description in words."""

    form: Form
    form_data: dict[str, Any]
    criteria_from: int = 0  # the first page of the criteria, once begun

    @property
    def sheet(self) -> Sheet:
        return self.form.sheet

    def say(self, name: str, *values: object) -> str:
        text = self.form_data["texts"][name]
        wording = say(text)
        return wording % values if values else wording

    @property
    def scale(self) -> Scale:
        """The scale that the form asks in first: its legend stands in the head."""
        form = self.sheet.structure
        for section in form.sections:
            if section.questions:
                return section.questions[0].scale
            if section.outcome is not None:
                return section.outcome
        return next(iter(form.blueprint.scales.values()))  # no work processes: nothing is asked

    def legend(self, scale: Scale) -> str:
        """What the letters of another scale than the head's mean, in a few words."""
        if scale == self.scale or not boxed(scale):
            return ""
        return ", ".join(f"{v.letter} {v.said}" for v in scale.choices if v.letter != v.said)

    @property
    def title(self) -> str:
        return self.sheet.structure.blueprint.title or say(self.form_data["title"])

    @property
    def code(self) -> str:
        return str(self.sheet.structure.blueprint.code or self.form_data["code"])

    def begin_page(self, page: Page, number: int) -> float:
        """The head of each page; gives where its content starts."""
        self._logo(page)
        y = 18.6
        size = 19 if measure(self.title, 19, bold=True) <= _TITLE_ROOM else 14
        for line in wrap(self.title, size, _TITLE_ROOM, bold=True):
            page.text(60, y, line, size, bold=True)
            y += 5.7
        blueprint = self.sheet.structure.blueprint
        name = "subject" if blueprint.level else "subject_any"
        values = (blueprint.qualification, blueprint.level)[: 2 if blueprint.level else 1]
        subject = self.say(name, *values)
        for line in wrap(subject, 10.5, 112):
            page.text(60, y, line, 10.5)
            y += 4.6
        for line in wrap(self._note(number), 9, 112):
            page.text(60, y + 0.4, line, 9)
            y += 4.0
        return max(38.2, y + 1.5)

    def _note(self, number: int) -> str:
        if number == 1:
            own, edition = self.sheet.structure.blueprint, self.sheet.edition
            note = own.note or say(self.form_data["note"])
            if edition > 1:
                return f"{self.say('corrects', edition, edition - 1)} {note}"
            return note
        if self.criteria_from and number >= self.criteria_from:
            parts = [self.say("criteria_note")]
            if self.sheet.structure.blueprint.example:
                parts.append(self.say("example"))
            return ". ".join(parts)
        return self.say("continued", number - 1)

    def _logo(self, page: Page) -> None:
        if self.sheet.head is None:
            for y in (13.2, 29.0):
                page.dots.append((LEFT, y, 54.6, y))
            for x in (LEFT, 54.6):
                page.dots.append((x, 13.2, x, 29.0))
            for row, line in enumerate(wrap(self.say("logo"), 8.5, 30)):
                page.centred(34.8, 19.6 + row * 4.2, line, 8.5, bold=False)
            return
        y, size = 19.0, 12.5
        lines = wrap(self.sheet.head.company, size, 41, bold=True)
        if len(lines) > 2:
            size = 8.0
            lines = wrap(self.sheet.head.company, size, 41, bold=True)
        for line in lines:
            page.text(LEFT, y, line, size, bold=True)
            y += size * 0.42


def heading(flow: Flow, text: str, hint: str = "") -> None:
    """The title of a part, with a few words beside it."""
    flow.page.text(LEFT, flow.y + 4, text, 10, bold=True)
    if hint:
        flow.page.text(LEFT + measure(text, 10, bold=True) + 1.6, flow.y + 4, hint, 8.5)
    flow.y += 5.4


def boxed(scale: Scale) -> bool:
    """Few values are ticked; a grade from 1 to 10 is written in a field."""
    return len(scale.choices) <= _MOST_BOXES


def width(scale: Scale, pitch: float = PITCH) -> float:
    """Of the boxes of a scale side by side, in millimetres."""
    return (len(scale.choices) - 1) * pitch + BOX if boxed(scale) else _FIELD


def letters(page: Page, scale: Scale, left: float, y: float, pitch: float = PITCH) -> None:
    """The letters above the boxes; above a field what is written there."""
    if not boxed(scale):
        page.centred(left + _FIELD / 2, y, scale.name.split(maxsplit=1)[0], 8)
        return
    for number, value in enumerate(scale.choices):
        page.centred(left + BOX / 2 + number * pitch, y, value.letter, 8)


def answer(
    page: Page, scale: Scale, left: float, y: float, value: str | None, pitch: float = PITCH
) -> None:
    """Boxes with one ticked, or a field with what was written; empty is empty."""
    if not boxed(scale):
        page.boxes.append((left, y, _FIELD, BOX))
        if value:
            page.centred(left + _FIELD / 2, y + 3.8, value, 10)
        return
    for number, choice in enumerate(scale.choices):
        page.tick_box(left + number * pitch, y, ticked=choice.letter == value)
