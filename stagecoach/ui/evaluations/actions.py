"""What can be done with an evaluation as a whole: the entries of its menu, by name."""

import uuid
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from stagecoach.documents.evaluations import form as forms
from stagecoach.domain.evaluations import Status, Voice
from stagecoach.i18n import _
from stagecoach.services import Store
from stagecoach.services.access.rights import Right
from stagecoach.services.evaluations import consents, corrections, evaluations, voices
from stagecoach.services.evaluations.stations import kind_name
from stagecoach.services.printing import forms as printing
from stagecoach.services.printing.forms import As, Wish
from stagecoach.services.students import students
from stagecoach.ui.core.page import Place
from stagecoach.ui.dialogs.print import PrintForm, Way
from stagecoach.ui.evaluations.small_dialogs import ReasonForm, RowForm, TemplateForm, VoiceForm
from stagecoach.ui.evaluations.versions import VersionsForm

if TYPE_CHECKING:
    from stagecoach.services.evaluations.sheet import Sheet
    from stagecoach.services.students.students import Head
    from stagecoach.ui.evaluations.evaluation_page import EvaluationPage


def _open(page: "EvaluationPage") -> tuple["Sheet", "Head", uuid.UUID]:
    sheet = page.sheet
    assert sheet is not None  # noqa: S101 - the menu is of an open evaluation
    assert sheet.head is not None  # noqa: S101
    assert sheet.id is not None  # noqa: S101
    return sheet, sheet.head, sheet.id


def _self_view(page: "EvaluationPage") -> uuid.UUID:
    """The student's own sheet; it begins when nobody had begun it. Else that of somebody else."""
    sheet, head, key = _open(page)
    given = page.workspace.ask(voices.overview, key)
    for found in given:
        if found.voice is Voice.SELF:
            return found.id
    if given and Voice.SELF not in sheet.structure.blueprint.voices:
        return given[0].id  # the form asks others only
    if sheet.status is not Status.DRAFT or Voice.SELF not in sheet.structure.blueprint.voices:
        page.workspace.say(_("Nobody gave another view in this evaluation."))
        raise _Nothing
    return page.workspace.do(voices.begin, key, Voice.SELF, head.name)


class _Nothing(Exception):
    """Nothing to go to; it was said already."""


def _go(page: "EvaluationPage", name: str) -> None:
    try:
        key = _self_view(page)
    except _Nothing:
        return
    page.go.emit(Place(name, page.placement_id, kind=page.kind, entry_id=key))


def _other_voice(page: "EvaluationPage", voice: Voice) -> None:
    _sheet, head, key = _open(page)
    names = {Voice.COACH: head.coach, Voice.SCHOOL: head.supervisor}
    form = VoiceForm(page.workspace, key, voice, names.get(voice, ""), page)
    form.saved.connect(partial(_show_voice, page, form))
    form.open_once()


def _show_voice(page: "EvaluationPage", form: VoiceForm) -> None:
    page.go.emit(Place("voice", page.placement_id, kind=page.kind, entry_id=form.made))


def _judged(page: "EvaluationPage") -> None:
    _sheet, _head, key = _open(page)
    page.workspace.do(voices.judge, key, finished=True)
    page.workspace.say(_("Judgement finished: you can look together now"), undo=True)


def _template(page: "EvaluationPage") -> None:
    TemplateForm(page.workspace, _open(page)[0], page).open_once()


def _versions(page: "EvaluationPage") -> None:
    VersionsForm(page.workspace, _open(page)[0], page).open_once()


def _grid(page: "EvaluationPage") -> None:
    """The criterion worked on, with every student whose form has it."""
    row = page.questions.focused()
    key = row.question_id if row is not None else None
    if key is None:
        page.workspace.say(_("Choose a criterion first."))
        return
    page.go.emit(Place("grid", entry_id=key))


def _editions(page: "EvaluationPage") -> None:
    """The one before this one, sealed as it was."""
    _sheet, _head, key = _open(page)
    found = page.workspace.ask(corrections.editions, key)
    at = next(n for n, (each, _edition) in enumerate(found) if each == key)
    if at + 1 < len(found):
        page.go.emit(
            Place("evaluation", page.placement_id, kind=page.kind, entry_id=found[at + 1][0])
        )


def _correct(page: "EvaluationPage") -> None:
    texts = (
        _("Make a correction"),
        _("This makes a new edition that names this one, and asks everybody to agree again. "
          "What was signed stays as it is."),
        _("Make a correction"),
    )  # fmt: skip
    form = ReasonForm(page.workspace, texts, partial(_do_correct, page), page)
    form.saved.connect(
        partial(page.go.emit, Place("evaluation", page.placement_id, kind=page.kind))
    )
    form.open_once()


def _do_correct(page: "EvaluationPage", why: str) -> None:
    page.workspace.do(corrections.begin, _open(page)[2], why)


def reopen(page: "EvaluationPage") -> None:
    """Says beforehand what changing takes back."""
    sheet, _head, _key = _open(page)
    if not sheet.said:
        _do_reopen(page, _("changed before anybody agreed"))
        return
    texts = (
        _("Change what was agreed with"),
        _("Every agreement given is taken back, and everybody is asked again. The version they "
          "agreed with stays."),
        _("Change it"),
    )  # fmt: skip
    form = ReasonForm(page.workspace, texts, partial(_do_reopen, page), page)
    form.finished.connect(page.focus_first)
    form.open_once()


def take_back(page: "EvaluationPage") -> None:
    """Nobody said anything after all: it is a draft again, as it was."""
    sheet, _head, _key = _open(page)
    if sheet.status is Status.PROPOSED and not sheet.said:
        _do_reopen(page, _("nobody signed"))


def _do_reopen(page: "EvaluationPage", why: str) -> None:
    page.workspace.do(consents.reopen, _open(page)[2], why)


def add_row(page: "EvaluationPage", block: str) -> None:
    form = RowForm(page.workspace, _open(page)[0], block, page)
    form.finished.connect(partial(_focus_row, page, form))
    form.open_once()


def _focus_row(page: "EvaluationPage", form: RowForm) -> None:
    """The new row, to be answered."""
    made = next((r for r in page.questions.rows if r.question_id == form.made), None)
    if made is not None:
        made.rating.setFocus()
    else:
        page.focus_first()


def print_this(page: "EvaluationPage") -> None:
    """The forms page prints the newest edition; one that was corrected is printed from here."""
    sheet, head, key = _open(page)
    if page.workspace.ask(evaluations.find, head.placement_id, page.kind) == key:
        page.go.emit(Place("forms", page.placement_id, kind=page.kind))
        return
    wish = Wish(sheet.kind, As.FILLED, head.placement_id, evaluation_id=key)
    ways = [Way(_("Filled in"), partial(_draw, wish))]
    PrintForm(page.workspace, kind_name(sheet.kind), _("evaluation.pdf"), ways, page).open_once()


def _draw(wish: Wish, store: Store) -> bytes:
    form = store.ask(printing.prepare, wish)
    printing.refuse_tampered(form)
    return forms.draw(form)


def step_student(page: "EvaluationPage", by: int) -> None:
    """The same evaluation of the next student of mine who has one: looking around begins none."""
    page.flush()
    ask = page.workspace.ask
    own = ask(students.mine, page.workspace.person_id, Right.READ_EVALUATIONS)
    keys = [
        brief.placement_id for brief in own
        if brief.placement_id == page.placement_id
        or ask(evaluations.find, brief.placement_id, page.kind) is not None
    ]  # fmt: skip
    if page.placement_id not in keys or len(keys) < 2:
        page.workspace.say(_("No other student here has this evaluation yet."))
        return
    then = keys[(keys.index(page.placement_id) + by) % len(keys)]
    page.go.emit(Place("evaluation", then, kind=page.kind))


DEEDS: dict[str, Callable[["EvaluationPage"], None]] = {
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
