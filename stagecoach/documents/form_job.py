"""One form under the pen: its data, its words, and what stands on every page of it."""

from dataclasses import dataclass
from typing import Any

from stagecoach import i18n
from stagecoach.documents.paper import BOX, LEFT, Page, wrap
from stagecoach.services.printing import Form
from stagecoach.services.sheets import Sheet

PITCH = 9.8  # between the middles of tick boxes
WIDE_PITCH = 11.6  # on the pages of criteria
ROW = 9.3
STEP = 4.2  # between lines of one text


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
        found = say(text)
        return found % values if values else found

    @property
    def letters(self) -> list[str]:
        return [value.letter for value in self.sheet.structure.scale]

    def begin_page(self, page: Page, number: int) -> float:
        """The head of each page; gives where its content starts."""
        self._logo(page)
        text = self.form_data["title"]
        page.text(60, 18.6, say(text), 19, bold=True)
        y = 24.3
        structure = self.sheet.structure
        subject = self.say("subject", structure.qualification, structure.level)
        for line in wrap(subject, 10.5, 112):
            page.text(60, y, line, 10.5)
            y += 4.6
        for line in wrap(self._note(number), 9, 112):
            page.text(60, y + 0.4, line, 9)
            y += 4.0
        return max(38.2, y + 1.5)

    def _note(self, number: int) -> str:
        if number == 1:
            note = self.form_data["note"]
            return say(note)
        if self.criteria_from and number >= self.criteria_from:
            parts = [self.say("criteria_note")]
            if self.sheet.structure.example:
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


def letters(job: Job, page: Page, left: float, y: float, pitch: float = PITCH) -> None:
    for number, letter in enumerate(job.letters):
        page.centred(left + BOX / 2 + number * pitch, y, letter, 8)


def tick_boxes(
    job: Job, page: Page, left: float, y: float, value: str | None, pitch: float = PITCH
) -> None:
    for number, letter in enumerate(job.letters):
        page.tick_box(left + number * pitch, y, ticked=letter == value)
