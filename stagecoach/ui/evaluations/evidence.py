"""What was logged, done, said and kept on this work process, to be used as explanation."""

import uuid
from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from stagecoach.domain.guidance import moment_name
from stagecoach.domain.logs import guide_name
from stagecoach.domain.tasks import status_name
from stagecoach.i18n import _, day, recent_day
from stagecoach.services.evaluations import evidence
from stagecoach.services.evaluations.evidence import Evidence
from stagecoach.services.guidance import moments
from stagecoach.services.logs import logbook
from stagecoach.services.students import attachments
from stagecoach.services.tasks import tasks
from stagecoach.ui.core import theme
from stagecoach.ui.core.workspace import Workspace
from stagecoach.ui.widgets.badges import CodeBadge
from stagecoach.ui.widgets.fields import button, column, framed, label, row, scroll
from stagecoach.ui.widgets.layouts import clear
from stagecoach.ui.widgets.segmented import Segmented

_ANY = 16_777_215  # Qt's word for "as large as you like"


class EvidencePane(QFrame):
    """`quoted` tells the words of an entry, with its day and who guided."""

    quoted = Signal(str)

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.setObjectName("evidence")
        self.stand(beside=True)
        self._workspace = workspace
        self._found, self._fixed = Evidence([], [], [], []), False
        self._title = label("", "panel", wrap=True)
        self.kind = Segmented(_("Kind of evidence"), height=36)
        self._segments = {name: self.kind.add(name, "") for name in ("log", "tasks", "rest")}
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

    def show_part(
        self, placement_id: uuid.UUID, process_id: uuid.UUID | None, title: str, *, fixed: bool
    ) -> None:
        """Of a work process; of all of them at a part like attitude. To read only where fixed."""
        self._fixed = fixed
        self._title.setText(_("Evidence for %s") % title)
        sources = self._found = self._workspace.ask(evidence.of, placement_id, process_id)
        rest = len(sources.talks) + len(sources.documents)
        self._segments["log"].setText(_("Logbook %d") % len(sources.logs))
        self._segments["tasks"].setText(_("Tasks %d") % len(sources.tasks))
        self._segments["rest"].setText(_("More %d") % rest)
        self._segments["rest"].setToolTip(_("Guidance talks and documents"))
        self._show()

    @Slot()
    def _show(self) -> None:
        clear(self._list)
        sources = self._found
        cards = {
            "log": map(self._entry, sources.logs),
            "tasks": map(_task, sources.tasks),
            "rest": (*map(self._talk, sources.talks), *map(_document, sources.documents)),
        }
        for card in cards[str(self.kind.value())]:
            self._list.addWidget(card)
        if not self._list.count():
            text = _("Nothing was logged on this work process yet.")
            self._list.addWidget(label(text, "muted", wrap=True))

    def _entry(self, entry: logbook.Row) -> QFrame:
        who = guide_name(entry.guided_by)
        by = f"{entry.guide}, {who}" if entry.guide else who
        when = label(recent_day(entry.happened_on), "label")
        top = row(CodeBadge(entry.code, entry.track), when, None, label(by, "muted"))
        quote = _("“%(text)s” (%(day)s, %(by)s)")
        words = quote % {"text": entry.text, "day": day(entry.happened_on), "by": by}
        return self._quotable(top, entry.text, words)

    def _talk(self, talk: moments.Row) -> QFrame:
        top = row(
            label(recent_day(talk.on_date), "label"), None, label(moment_name(talk.kind), "muted")
        )
        quote = _("“%(text)s” (%(day)s, %(by)s)")
        by = moment_name(talk.kind).lower()
        text = talk.result or talk.agenda
        words = quote % {"text": text, "day": day(talk.on_date), "by": by}
        return self._quotable(top, text, words)

    def _quotable(self, top: object, text: str, words: str) -> QFrame:
        use = button(
            _("Use as explanation"), partial(self.quoted.emit, words), icon="quote", small=True
        )
        use.setEnabled(bool(text.strip()))
        said = label(text, "compact", wrap=True)
        parts = [top, said] if self._fixed else [top, said, row(None, use)]
        return framed("card", column(*parts, spacing=6, margins=(14, 10, 14, 12)))


def _task(task: tasks.Row) -> QFrame:
    top = row(CodeBadge(task.code, task.track), label(status_name(task.status), "muted"), None)
    text = label(task.title, "compact", wrap=True)
    return framed("card", column(top, text, spacing=6, margins=(14, 10, 14, 12)))


def _document(attachment: attachments.Row) -> QFrame:
    top = row(label(day(attachment.added_on), "label"), None, label(_("document"), "muted"))
    text = label(attachment.name, "compact", wrap=True)
    return framed("card", column(top, text, spacing=6, margins=(14, 10, 14, 12)))
