"""The lists of the room: cases, what is due by day, and how the adviser works."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from operator import itemgetter

from PySide6.QtCore import QModelIndex, QSortFilterProxyModel, Qt, Signal, Slot
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from stagecoach import clock
from stagecoach.domain.cases import words as case_words
from stagecoach.domain.cases.case import Case
from stagecoach.i18n import _, date, day, ngettext
from stagecoach.services.cases import cases
from stagecoach.services.cases.closing import to_erase
from stagecoach.ui.cases.open_room import OpenRoom
from stagecoach.ui.cases.side_pane import kind_words
from stagecoach.ui.dialogs.messages import Banner
from stagecoach.ui.widgets.fields import (
    button,
    card,
    column,
    icon_label,
    label,
    named,
    row,
    ruled,
    scroll,
)
from stagecoach.ui.widgets.layouts import clear
from stagecoach.ui.widgets.table import (
    ROW_ROLE,
    Column,
    TableModel,
    fit_columns,
    selected_row,
    table_view,
)


@dataclass(frozen=True)
class CaseRow:
    """What the list tells of a case: no name, whoever looks along."""

    id: str
    number: int
    title: str
    step: str
    received_on: dt.date | None
    due_on: dt.date | None
    next: str
    sought: str


def case_row(case: Case, today: dt.date) -> CaseRow:
    due = case.due(today)
    what = ""
    if due:
        what = f"{day(due[0][0])}, {kind_words(due[0][1])[1]}"
        what += " (" + _("late") + ")" if due[0][0] < today else ""
    return CaseRow(
        case.id,
        case.number,
        case_words.title(case) + (" ●" if case.unread and not case.broken else ""),
        _state(case),
        case.received_on,
        due[0][0] if due else None,
        what,
        " ".join([case.title, *(s.words for s in (*case.said, *case.notes))]),
    )


def _state(case: Case) -> str:
    if case.erased or case.broken:
        return _("erased") if case.erased else _("cannot be read")
    if case.closing is not None:
        return _("closed")
    if case.handed_to:
        return _("handed over")
    return case_words.step_name(case.step)


class CasesPage(QWidget):
    """All cases, newest first; two hundred of them open in a blink."""

    opened = Signal(str)  # id
    fetch = Signal()
    start = Signal()

    def __init__(self, open_room: OpenRoom) -> None:
        super().__init__()
        self.open_room = open_room
        columns = [
            Column[CaseRow](_("Case"), lambda r: (r.number, r.title), lambda v: v[1]),
            Column[CaseRow](_("Where it is"), lambda r: r.step),
            Column[CaseRow](_("Came in"), lambda r: r.received_on or dt.date.min, _shown),
            Column[CaseRow](
                _("Next"), lambda r: (r.due_on or dt.date.max, r.next), lambda v: v[1]
            ),
            Column[CaseRow]("", lambda r: r.sought, lambda v: v),
        ]
        self.model = TableModel(columns, self, _sentence)
        self.view = table_view(self.model, _("Cases"))
        self.view.setColumnHidden(len(columns) - 1, True)  # only searched
        self.view.sortByColumn(
            2, self.view.horizontalHeader().sortIndicatorOrder().DescendingOrder
        )
        self.view.activated.connect(self._open)
        self.view.doubleClicked.connect(self._open)
        self.filter = named(QLineEdit(), _("Find in your cases"))
        self.filter.setPlaceholderText(_("Find in your cases"))
        self.filter.setClearButtonEnabled(True)
        self.filter.textChanged.connect(self._sift)
        self.late = Banner("errorBanner", "circle-alert", "alert.strong")
        self.late.add(_("Look"), self._open_late)
        self._empty = label("", "muted", wrap=True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._nothing = label(_("Nothing found with these words. Clear the field."), "muted")
        self._nothing.hide()
        self._over: list[Case] = []
        self._build()
        self.reload()

    def _build(self) -> None:
        fetch = button(_("Open envelopes"), self.fetch, kind="seal", icon="mail-open")
        start = button(_("Case of a talk"), self.start, icon="plus")
        head = row(label(_("Cases"), "title"), None, start, fetch, spacing=12)
        self.filter.setMaximumWidth(420)
        self.setLayout(
            column(
                head,
                self.late,
                self.filter,
                self._nothing,
                self._empty,
                self.view,
                spacing=12,
                margins=(32, 20, 32, 20),
            )
        )

    def reload(self) -> None:
        today = clock.today()
        room_cases, newer = self.open_room.ask(cases.overview), self.open_room.ask(cases.newer)
        before = self.selected()
        self.model.show([case_row(case, today) for case in room_cases])
        fit_columns(self.view)
        self._select(before.id if before is not None else "")
        none = _("No cases yet. Open the envelopes that you fetched, or begin one after a talk.")
        told = [] if room_cases or newer else [none]
        if newer:
            text = ngettext(
                "%d case was made by a newer StageCoach.",
                "%d cases were made by a newer StageCoach.",
                newer,
            )
            told.append(text % newer)
        self._empty.setText(" ".join(told))
        self._empty.setVisible(bool(told))
        self.view.setVisible(bool(room_cases))
        self.filter.setVisible(bool(room_cases))
        self._over = over = to_erase(room_cases)
        self.late.setVisible(bool(over))
        if over:
            text = ngettext(
                "The retention date of %d case has passed.",
                "The retention date of %d cases has passed.",
                len(over),
            )
            self.late.show_text(text % len(over))

    def proxy(self) -> QSortFilterProxyModel:
        model = self.view.model()
        assert isinstance(model, QSortFilterProxyModel)  # see `table_view`
        return model

    def _select(self, case_id: str) -> None:
        model = self.proxy()
        for number in range(model.rowCount()):
            index = model.index(number, 0)
            if index.data(ROW_ROLE).id == case_id:
                self.view.setCurrentIndex(index)

    @Slot(str)
    def _sift(self, text: str) -> None:
        self.proxy().setFilterFixedString(text)
        nothing = bool(text) and not self.proxy().rowCount()
        self._nothing.setVisible(nothing)

    @Slot()
    def _open_late(self) -> None:
        if self._over:
            self.opened.emit(self._over[0].id)

    @Slot(QModelIndex)
    def _open(self, index: QModelIndex) -> None:
        list_row = index.data(ROW_ROLE)
        if list_row is not None:
            self.opened.emit(list_row.id)

    def selected(self) -> CaseRow | None:
        list_row = selected_row(self.view)
        return list_row if isinstance(list_row, CaseRow) else None

    def focus_first(self) -> None:
        (self.view if self.view.isVisibleTo(self) else self).setFocus()


def _shown(value: dt.date) -> str:
    return "" if value == dt.date.min else date(value)


def _sentence(entry: CaseRow) -> str:
    came = date(entry.received_on) if entry.received_on else ""
    words = {"title": entry.title, "station": entry.step, "day": came}
    said = _("%(title)s, %(station)s, came in on %(day)s.") % words
    return said + (" " + _("Next: %s.") % entry.next if entry.next else "")


class DuePage(QWidget):
    """Talks, or aftercare: what is to be done by day, late first."""

    opened = Signal(str)

    def __init__(self, open_room: OpenRoom, title: str, kinds: Sequence[str], empty: str) -> None:
        super().__init__()
        self.open_room, self._kinds, self._empty = open_room, kinds, empty
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        whole = QWidget()
        whole.setLayout(
            column(label(title, "title"), self._list, None, spacing=14, margins=(32, 20, 32, 20))
        )
        self.setLayout(column(scroll(whole)))
        self.reload()

    def reload(self) -> None:
        clear(self._list)
        today = clock.today()
        rows = [
            (when, kind, note, case)
            for case in self.open_room.ask(cases.overview)
            for when, kind, note in case.due(today)
            if kind in self._kinds
        ]
        rows.sort(key=itemgetter(0, 1, 2))
        frame, body = card(
            ngettext("%d planned", "%d planned", len(rows)) % len(rows) if rows else _("Planned")
        )
        for when, kind, note, case in rows:
            body.addWidget(self._line(when, kind, note, case, late=when < today))
        if not rows:
            text = label(self._empty, "muted", wrap=True)
            body.addWidget(ruled(row(text, margins=(16, 10, 16, 12))))
        self._list.addWidget(frame)

    def _line(self, when: dt.date, kind: str, note: str, case: Case, *, late: bool) -> QWidget:
        icon, name = kind_words(kind)
        told = f"{day(when)}, " + _("late") if late else day(when)
        words = column(
            label(told, "alert" if late else "strong"),
            label(f"{name}: {note}" if note else name, "secondary", wrap=True),
            spacing=0,
        )
        go = button(
            case_words.title(case).replace("&", "&&"),
            partial(self.opened.emit, case.id),
            small=True,
        )
        tone = "alert.strong" if late else "sealed.strong"
        line = row(icon_label(icon, tone, 20), words, go, spacing=12, margins=(16, 8, 12, 8))
        line.setStretch(1, 1)
        return ruled(line)
