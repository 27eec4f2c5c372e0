"""The form editor: parts at the left, what is asked in the middle, the A4 page at the right.

One design for screen, paper and PDF. A released version is only looked at; editing makes the
next one. What is typed is kept within a second, also while the form is unfinished.
"""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QHideEvent, QResizeEvent
from PySide6.QtWidgets import QScrollArea, QWidget

from stagecoach.domain.qualifications import Process
from stagecoach.domain.templates import edits
from stagecoach.domain.templates.blueprints import ASKED, TRACKS, BlockKind
from stagecoach.errors import StageCoachError
from stagecoach.i18n import _
from stagecoach.services.printing import proof as template_preview
from stagecoach.services.templates import drafts as template_drafts
from stagecoach.services.templates import qualifications
from stagecoach.ui.core import theme
from stagecoach.ui.core.page import Page, Place
from stagecoach.ui.core.rights import make_read_only
from stagecoach.ui.core.workspace import Workspace
from stagecoach.ui.templates.bars import EditorFoot, EditorHead
from stagecoach.ui.templates.changes import CompareForm
from stagecoach.ui.templates.criteria import CriteriaPanel
from stagecoach.ui.templates.editing import Editing
from stagecoach.ui.templates.footer import open_proof
from stagecoach.ui.templates.outline import GENERAL, RULE, SCALES, Outline, Part, parts
from stagecoach.ui.templates.parts import order_keys, part_title
from stagecoach.ui.templates.preview import PagePreview
from stagecoach.ui.templates.release import ReleaseForm
from stagecoach.ui.templates.rules import RulePanel
from stagecoach.ui.templates.scales import ScalesPanel
from stagecoach.ui.templates.settings import BlockPanel, GeneralPanel, TrackPanel
from stagecoach.ui.widgets.fields import column, row, scroll
from stagecoach.ui.widgets.layouts import clear

_WIDE, _NARROW = 1180, 860


_PANELS: dict[str, Callable[[Editing, Workspace], QWidget]] = {
    GENERAL: lambda editing, store: GeneralPanel(editing, store.ask(qualifications.overview)),
    SCALES: lambda editing, store: ScalesPanel(editing, store.ask(template_drafts.known_scales)),
    RULE: lambda editing, _store: RulePanel(editing),
}


class TemplateEditor(Page):
    shows = frozenset({"template"})
    full_window = True

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self.editing = Editing(workspace, self)
        self.outline = Outline()
        self.page = PagePreview(workspace, self.editing)
        self.criteria = CriteriaPanel(self.editing)
        self._processes: list[Process] = []
        self._narrow = False
        self.head, self.foot = EditorHead(), EditorFoot(workspace)
        self._build()
        self.outline.chosen.connect(self._show_part)
        self.outline.moved.connect(self._move_block)
        self.outline.added.connect(self._add_block)
        self.head.back_wanted.connect(self._back)
        self.head.compare_wanted.connect(self._compare)
        self.foot.proof_wanted.connect(self.proof)
        self.foot.act_wanted.connect(self._act)
        self.editing.edited.connect(self._show_progress)
        self.editing.rebuilt.connect(self._rebuild)
        self.criteria.entered.connect(self.page.follow)
        self.page.drawn.connect(self.outline.pages.setText)

    def _build(self) -> None:
        self._middle = column(spacing=12, margins=(24, 18, 24, 18))
        content = QWidget()
        self._below = column(self._middle, spacing=0)
        content.setLayout(self._below)
        self._area: QScrollArea = scroll(content)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        body = self._beside = row(self.outline, self._area, self.page, spacing=0)
        body.setStretch(1, 1)
        whole = column(self.head, body, self.foot, spacing=0)
        whole.setStretch(1, 1)
        self.setLayout(whole)

    def show_place(self, place: Place) -> None:
        if place.entry_id is None:
            return
        self.flush()
        try:
            self.editing.open(place.entry_id)
        except StageCoachError as gone:
            self.workspace.say(str(gone))
            QTimer.singleShot(0, self, partial(self.go.emit, Place("templates")))
            return
        self.criteria.compare(self.editing.texts_before())
        self._stale = False
        self._rebuild()

    def window_title(self) -> str:
        return _("Form %s") % self.editing.blueprint.name if self.editing.draft else ""

    def focus_first(self) -> None:
        self.outline.list.setFocus()

    def reload(self) -> None:
        """Taken back, or kept just now: what stands in the fields stays when it is the same."""
        if self.editing.draft is None:
            return
        try:
            other = self.editing.look_again()
        except StageCoachError as gone:  # its making was taken back
            self.workspace.say(str(gone))
            self.go.emit(Place("templates"))
            return
        if other:
            self._rebuild()
        self._show_progress()

    @Slot()
    def _rebuild(self) -> None:
        blueprint = self.editing.blueprint
        self._processes = self.workspace.ask(template_preview.processes, blueprint.crebo)
        self.outline.show_parts(parts(blueprint, self._processes), fixed=self.editing.fixed)
        self._show_part(self.outline.current())
        self._show_progress()
        self.page.look_again()

    @Slot(str)
    def _show_part(self, _key: str) -> None:
        part = self.outline.part()
        if part is None:
            return
        self.criteria.setParent(self)  # it stays, whatever else is made anew
        clear(self._middle)
        remove = None if self.editing.fixed or not part.block else self._remove_block
        self._middle.addLayout(part_title(part, remove))
        for panel in self._panels(part):
            self._middle.addWidget(panel)
            if self.editing.fixed and panel is not self.criteria:
                make_read_only(panel)
        self.criteria.setVisible(self.criteria.parent() is not self)
        self._middle.addStretch(1)
        self.criteria.focus_wanted()
        order_keys(self.outline.down, self._area, self.window())

    def _panels(self, part: Part) -> list[QWidget]:
        editing = self.editing
        if not part.process:
            self.page.follow(part.title) if part.block else self.page.turn_to(0)
        if part.key in _PANELS:
            return [_PANELS[part.key](editing, self.workspace)]
        if part.process:
            blocks = [b for b in editing.blueprint.blocks if b.kind in TRACKS]
            self.criteria.show_place(blocks, part.process)
            self.page.follow(f"{part.process} {part.title}")
            return [self.criteria, TrackPanel(editing, blocks)]
        block = edits.block(editing.blueprint, part.block)
        panels: list[QWidget] = [BlockPanel(editing, block)]
        if block.kind in ASKED:
            self.criteria.show_place([block], "")
            panels.append(self.criteria)
        return panels

    @Slot()
    def _show_progress(self) -> None:
        """Head and foot: how far it is, and what releasing waits for."""
        draft = self.editing.draft
        if draft is not None:
            self.head.show_draft(draft, self.editing.blueprint, waiting=self.editing.waiting)
            self.foot.show_draft(draft, self.editing.blueprint)

    @Slot()
    def _act(self) -> None:
        """Release it; or, of what is fixed, make the next version."""
        self.flush()
        draft = self.editing.draft
        if draft is not None and self.editing.fixed:
            key = self.workspace.do(template_drafts.edit, draft.id)
            self.go.emit(Place("template", entry_id=key))
        elif draft is not None:
            form = ReleaseForm(self.workspace, draft, self)
            form.saved.connect(self._released)
            form.open_once()

    @Slot()
    def _released(self) -> None:
        if self.editing.draft is not None:
            self.show_place(Place("template", entry_id=self.editing.draft.id))

    @Slot()
    def _compare(self) -> None:
        self.flush()
        if self.editing.draft is not None:
            CompareForm(self.workspace, self.editing.draft, self).open_once()

    def print_it(self) -> bool:
        self.proof()
        return True

    @Slot()
    def proof(self) -> None:
        self.flush()
        draft = self.editing.draft
        if draft is None:
            return
        open_proof(self.workspace, self.editing.blueprint, draft.version, self)

    @Slot(str, int)
    def _move_block(self, key: str, by: int) -> None:
        self.editing.reshape(edits.move_block, key, by)

    @Slot(object)
    def _add_block(self, kind: BlockKind) -> None:
        blueprint, key = edits.add_block(self.editing.blueprint, kind)
        self.editing.apply(blueprint, rebuild=True)
        self.outline.choose(f"block:{key}")

    @Slot()
    def _remove_block(self) -> None:
        if block := self.outline.part_block():
            self.editing.reshape(edits.remove_block, block)
            self.editing.keep()
            self.workspace.say(_("Part taken out"), undo=True)

    def flush(self) -> None:
        self.editing.flush()

    @Slot()
    def _back(self) -> None:
        self.flush()
        self.go.emit(Place("templates"))

    def hideEvent(self, event: QHideEvent) -> None:
        self.flush()
        super().hideEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= theme.scaled(_WIDE)
        self.outline.setFixedWidth(theme.scaled(264 if wide else 236))
        self._narrow = self.width() < theme.scaled(_NARROW)
        self.head.show_narrow(narrow=self._narrow)
        (self._below if self._narrow else self._beside).addWidget(self.page)
        self.page.stand(narrow=self._narrow, wide=wide, of=self.width())
