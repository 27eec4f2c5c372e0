"""What a log may also say: a mark, that it was told, who else saw it, and who wrote it."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from stagecoach.domain.logs import Author, EntryKind, Mark, mark_name
from stagecoach.i18n import _
from stagecoach.services.logs.entries import Draft
from stagecoach.ui.widgets.fields import column, labelled, row
from stagecoach.ui.widgets.segmented import Segmented

_ICONS = {Mark.POSITIVE: "thumbs-up", Mark.NEUTRAL: "minus", Mark.CONCERN: "circle-alert"}
_VOICES = {
    "supervisor": (Author.SUPERVISOR, EntryKind.NOTE),
    "student": (Author.STUDENT, EntryKind.NOTE),
    "reflection": (Author.STUDENT, EntryKind.REFLECTION),
}


class Extras(QWidget):
    edited = Signal()

    def __init__(self, *, marks: bool, guide: bool) -> None:
        """`guide`: whoever is here may write as one; a student only as a student."""
        super().__init__()
        self.author = Segmented(_("Written by"))
        if guide:
            self.author.add("supervisor", _("Supervisor"))
        self.author.add("student", _("Student"))
        self.author.add("reflection", _("Student reflects"))
        self.mark = Segmented(_("Mark"))
        self.mark.add(None, _("None"))
        for mark in Mark:
            self.mark.add(mark, mark_name(mark), _ICONS[mark])
        self.observers = QLineEdit()
        self.told = QCheckBox(_("Already told the student"))
        first, second = row(spacing=16), row(spacing=16)
        first.addLayout(labelled(_("Written &by"), self.author), 5)
        marked = QWidget()
        marked.setLayout(labelled(_("Mar&k"), self.mark))
        marked.setVisible(marks)
        first.addWidget(marked, 5)
        seen = labelled(_("Also seen by"), self.observers, _("may stay empty"))
        second.addLayout(seen, 5)
        second.addLayout(column(None, self.told), 5)
        self.setLayout(column(first, second, spacing=14))
        for choice in (self.author, self.mark):
            choice.chosen.connect(self.edited)
        self.observers.textEdited.connect(self.edited)
        self.told.toggled.connect(self.edited)

    def show_draft(self, draft: Draft) -> None:
        voice = (draft.written_by, draft.kind)
        self.author.set_value(next(name for name, kept in _VOICES.items() if kept == voice))
        self.mark.set_value(draft.mark)
        self.observers.setText(draft.observers)
        self.told.setChecked(draft.told)

    def values(self) -> dict[str, Any]:
        """The fields of a draft that stand here."""
        author, kind = _VOICES[str(self.author.value() or "supervisor")]
        mark = self.mark.value()
        return {
            "written_by": author,
            "kind": kind,
            "mark": mark if isinstance(mark, Mark) else None,
            "told": self.told.isChecked(),
            "observers": self.observers.text(),
        }
