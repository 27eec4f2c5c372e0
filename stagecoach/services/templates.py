"""Evaluation templates: a scale and criteria for one version of a qualification.

A qualification whose criteria nobody has entered yet gets a template without any: then each
work process has one judgement per track.
"""

import datetime as dt
import tomllib
import uuid
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from stagecoach import paths
from stagecoach.domain import evaluations as rules
from stagecoach.domain.tracks import Track
from stagecoach.i18n import _, either
from stagecoach.services import qualifications
from stagecoach.store.evaluations import Criterion, Scale, ScaleValue, Template
from stagecoach.store.qualifications import Qualification

_FOLDER = paths.RESOURCES / "templates"


def ship(session: Session) -> None:
    """Fill a new store with the shipped scale and example criteria."""
    _ship_scale(session)
    for path in sorted(_FOLDER.glob("criteria-*.toml")):
        _ship_criteria(session, tomllib.loads(path.read_text(encoding="utf-8")))
    _complete(session)


def import_qualifications(session: Session, content: bytes) -> int:
    """Add the qualifications of a file, each with a template; gives how many were new."""
    count = qualifications.import_file(session, content)
    _complete(session)
    return count


def _complete(session: Session) -> None:
    """Every qualification has a template, without criteria where nobody gave any."""
    without = select(Qualification.id).where(
        Qualification.id.not_in(select(Template.qualification_id))
    )
    source = _("One judgement per work process and track, until criteria are entered")
    for qualification_id in session.scalars(without).all():
        _add(session, qualification_id, dt.date(2015, 8, 1), source, example=False)


def _ship_scale(session: Session) -> None:
    data = tomllib.loads((_FOLDER / "scale.toml").read_text(encoding="utf-8"))
    scale = Scale(name=data["name"], valid_from=data["valid_from"], source=data["source"])
    session.add(scale)
    session.flush()
    session.add_all(
        ScaleValue(scale_id=scale.id, position=position, **value)
        for position, value in enumerate(data["values"])
    )
    session.flush()


def _ship_criteria(session: Session, data: dict[str, Any]) -> None:
    query = select(Qualification.id).where(Qualification.crebo == data["crebo"])
    qualification_id = session.scalars(query).first()
    if qualification_id is None:
        return
    template = _add(session, qualification_id, data["valid_from"], data["source"], example=True)
    ids = {p.code: p.id for p in qualifications.processes(session, qualification_id)}
    rows = (
        (code, Track(track), text)
        for code, tracks in data["criteria"].items()
        for track, texts in tracks.items()
        for text in texts
    )
    session.add_all(
        Criterion(
            template_id=template.id,
            work_process_id=ids[code],
            track=track,
            position=position,
            text=text,
        )
        for position, (code, track, text) in enumerate(rows)
    )
    session.flush()


def _add(
    session: Session,
    qualification_id: uuid.UUID,
    valid_from: dt.date,
    source: str,
    *,
    example: bool,
) -> Template:
    newest = select(Scale.id).order_by(Scale.valid_from.desc())
    template = Template(
        qualification_id=qualification_id,
        scale_id=session.scalars(newest).first(),
        version=1,
        valid_from=valid_from,
        source=source,
        example=example,
    )
    session.add(template)
    session.flush()
    return template


def current(session: Session, qualification_id: uuid.UUID, day: dt.date) -> uuid.UUID:
    """The template in force on `day`: the newest version valid by then, else the newest.

    Every qualification has one from when it came into the store (`complete`).
    """
    query = (
        select(Template.id)
        .where(Template.qualification_id == qualification_id)
        .order_by((Template.valid_from <= day).desc(), Template.version.desc())
        .limit(1)
    )
    return session.scalars(query).one()


def scale(session: Session, template_id: uuid.UUID) -> rules.Scale:
    query = (
        select(ScaleValue)
        .join(Template, Template.scale_id == ScaleValue.scale_id)
        .where(Template.id == template_id)
        .order_by(ScaleValue.position)
    )
    return tuple(
        rules.ScaleValue(
            value.letter,
            either(value.label, value.label_en),
            value.counts,
            value.passes,
            value.explain,
        )
        for value in session.scalars(query)
    )
