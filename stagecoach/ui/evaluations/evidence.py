"""What was logged and done on this work process, to be used as explanation."""

import uuid
from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from stagecoach.i18n import _, day, recent_day
from stagecoach.services import logbook, logs, sheets, tasks
from stagecoach.services.qualifications import Process
from stagecoach.services.sheets import Evidence
from stagecoach.services.tasks import status_name
from stagecoach.ui import theme
from stagecoach.ui.fields import button, clear, column, framed, label, row, scroll
from stagecoach.ui.widgets.badges import CodeBadge
from stagecoach.ui.widgets.segmented import Segmented
from stagecoach.ui.workspace import Workspace

_ANY = 16_777_215  # Qt's word for "as large as you like"


class EvidencePane(QFrame):
    """`quoted` tells the words of an entry, with its day and who guided."""

    quoted = Signal(str)

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.setObjectName("evidence")
        self.stand(beside=True)
        self._workspace = workspace
        self._found = Evidence([], [])
        self._title = label("", "panel", wrap=True)
        self.kind = Segmented(_("Kind of evidence"), height=36)
        self._log = self.kind.add("log", "")
        self._tasks = self.kind.add("tasks", "")
        self.kind.set_value("log")
        self.kind.chosen.connect(self._show)
        self._list = QVBoxLayout()
        self._list.setSpacing(10)
        holder = QWidget()
        holder.setLayout(column(self._list, None))
        head = column(self._title, row(self.kind, None), spacing=10)
        self.setLayout(
            column(head, scroll(holder, "evidenceList"), spacing=14, margins=(20, 16, 16, 8))
        )

    def stand(self, *, beside: bool) -> None:
        """Beside the questions, or in a narrow window below them."""
        width, height = theme.scaled(364), theme.scaled(420)
        self.setMinimumWidth(width if beside else 0)
        self.setMaximumWidth(width if beside else _ANY)
        self.setMinimumHeight(0 if beside else height)
        self.setMaximumHeight(_ANY if beside else height)

    def show_process(self, placement_id: uuid.UUID, process: Process) -> None:
        self._title.setText(_("Evidence for %s") % process.title)
        self._found = self._workspace.ask(sheets.evidence, placement_id, process.id)
        self._log.setText(_("Logbook %d") % len(self._found.logs))
        self._tasks.setText(_("Tasks %d") % len(self._found.tasks))
        self._show()

    @Slot()
    def _show(self) -> None:
        clear(self._list)
        if self.kind.value() == "log":
            for entry in self._found.logs:
                self._list.addWidget(self._entry(entry))
        else:
            for task in self._found.tasks:
                self._list.addWidget(_task(task))
        if not self._list.count():
            text = _("Nothing was logged on this work process yet.")
            self._list.addWidget(label(text, "muted", wrap=True))

    def _entry(self, entry: logbook.Row) -> QFrame:
        who = logs.guide_name(entry.guided_by)
        by = f"{entry.guide}, {who}" if entry.guide else who
        when = label(recent_day(entry.happened_on), "label")
        top = row(CodeBadge(entry.code, entry.track), when, None, label(by, "muted"))
        quote = _("“%(text)s” (%(day)s, %(by)s)")
        words = quote % {"text": entry.text, "day": day(entry.happened_on), "by": by}
        use = button(
            _("Use as explanation"), partial(self.quoted.emit, words), icon="quote", small=True
        )
        text = label(entry.text, "compact", wrap=True)
        return framed(
            "card", column(top, text, row(None, use), spacing=6, margins=(14, 10, 14, 12))
        )


def _task(task: tasks.Row) -> QFrame:
    top = row(CodeBadge(task.code, task.track), label(status_name(task.status), "muted"), None)
    text = label(task.title, "compact", wrap=True)
    return framed("card", column(top, text, spacing=6, margins=(14, 10, 14, 12)))
