"""The ledger as a tree: a week, its days, and the corrections below the day they belong to."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from stagecoach import clock
from stagecoach.domain.hours import Kind
from stagecoach.domain.texts import first_name
from stagecoach.i18n import _, day, hours, short_day
from stagecoach.services.hours import words as hour_words
from stagecoach.services.hours.rows import Day, HourLine, Ledger, Week

Index = QModelIndex | QPersistentModelIndex
WEEK, PLANNED, LOGGED, APPROVED, RUNNING, REMARK, SCHOOL, BY = range(8)
ITEM_ROLE = Qt.ItemDataRole.UserRole + 1
_FRIDAY = 4
KINDS = {LOGGED: Kind.PRACTICE, SCHOOL: Kind.SCHOOL}


@dataclass(frozen=True)
class TreeEntry:
    """What a row shows: a week, a day of it, or a correction of a day."""

    week: Week
    day: Day | None = None
    line: HourLine | None = None  # of the correction


def headers() -> tuple[str, ...]:
    return (
        _("Week"),
        _("Planned"),
        _("Logged"),
        _("Approved"),
        _("Together"),
        _("Absence, holiday or correction"),
        _("School"),
        _("By"),
    )


def column_titles() -> list[tuple[str, str]]:
    """Names for the menu of the list; the week, what was logged and the remarks always stay."""
    names = ("", "planned", "", "approved", "together", "", "school", "by")
    return list(zip(names, headers(), strict=True))


class HourTree(QAbstractItemModel):
    """Weeks until now, newest first. Hours of an open day can be typed in place."""

    typed = Signal(object, object, str)  # day, kind, text

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._weeks: list[Week] = []
        self._rows: list[list[TreeEntry]] = []
        self.wrong: dict[tuple[dt.date, Kind], tuple[str, str]] = {}  # text, problem

    def show(self, ledger: Ledger) -> None:
        self.beginResetModel()
        self._weeks = [w for w in reversed(ledger.weeks) if w.monday <= clock.today()]
        self._rows = [_entries(week) for week in self._weeks]
        self.endResetModel()

    def weeks(self) -> list[Week]:
        return self._weeks

    def entry(self, index: Index) -> TreeEntry:
        if index.internalId() == 0:
            return TreeEntry(self._weeks[index.row()])
        return self._rows[index.internalId() - 1][index.row()]

    def index_of(self, week: int) -> QModelIndex:
        row = next((n for n, tree_week in enumerate(self._weeks) if tree_week.number == week), 0)
        return self.index(row, 0)

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:
        if not self.hasIndex(row, column, parent):
            return QModelIndex()
        return self.createIndex(row, column, parent.row() + 1 if parent.isValid() else 0)

    def parent(self, index: Index = QModelIndex()) -> Any:
        if not index.isValid() or index.internalId() == 0:
            return QModelIndex()
        return self.createIndex(index.internalId() - 1, 0, 0)

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        if not parent.isValid():
            return len(self._weeks)
        if parent.internalId() or parent.column():
            return 0
        return len(self._rows[parent.row()])

    def columnCount(self, _parent: Index = QModelIndex()) -> int:
        return len(headers())

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return headers()[section]
        if role == Qt.ItemDataRole.TextAlignmentRole and section not in {WEEK, REMARK}:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        kept = super().flags(index)
        if not index.isValid() or index.column() not in KINDS:
            return kept
        entry = self.entry(index)
        if entry.day is None or entry.line is not None or entry.day.on > clock.today():
            return kept
        line = entry.day.line(KINDS[index.column()])
        return kept if line is not None and line.approved else kept | Qt.ItemFlag.ItemIsEditable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        entry = self.entry(index)
        if role == ITEM_ROLE:
            return entry
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole}:
            return self._text(entry, index.column())
        if role == Qt.ItemDataRole.ToolTipRole and index.column() == REMARK:
            return self._text(entry, REMARK)
        return (
            self._accessible_text(entry, index)
            if role == Qt.ItemDataRole.AccessibleTextRole
            else None
        )

    def _accessible_text(self, entry: TreeEntry, index: Index) -> str:
        """The row as a sentence in its first cell, each other one with its heading."""
        if index.column() == WEEK:
            return _sentence(entry)
        text = self._text(entry, index.column()) or _("empty")
        return f"{headers()[index.column()]}: {text}"

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        entry = self.entry(index)
        if role != Qt.ItemDataRole.EditRole or entry.day is None:
            return False
        if str(value) == self._text(entry, index.column()):
            return False
        self.typed.emit(entry.day.on, KINDS[index.column()], str(value))
        return True

    def problem(self, entry: TreeEntry, column: int) -> str:
        """What is wrong with what was typed there; empty when nothing is."""
        if entry.day is None or entry.line is not None or column not in KINDS:
            return ""
        return self.wrong.get((entry.day.on, KINDS[column]), ("", ""))[1]

    def _text(self, entry: TreeEntry, column: int) -> str:
        if entry.line is not None and entry.day is not None:
            return _correction(entry.line, entry.week, column)
        if entry.day is not None:
            if (kind := KINDS.get(column)) and (typed := self.wrong.get((entry.day.on, kind))):
                return typed[0]
            problems = [self.problem(entry, kind_column) for kind_column in KINDS]
            if column == REMARK and any(problems):
                return next(text for text in problems if text)
            return _day(entry.day, column)
        return _week(entry.week, column)


def _entries(week: Week) -> list[TreeEntry]:
    """Working days, and a day of the weekend where something stands on it."""
    tree_entries = []
    for week_day in week.days:
        if week_day.on.weekday() <= _FRIDAY or week_day.lines or week_day.planned.practice:
            tree_entries.append(TreeEntry(week, week_day))
        tree_entries += [TreeEntry(week, week_day, line) for line in week_day.corrections]
    return tree_entries


def _week(week: Week, column: int) -> str:
    if column == WEEK:
        return _("Week %d") % week.number
    if column == BY:
        return first_name(week.approved_by)
    if column == REMARK:
        return hour_words.week_remark(week)
    if column == SCHOOL:
        free = not week.logged(Kind.SCHOOL) and any(d.planned.school_free for d in week.days)
        return _("free") if free else hours(week.logged(Kind.SCHOOL))
    numbers = {
        PLANNED: week.planned(),
        LOGGED: week.logged(),
        APPROVED: week.approved,
        RUNNING: week.running,
    }
    return hours(numbers[column])


def _day(of: Day, column: int) -> str:
    line = of.line(Kind.PRACTICE)
    if column in KINDS:
        typed = of.line(KINDS[column])
        return hours(typed.minutes) if typed is not None else ""
    if column == APPROVED and line is not None:
        return hours(line.counted) if line.approved else _("not yet")
    if column == BY and line is not None and line.approved:
        return first_name(line.approved_by)
    planned = hours(of.planned.practice) if of.planned.practice else ""
    told = {WEEK: day(of.on), PLANNED: planned, REMARK: hour_words.day_remark(of)}
    return told.get(column, "")


def _correction(line: HourLine, week: Week, column: int) -> str:
    change = hour_words.signed(line.minutes)
    told = {
        WEEK: _("correction"),
        APPROVED: change if line.approved else _("not yet"),
        LOGGED: "" if line.approved else change,
        RUNNING: hours(week.running),
        REMARK: line.note,
    }
    if column == BY and line.approved_at is not None:
        return f"{first_name(line.approved_by)}, {short_day(clock.local(line.approved_at).date())}"
    return told.get(column, "")


def _sentence(entry: TreeEntry) -> str:
    if entry.line is not None and entry.day is not None:
        return hour_words.correction_sentence(entry.day, entry.line)
    if entry.day is not None:
        return hour_words.day_sentence(entry.day)
    return hour_words.week_sentence(entry.week)
