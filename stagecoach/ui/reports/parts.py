"""The parts of the report form beside the words: readers, chips, what happens next, numbers."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QRectF, Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QFrame,
    QLayout,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from stagecoach.domain.texts import first_name
from stagecoach.i18n import _, listed, ngettext
from stagecoach.services.reports import reports as reporting
from stagecoach.services.reports.lists import Choice, Lists
from stagecoach.services.reports.reports import Reader
from stagecoach.ui.core import theme
from stagecoach.ui.core.dates import date
from stagecoach.ui.widgets.badges import Avatar
from stagecoach.ui.widgets.fields import column, framed, icon_label, label, named, row, scroll
from stagecoach.ui.widgets.flow import Tall, flow

_STATIONS = ("ear", "heart", "route", "hand-helping", "hand-heart")


class Chips(QWidget):
    """Several of a list can be chosen, or none."""

    changed = Signal()

    def __init__(self, title: str, choices: Sequence[Choice]) -> None:
        super().__init__()
        self.boxes: dict[str, QCheckBox] = {}
        for choice in choices:
            box = QCheckBox(choice.name.replace("&", "&&"))
            box.setProperty("chip", True)
            box.setCursor(Qt.CursorShape.PointingHandCursor)
            box.setAccessibleName(f"{title} {choice.name}")
            box.toggled.connect(self.changed)
            self.boxes[choice.code] = box
        self.setLayout(column(flow(list(self.boxes.values())), spacing=0))

    def codes(self) -> tuple[str, ...]:
        return tuple(code for code, box in self.boxes.items() if box.isChecked())

    def set_codes(self, codes: Sequence[str]) -> None:
        for code, box in self.boxes.items():
            box.setChecked(code in codes)


class Radios(QWidget):
    """One of a list, or none."""

    changed = Signal()

    def __init__(self, title: str, choices: Sequence[tuple[str, str, str]]) -> None:
        super().__init__()
        self._group = QButtonGroup(self)
        self._codes = [code for code, _text, _hint in choices]
        lines = QVBoxLayout()
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(0)
        for number, (_code, text, hint) in enumerate(choices):
            qradio_button = QRadioButton(text.replace("&", "&&"))
            qradio_button.setAccessibleName(f"{title} {text}")
            qradio_button.setAccessibleDescription(hint)
            qradio_button.setProperty("sealed", True)
            self._group.addButton(qradio_button, number)
            lines.addWidget(qradio_button)
            if hint:
                lines.addLayout(row(label(hint, "muted", wrap=True), margins=(30, 0, 0, 2)))
        self.setLayout(lines)
        self._before = -1
        self._group.idPressed.connect(self._note)
        self._group.idClicked.connect(self._take_back)
        self._group.idToggled.connect(self.changed)

    @Slot(int)
    def _note(self, _number: int) -> None:
        self._before = self._group.checkedId()

    @Slot(int)
    def _take_back(self, number: int) -> None:
        """What was chosen is taken back by choosing it once more: nothing has to be said."""
        if number == self._before:
            self._group.setExclusive(False)
            self._group.button(number).setChecked(False)
            self._group.setExclusive(True)
        self._before = -1

    def code(self) -> str:
        number = self._group.checkedId()
        return self._codes[number] if number >= 0 else ""

    def set_code(self, code: str) -> None:
        if code in self._codes:
            self._group.button(self._codes.index(code)).setChecked(True)


class ReadersCard(QFrame):
    """Who will be able to read it, by name; with more than one, each can be unticked."""

    def __init__(
        self, readers: Sequence[Reader], why_nobody: str, words: dict[str, str], changed: str = ""
    ) -> None:
        super().__init__()
        self.setObjectName("sealedCard")
        self._readers = readers
        self._boxes: dict[str, QCheckBox] = {}
        self._title, self.problem = label("", "panel", wrap=True), label("", "problem", wrap=True)
        self.problem.hide()
        parts: list[QWidget | QVBoxLayout] = [self._title]
        if not readers:
            parts.append(label(why_nobody, "secondary", wrap=True))
        elif len(readers) == 1:
            parts.append(label(_sealed_for(readers), "secondary", wrap=True))
        else:
            parts.append(label(_sealed_for(readers), "secondary", wrap=True))
            parts.append(label(_("Is it about one of them? Untick that name."), "secondary"))
            parts += [self._line(reader, words.get(reader.recipient, "")) for reader in readers]
        if changed:
            parts.append(label(changed, "problem", wrap=True))
        inner = row(
            column(icon_label("lock-keyhole", "sealed.strong", 22), None),
            column(*parts, self.problem, spacing=4),
            spacing=14,
            margins=(16, 14, 16, 14),
        )
        inner.setStretch(1, 1)
        if len(readers) == 1:
            inner.addWidget(Avatar(readers[0].name, 1, 40), 0, Qt.AlignmentFlag.AlignTop)
        self.setLayout(inner)
        self._show_title()

    def _line(self, reader: Reader, words: str) -> QVBoxLayout:
        box = QCheckBox(reader.name.replace("&", "&&"))
        box.setChecked(True)
        box.setAccessibleName(_("%s can read it") % reader.name)
        box.toggled.connect(partial(self._untick, reader))
        self._boxes[reader.recipient] = box
        about = f"{reader.role} · {words}" if words else reader.role
        line = row(box, label(about, "caption", wrap=True), spacing=10)
        line.setStretch(1, 1)
        return column(line, spacing=0)

    def _untick(self, reader: Reader, checked: bool) -> None:  # noqa: FBT001 - Qt's own signal
        if not checked and not self.able():
            self._boxes[reader.recipient].setChecked(True)
            self.say(reporting.one_stays())
            return
        self.say("")
        self._show_title()

    def able(self) -> list[Reader]:
        unticked = self.without()
        return [reader for reader in self._readers if reader.recipient not in unticked]

    def without(self) -> tuple[str, ...]:
        return tuple(key for key, box in self._boxes.items() if not box.isChecked())

    def set_without(self, keys: Sequence[str]) -> None:
        for key, box in self._boxes.items():
            box.setChecked(key not in keys)

    def say(self, text: str) -> None:
        self.problem.setText(text)
        self.problem.setVisible(bool(text))

    def _show_title(self) -> None:
        able = self.able()
        self._title.setText(
            reporting.only_these(able) if able else _("Nothing can be sent from here")
        )


def _sealed_for(readers: Sequence[Reader]) -> str:
    who = ngettext(
        "This is the confidential adviser.", "These are the confidential advisers.", len(readers)
    )
    return f"{who} " + _(
        "Your report is sealed. Your guide, your company, your teacher and whoever manages this "
        "computer cannot open it."
    )


class _Line(QFrame):
    """Five circles under each other, on one line."""

    def __init__(self, icon: str, *, last: bool) -> None:
        super().__init__()
        self._icon, self._last = icon, last
        self.setFixedWidth(theme.scaled(34))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = theme.scaled(30)
        middle = self.width() / 2
        if not self._last:
            painter.setPen(QPen(theme.color("sealed.soft"), 3))
            painter.drawLine(round(middle), side, round(middle), self.height())
        painter.setPen(QPen(theme.color("sealed.line"), 2))
        painter.setBrush(theme.color("bg.surface"))
        painter.drawEllipse(QRectF(middle - side / 2 + 1, 1, side - 2, side - 2))
        picture = theme.pixmap(self._icon, "sealed.strong", 16)
        half = picture.deviceIndependentSize().width() / 2
        painter.drawPixmap(round(middle - half), round(side / 2 - half), picture)


def narrow(content: QLayout) -> QVBoxLayout:
    """In the middle of the window, no wider than reads well."""
    holder = QWidget()
    holder.setMaximumWidth(theme.scaled(664))
    holder.setLayout(content)
    whole = Tall()
    middle = row(None, holder, None, margins=(32, 0, 32, 0))
    middle.setStretch(1, 1_000)
    whole.setLayout(middle)
    return column(scroll(whole))


def next_card(readers: Sequence[Reader], lists: Lists) -> QFrame:
    """What happens after sending, in five stations."""
    names = [first_name(reader.name) for reader in readers]
    who = names[0] if len(names) == 1 else _("The adviser")
    days, weeks = lists.numbers.first_response_days, lists.numbers.aftercare_weeks
    within = ngettext("one working day", "%d working days", days)
    within = within % days if days != 1 else within
    later = listed([str(week) for week in weeks])
    texts = (
        (
            _("Heard"),
            _("%(who)s reads your report within %(time)s.") % {"who": who, "time": within},
        ),
        (_("Believed"), _("You do not have to prove anything.")),
        (_("Options"), _("Together you look at what is possible.")),
        (_("What you agree"), _("Nothing happens unless you want it.")),
        (
            _("Aftercare"),
            _("After %(weeks)s weeks %(who)s asks how it goes.")
            % {"weeks": later, "who": who if len(names) == 1 else _("the adviser")},
        ),
    )
    lines = []
    for number, (title, text) in enumerate(texts):
        picture = _Line(_STATIONS[number], last=number == len(texts) - 1)
        words = column(
            label(title, "strong"),
            label(text, "secondary", wrap=True),
            spacing=2,
            margins=(0, 2, 0, 14),
        )
        line = row(picture, words, spacing=12)
        line.setStretch(1, 1)
        lines.append(line)
    head = label(_("What happens next"), "panel")
    below = column(*lines, spacing=0, margins=(0, 14, 0, 0))
    return framed("card", column(head, below, spacing=0, margins=(20, 18, 20, 6)))


def desks_card(readers: Sequence[Reader], lists: Lists) -> QFrame:
    """Whom one can call instead: always there, also when nothing can be sent."""
    lines = [
        _phone(first_name(reader.name), reader.phone, "", "") for reader in readers if reader.phone
    ]
    lines += [
        _phone(desk.title, desk.phone, desk.about, reporting.desk_line(desk, date))
        for desk in lists.desks
        if desk.form and desk.phone
    ]
    head = label(_("Rather speak to somebody now?"), "panel")
    return framed("card", column(head, *lines, spacing=8, margins=(20, 16, 20, 18)))


def _phone(who: str, number: str, about: str, checked: str) -> QVBoxLayout:
    line = row(label(f"{who}:"), label(number, "strong"), spacing=4)
    if about:
        line.addWidget(label(f"({about})", "secondary"))
    line.addStretch(1)
    words = column(line, spacing=0)
    if checked:
        words.addWidget(label(checked, "caption"))
    picture = column(icon_label("phone", "sealed.strong", 18), None, margins=(0, 2, 0, 0))
    whole = row(picture, words, spacing=10)
    whole.setStretch(1, 1)
    return column(whole, spacing=0)


def heading(text: str, hint: str = "") -> QWidget:
    widget = QWidget()
    widget.setLayout(
        row(named(label(text, "label"), text), label(hint, "muted"), None, spacing=10)
    )
    return widget
