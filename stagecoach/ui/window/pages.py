"""The pages of the window by name: where the packages of the subjects meet."""

from collections.abc import Callable
from functools import partial

from stagecoach.i18n import _
from stagecoach.ui.cases.start_page import CasesStartPage
from stagecoach.ui.core.current_store import CurrentStore
from stagecoach.ui.core.page import Page
from stagecoach.ui.core.workspace import Workspace
from stagecoach.ui.dossier.page import DossierPage
from stagecoach.ui.evaluations.evaluation_page import EvaluationPage
from stagecoach.ui.evaluations.list_page import EvaluationsPage
from stagecoach.ui.evaluations.side_by_side import SideBySidePage
from stagecoach.ui.evaluations.voice import VoicePage
from stagecoach.ui.peers.page import PeersPage
from stagecoach.ui.peers.tab import PeersTab
from stagecoach.ui.people.page import PeoplePage
from stagecoach.ui.printing.page import FormsPage
from stagecoach.ui.settings.page import SettingsPage
from stagecoach.ui.students.page import StudentsPage
from stagecoach.ui.templates.editor import TemplateEditor
from stagecoach.ui.templates.page import TemplatesPage
from stagecoach.ui.today.page import TodayPage

# Parts of a dossier from other packages, each before the one named.
_TABS = {"peers": (lambda: _("Peer coaching"), PeersTab, "documents")}


_PAGES: dict[str, Callable[[Workspace], Page]] = {
    "today": TodayPage,
    "students": StudentsPage,
    "evaluations": EvaluationsPage,
    "forms": FormsPage,
    "people": PeoplePage,
    "peers": PeersPage,
    "cases": CasesStartPage,
    "dossier": partial(DossierPage, more=_TABS),
    "evaluation": EvaluationPage,
    "voice": VoicePage,
    "together": SideBySidePage,
    "templates": TemplatesPage,
    "template": TemplateEditor,
}


def make_page(name: str, workspace: Workspace, current: CurrentStore) -> Page:
    """Settings are of this computer; every other page is of the open store alone."""
    return SettingsPage(workspace, current) if name == "settings" else _PAGES[name](workspace)
