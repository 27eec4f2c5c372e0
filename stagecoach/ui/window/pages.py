"""The pages of the window by name: where the packages of the subjects meet.

Each is imported when it is first gone to, or behind the first window (`app`).
"""

from collections.abc import Callable
from functools import partial

from stagecoach.i18n import _
from stagecoach.ui.core.current_store import CurrentStore
from stagecoach.ui.core.page import Page
from stagecoach.ui.core.workspace import Workspace

Maker = Callable[[Workspace], Page]


def _today() -> Maker:
    from stagecoach.ui.today.page import TodayPage

    return TodayPage


def _students() -> Maker:
    from stagecoach.ui.students.page import StudentsPage

    return StudentsPage


def _dossier() -> Maker:
    """With the parts from other packages, each before the one named."""
    from stagecoach.ui.dossier.page import DossierPage
    from stagecoach.ui.peers.tab import PeersTab

    more = {"peers": (lambda: _("Peer coaching"), PeersTab, "documents")}
    return partial(DossierPage, more=more)


def _evaluations() -> Maker:
    from stagecoach.ui.evaluations.list_page import EvaluationsPage

    return EvaluationsPage


def _evaluation() -> Maker:
    from stagecoach.ui.evaluations.evaluation_page import EvaluationPage

    return EvaluationPage


def _forms() -> Maker:
    from stagecoach.ui.printing.page import FormsPage

    return FormsPage


def _people() -> Maker:
    from stagecoach.ui.people.page import PeoplePage

    return PeoplePage


def _peers() -> Maker:
    from stagecoach.ui.peers.page import PeersPage

    return PeersPage


def _cases() -> Maker:
    from stagecoach.ui.cases.start_page import CasesStartPage

    return CasesStartPage


def _voice() -> Maker:
    from stagecoach.ui.evaluations.voice import VoicePage

    return VoicePage


def _side_by_side() -> Maker:
    from stagecoach.ui.evaluations.side_by_side import SideBySidePage

    return SideBySidePage


def _templates() -> Maker:
    from stagecoach.ui.templates.page import TemplatesPage

    return TemplatesPage


def _template() -> Maker:
    from stagecoach.ui.templates.editor import TemplateEditor

    return TemplateEditor


PAGES: dict[str, Callable[[], Maker]] = {  # in the order in which they are likely to be gone to
    "today": _today,
    "dossier": _dossier,
    "students": _students,
    "evaluation": _evaluation,
    "evaluations": _evaluations,
    "forms": _forms,
    "people": _people,
    "peers": _peers,
    "cases": _cases,
    "voice": _voice,
    "together": _side_by_side,
    "templates": _templates,
    "template": _template,
}


def make_page(name: str, workspace: Workspace, current: CurrentStore) -> Page:
    """Settings are of this computer; every other page is of the open store alone."""
    if name == "settings":
        from stagecoach.ui.settings.page import SettingsPage

        return SettingsPage(workspace, current)
    if name == "backups":
        from stagecoach.ui.restore.page import BackupsPage

        return BackupsPage(workspace, current)
    return PAGES[name]()(workspace)
