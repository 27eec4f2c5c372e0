"""What is to be printed, and the record that lets a sheet be found back."""

import uuid
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from stagecoach import clock
from stagecoach.domain import form_ids
from stagecoach.domain.evaluations import Kind, Status
from stagecoach.errors import StageCoachError
from stagecoach.i18n import _
from stagecoach.services.evaluations import evaluations, seal_chain, seal_checks
from stagecoach.services.evaluations import loading as sheets
from stagecoach.services.evaluations.seal_checks import Seal
from stagecoach.services.evaluations.sheet import Sheet, Structure
from stagecoach.services.hours import ledger
from stagecoach.services.students import students
from stagecoach.services.templates import blueprints, templates
from stagecoach.store import journal
from stagecoach.store.evaluations.evaluations import Evaluation
from stagecoach.store.journal import recorded_as
from stagecoach.store.printing import PrintRecord
from stagecoach.store.templates import Template


class As(StrEnum):
    BLANK = "blank"
    FILLED = "filled"


@dataclass(frozen=True, slots=True)
class Form:
    """One form, ready to be drawn."""

    form_id: str
    sheet: Sheet
    minutes: int | None = None  # of practice until now
    seal: Seal | None = None  # of a closed one, checked just now
    chain: str = ""  # all seals of the store on this day, for this paper to witness


@dataclass(frozen=True, slots=True)
class Wish:
    """One form that somebody wants on paper: of a placement, or nameless for a qualification."""

    kind: Kind
    way: As
    placement_id: uuid.UUID | None = None
    qualification_id: uuid.UUID | None = None
    template_id: uuid.UUID | None = None  # another form than the one in force
    evaluation_id: uuid.UUID | None = None  # another edition than the newest


def prepare(session: Session, wish: Wish, form_id: str = "") -> Form:
    """Read what goes on the form. Without an id it is a preview, and nothing is recorded."""
    sheet = _sheet(session, wish)
    minutes = ledger.of(session, wish.placement_id).approved if wish.placement_id else None
    if sheet.as_proposed:
        minutes = sheet.facts.approved  # as it was when everybody agreed
    seal = seal_checks.verify(session, sheet.id) if sheet.id else None
    chain = seal_chain.today(session) if form_id else ""
    return Form(form_id or "00000000", sheet, minutes, seal, chain)


def _sheet(session: Session, wish: Wish) -> Sheet:
    if wish.way is As.FILLED:
        assert wish.placement_id is not None
        sheet_id = wish.evaluation_id or evaluations.find(session, wish.placement_id, wish.kind)
        if sheet_id is None:
            raise StageCoachError(
                _("This evaluation has not been begun, so nothing is filled in.")
            )
        return sheets.load(session, sheet_id)
    head = students.head(session, wish.placement_id) if wish.placement_id else None
    qualification_id = head.qualification_id if head else wish.qualification_id
    if qualification_id is None:
        raise StageCoachError(_("Choose a student or a qualification."))
    return Sheet(None, wish.kind, _blank(session, wish, qualification_id), head)


def _blank(session: Session, wish: Wish, qualification_id: uuid.UUID) -> Structure:
    """What the form asks that would be begun now; of a begun evaluation its own."""
    if wish.template_id is None and wish.placement_id is not None:
        begun_id = evaluations.find(session, wish.placement_id, wish.kind)
        if begun_id is not None:
            return sheets.load(session, begun_id).structure
    key = wish.template_id
    if key is None:
        here = wish.placement_id
        cohort = templates.cohort_of(session, here) if here else clock.today().year
        key = templates.in_force(session, qualification_id, cohort, wish.kind)
    blueprint = templates.blueprint_for(session, key, qualification_id, wish.kind)
    template = session.get_one(Template, key)
    return sheets.structure_of(blueprint, template.version, template.title)


@recorded_as("printing.record")
def record(session: Session, wish: Wish) -> Form:
    """Prepare a form under an id of its own, and keep that it was printed."""
    journal.not_undoable(session)
    form = prepare(session, wish, _free_id(session))
    refuse_tampered(form)
    structure = form.sheet.structure
    session.add(
        PrintRecord(
            form_id=form.form_id,
            form=wish.kind,
            blueprint_id=blueprints.keep(session, structure.blueprint, structure.digest),
            placement_id=wish.placement_id,
            evaluation_id=form.sheet.id,
            printed_on=clock.today(),
        )
    )
    return form


def refuse_tampered(form: Form) -> None:
    """What is no longer what was signed does not go on paper as if it were."""
    if form.seal is not None and form.seal.faults:
        text = _("This evaluation is not what was signed: %s. It is not printed.")
        raise StageCoachError(text % "; ".join(form.seal.faults))


def _free_id(session: Session) -> str:
    while True:
        form_id = form_ids.new()
        if not session.scalar(select(PrintRecord.id).where(PrintRecord.form_id == form_id)):
            return form_id


def state_word(row: evaluations.Row) -> str:
    """In a word how far an evaluation is, where a list leaves no room for more."""
    if row.status is Status.CLOSED:
        return _("signed")
    if row.status is Status.PROPOSED:
        return _("signature missing")
    return _("begun") if row.id else _("not begun")


def begun(session: Session, kind: Kind) -> set[uuid.UUID]:
    """The placements whose evaluation of this kind has been begun."""
    return set(session.scalars(select(Evaluation.placement_id).where(Evaluation.kind == kind)))
