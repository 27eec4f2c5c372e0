"""How the adviser works: steps, desks with the day of their check, what was learned, the log."""

from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from stagecoach.domain.cases import words as case_words
from stagecoach.domain.cases.case import CaseStep
from stagecoach.i18n import _, date, ngettext
from stagecoach.services.cases import cases
from stagecoach.services.cases import guide as case_guide
from stagecoach.services.cases import room as rooms
from stagecoach.services.reports import reports as reporting
from stagecoach.ui.cases import files
from stagecoach.ui.cases.open_room import OpenRoom
from stagecoach.ui.widgets.fields import (
    button,
    card,
    column,
    icon_label,
    label,
    row,
    ruled,
    scroll,
)
from stagecoach.ui.widgets.flow import Tall
from stagecoach.ui.widgets.layouts import clear


class WorkingPage(QWidget):
    """The ten steps, the desks with the day their number was checked, and what one learned."""

    def __init__(self, open_room: OpenRoom) -> None:
        super().__init__()
        self.open_room = open_room
        self._body = QVBoxLayout()
        self._body.setSpacing(14)
        whole = Tall()
        whole.setLayout(
            column(
                label(_("Way of working"), "title"),
                self._body,
                None,
                spacing=14,
                margins=(32, 20, 32, 20),
            )
        )
        self.setLayout(column(scroll(whole)))
        self.reload()

    def reload(self) -> None:
        clear(self._body)
        for part in (self._steps(), self._desks(), self._learned(), self._log()):
            self._body.addWidget(part)

    @staticmethod
    def _steps() -> QWidget:
        frame, body = card(_("Ten steps"))
        for step in CaseStep:
            lines: list[object] = [label(case_words.step_name(step), "sealed")]
            for advised in case_guide.steps(step):
                name = label(advised.name, "strong")
                name.setMinimumWidth(140)
                line = row(name, label(advised.guide, "", wrap=True), spacing=12)
                line.setStretch(1, 1)
                lines.append(line)
            body.addWidget(ruled(column(*lines, spacing=4, margins=(16, 10, 16, 10))))
        return frame

    def _desks(self) -> QWidget:
        frame, body = card(_("Desks outside the school"))
        for desk in rooms.lists(self.open_room.room).desks:
            known = " · ".join(part for part in (desk.phone, desk.about) if part)
            checked = f"{reporting.desk_line(desk)} · {desk.source}"
            words = column(
                label(f"{desk.title}  {known}", "", wrap=True),
                label(checked, "caption", wrap=True),
                spacing=0,
            )
            line = row(
                icon_label("phone", "sealed.strong", 18), words, spacing=12, margins=(16, 7, 16, 7)
            )
            line.setStretch(1, 1)
            body.addWidget(ruled(line))
        return frame

    def _learned(self) -> QWidget:
        frame, body = card(_("What you learned"))
        asked = dict(case_guide.reflection())
        for case in self.open_room.ask(cases.overview):
            told = [
                f"{asked[n]} {text}" for n, text in case.reflection.items() if n in asked and text
            ]
            if told:
                words = [label(text, "", wrap=True) for text in told]
                title = label(case_words.title(case), "strong")
                body.addWidget(ruled(column(title, *words, spacing=3, margins=(16, 8, 16, 10))))
        if body.count() == 0:
            text = _("After each case you look back; what you write comes here.")
            body.addWidget(ruled(row(label(text, "muted", wrap=True), margins=(16, 10, 16, 12))))
        return frame

    def _log(self) -> QWidget:
        """Reading and changing is written down; that it is whole can be seen."""
        frame, body = card(_("Log of this room"))
        entries = len(self.open_room.room.entries())
        text = ngettext(
            "%(n)d line, whole. Newest mark: %(mark)s",
            "%(n)d lines, whole. Newest mark: %(mark)s",
            entries,
        )
        told = text % {"n": entries, "mark": self.open_room.room.head()}
        fault = self.open_room.ask(rooms.fault)
        words = label(fault or told, "alert" if fault else "", wrap=True)
        body.addWidget(ruled(row(words, margins=(16, 8, 16, 8))))
        day = self.open_room.ask(rooms.last_backup)
        last = _("Last backup: %s") % date(day) if day else _("No backup of this room yet.")
        backup = button(
            _("Make a backup …"),
            partial(files.backup, self.open_room, self),
            icon="hard-drive",
            small=True,
        )
        line = row(label(last, "" if day else "alert"), None, backup, margins=(16, 6, 12, 8))
        body.addWidget(ruled(line))
        return frame
