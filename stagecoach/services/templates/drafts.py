"""Making templates: draft, release, next version, copy, retire; in and out as JSON.

A released version is fixed: editing it makes the next one as a draft. A draft may be unfinished
and is kept all the same; releasing asks for all that an evaluation needs.
"""

import datetime as dt
import uuid
from dataclasses import dataclass, replace

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from stagecoach import clock
from stagecoach.domain.access import Right
from stagecoach.domain.templates import checks as blueprint_checks
from stagecoach.domain.templates.blueprints import Blueprint, TemplateStatus
from stagecoach.domain.templates.scales import Scale
from stagecoach.errors import StageCoachError
from stagecoach.i18n import _
from stagecoach.services.access import rights as access
from stagecoach.services.templates import blueprints, qualifications, templates
from stagecoach.services.templates import changes as template_changes
from stagecoach.store import journal
from stagecoach.store.evaluations.evaluations import Evaluation
from stagecoach.store.ids import new_id
from stagecoach.store.journal import recorded_as
from stagecoach.store.qualifications import Qualification
from stagecoach.store.templates import Template

_LONGEST = 200  # characters of a name


@dataclass(frozen=True, slots=True)
class Row:
    """One version in the list."""

    id: uuid.UUID
    family_id: uuid.UUID
    title: str
    version: int
    status: TemplateStatus
    crebo: str
    cohort_from: int
    standard: bool
    used: int  # evaluations that hold it


@dataclass(frozen=True, slots=True)
class Draft:
    """One version, to be looked at or edited."""

    id: uuid.UUID
    family_id: uuid.UUID
    version: int
    status: TemplateStatus
    cohort_from: int
    standard: bool
    blueprint: Blueprint
    problems: tuple[str, ...]
    remarks: tuple[str, ...]
    used_before: int  # evaluations that hold the version before
    before_id: uuid.UUID | None

    @property
    def fixed(self) -> bool:
        return self.status is not TemplateStatus.DRAFT


def overview(session: Session) -> list[Row]:
    """Every version, those of one template together, newest first."""
    t = Template
    used = (
        select(func.count()).where(Evaluation.template_id == t.id).correlate(t).scalar_subquery()
    )
    query = select(
        t.id, t.family_id, t.title, t.version, t.status, t.crebo, t.cohort_from, t.standard, used
    ).order_by(t.standard.desc(), t.title, t.family_id, t.version.desc())
    return [Row(*row) for row in session.execute(query)]


def codes(session: Session, crebo: str) -> frozenset[str] | None:
    """The work processes of a qualification; None where it is not in this store."""
    query = select(Qualification.id).where(Qualification.crebo == crebo)
    study_ids = list(session.scalars(query))
    if not crebo or not study_ids:
        return None
    return frozenset(p.code for key in study_ids for p in qualifications.processes(session, key))


def load(session: Session, template_id: uuid.UUID) -> Draft:
    """Raises StageCoachError where it was thrown away, or its making taken back."""
    row = session.get(Template, template_id)
    if row is None:
        raise StageCoachError(_("This version of the form is not there any more."))
    blueprint = blueprints.find(session, row.blueprint_id).blueprint
    before = session.scalars(
        select(Template)
        .where(Template.family_id == row.family_id, Template.version < row.version)
        .order_by(Template.version.desc())
        .limit(1)
    ).first()
    used = select(func.count()).where(Evaluation.template_id == before.id) if before else None
    return Draft(
        row.id,
        row.family_id,
        row.version,
        row.status,
        row.cohort_from,
        row.standard,
        blueprint,
        tuple(blueprint_checks.problems(blueprint, codes(session, blueprint.crebo))),
        tuple(blueprint_checks.remarks(blueprint)),
        (session.scalar(used) or 0) if used is not None else 0,
        before.id if before else None,
    )


def known_scales(session: Session) -> dict[str, Scale]:
    """Every scale that some template uses, by name: to begin from."""
    scales: dict[str, Scale] = {}
    for key in session.scalars(select(Template.blueprint_id).distinct()):
        for scale in blueprints.find(session, key).blueprint.scales.values():
            scales.setdefault(scale.name, scale)
    return dict(sorted(scales.items()))


def differences(session: Session, template_id: uuid.UUID) -> list[tuple[str, str, str]]:
    """Against the version before, in words: where, before, after."""
    now = load(session, template_id)
    if now.before_id is None:
        return []
    before = load(session, now.before_id).blueprint
    return list(template_changes.between(before, now.blueprint))


@recorded_as("template_drafts.edit")
def edit(session: Session, template_id: uuid.UUID) -> uuid.UUID:
    """The draft of the next version; the one there is, where somebody began it already."""
    access.demand(session, Right.TEMPLATES)
    row = session.get_one(Template, template_id)
    newest = session.scalars(
        select(Template)
        .where(Template.family_id == row.family_id)
        .order_by(Template.version.desc())
        .limit(1)
    ).one()
    if newest.status is TemplateStatus.DRAFT:
        return newest.id
    blueprint = blueprints.find(session, row.blueprint_id).blueprint
    return templates.add(
        session,
        blueprint,
        row.family_id,
        version=newest.version + 1,
        standard=newest.standard,
        status=TemplateStatus.DRAFT,
        cohort_from=newest.cohort_from,
        valid_from=clock.today(),
    )


@recorded_as("template_drafts.copy")
def copy(session: Session, template_id: uuid.UUID) -> uuid.UUID:
    """A template of one's own, to be made another; its criteria keep their lasting ids."""
    row = session.get_one(Template, template_id)
    blueprint = blueprints.find(session, row.blueprint_id).blueprint
    name = (_("%s, copy") % blueprint.name)[:_LONGEST]
    return _begin(session, replace(blueprint, name=name))


@recorded_as("template_drafts.take_in")
def take_in(session: Session, content: bytes) -> uuid.UUID:
    """A file as a draft, to be looked at before it is released. Raises StageCoachError."""
    blueprint = blueprints.parse(content)
    wrong = blueprint_checks.problems(blueprint, codes(session, blueprint.crebo))
    if wrong:
        raise StageCoachError("\n".join([blueprint_checks.summary(len(wrong)), *wrong]))
    return _begin(session, blueprint)


def _begin(session: Session, blueprint: Blueprint) -> uuid.UUID:
    access.demand(session, Right.TEMPLATES)
    return templates.add(
        session, blueprint, new_id(), status=TemplateStatus.DRAFT, valid_from=clock.today()
    )


@recorded_as("template_drafts.save")
def save(session: Session, template_id: uuid.UUID, blueprint: Blueprint) -> None:
    """Keep a draft, also an unfinished one. Raises StageCoachError for what is fixed."""
    row = _draft(session, template_id)
    row.blueprint_id = blueprints.keep(session, blueprint)
    row.title, row.crebo = blueprint.name[:_LONGEST], blueprint.crebo


@recorded_as("template_drafts.release")
def release(
    session: Session,
    template_id: uuid.UUID,
    *,
    cohort_from: int | None = None,
    valid_from: dt.date | None = None,
) -> None:
    """From now on it is fixed, and new evaluations of this cohort begin from it.

    Raises StageCoachError with everything that is wrong. Cannot be undone.
    """
    journal.not_undoable(session)
    row = _draft(session, template_id)
    draft = load(session, template_id)
    if draft.problems:
        head = blueprint_checks.summary(len(draft.problems))
        raise StageCoachError("\n".join([head, *draft.problems]))
    if cohort_from is not None:
        row.cohort_from = cohort_from
    row.valid_from = valid_from or clock.today()
    row.status = TemplateStatus.RELEASED


@recorded_as("template_drafts.retire")
def retire(session: Session, template_id: uuid.UUID) -> None:
    """Not offered any more; evaluations that hold it go on."""
    access.demand(session, Right.TEMPLATES)
    row = session.get_one(Template, template_id)
    if row.status is TemplateStatus.RELEASED:
        row.status = TemplateStatus.RETIRED


@recorded_as("template_drafts.restore")
def restore(session: Session, template_id: uuid.UUID) -> None:
    access.demand(session, Right.TEMPLATES)
    row = session.get_one(Template, template_id)
    if row.status is TemplateStatus.RETIRED:
        row.status = TemplateStatus.RELEASED


@recorded_as("template_drafts.make_standard")
def make_standard(session: Session, template_id: uuid.UUID, *, standard: bool) -> None:
    """Chosen where nobody chooses; its versions go together."""
    access.demand(session, Right.TEMPLATES)
    family = session.get_one(Template, template_id).family_id
    for row in session.scalars(select(Template).where(Template.family_id == family)):
        row.standard = standard


@recorded_as("template_drafts.discard")
def discard(session: Session, template_id: uuid.UUID) -> None:
    """A draft goes to the bin. Raises StageCoachError for what was released."""
    session.delete(_draft(session, template_id))


def _draft(session: Session, template_id: uuid.UUID) -> Template:
    access.demand(session, Right.TEMPLATES)
    row = session.get_one(Template, template_id)
    if row.status is not TemplateStatus.DRAFT:
        raise StageCoachError(
            _("Version %d is released and stays as it is. Editing makes the next version.")
            % row.version
        )
    return row
