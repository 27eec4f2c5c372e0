"""A blank form of a template that is still being made, to be looked at or printed as a proof."""

import uuid

from sqlalchemy import select
from sqlalchemy.orm import Session

from stagecoach.domain.evaluations import Kind
from stagecoach.domain.qualifications import Process
from stagecoach.domain.templates import checks as blueprint_checks
from stagecoach.domain.templates.blueprints import TRACKS, Blueprint, resolved
from stagecoach.i18n import _
from stagecoach.services.evaluations import loading as sheets
from stagecoach.services.evaluations.sheet import Sheet
from stagecoach.services.printing.forms import Form
from stagecoach.services.templates import qualifications
from stagecoach.store.qualifications import Qualification

_NOBODYS = tuple(uuid.uuid5(uuid.NAMESPACE_OID, f"work process {n}") for n in range(4))


def processes(session: Session, crebo: str) -> list[Process]:
    """Of the newest version of this qualification in the store; empty where it is for any."""
    query = select(Qualification.id).where(Qualification.crebo == crebo)
    study_id = (
        session.scalars(query.order_by(Qualification.version.desc())).first() if crebo else None
    )
    return qualifications.processes(session, study_id) if study_id else []


def form(session: Session, blueprint: Blueprint, version: int) -> Form | None:
    """None where something is missing without which it cannot be drawn."""
    shown = blueprint
    if blueprint.crebo:
        query = select(Qualification).where(Qualification.crebo == blueprint.crebo)
        study = session.scalars(query.order_by(Qualification.version.desc())).first()
        if study is not None:
            own = tuple(qualifications.processes(session, study.id))
            shown = resolved(blueprint, study.title, study.level, own)
    elif any(block.kind in TRACKS for block in blueprint.blocks):
        shown = resolved(blueprint, _("any qualification"), 0, tuple(_examples()))
    if not blueprint_checks.drawable(shown):
        return None
    kinds = blueprint.kinds or (Kind.INTERIM,)
    kind = Kind.INTERIM if Kind.INTERIM in kinds else kinds[0]
    return Form("00000000", Sheet(None, kind, sheets.structure_of(shown, version)))


def _examples() -> list[Process]:
    """Work processes that stand for those of any qualification."""
    return [
        Process(
            _NOBODYS[n], f"B1-K1-W{n + 1}", _("Work process %d") % (n + 1), "B1-K1", _("Core task")
        )
        for n in range(len(_NOBODYS))
    ]
