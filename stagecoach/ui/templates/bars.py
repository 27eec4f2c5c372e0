"""Head and foot of the form editor: made once, so that the keyboard stays on them while a form
is kept; only their words and what can be done change.
"""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame

from stagecoach.domain.templates import checks as blueprint_checks
from stagecoach.domain.templates.blueprints import Blueprint
from stagecoach.domain.templates.words import template_status_name
from stagecoach.i18n import _
from stagecoach.services.templates import drafts as template_drafts
from stagecoach.services.templates.drafts import Draft
from stagecoach.ui.core import theme
from stagecoach.ui.core.workspace import Workspace
from stagecoach.ui.templates.footer import foot_words
from stagecoach.ui.widgets.fields import button, column, held, label, row
from stagecoach.ui.widgets.layouts import clear


class EditorHead(QFrame):
    back_wanted = Signal()
    compare_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("headBar")
        self._title, self._about = label("", "section"), label("", "muted")
        self._badge, self._kept = label("", "badge"), label("", "muted")
        self._first = row(self._title, self._badge, None)
        self._second = row(self._about, None)
        self.compare = button("", self.compare_wanted, icon="columns-2")
        back = button(_("Templates"), self.back_wanted, kind="quiet", icon="arrow-left")
        whole = row(
            back,
            held(column(self._first, self._second, spacing=0)),
            self._kept,
            self.compare,
            spacing=12,
            margins=(16, 8, 24, 8),
        )
        whole.setStretch(1, 1)
        self.setLayout(whole)

    def show_draft(self, draft: Draft, blueprint: Blueprint, *, waiting: bool) -> None:
        self._title.setText(blueprint.name)
        state = _("version %(number)d, %(status)s")
        words = {"number": draft.version, "status": template_status_name(draft.status)}
        self._badge.setText(state % words)
        self._about.setText(blueprint.crebo or _("any qualification"))
        kept = _("Saving …") if waiting else "✓ " + _("Draft saved")
        self._kept.setText("" if draft.fixed else kept)
        self.compare.setVisible(draft.before_id is not None)
        self.compare.setText(" " + _("Compare with version %d") % (draft.version - 1))

    def show_narrow(self, *, narrow: bool) -> None:
        """The version stands below the name where there is no room beside it."""
        (self._second if narrow else self._first).insertWidget(1, self._badge)
        self._title.setWordWrap(narrow)
        self._first.setStretch(0, 1 if narrow else 0)
        self._first.setStretch(self._first.count() - 1, 0 if narrow else 1)


class EditorFoot(QFrame):
    proof_wanted = Signal()
    act_wanted = Signal()  # release it, or edit it as the next version

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.setObjectName("bar")
        self.setMinimumHeight(theme.scaled(72))
        self._workspace = workspace
        self._words = column(spacing=0)
        self.act = button(" ", self.act_wanted, kind="primary", icon="check")
        proof = button(_("Proof print"), self.proof_wanted, icon="printer", keys="Ctrl+P")
        whole = row(held(self._words), proof, self.act, spacing=14, margins=(24, 10, 24, 10))
        whole.setStretch(0, 1)
        self.setLayout(whole)

    def show_draft(self, draft: Draft, blueprint: Blueprint) -> None:
        clear(self._words)
        self._words.addLayout(foot_words(self._workspace, draft, blueprint))
        text = (
            _("Edit as next version") if draft.fixed else _("Release version %d") % draft.version
        )
        self.act.setText(f" {text}")
        self.act.setAccessibleName(text)
        self.act.setIcon(theme.icon("pencil" if draft.fixed else "check", "brand.on"))
        codes = self._workspace.ask(template_drafts.codes, blueprint.crebo)
        able = draft.fixed or not blueprint_checks.problems(blueprint, codes)
        self.act.setEnabled(able)
