"""The pages as they will be printed, drawn off the GUI thread."""

from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, QTimer, Slot
from PySide6.QtGui import QIcon, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QListWidget, QListWidgetItem, QScrollArea, QWidget

from stagecoach.documents import preview
from stagecoach.documents.evaluations import form as forms
from stagecoach.documents.preview import Picture
from stagecoach.i18n import _
from stagecoach.services import Store
from stagecoach.services.printing import forms as printing
from stagecoach.services.printing.forms import Wish
from stagecoach.ui.core import theme
from stagecoach.ui.core.workspace import Workspace
from stagecoach.ui.widgets.fields import column, framed, icon_button, label, named, row
from stagecoach.ui.widgets.paper import paper_pixmap

_A4 = (595.28, 841.89)  # points
_ZOOMS = (0.5, 0.75, 1.0, 1.5, 2.0, 3.0)
_SETTLE = 120  # milliseconds, so that a run of clicks draws once


@dataclass(frozen=True)
class _Drawn:
    turn: int
    pages: int
    page: int
    picture: Picture
    thumbs: list[Picture] | None


class PreviewPane(QWidget):
    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self._wishes: list[Wish] = []
        self._names: list[str] = []
        self._form, self._page, self._pages, self._turn = 0, 0, 1, 0
        self._zoom: float | None = None  # none: the page fits the height
        self._name = label("", "panel", wrap=True)
        self._count = label("", "muted")
        self._page_label = label("", "secondary")
        self._zoom_label = label("", "secondary")
        self.thumbs = named(QListWidget(), _("Pages"))
        self.thumbs.setViewMode(QListWidget.ViewMode.IconMode)
        self.thumbs.setIconSize(QSize(theme.scaled(84), theme.scaled(119)))
        self.thumbs.setFixedWidth(theme.scaled(118))
        self.thumbs.setMovement(QListWidget.Movement.Static)
        self.thumbs.setObjectName("thumbs")
        self.thumbs.currentRowChanged.connect(self._turn_page)
        self.paper = named(QLabel(), _("Page preview"))
        self.paper.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._timer = QTimer(self, singleShot=True, interval=_SETTLE)
        self._timer.timeout.connect(self._draw)
        self._build()

    def _build(self) -> None:
        back = icon_button("chevron-left", _("Previous form"), self._previous)
        on = icon_button("chevron-right", _("Next form"), self._next)
        smaller = icon_button("zoom-out", _("Smaller"), self._smaller)
        larger = icon_button("zoom-in", _("Larger"), self._larger)
        bar = framed(
            "headBar",
            row(
                back,
                on,
                self._name,
                self._count,
                None,
                self._page_label,
                smaller,
                self._zoom_label,
                larger,
                margins=(16, 6, 16, 6),
            ),
        )
        self._area: QScrollArea = named(QScrollArea(), _("Page preview"))
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setWidget(self.paper)
        desk = framed("desk", row(self.thumbs, self._area, spacing=8, margins=(16, 12, 12, 12)))
        layout = column(bar, desk, spacing=0)
        layout.setStretch(1, 1)
        self.setLayout(layout)

    def show_wishes(self, wishes: list[Wish], names: list[str]) -> None:
        if wishes == self._wishes and names == self._names:
            self._timer.start()
            return
        self._turn += 1  # what is being drawn is of the wishes before
        shown = self._wishes[self._form] if self._form < len(self._wishes) else None
        self._wishes, self._names = wishes, names
        self._form = wishes.index(shown) if shown in wishes else 0
        self._page = 0
        self._timer.start()

    @Slot()
    def _draw(self) -> None:
        self._turn += 1
        if not self._wishes:
            self.paper.clear()
            self.thumbs.clear()
            for words in (self._name, self._count, self._page_label, self._zoom_label):
                words.setText("")
            self.paper.setText(_("Choose a student to see the form."))
            return
        wish = self._wishes[self._form]
        scale = self._scale() * self.devicePixelRatioF()
        self._workspace.in_background(self, self._show, _job, wish, self._page, scale, self._turn)

    def _scale(self) -> float:
        if self._zoom is not None:
            return self._zoom
        return max(0.3, (self._area.viewport().height() - 16) / _A4[1])

    def _show(self, drawn: _Drawn) -> None:
        if drawn.turn != self._turn:
            return  # something else was asked for since
        self._pages, self._page = drawn.pages, drawn.page
        self._name.setText(self._names[self._form])
        text = _("%(form)d of %(all)d")
        self._count.setText(text % {"form": self._form + 1, "all": len(self._wishes)})
        pages = _("Page %(page)d of %(all)d")
        self._page_label.setText(pages % {"page": drawn.page + 1, "all": drawn.pages})
        self._zoom_label.setText(f"{round(self._scale() * 100)}%")
        self.paper.setPixmap(paper_pixmap(drawn.picture, self.devicePixelRatioF()))
        self.paper.setAccessibleDescription(self._page_label.text())
        if drawn.thumbs is not None:
            self._show_thumbs(drawn.thumbs)

    def _show_thumbs(self, thumbs: list[Picture]) -> None:
        self.thumbs.blockSignals(True)
        self.thumbs.clear()
        for number, picture in enumerate(thumbs, start=1):
            small = paper_pixmap(picture, 1.0)
            icon = QIcon(small)
            icon.addPixmap(small, QIcon.Mode.Selected)  # chosen is a frame, not a tint
            item = QListWidgetItem(icon, str(number))
            item.setTextAlignment(Qt.AlignmentFlag.AlignHCenter)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, _("Page %d") % number)
            self.thumbs.addItem(item)
        self.thumbs.setCurrentRow(self._page)
        self.thumbs.blockSignals(False)

    @Slot(int)
    def _turn_page(self, page: int) -> None:
        if page >= 0 and page != self._page:
            self._page = page
            self._timer.start()

    @Slot()
    def _previous(self) -> None:
        self._step(-1)

    @Slot()
    def _next(self) -> None:
        self._step(1)

    def _step(self, by: int) -> None:
        if self._wishes:
            self._form = (self._form + by) % len(self._wishes)
            self._page = 0
            self._timer.start()

    @Slot()
    def _smaller(self) -> None:
        now = self._scale()
        self._zoom = next((zoom for zoom in reversed(_ZOOMS) if zoom < now - 0.01), _ZOOMS[0])
        self._timer.start()

    @Slot()
    def _larger(self) -> None:
        now = self._scale()
        self._zoom = next((zoom for zoom in _ZOOMS if zoom > now + 0.01), _ZOOMS[-1])
        self._timer.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._zoom is None and self._wishes:
            self._timer.start()


def _job(store: Store, wish: Wish, page: int, scale: float, turn: int) -> _Drawn:
    pdf = forms.draw(store.ask(printing.prepare, wish))
    pages = preview.page_count(pdf)
    page = min(page, pages - 1)
    thumbs = [preview.render(pdf, number, 0.14) for number in range(pages)]
    return _Drawn(turn, pages, page, preview.render(pdf, page, scale), thumbs)
