"""Overzicht: the route, the last logs and the next steps."""

from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QCheckBox, QFrame, QWidget

from stagecoach.domain.access import Right
from stagecoach.domain.evaluations import kind_name
from stagecoach.domain.logs import guide_name
from stagecoach.domain.tasks import Status
from stagecoach.i18n import _, long_day, ngettext, recent_day
from stagecoach.services.dossier import Summary
from stagecoach.services.guidance import actions
from stagecoach.services.logs import entries as logs
from stagecoach.services.logs import logbook
from stagecoach.services.logs.logbook import Row
from stagecoach.services.tasks import tasks
from stagecoach.ui.core import theme
from stagecoach.ui.core.page import Place
from stagecoach.ui.core.tab import Tab
from stagecoach.ui.core.workspace import Workspace
from stagecoach.ui.guidance.actions import ActionLines
from stagecoach.ui.widgets.badges import CodeBadge
from stagecoach.ui.widgets.fields import (
    button,
    card,
    column,
    icon_button,
    label,
    row,
    ruled,
    scroll,
)
from stagecoach.ui.widgets.layouts import clear
from stagecoach.ui.widgets.route_plan import DrawnRoute
from stagecoach.ui.widgets.route_view import RouteView

_LAST = 3
_BESIDE = 900


class OverviewTab(Tab):
    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._placement_id: UUID | None = None
        self.route = RouteView()
        self.route.opened.connect(self._open_task)
        hint = _("The further from the track, the more complex the task")
        frame, body = card(_("Route"), _Legend(), hint=hint)
        body.addWidget(self.route)
        all_logs = button(_("Whole logbook"), self._whole, kind="quiet", small=True)
        self._logs_card, self._logs = card(_("Latest logs"), all_logs)
        self._lines = ActionLines(workspace, self)
        step = button(
            _("Step"), self._new_step, kind="quiet", icon="plus", small=True, right=Right.GUIDE
        )
        self._steps_card, self._steps = card(_("Next steps"), step)
        self._lower = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._lower.setSpacing(16)
        self._lower.addLayout(column(self._logs_card, None), 2)
        self._lower.addLayout(column(self._steps_card, None), 1)
        content = QWidget()
        content.setLayout(column(frame, self._lower, None, spacing=16, margins=(32, 16, 32, 16)))
        self.setLayout(column(scroll(content)))

    def show_summary(self, summary: Summary) -> None:
        key = self._placement_id = summary.head.placement_id
        ask = self.workspace.ask
        plan = ask(tasks.plan, key)
        guided = ask(logbook.guided_days, key)
        h = summary.head
        self.route.show_route(DrawnRoute(h.starts_on, h.ends_on, plan, summary.stations, guided))
        self._show_logs(ask(logbook.entries, key, limit=_LAST))
        self._show_steps(summary, ask(logbook.next_steps, key, limit=4), plan)

    def _show_logs(self, entries: list[Row]) -> None:
        clear(self._logs)
        for entry in entries:
            self._logs.addWidget(_entry(entry))
        if not entries:
            text = label(
                _("Nothing logged yet. Press Ctrl+L for the first log."), "muted", wrap=True
            )
            self._logs.addWidget(ruled(row(text, margins=(16, 14, 16, 16))))

    def _show_steps(self, summary: Summary, entries: list[Row], plan: list[tasks.Row]) -> None:
        clear(self._steps)
        self._show_agreed(summary.head.placement_id)
        for entry in entries:
            self._steps.addWidget(self._step(entry))
        for task in plan:
            if task.status is Status.REVIEW:
                text = _("Assess: %s") % task.label
                badge = CodeBadge(task.code, task.track)
                self._steps.addWidget(_line(text, task.title, badge))
        for station in summary.stations:
            if station.kind is summary.next_kind and not station.signed:
                text = _("Print the %s") % kind_name(station.kind).lower()
                detail = _("talk on %s") % long_day(station.on)
                place = Place("forms", summary.head.placement_id, kind=station.kind)
                act = icon_button("printer", text, partial(self.go.emit, place))
                self._steps.addWidget(_line(text, detail, act))
        if not self._steps.count():
            text_ = label(_("No open steps."), "muted")
            self._steps.addWidget(ruled(row(text_, margins=(16, 14, 16, 16))))

    def _show_agreed(self, placement_id: UUID) -> None:
        """The first of what was agreed; the others stand on the guidance tab."""
        agreed = self.workspace.ask(actions.still_open, [placement_id])
        for due in agreed[:_LAST]:
            self._steps.addWidget(self._lines.line(due))
        if len(agreed) > _LAST:
            text = _("%d more agreed") % (len(agreed) - _LAST)
            more = button(text, self._guidance, kind="quiet", small=True)
            self._steps.addWidget(ruled(row(more, None, margins=(8, 2, 8, 2))))

    def _step(self, entry: Row) -> QFrame:
        tick = QCheckBox()
        tick.setAccessibleName(entry.next_step)
        tick.setProperty("right", Right.LOG)
        tick.toggled.connect(partial(self._done, entry.id))
        words = column(
            label(entry.next_step, "", wrap=True),
            label(_("agreed %s") % recent_day(entry.happened_on), "caption"),
            spacing=0,
        )
        end = CodeBadge(entry.code, entry.track)
        layout = row(tick, words, end, spacing=8, margins=(16, 8, 16, 8))
        layout.setStretchFactor(words, 1)
        return ruled(layout)

    def _done(self, entry_id: UUID, done: bool) -> None:  # noqa: FBT001 - Qt's own signal
        self.workspace.do(logs.set_next_step_done, entry_id, done=done)
        self.workspace.say(_("Step ticked off"), undo=True)

    @Slot()
    def _new_step(self) -> None:
        if self._placement_id is not None:
            self._lines.add(self._placement_id)

    @Slot()
    def _guidance(self) -> None:
        self.go.emit(Place("dossier", self._placement_id, tab="guidance"))

    @Slot()
    def _whole(self) -> None:
        self.go.emit(Place("dossier", self._placement_id, tab="log"))

    @Slot(object)
    def _open_task(self, task_id: UUID) -> None:
        self.go.emit(Place("task", self._placement_id, entry_id=task_id))

    def resizeEvent(self, event: QResizeEvent) -> None:
        way = QBoxLayout.Direction
        beside = self.width() >= theme.scaled(_BESIDE)
        self._lower.setDirection(way.LeftToRight if beside else way.TopToBottom)
        super().resizeEvent(event)


def _entry(entry: Row) -> QFrame:
    when = label(recent_day(entry.happened_on), "secondary")
    when.setFixedWidth(theme.scaled(76))
    text = label(entry.text, "compact", wrap=True)
    who = guide_name(entry.guided_by)
    by = label(f"{entry.guide}, {who}" if entry.guide else who, "muted")
    minutes = ngettext("%d min", "%d min", entry.minutes) % entry.minutes if entry.minutes else ""
    took = label(minutes, "muted")
    for line in (by, took):
        line.setAlignment(Qt.AlignmentFlag.AlignRight)
    side = column(by, took, None, spacing=0)
    badge = column(CodeBadge(entry.code, entry.track), None)
    texts = column(text, None)
    layout = row(column(when, None), badge, texts, side, spacing=12, margins=(16, 9, 16, 9))
    layout.setStretchFactor(texts, 1)
    return ruled(layout)


def _line(text: str, detail: str, end: QWidget) -> QFrame:
    words = column(label(text, "", wrap=True), label(detail, "caption", wrap=True), spacing=0)
    layout = row(words, end, spacing=8, margins=(16, 8, 16, 8))
    layout.setStretchFactor(words, 1)
    return ruled(layout)


class _Legend(QWidget):
    """What filled, outlined and dashed mean."""

    def __init__(self) -> None:
        super().__init__()
        metrics = self.fontMetrics()
        self._words = (_("done"), _("in progress"), _("planned"), _("guidance logged"))
        width = sum(metrics.horizontalAdvance(word) for word in self._words)
        self.setFixedSize(width + 190, theme.scaled(24))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font("caption"))
        x, y = 8.0, self.height() / 2
        gray = theme.color("text.muted")
        for number, word in enumerate(self._words):
            painter.setPen(QPen(gray, 2))
            painter.setBrush(gray if number in {0, 3} else theme.color("bg.surface"))
            if number == 2:
                painter.setPen(QPen(gray, 1.5, Qt.PenStyle.DashLine))
            if number == 3:
                painter.drawRoundedRect(int(x), int(y - 3), 26, 6, 3, 3)
                painter.setBrush(theme.color("bg.surface"))
                painter.setPen(Qt.PenStyle.NoPen)
                painter.drawEllipse(int(x + 6), int(y - 2), 4, 4)
                painter.drawEllipse(int(x + 16), int(y - 2), 4, 4)
                x += 14
            else:
                painter.drawEllipse(int(x), int(y - 6), 12, 12)
            x += 20
            painter.setPen(theme.color("text.secondary"))
            width = painter.fontMetrics().horizontalAdvance(word)
            painter.drawText(
                int(x), 0, width + 4, self.height(), Qt.AlignmentFlag.AlignVCenter, word
            )
            x += width + 18
