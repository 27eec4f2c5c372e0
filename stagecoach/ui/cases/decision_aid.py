"""The decision aid: four questions, then whom to call now and why. It states no duty."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QComboBox, QFrame, QGridLayout, QVBoxLayout

from stagecoach.domain.cases.case import Case
from stagecoach.i18n import _
from stagecoach.services.cases import cases
from stagecoach.services.cases import guide as case_guide
from stagecoach.services.cases import room as rooms
from stagecoach.services.cases.guide import Advice
from stagecoach.services.reports import reports as reporting
from stagecoach.ui.cases.open_room import OpenRoom
from stagecoach.ui.widgets.fields import caption, card, column, icon_label, label, pick, row, ruled
from stagecoach.ui.widgets.layouts import clear


class AidCard(QFrame):
    """The answers are part of the case; what they lead to is computed each time."""

    def __init__(self, open_room: OpenRoom, case: Case) -> None:
        super().__init__()
        self._open_room, self._case = open_room, case
        frame, body = card(_("Whom to call now"), icon="phone")
        self.boxes: dict[str, QComboBox] = {}
        grid = QGridLayout()
        grid.setContentsMargins(16, 4, 16, 12)
        grid.setHorizontalSpacing(16)
        for number, question in enumerate(case_guide.questions()):
            box = self.boxes[question.name] = QComboBox()
            box.setAccessibleName(question.text)
            for code, words in (("", ""), *question.answers):
                box.addItem(words, code)
            pick(box, str(case.aid.get(question.name, "")))
            box.activated.connect(self._answered)
            grid.addLayout(
                column(caption(question.text, box), box, spacing=3), number // 2, number % 2
            )
        body.addLayout(grid)
        self._advice = QVBoxLayout()
        self._advice.setSpacing(0)
        body.addLayout(self._advice)
        self.setLayout(column(frame))
        self._show()

    def answers(self) -> dict[str, str]:
        return {name: str(box.currentData() or "") for name, box in self.boxes.items()}

    @Slot()
    def _answered(self) -> None:
        """Kept without building the case anew: the keyboard stays where it is."""
        self._open_room.ask(cases.aid, self._case.id, self.answers())
        self._case.aid = self.answers()  # the page goes on with it
        self._show()

    def _show(self) -> None:
        clear(self._advice)
        advices = case_guide.advice(self.answers(), rooms.lists(self._open_room.room))
        if not advices:
            text = _("Answer the four questions. ‘I do not know’ is an answer too.")
            self._advice.addWidget(ruled(row(label(text, "muted"), margins=(16, 8, 16, 12))))
        for advice in advices:
            self._advice.addWidget(_advice(advice))

    def advice(self) -> list[Advice]:
        return case_guide.advice(self.answers(), rooms.lists(self._open_room.room))


def _advice(advice: Advice) -> QFrame:
    lines: list[object] = [label(advice.text, "", wrap=True)]
    for desk in advice.desks:
        known = f"{desk.phone} · {reporting.desk_line(desk)}" if desk.phone else desk.about
        lines.append(
            row(
                icon_label("phone", "sealed.strong", 16),
                label(desk.title, "strong"),
                label(known, "secondary"),
                None,
                spacing=8,
            )
        )
    lines.append(label(_("Source: %s") % advice.source, "caption", wrap=True))
    return ruled(column(*lines, spacing=4, margins=(16, 10, 16, 12)))
