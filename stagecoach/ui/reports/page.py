"""The report form: one question is needed, all else may be left."""

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from stagecoach.domain.texts import first_name
from stagecoach.i18n import _, number
from stagecoach.services.reports import reports as reporting
from stagecoach.services.reports.lists import Lists
from stagecoach.services.reports.reports import Reader, Typed
from stagecoach.ui.core import theme
from stagecoach.ui.reports.parts import Chips, Radios, ReadersCard, desks_card, heading, next_card
from stagecoach.ui.reports.text_field import SealedLine, SealedText
from stagecoach.ui.widgets.fields import (
    button,
    column,
    icon_label,
    label,
    mark_wrong,
    named,
    row,
    scroll,
)
from stagecoach.ui.widgets.flow import Tall

_LONGEST_LINE = 200
_MANY = 20_000  # characters; from here it is said how many there are
_BESIDE = 1_020  # pixels; below it the right column goes under the left one


class ReportPage(QWidget):
    """Holds what is typed in its fields, and nowhere else."""

    send = Signal()
    keep = Signal()
    leave = Signal()

    def __init__(self, readers: list[Reader], readers_card: ReadersCard, lists: Lists) -> None:
        super().__init__()
        self._lists = lists
        self.readers = readers_card
        self.words = SealedText(124)
        self.problem = label("", "problem", wrap=True)
        self.problem.hide()
        self.kinds = Chips(_("Where does it fit?"), lists.kinds)
        self.grounds = Chips(_("What has it to do with?"), lists.grounds)
        self._why = heading(_("What has it to do with?"), _("Choose what you want, or skip it"))
        self.name, self.contact = SealedLine(_LONGEST_LINE), SealedLine(_LONGEST_LINE)
        self.named = Radios(_("Do you add your name?"), _naming(readers))
        helps = [(help_option.code, help_option.name, "") for help_option in lists.helps]
        self.help = Radios(_("What helps you now?"), helps)
        self._told = label("", "muted", wrap=True)
        self._told.hide()
        self._counting = QTimer(self, singleShot=True, interval=300)
        self._counting.timeout.connect(self._count)
        self._build(readers)
        self._connect()
        self._show_grounds()
        self._show_name()

    def _build(self, readers: list[Reader]) -> None:
        self._title = label(_("Make a report"), "title")
        title = column(
            self._title,
            label(_("Did something happen that is not okay? Tell it in your own words."), "muted"),
            spacing=2,
        )
        asked = label(_("What happened?"), "label")
        asked.setBuddy(self.words)
        named(self.words, _("What happened?"))
        said = column(asked, self.words, self.problem, self._told, spacing=6)
        kinds = heading(_("Where does it fit?"), _("Choose what you want, or skip it"))
        left = column(
            title,
            self.readers,
            said,
            column(kinds, self.kinds, spacing=8),
            column(self._why, self.grounds, spacing=8),
            self._asked_two(),
            self._buttons(readers),
            _promise(),
            None,
            spacing=18,
            margins=(0, 0, 0, 0),
        )
        right = column(
            next_card(readers, self._lists), desks_card(readers, self._lists), None, spacing=16
        )
        self._add_columns(left, right)

    def _add_columns(self, left: QBoxLayout, right: QBoxLayout) -> None:
        beside = QWidget()
        beside.setLayout(right)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(40)
        self._columns.addLayout(left, 664)
        self._columns.addWidget(beside, 336)
        holder = QWidget()
        holder.setMaximumWidth(theme.scaled(1040))
        holder.setLayout(self._columns)
        whole = Tall()
        middle = row(None, holder, None, margins=(32, 16, 32, 16))
        middle.setStretch(1, 1_000)
        whole.setLayout(middle)
        self._area = scroll(whole)
        self.setLayout(column(self._area))

    def _asked_two(self) -> QBoxLayout:
        self._name_line = QWidget()
        self._name_line.setLayout(_name_fields(self.name, self.contact))
        left = column(
            label(_("Do you add your name?"), "label"),
            self.named,
            self._name_line,
            None,
            spacing=4,
        )
        right = column(label(_("What helps you now?"), "label"), self.help, None, spacing=4)
        both = row(left, right, spacing=16)
        both.setStretch(0, 1)
        both.setStretch(1, 1)
        return both

    def _buttons(self, readers: list[Reader]) -> QBoxLayout:
        self.send_button = button(
            _("Seal and &send"), self.send.emit, kind="seal", icon="lock-keyhole"
        )
        self.send_button.setEnabled(bool(readers))
        self.keep_button = button(_("&Keep for later"), self.keep.emit)
        self.stop_button = button(_("Stop without keeping"), self.leave.emit, kind="quiet")
        return row(self.send_button, self.keep_button, self.stop_button, None, spacing=12)

    def _connect(self) -> None:
        self.kinds.changed.connect(self._show_grounds)
        self.named.changed.connect(self._show_name)
        self.words.textChanged.connect(self._typed)

    @Slot()
    def _typed(self) -> None:
        self.complain("")
        self._counting.start()

    @Slot()
    def _count(self) -> None:
        """Whether it fits is said while there is time to do something about it."""
        length = len(self.words.words())
        self._told.setText(_("%s characters") % number(length))
        self._told.setVisible(length >= _MANY)
        if length >= _MANY:
            self.complain(reporting.too_long(self.typed()))

    @Slot()
    def _show_grounds(self) -> None:
        asked = {kind.code for kind in self._lists.kinds if kind.grounds}
        shown = bool(asked & set(self.kinds.codes()))
        self._why.setVisible(shown)
        self.grounds.setVisible(shown)

    @Slot()
    def _show_name(self) -> None:
        self._name_line.setVisible(self.named.code() == "named")

    def complain(self, text: str) -> None:
        self.problem.setText(text)
        self.problem.setVisible(bool(text))
        self.words.setAccessibleDescription(text)
        mark_wrong(self.words, wrong=bool(text))

    def show_problems(self, problems: dict[str, str]) -> None:
        self.complain(problems.get("words", ""))
        self.readers.say(problems.get("readers", ""))
        if "words" in problems:
            self.words.setFocus()
            self._area.ensureWidgetVisible(self.problem)
        elif problems:
            self._area.ensureWidgetVisible(self.readers)

    def typed(self) -> Typed:
        named_now = self.named.code() == "named"
        asked = self.grounds.isVisibleTo(self)
        return Typed(
            self.words.words(),
            self.kinds.codes(),
            self.grounds.codes() if asked else (),
            self.help.code(),
            self.name.text() if named_now else "",
            self.contact.text() if named_now else "",
            self.readers.without(),
        )

    def fill(self, typed: Typed) -> None:
        """A text that was kept."""
        self.words.setPlainText(typed.words)
        self.kinds.set_codes(typed.kinds)
        self.grounds.set_codes(typed.grounds)
        self.help.set_code(typed.help)
        self.named.set_code("named" if typed.name or typed.contact else "unnamed")
        self.name.setText(typed.name)
        self.contact.setText(typed.contact)
        self.readers.set_without(typed.without)

    def show_adding(self) -> None:
        """It goes to the report that was sent before."""
        self._title.setText(_("Add to my report"))

    def empty(self) -> None:
        """Nothing that was typed is left in any field."""
        self.words.empty()
        for field in (self.name, self.contact):
            field.empty()

    def untouched(self) -> bool:
        return not self.words.words().strip()

    def focus_first(self) -> None:
        self.words.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        way = QBoxLayout.Direction
        beside = self.width() >= theme.scaled(_BESIDE)
        self._columns.setDirection(way.LeftToRight if beside else way.TopToBottom)
        self._columns.setSpacing(40 if beside else 20)
        super().resizeEvent(event)


def _naming(readers: list[Reader]) -> list[tuple[str, str, str]]:
    yes = (
        _("Yes, only for %s") % first_name(readers[0].name)
        if len(readers) == 1
        else _("Yes, only for these readers")
    )
    told = _("You get six words to read the answer.")
    return [("named", yes, ""), ("unnamed", _("No, without a name"), told)]


def _promise() -> QBoxLayout:
    sealed = label(
        _("After sending, your text cannot be read on this computer any more."), "muted"
    )
    watched = label(
        _(
            "StageCoach cannot protect you from somebody who watches along. Nor from an "
            "employer who monitors this computer. For serious matters, use your own "
            "phone."
        ),
        "muted",
        wrap=True,
    )
    sign = column(icon_label("eye", "text.muted", 16), None)
    line = row(sign, watched, spacing=8)
    line.setStretch(1, 1)
    return column(sealed, line, spacing=6)


def _name_fields(name: SealedLine, contact: SealedLine) -> QBoxLayout:
    how = _("How can we reach you? You may skip this")
    return column(
        label(_("Your name"), "caption"),
        named(name, _("Your name")),
        label(how, "caption"),
        named(contact, _("How can we reach you?")),
        spacing=3,
    )
