"""The pages as they will be printed, drawn off the GUI thread."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QSize, Qt, Slot
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
from stagecoach.ui.core.jobs import Latest
from stagecoach.ui.core.workspace import Workspace
from stagecoach.ui.widgets.fields import column, framed, icon_button, label, named, row
from stagecoach.ui.widgets.paper import paper_pixmap

_A4 = (595.28, 841.89)  # points
_ZOOMS = (0.5, 0.75, 1.0, 1.5, 2.0, 3.0)


@dataclass(frozen=True)
class _Drawn:
    pages: int
    page: int
    picture: Picture
    thumbs: list[Picture] | None


class PreviewPane(QWidget):
    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._wishes: list[Wish] = []
        self._names: list[str] = []
        self._form, self._page, self._pages = 0, 0, 1
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
        self._latest = Latest(workspace, self._wanted, self._show, self)
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
            self._latest.ask()
            return
        self._latest.forget()  # what is being drawn is of the wishes before
        shown = self._wishes[self._form] if self._form < len(self._wishes) else None
        self._wishes, self._names = wishes, names
        self._form = wishes.index(shown) if shown in wishes else 0
        self._page = 0
        self._latest.ask()

    def _wanted(self) -> Callable[[Store], _Drawn] | None:
        if not self._wishes:
            self.paper.clear()
            self.thumbs.clear()
            for words in (self._name, self._count, self._page_label, self._zoom_label):
                words.setText("")
            self.paper.setText(_("Choose a student to see the form."))
            return None
        wish = self._wishes[self._form]
        scale = self._scale() * self.devicePixelRatioF()
        return partial(_job, wish, self._page, scale)

    def _scale(self) -> float:
        if self._zoom is not None:
            return self._zoom
        return max(0.3, (self._area.viewport().height() - 16) / _A4[1])

    def _show(self, drawn: _Drawn) -> None:
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
            self._latest.ask()

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
            self._latest.ask()

    @Slot()
    def _smaller(self) -> None:
        now = self._scale()
        self._zoom = next((zoom for zoom in reversed(_ZOOMS) if zoom < now - 0.01), _ZOOMS[0])
        self._latest.ask()

    @Slot()
    def _larger(self) -> None:
        now = self._scale()
        self._zoom = next((zoom for zoom in _ZOOMS if zoom > now + 0.01), _ZOOMS[-1])
        self._latest.ask()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._zoom is None and self._wishes:
            self._latest.ask()


def _job(wish: Wish, page: int, scale: float, store: Store) -> _Drawn:
    pdf = forms.draw(store.ask(printing.prepare, wish))
    thumbs = preview.pictures(pdf, 0.14)
    page = min(page, len(thumbs) - 1)
    return _Drawn(len(thumbs), page, preview.render(pdf, page, scale), thumbs)
