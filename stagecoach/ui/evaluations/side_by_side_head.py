"""Above the two side by side: whose evaluation it is, whose view stands beside the judgement, and
which criteria are shown.
"""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QComboBox, QFrame

from stagecoach.domain.evaluations import Voice, kind_name
from stagecoach.domain.templates.words import voice_name
from stagecoach.i18n import _
from stagecoach.services.evaluations.side_by_side import SideBySide
from stagecoach.services.evaluations.voices import Row
from stagecoach.ui.widgets.badges import Avatar
from stagecoach.ui.widgets.fields import button, column, held, label, named, pick, row
from stagecoach.ui.widgets.layouts import clear
from stagecoach.ui.widgets.segmented import Segmented


class SideBySideHead(QFrame):
    """Tells what is wanted; the page does it."""

    back_wanted = Signal()
    view_wanted = Signal(object)  # the sheet of another voice

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("headBar")
        self.show_what = Segmented(_("Show"), height=36)
        self._segments = {name: self.show_what.add(name, "") for name in ("all", "apart", "open")}
        self.show_what.set_value("all")
        self.views = named(QComboBox(), _("Whose view beside the judgement"))
        self.views.activated.connect(self._choose)
        self._who = row(spacing=12)
        back = button(_("Evaluation"), self.back_wanted, kind="quiet", icon="arrow-left")
        whole = row(
            back,
            held(self._who),
            self.views,
            label(_("Show"), "muted"),
            self.show_what,
            spacing=14,
            margins=(16, 8, 24, 8),
        )
        whole.setStretch(1, 1)
        self.setLayout(whole)

    def show_comparison(self, sides: SideBySide, views: list[Row]) -> None:
        """`views` are those that can be put beside it; one leaves nothing to choose."""
        self._show_who(sides)
        self.views.clear()
        for view in views:
            words = {"author": view.author, "voice": voice_name(view.voice).lower()}
            self.views.addItem(_("%(author)s, %(voice)s") % words, view.id)
        pick(self.views, sides.view.id)
        self.views.setVisible(len(views) > 1)
        pairs = sides.pairs
        apart, open_ = sum(bool(p.steps) for p in pairs), sum(p.is_open for p in pairs)
        for name, text, count in (
            ("all", _("All %d"), len(pairs)),
            ("apart", _("Different %d"), apart),
            ("open", _("Open %d"), open_),
        ):
            self._segments[name].setText(text % count)

    def _show_who(self, comparison: SideBySide) -> None:
        clear(self._who)
        head = comparison.sheet.head
        assert head is not None
        self._who.addWidget(Avatar(head.name, head.id.int, 40))
        words = {
            "form": kind_name(comparison.sheet.kind),
            "name": head.name,
            "author": comparison.view.author,
        }
        text = _("%(form)s %(name)s, view of %(author)s beside the judgement")
        if comparison.view.voice is Voice.SELF:
            text = _("%(form)s %(name)s, self-view beside the judgement")
        self._who.addLayout(
            column(
                label(_("Look together"), "section"),
                label(text % words, "muted", wrap=True),
                spacing=0,
            ),
            1,
        )

    @Slot()
    def _choose(self) -> None:
        self.view_wanted.emit(self.views.currentData())
