"""Evaluation templates: which are there, and which one an evaluation begins from.

The version in force is the newest released one for the cohort in which a student began, so who is
under way keeps the scale they know (docs/domain.md, Scales). A template of the qualification comes
before one for any; StageCoach's own two-track form is there for every qualification.
"""

import datetime as dt
import uuid
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from stagecoach import clock, paths
from stagecoach.domain.evaluations import Kind
from stagecoach.domain.templates.blueprints import Blueprint, TemplateStatus, resolved
from stagecoach.errors import StageCoachError
from stagecoach.i18n import _
from stagecoach.services.templates import blueprints, qualifications
from stagecoach.store.journal import recorded_as
from stagecoach.store.qualifications import Qualification
from stagecoach.store.students.placements import Placement
from stagecoach.store.students.students import Student
from stagecoach.store.templates import Template

_FOLDER = paths.RESOURCES / "templates"
_SHIPPED = uuid.UUID("0b8f6f6e-2f0a-5d7c-8a43-1c7f5b0a9e42")  # names of families
_LONG_AGO = dt.date(2015, 8, 1)
_STANDARD = "own"  # how the files of StageCoach's own forms begin


@dataclass(frozen=True, slots=True)
class Choice:
    """A template that an evaluation can begin from."""

    id: uuid.UUID
    title: str
    version: int
    crebo: str
    standard: bool


def family(name: str) -> uuid.UUID:
    """Of a shipped template, by the name of its file."""
    return uuid.uuid5(_SHIPPED, name)


@recorded_as("templates.ship")
def ship(session: Session) -> None:
    """Add the shipped templates that are not there yet, in any version."""
    there = set(session.scalars(select(Template.family_id)))
    for path in sorted(_FOLDER.glob("*.json")):
        key = family(path.stem)
        if key not in there:
            blueprint = blueprints.parse(path.read_bytes())
            standard = path.stem.startswith(_STANDARD)
            add(session, blueprint, key, standard=standard, template_id=uuid.uuid5(key, "1"))


def are_shipped(session: Session) -> bool:
    there = set(session.scalars(select(Template.family_id)))
    return all(family(path.stem) in there for path in _FOLDER.glob("*.json"))


@recorded_as("templates.add")
def add(
    session: Session,
    blueprint: Blueprint,
    family_id: uuid.UUID,
    *,
    version: int = 1,
    standard: bool = False,
    status: TemplateStatus = TemplateStatus.RELEASED,
    cohort_from: int = 0,
    valid_from: dt.date = _LONG_AGO,
    template_id: uuid.UUID | None = None,
) -> uuid.UUID:
    """Keep a version of a template; a shipped one has the same id in every store."""
    template = Template(
        id=template_id,
        family_id=family_id,
        version=version,
        status=status,
        title=blueprint.name,
        blueprint_id=blueprints.keep(session, blueprint),
        crebo=blueprint.crebo,
        cohort_from=cohort_from,
        valid_from=valid_from,
        standard=standard,
    )
    session.add(template)
    session.flush()
    return template.id


def cohort_of(session: Session, placement_id: uuid.UUID) -> int:
    """The year in which this student began; where it is not known, that of the placement."""
    query = (
        select(Student.cohort, Placement.starts_on, Placement.study_year)
        .join(Placement, Placement.student_id == Student.id)
        .where(Placement.id == placement_id)
    )
    cohort, starts_on, year = session.execute(query).one()
    school_year = starts_on.year - (starts_on.month < 8)  # noqa: PLR2004 - it begins in August
    return int(cohort or school_year - max(0, year - 1))


def choices(
    session: Session, qualification_id: uuid.UUID, cohort: int, kind: Kind
) -> list[Choice]:
    """What fits, the one in force first: of each family the newest version for this cohort."""
    crebo = session.get_one(Qualification, qualification_id).crebo
    query = (
        select(Template)
        .where(
            Template.status == TemplateStatus.RELEASED,
            Template.crebo.in_(("", crebo)),
            Template.valid_from <= clock.today(),
        )
        .order_by(Template.version)
    )
    newest: dict[uuid.UUID, Template] = {}
    for row in session.scalars(query):
        if row.cohort_from <= cohort or row.family_id not in newest:
            newest[row.family_id] = row
    able = [
        row
        for row in newest.values()
        if kind in blueprints.find(session, row.blueprint_id).blueprint.kinds
    ]
    able.sort(key=lambda row: (not row.standard, not row.crebo, row.title))
    return [Choice(row.id, row.title, row.version, row.crebo, row.standard) for row in able]


def in_force(session: Session, qualification_id: uuid.UUID, cohort: int, kind: Kind) -> uuid.UUID:
    """Where nobody chooses. Raises StageCoachError where every form was retired."""
    forms = choices(session, qualification_id, cohort, kind)
    if not forms:
        raise StageCoachError(
            _("There is no form for this evaluation. Release one under Forms, Templates.")
        )
    return forms[0].id


def blueprint_for(
    session: Session, template_id: uuid.UUID, qualification_id: uuid.UUID, kind: Kind
) -> Blueprint:
    """The copy for one evaluation, with the work processes of the student's own cohort.

    Raises StageCoachError for one that is not released, or of another qualification or kind.
    """
    template = session.get_one(Template, template_id)
    if template.status is not TemplateStatus.RELEASED:
        raise StageCoachError(_("This form is not released, so no evaluation begins from it."))
    study = session.get_one(Qualification, qualification_id)
    if template.crebo not in {"", study.crebo}:
        text = _("This form is for qualification %(form)s, and the student follows %(own)s.")
        raise StageCoachError(text % {"form": template.crebo, "own": study.crebo})
    blueprint = blueprints.find(session, template.blueprint_id).blueprint
    if kind not in blueprint.kinds:
        raise StageCoachError(_("This form is for another kind of evaluation."))
    processes = tuple(qualifications.processes(session, qualification_id))
    return resolved(blueprint, study.title, study.level, processes)
