"""What is to be printed, and the record that lets a sheet be found back."""

import uuid
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from stagecoach import clock
from stagecoach.domain import form_ids
from stagecoach.domain.evaluations import Kind, Party
from stagecoach.errors import StageCoachError
from stagecoach.i18n import _
from stagecoach.services import evaluations, hours, sheets, students, templates
from stagecoach.services.sheets import Sheet
from stagecoach.store import journal
from stagecoach.store.evaluations import Evaluation
from stagecoach.store.printing import PrintRecord


class As(StrEnum):
    BLANK = "blank"
    FILLED = "filled"


@dataclass(frozen=True, slots=True)
class Form:
    """One form, ready to be drawn."""

    form_id: str
    sheet: Sheet
    minutes: int | None = None  # of practice until now


@dataclass(frozen=True, slots=True)
class Wish:
    """One form that somebody wants on paper: of a placement, or nameless for a qualification."""

    kind: Kind
    way: As
    placement_id: uuid.UUID | None = None
    qualification_id: uuid.UUID | None = None


def prepare(session: Session, wish: Wish, form_id: str = "") -> Form:
    """Read what goes on the form. Without an id it is a preview, and nothing is recorded."""
    sheet = _sheet(session, wish)
    made = hours.of(session, wish.placement_id).approved if wish.placement_id else None
    return Form(form_id or "00000000", sheet, made)


def _sheet(session: Session, wish: Wish) -> Sheet:
    if wish.way is As.FILLED:
        query = select(Evaluation.id).where(
            Evaluation.placement_id == wish.placement_id, Evaluation.kind == wish.kind
        )
        found = session.scalar(query)
        if found is None:
            raise StageCoachError(
                _("This evaluation has not been begun, so nothing is filled in.")
            )
        return sheets.load(session, found)
    head = students.head(session, wish.placement_id) if wish.placement_id else None
    qualification_id = head.qualification_id if head else wish.qualification_id
    if qualification_id is None:
        raise StageCoachError(_("Choose a student or a qualification."))
    template_id = templates.current(session, qualification_id, clock.today())
    return Sheet(None, wish.kind, sheets.structure(session, template_id), head)


def record(session: Session, wish: Wish) -> Form:
    """Prepare a form under an id of its own, and keep that it was printed."""
    journal.not_undoable(session)
    form = prepare(session, wish, _free_id(session))
    session.add(
        PrintRecord(
            form_id=form.form_id,
            form=wish.kind,
            template_id=form.sheet.structure.template_id,
            placement_id=wish.placement_id,
            evaluation_id=form.sheet.id,
            printed_on=clock.today(),
        )
    )
    return form


def _free_id(session: Session) -> str:
    while True:
        form_id = form_ids.new()
        if not session.scalar(select(PrintRecord.id).where(PrintRecord.form_id == form_id)):
            return form_id


def state_word(row: evaluations.Row) -> str:
    """In a word how far an evaluation is, where a list leaves no room for more."""
    if row.signed == len(Party):
        return _("signed")
    if row.signed:
        return _("signature missing")
    return _("begun") if row.id else _("not begun")


def begun(session: Session, kind: Kind) -> set[uuid.UUID]:
    """The placements whose evaluation of this kind has been begun."""
    return set(session.scalars(select(Evaluation.placement_id).where(Evaluation.kind == kind)))
