"""Days and hours of a week, practice above school; weeks that differ follow each other."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QLineEdit, QSpinBox, QVBoxLayout, QWidget

from stagecoach.domain.hours import minutes
from stagecoach.domain.students.agreements import DAYS, LONGEST_CYCLE, Pattern, a_week
from stagecoach.i18n import _, hours, week_day
from stagecoach.ui.core import theme
from stagecoach.ui.widgets.fields import column, label, mark_wrong, number_box, row
from stagecoach.ui.widgets.layouts import clear

_TRACKS = 2  # practice and school


class PatternField(QWidget):
    """Empty where no pattern was agreed. What is no time of a day is marked, and not read."""

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.cells: list[list[tuple[QLineEdit, QLineEdit]]] = []
        self.weeks: QSpinBox = number_box(1, LONGEST_CYCLE)
        self.weeks.setFixedWidth(theme.scaled(64))
        self.weeks.setAccessibleName(_("Weeks that differ"))
        self.weeks.valueChanged.connect(self._resize)
        self._sum = label("", "muted")
        self._grids = QVBoxLayout()
        self._grids.setSpacing(6)
        several = row(label(_("Weeks that differ"), "muted"), self.weeks, None, self._sum)
        whole = column(self._grids, several, spacing=6)
        self.setLayout(whole)
        self._add_weeks(1)

    def pattern(self) -> Pattern:
        """As typed; no weeks at all where every field is empty."""
        weeks = tuple(
            tuple((_read(practice), _read(school)) for practice, school in week)
            for week in self.cells
        )
        return weeks if any(any(day) for week in weeks for day in week) else ()

    def is_right(self) -> bool:
        """Whether every field holds a time of a day, or nothing."""
        fields = [field for week in self.cells for day in week for field in day]
        for field in fields:
            mark_wrong(field, wrong=bool(field.text().strip()) and minutes(field.text()) is None)
        return not any(field.property("wrong") for field in fields)

    def set_pattern(self, pattern: Pattern) -> None:
        self.weeks.setValue(max(1, len(pattern)))
        for week, days in zip(self.cells, pattern, strict=False):
            for fields, day in zip(week, days, strict=True):
                for field, count in zip(fields, day, strict=True):
                    field.setText(hours(count) if count else "")
        self._show_sum()

    def texts(self) -> list[list[list[str]]]:
        """What is typed, for a draft."""
        return [[[field.text() for field in day] for day in week] for week in self.cells]

    def set_texts(self, texts: list[list[list[str]]]) -> None:
        self.weeks.setValue(max(1, len(texts)))
        for week, days in zip(self.cells, texts, strict=False):
            for fields, day in zip(week, days, strict=False):
                for field, text in zip(fields, day, strict=False):
                    field.setText(text)
        self._show_sum()

    @Slot(int)
    def _resize(self, count: int) -> None:
        kept = self.texts()
        clear(self._grids)
        self.cells = []
        self._add_weeks(count)
        for week, days in zip(self.cells, kept, strict=False):
            for fields, day in zip(week, days, strict=True):
                for field, text in zip(fields, day, strict=True):
                    field.setText(text)
        self._touched()

    def _add_weeks(self, count: int) -> None:
        for number in range(count):
            holder = QWidget()
            holder.setLayout(self._week(number, several=count > 1))
            self._grids.addWidget(holder)

    def _week(self, number: int, *, several: bool) -> QGridLayout:
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(6)
        grid.setVerticalSpacing(3)
        names = (_("Practice"), _("School"))
        if several:
            grid.addWidget(label(_("Week %d") % (number + 1), "caption"), 0, 0)
        for at, name in enumerate(names):
            grid.addWidget(label(name, "muted"), 1 + at, 0)
        week = []
        for day in range(DAYS):
            head = label(week_day(day), "caption")
            grid.addWidget(head, 0, 1 + day, Qt.AlignmentFlag.AlignHCenter)
            fields = (QLineEdit(), QLineEdit())
            for at, field in enumerate(fields):
                field.setAlignment(Qt.AlignmentFlag.AlignRight)
                which = _("Week %d") % (number + 1)
                field.setAccessibleName(f"{which}, {names[at]}, {week_day(day)}")
                field.textEdited.connect(self._touched)
                grid.addWidget(field, 1 + at, 1 + day)
            week.append(fields)
        self.cells.append(week)
        return grid

    @Slot()
    def _touched(self) -> None:
        self._show_sum()
        self.edited.emit()

    def _show_sum(self) -> None:
        practice, school = a_week(self.pattern())
        text = _("%(practice)s hours practice and %(school)s school a week")
        words = {"practice": hours(practice), "school": hours(school)}
        self._sum.setText(text % words if practice or school else "")


def _read(field: QLineEdit) -> int:
    return minutes(field.text()) or 0
