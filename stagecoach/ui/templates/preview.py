"""The A4 pages of the form being edited, drawn off the GUI thread a moment after typing."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPen, QPixmap, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel

from stagecoach.documents import paper, preview
from stagecoach.documents.evaluations import form as forms
from stagecoach.documents.preview import Picture
from stagecoach.domain.templates.blueprints import Blueprint
from stagecoach.i18n import _, ngettext
from stagecoach.services import Store
from stagecoach.services.printing import proof as template_preview
from stagecoach.ui.core import theme
from stagecoach.ui.core.jobs import Latest
from stagecoach.ui.core.workspace import Workspace
from stagecoach.ui.templates.editing import Editing
from stagecoach.ui.widgets.fields import column, framed, icon_button, label, named, row
from stagecoach.ui.widgets.paper import paper_pixmap

_A4 = 595.28  # points


@dataclass(frozen=True)
class _Drawn:
    pages: int
    page: int
    picture: Picture | None
    spot: float | None = None  # millimetres from the top: where the criterion stands


_WIDTH = 392  # of a page beside what is edited


class PagePreview(QFrame):
    """What is seen here is what is printed: the same design, the same drawing."""

    drawn = Signal(str)  # how many pages, in words

    def __init__(self, workspace: Workspace, editing: Editing) -> None:
        super().__init__()
        self.setObjectName("desk")
        self._editing = editing
        self._page, self.pages = 0, 1
        self._sought = ""
        self._count = label("", "label")
        self._note = label("", "caption", wrap=True)
        self.paper = named(QLabel(), _("Page preview"))
        self.paper.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.paper.setMinimumSize(QSize(1, 1))
        self._latest = Latest(workspace, self._wanted, self._show, self)
        before = icon_button("chevron-left", _("Previous page"), self._back)
        after = icon_button("chevron-right", _("Next page"), self._on)
        head = framed("headBar", row(before, after, self._count, None, margins=(12, 8, 12, 8)))
        inner = column(self.paper, self._note, spacing=10, margins=(14, 14, 14, 10))
        inner.setStretch(0, 1)
        whole = column(head, inner, spacing=0)
        whole.setStretch(1, 1)
        self.setLayout(whole)
        editing.edited.connect(self._latest.ask)
        editing.rebuilt.connect(self._latest.ask)

    def stand(self, *, narrow: bool, wide: bool, of: int) -> None:
        """As high as a page below what is edited in a narrow window, as in large text."""
        page = theme.scaled(_WIDTH)
        self.setMinimumHeight(page * 3 // 2 if narrow else 0)
        beside = min(page if wide else theme.scaled(300), of * 3 // 10)
        self.setFixedWidth(page if narrow else beside)

    def look_again(self) -> None:
        self._latest.ask()

    def turn_to(self, page: int) -> None:
        self._page, self._sought = page, ""
        self._latest.ask()

    def follow(self, text: str) -> None:
        """Turn to the page where this stands, and frame it."""
        if text and text != self._sought:
            self._sought = text
            self._latest.ask()

    def _wanted(self) -> Callable[[Store], _Drawn] | None:
        draft = self._editing.draft
        if draft is None:
            return None
        scale = max(0.3, (self.width() - 28) / _A4) * self.devicePixelRatioF()
        place = self._page, self._sought
        return partial(_job, self._editing.blueprint, draft.version, place, scale)

    def _show(self, drawn: _Drawn) -> None:
        self.pages, self._page = drawn.pages, drawn.page
        if drawn.picture is None:
            self.paper.clear()
            self._count.setText("")
            self._note.setText(_("This form cannot be drawn yet. See below what it misses."))
            return
        text = _("Page %(page)d of %(all)d")
        self._count.setText(text % {"page": drawn.page + 1, "all": drawn.pages})
        shown = paper_pixmap(drawn.picture, self.devicePixelRatioF())
        if drawn.spot is not None:
            _frame(shown, drawn.spot)
        self.paper.setPixmap(shown)
        self.drawn.emit(ngettext("%d page", "%d pages", self.pages) % self.pages)
        self.paper.setAccessibleDescription(self._count.text())
        self._note.setText(_("Screen, paper and PDF come from this one design."))

    @Slot()
    def _back(self) -> None:
        self._step(-1)

    @Slot()
    def _on(self) -> None:
        self._step(1)

    def _step(self, by: int) -> None:
        self.turn_to(max(0, min(self.pages - 1, self._page + by)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._latest.ask()


def _frame(shown: QPixmap, spot: float) -> None:
    """Round the line of the criterion that has the keyboard."""
    millimetre = shown.deviceIndependentSize().width() / 210
    painter = QPainter(shown)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.color("brand.base"), 2))
    painter.drawRoundedRect(
        QRectF(14 * millimetre, (spot - 4.3) * millimetre, 182 * millimetre, 6.4 * millimetre),
        3,
        3,
    )
    painter.end()


def _job(
    blueprint: Blueprint, version: int, place: tuple[int, str], scale: float, store: Store
) -> _Drawn:
    """A form that cannot be filled in yet is drawn as far as it goes, or not at all."""
    form = store.ask(template_preview.form, blueprint, version)
    if form is None:
        return _Drawn(1, 0, None)
    pages = forms.layout(form)
    page, spot = _found(pages, place[1])
    at = min(place[0] if page is None else page, len(pages) - 1)
    pdf = paper.bind(pages[at : at + 1], "StageCoach")
    return _Drawn(len(pages), at, preview.render(pdf, 0, scale), spot)


def _found(pages: list[paper.Page], text: str) -> tuple[int | None, float | None]:
    """The last place where a line begins these words: criteria stand after the outcomes."""
    sought = text.strip()
    for number in reversed(range(len(pages)) if sought else range(0)):
        for _x, y, _font, _size, words in pages[number].texts:
            if len(words) > 2 and sought.startswith(words.strip()):
                return number, y
    return None, None
