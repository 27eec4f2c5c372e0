"""What stands above an evaluation: whose it is, to the next student, and what else can be done."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QCheckBox, QFrame, QMenu, QWidget

from stagecoach.domain.evaluations import Voice, kind_name
from stagecoach.i18n import _, long_day
from stagecoach.services.evaluations.sheet import Sheet
from stagecoach.ui.core import theme
from stagecoach.ui.widgets.badges import Avatar
from stagecoach.ui.widgets.fields import button, column, icon_button, label, row
from stagecoach.ui.widgets.layouts import clear
from stagecoach.ui.widgets.segmented import Segmented

_WIDE = 1180
_NARROW = 860  # below it, as in large text, two choices go into the menu


class Head(QFrame):
    """Tells what is wanted; the page does it."""

    back_wanted = Signal()
    step_wanted = Signal(int)  # to the next or the previous student
    redraw_wanted = Signal()
    wanted = Signal(str)  # an entry of the menu, by name

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("headBar")
        self.show_previous = QCheckBox(_("Show last time"))
        self.show_previous.setChecked(True)
        self.show_previous.toggled.connect(self.redraw_wanted)
        self.group = Segmented(_("Group by"), height=36)
        self.group.add("process", _("Work process"))
        self.group.add("track", _("Track"))
        self.group.set_value("process")
        self.group.chosen.connect(self.redraw_wanted)
        self.saved = label("✓ " + _("Saved"), "muted")
        self.grouped = label(_("Group by"), "muted")
        before = partial(self.step_wanted.emit, -1)
        after = partial(self.step_wanted.emit, 1)
        self.before = icon_button("chevron-left", _("Previous student (Ctrl+Shift+PgUp)"), before)
        self.after = icon_button("chevron-right", _("Next student (Ctrl+Shift+PgDown)"), after)
        self.more = icon_button("ellipsis", _("More with this evaluation"), self._menu)
        self._who = row(spacing=12)
        self._offered: list[tuple[str, str, bool]] = []
        self._hidden = (False, False)  # the choice of what came before, and of the groups
        who = QWidget()
        who.setLayout(self._who)
        back = button(_("Dossier"), self.back_wanted, kind="quiet", icon="arrow-left")
        top = row(
            back,
            who,
            self.show_previous,
            self.grouped,
            self.group,
            self.saved,
            self.before,
            self.after,
            self.more,
            spacing=10,
            margins=(16, 8, 16, 8),
        )
        top.setStretch(1, 1)
        self.setLayout(top)

    def show_sheet(self, sheet: Sheet, previous: Sheet | None, *, width: int) -> None:
        """`previous` is what can be shown beside it; `width` is that of the page, in pixels."""
        clear(self._who)
        self._fit(sheet, previous, width)
        assert sheet.head is not None
        assert sheet.talk_on is not None
        self._who.addWidget(Avatar(sheet.head.name, sheet.head.id.int, 40))
        talk = _("%(name)s · talk on %(day)s")
        words = talk % {"name": sheet.head.name, "day": long_day(sheet.talk_on)}
        title = sheet.structure.blueprint.title or kind_name(sheet.kind)
        if sheet.edition > 1:
            title = _("%(title)s, correction %(number)d") % {
                "title": title,
                "number": sheet.edition - 1,
            }
        self._who.addLayout(
            column(label(title, "section"), label(words, "muted", wrap=True), spacing=0), 1
        )
        self._offered = _entries(sheet)

    def _fit(self, sheet: Sheet, previous: Sheet | None, width: int) -> None:
        several = len({s.track for s in sheet.structure.sections if s.process}) > 1
        narrow = width < theme.scaled(_NARROW)
        self.group.setVisible(several and not narrow)
        self.grouped.setVisible(several and width >= theme.scaled(_WIDE))
        self.show_previous.setVisible(previous is not None and not narrow)
        if previous is not None:
            self.show_previous.setText(_("Show %s") % kind_name(previous.kind).lower())
        self._hidden = (narrow and previous is not None, narrow and several)

    @Slot()
    def _menu(self) -> None:
        menu = QMenu(self.more)
        self._add_hidden(menu)
        for name, text, able in self._offered:
            if not name:
                menu.addSeparator()
                continue
            action = menu.addAction(text, partial(self.wanted.emit, name))
            action.setEnabled(able)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))

    def _add_hidden(self, menu: QMenu) -> None:
        """What found no room beside the name."""
        by_track = self.group.value() == "track"
        other = "process" if by_track else "track"
        for wanted, text, on, slot in (
            (
                self._hidden[0],
                self.show_previous.text(),
                self.show_previous.isChecked(),
                self.show_previous.toggle,
            ),
            (self._hidden[1], _("Group by track"), by_track, partial(self._group_by, other)),
        ):
            if wanted:
                action = menu.addAction(text, slot)
                action.setCheckable(True)
                action.setChecked(on)
        if any(self._hidden):
            menu.addSeparator()

    def _group_by(self, name: str) -> None:
        self.group.set_value(name)
        self.redraw_wanted.emit()

    def entries(self) -> dict[str, Callable[[], None]]:
        """What the menu offers now and can be done; for the tests and the search."""
        return {
            name: partial(self.wanted.emit, name)
            for name, _text, able in self._offered
            if name and able
        }


def _entries(sheet: Sheet) -> list[tuple[str, str, bool]]:
    """Name, text, and whether it can be done now; an empty name is a line between."""
    voices = sheet.structure.blueprint.voices
    others = {
        Voice.COACH: ("coach", _("Observations of a work coach …")),
        Voice.COLLEAGUE: ("colleague", _("View of a colleague …")),
        Voice.SCHOOL: ("school", _("View of the school …")),
    }
    open_ = not sheet.closed
    entries = [
        ("self", _("Self-view of the student"), open_ and Voice.SELF in voices),
        ("together", _("Look together"), bool(set(voices) - {Voice.TRAINER})),
        *((name, text, open_) for voice, (name, text) in others.items() if voice in voices),
        ("judged", _("My judgement is finished"), open_ and not sheet.judged),
        ("", "", False),
        ("template", _("Another form …"), open_ and not sheet.answers),
        ("grid", _("This criterion for all students …"), not sheet.not_mine),
        ("versions", _("Compare versions"), True),
        ("editions", _("The evaluation it corrects"), sheet.edition > 1),
        ("correct", _("Make a correction …"), sheet.closed and not sheet.not_mine),
    ]
    return [entry for entry in entries if entry[2] or entry[0] not in {"self", "together"}]


def is_wide(widget: QWidget) -> bool:
    """From this width on the evidence stands beside the questions."""
    return widget.width() >= theme.scaled(_WIDE)
