"""What can be done with an evaluation as a whole: the entries of its menu, by name."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtWidgets import QWidget

from stagecoach.documents.evaluations import form as forms
from stagecoach.domain.access import Right
from stagecoach.domain.evaluations import Kind, Status, Voice, kind_name
from stagecoach.i18n import _, ngettext
from stagecoach.services import Store
from stagecoach.services.evaluations import consents, corrections, evaluations, voices
from stagecoach.services.evaluations.sheet import Sheet
from stagecoach.services.printing import forms as printing
from stagecoach.services.printing.forms import As, Wish
from stagecoach.services.students import students
from stagecoach.services.students.students import Head
from stagecoach.ui.core.page import Place
from stagecoach.ui.core.workspace import Workspace
from stagecoach.ui.dialogs.ask import AskForm
from stagecoach.ui.dialogs.print import PrintForm, Way
from stagecoach.ui.evaluations import small_dialogs
from stagecoach.ui.evaluations.question_row import NewAnswer
from stagecoach.ui.evaluations.sign import SignForm
from stagecoach.ui.evaluations.versions import VersionsForm


@dataclass(frozen=True)
class OpenEvaluation:
    """The evaluation that stands on the screen, as far as these actions need it."""

    workspace: Workspace
    sheet: Sheet
    placement_id: uuid.UUID
    kind: Kind
    go: Callable[[Place], object]
    focused_criterion: uuid.UUID | None  # the one worked on
    parent: QWidget  # of the dialogs

    @property
    def id(self) -> uuid.UUID:
        assert self.sheet.id is not None  # the menu is of one that was begun
        return self.sheet.id

    @property
    def head(self) -> Head:
        assert self.sheet.head is not None  # it is somebody's
        return self.sheet.head


def _self_view(here: OpenEvaluation) -> uuid.UUID:
    """The student's own sheet; it begins when nobody had begun it. Else that of somebody else."""
    sheet = here.sheet
    given = here.workspace.ask(voices.overview, here.id)
    for view in given:
        if view.voice is Voice.SELF:
            return view.id
    if given and Voice.SELF not in sheet.structure.blueprint.voices:
        return given[0].id  # the form asks others only
    if sheet.status is not Status.DRAFT or Voice.SELF not in sheet.structure.blueprint.voices:
        here.workspace.say(_("Nobody gave another view in this evaluation."))
        raise _Nothing
    return here.workspace.do(voices.begin, here.id, Voice.SELF, here.head.name)


class _Nothing(Exception):
    """Nothing to go to; it was said already."""


def _go(here: OpenEvaluation, name: str) -> None:
    try:
        key = _self_view(here)
    except _Nothing:
        return
    here.go(Place(name, here.placement_id, kind=here.kind, entry_id=key))


def _other_voice(here: OpenEvaluation, voice: Voice) -> None:
    names = {Voice.COACH: here.head.coach, Voice.SCHOOL: here.head.supervisor}
    name = names.get(voice, "")
    form = small_dialogs.other_view(here.workspace, here.id, voice, name, here.parent)
    form.saved.connect(partial(_show_voice, here, form))
    form.open_once()


def _show_voice(here: OpenEvaluation, form: AskForm) -> None:
    here.go(Place("voice", here.placement_id, kind=here.kind, entry_id=form.made))


def _judged(here: OpenEvaluation) -> None:
    here.workspace.do(voices.judge, here.id, finished=True)
    here.workspace.say(_("Judgement finished: you can look together now"), undo=True)


def _template(here: OpenEvaluation) -> None:
    small_dialogs.other_form(here.workspace, here.sheet, here.parent).open_once()


def _versions(here: OpenEvaluation) -> None:
    VersionsForm(here.workspace, here.sheet, here.parent).open_once()


def _grid(here: OpenEvaluation) -> None:
    """The criterion worked on, with every student whose form has it."""
    if here.focused_criterion is None:
        here.workspace.say(_("Choose a criterion first."))
        return
    here.go(Place("grid", entry_id=here.focused_criterion))


def _editions(here: OpenEvaluation) -> None:
    """The one before this one, sealed as it was."""
    editions = here.workspace.ask(corrections.editions, here.id)
    at = next(n for n, (edition_id, _edition) in enumerate(editions) if edition_id == here.id)
    if at + 1 < len(editions):
        here.go(
            Place("evaluation", here.placement_id, kind=here.kind, entry_id=editions[at + 1][0])
        )


def _correct(here: OpenEvaluation) -> None:
    texts = (
        _("Make a correction"),
        _(
            "This makes a new edition that names this one, and asks everybody to agree again. "
            "What was signed stays as it is."
        ),
        _("Make a correction"),
    )
    form = small_dialogs.reason(here.workspace, texts, partial(_do_correct, here), here.parent)
    form.saved.connect(partial(here.go, Place("evaluation", here.placement_id, kind=here.kind)))
    form.open_once()


def _do_correct(here: OpenEvaluation, why: str) -> None:
    here.workspace.do(corrections.begin, here.id, why)


def keep(workspace: Workspace, evaluation_id: uuid.UUID, given: NewAnswer) -> None:
    """An answer, or the outcome that was decided."""
    value, words = given.value, given.explanation
    if given.question_id is None:
        workspace.do(evaluations.decide, evaluation_id, given.section, value, words)
    else:
        workspace.do(evaluations.answer, evaluation_id, given.question_id, value, words)


def accept_proposals(here: OpenEvaluation) -> None:
    count = here.workspace.do(evaluations.accept_proposals, here.id)
    text = ngettext("%d outcome decided as proposed", "%d outcomes decided as proposed", count)
    here.workspace.say(text % count, undo=True)


def sign(here: OpenEvaluation, anew: Callable[[], OpenEvaluation]) -> None:
    """Whoever fills it in proposes it first: from then on changing it is asked for.

    `anew` gives it as it is once the dialog closes.
    """
    fresh = here.sheet.status is Status.DRAFT
    if fresh:
        here.workspace.do(consents.propose, here.id)
        here = anew()
    form = SignForm(here.workspace, here.sheet, here.parent)
    if fresh:
        form.rejected.connect(lambda: take_back(anew()))
    form.open_once()


def reopen(here: OpenEvaluation) -> AskForm | None:
    """Says beforehand what changing takes back; nothing is asked where nobody agreed."""
    if not here.sheet.said:
        _do_reopen(here, _("changed before anybody agreed"))
        return None
    texts = (
        _("Change what was agreed with"),
        _(
            "Every agreement given is taken back, and everybody is asked again. The version they "
            "agreed with stays."
        ),
        _("Change it"),
    )
    form = small_dialogs.reason(here.workspace, texts, partial(_do_reopen, here), here.parent)
    form.open_once()
    return form


def take_back(here: OpenEvaluation) -> None:
    """Nobody said anything after all: it is a draft again, as it was."""
    if here.sheet.status is Status.PROPOSED and not here.sheet.said:
        _do_reopen(here, _("nobody signed"))


def _do_reopen(here: OpenEvaluation, why: str) -> None:
    here.workspace.do(consents.reopen, here.id, why)


def print_this(here: OpenEvaluation) -> None:
    """The forms page prints the newest edition; one that was corrected is printed from here."""
    sheet = here.sheet
    if here.workspace.ask(evaluations.find, here.placement_id, here.kind) == here.id:
        here.go(Place("forms", here.placement_id, kind=here.kind))
        return
    wish = Wish(sheet.kind, As.FILLED, here.placement_id, evaluation_id=here.id)
    ways = [Way(_("Filled in"), partial(_draw, wish))]
    title, name = kind_name(sheet.kind), _("evaluation.pdf")
    whose = sheet.head.name if sheet.head is not None else ""
    PrintForm(here.workspace, title, name, ways, here.parent, whose).open_once()


def _draw(wish: Wish, store: Store) -> bytes:
    form = store.ask(printing.prepare, wish)
    printing.refuse_tampered(form)
    return forms.draw(form)


def step_student(here: OpenEvaluation, by: int) -> None:
    """The same evaluation of the next student of mine who has one: looking around begins none."""
    ask = here.workspace.ask
    own = ask(students.mine, here.workspace.person_id, Right.READ_EVALUATIONS)
    keys = [
        brief.placement_id
        for brief in own
        if brief.placement_id == here.placement_id
        or ask(evaluations.find, brief.placement_id, here.kind) is not None
    ]
    if here.placement_id not in keys or len(keys) < 2:
        here.workspace.say(_("No other student here has this evaluation yet."))
        return
    then = keys[(keys.index(here.placement_id) + by) % len(keys)]
    here.go(Place("evaluation", then, kind=here.kind))


ACTIONS: dict[str, Callable[[OpenEvaluation], None]] = {
    "self": partial(_go, name="voice"),
    "together": partial(_go, name="together"),
    "coach": partial(_other_voice, voice=Voice.COACH),
    "colleague": partial(_other_voice, voice=Voice.COLLEAGUE),
    "school": partial(_other_voice, voice=Voice.SCHOOL),
    "judged": _judged,
    "template": _template,
    "grid": _grid,
    "versions": _versions,
    "editions": _editions,
    "correct": _correct,
}
