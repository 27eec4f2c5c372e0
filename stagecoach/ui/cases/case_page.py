"""One case: the student's words, the five steps, who knows what, and what comes next."""

from functools import partial

from PySide6.QtCore import QCoreApplication, QEvent, QTimer, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from stagecoach.domain.cases import words as case_words
from stagecoach.domain.cases.case import Case, CaseStep
from stagecoach.i18n import _, long_day, ngettext, short_day
from stagecoach.services.cases import cases
from stagecoach.ui.cases import actions, side_pane, steps
from stagecoach.ui.cases.next_step import next_step
from stagecoach.ui.cases.open_room import OpenRoom
from stagecoach.ui.cases.step_line import StepLine
from stagecoach.ui.core import theme
from stagecoach.ui.widgets.fields import breakable, button, column, framed, label, row, scroll, tip
from stagecoach.ui.widgets.flow import Tall
from stagecoach.ui.widgets.layouts import clear

_SHOWN_FOR = 10  # seconds that a name stands on the screen (docs/design.md, Sensitive parts)
_LONGEST_SHOWN, _SHORTEST_SHOWN = 44, 22  # characters of a name; the tooltip has all of it
_BESIDE = 900  # pixels; below it the right column goes under the left one


class CasePage(QWidget):
    def __init__(self, open_room: OpenRoom) -> None:
        super().__init__()
        self.open_room = open_room
        self.case: Case | None = None
        self._shown = CaseStep.HEARD
        self._name_left = 0
        self._name_timer = QTimer(self, interval=1_000)
        self._name_timer.timeout.connect(self._count_down)
        self.title = label("", "title", wrap=True)
        self.subtitle = label("", "muted", wrap=True)
        self.chip = label("", "sealedChip")
        self.name_button = button(_("Show 10 seconds"), self.show_name, icon="eye")
        self.line = StepLine()
        self.line.chosen.connect(self.show_step)
        self._left, self._right = QVBoxLayout(), QVBoxLayout()
        for side in (self._left, self._right):
            side.setSpacing(14)
            side.setContentsMargins(0, 0, 0, 0)
        self._foot_text = label("", "secondary", wrap=True)
        self._foot = row(spacing=12)
        self.next_button: QPushButton | None = None
        self._build()

    def _build(self) -> None:
        self.chip.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        name = row(self.chip, self.name_button, spacing=12)
        words = column(self.title, self.subtitle, spacing=2)
        head = row(words, name, spacing=12)
        head.setStretch(0, 1)
        self._beside = QWidget()
        self._beside.setLayout(self._right)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(16)
        self._columns.addLayout(self._left, 716)
        self._columns.addWidget(self._beside, 332)
        whole = Tall()
        whole.setLayout(
            column(head, self.line, self._columns, None, spacing=14, margins=(32, 16, 32, 16))
        )
        self._area = scroll(whole)
        line = row(self._foot_text, self._foot, spacing=12, margins=(32, 11, 32, 11))
        line.setStretch(0, 1)
        self.setLayout(column(self._area, framed("bar", line), spacing=0))

    def open_case(self, case_id: str) -> None:
        """That it was read is written down; it opens at the station where it is."""
        self._hide_name()
        self.case = self.open_room.ask(cases.look, case_id)
        self._shown = self.case.step
        self.show_case()
        self._area.verticalScrollBar().setValue(0)
        self.line.stops[self._shown].setFocus()

    def reload(self) -> None:
        if self.case is not None:
            before = self.case.step
            self.case = self.open_room.ask(cases.find, self.case.id)
            if self._shown is before:  # one step on shows the next one
                self._shown = self.case.step
            held, height = self._held(), self._area.verticalScrollBar().value()
            self.show_case()
            QTimer.singleShot(0, partial(self._settle, held, height))

    def _held(self) -> tuple[str, str] | None:
        """What has the keyboard, by its name and that of what it lies in: it is made anew."""
        now = self.focusWidget()
        parent = now.parentWidget() if now is not None else None
        if now is None or parent is None:
            return None
        return now.accessibleName(), parent.accessibleName()

    def _settle(self, held: tuple[str, str] | None, height: int) -> None:
        """Once it is laid out: at the same height, and the keyboard on the same control, or else
        on the next step.
        """
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
        self._area.verticalScrollBar().setValue(height)
        for widget in self.findChildren(QWidget):
            parent = widget.parentWidget()
            name = (widget.accessibleName(), parent.accessibleName() if parent is not None else "")
            if name[0] and name == held:
                widget.setFocus()
                return
        (self.next_button or self.line.stops[self._shown]).setFocus()

    @Slot(object)
    def show_step(self, step: CaseStep) -> None:
        self._shown = step
        self.show_case()

    def show_case(self) -> None:
        case = self.case
        if case is None:
            return
        self.title.setText(breakable(case_words.title(case)))
        self.line.setVisible(not case.erased)
        self.chip.setVisible(not case.erased)
        self.subtitle.setText(_came_in(case))
        self._show_name_state()
        told = []
        for step, name, day in case_words.steps(case):
            open_now = case.open and step is case.step
            under = short_day(day) if day else _("now") if open_now else _("not yet")
            told.append((step, name, under, day is not None))
        self.line.show_case(told, case.step, self._shown)
        self._fill(self._left, steps.parts(self, self.open_room, case, self._shown))
        self._fill(self._right, side_pane.parts(self, self.open_room, case, self._shown))
        self._show_foot(case)

    @staticmethod
    def _fill(layout: QVBoxLayout, parts: list[QFrame]) -> None:
        clear(layout)
        for part in parts:
            layout.addWidget(part)
        layout.addStretch(1)

    def _show_foot(self, case: Case) -> None:
        clear(self._foot)
        self.next_button = None
        self._foot_text.setText(_chosen(case))
        if not case.erased:
            note = partial(actions.note, self.open_room, case, self)
            self._foot.addWidget(button(_("Note for myself"), note, icon="pencil-line"))
        step = next_step(self, self.open_room, case)
        if step is not None:
            text, icon, act = step
            self.next_button = button(text, act, kind="seal", icon=icon)
            self._foot.addWidget(self.next_button)

    @Slot()
    def show_name(self) -> None:
        """For ten seconds; once more makes it ten again. That it was shown is in the log."""
        if self.case is None or not self.case.name:
            return
        self.open_room.ask(cases.show_name, self.case.id)
        self._name_left = _SHOWN_FOR
        self._name_timer.start()
        self._show_name_state()

    @Slot()
    def _count_down(self) -> None:
        self._name_left -= 1
        if self._name_left <= 0:
            self._hide_name()
        self._show_name_state()

    def _hide_name(self) -> None:
        self._name_left = 0
        self._name_timer.stop()

    def _show_name_state(self) -> None:
        case = self.case
        known = case is not None and bool(case.name)
        self.name_button.setVisible(known)
        if case is None or not known:
            self.chip.setText(_("Without a name"))
        elif self._name_left:
            text = f"{case.name} · {case.contact}" if case.contact else case.name
            room = _LONGEST_SHOWN if self.width() >= theme.scaled(_BESIDE) else _SHORTEST_SHOWN
            self.chip.setText(f"{_short(text, room)} ({self._name_left})")
            self.chip.setToolTip(tip(text))
        else:
            self.chip.setText(_("Name known, hidden"))
        self.name_button.setText(
            " " + (_("10 seconds more") if self._name_left else _("Show 10 seconds"))
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        way = QBoxLayout.Direction
        wide = self.width() >= theme.scaled(_BESIDE)
        self._columns.setDirection(way.LeftToRight if wide else way.TopToBottom)
        super().resizeEvent(event)


def _came_in(case: Case) -> str:
    """When, how, and how long until the first word to the student."""
    if case.received_on is None:
        return ""
    words = {"day": long_day(case.received_on), "way": case_words.channel_name(case.channel)}
    said = [_("Came in on %(day)s, %(way)s.") % words]
    if case.first_reply is not None and case.received_at is not None:
        hours = round((case.first_reply - case.received_at).total_seconds() / 3600)
        days = hours // 24
        after = (
            ngettext("%d day", "%d days", days) % days
            if days
            else ngettext("%d hour", "%d hours", hours) % hours
        )
        told = _("First reply after %s.") % after
        said.append(told if hours else _("First reply within an hour."))
    return " ".join(said)


def _short(text: str, room: int) -> str:
    return text if len(text) <= room else text[: room - 1] + "…"


def _chosen(case: Case) -> str:
    """What the student decided last."""
    days = [option.chosen_on for option in case.options.values() if option.chosen_on]
    if case.closing is not None:
        return _("Closed on %s.") % short_day(case.closing.on_day)
    if case.handed_to:
        return _("Handed over to %s.") % case.handed_to
    if not days:
        return ""
    text = ngettext(
        "%(n)d option answered by the student, last on %(day)s",
        "%(n)d options answered by the student, last on %(day)s",
        len(days),
    )
    return text % {"n": len(days), "day": short_day(max(days))}
