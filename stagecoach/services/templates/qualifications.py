"""Qualifications: the shipped ones, and more to be imported from a file."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from stagecoach import paths
from stagecoach.domain import qualifications as rules
from stagecoach.domain.qualifications import Process
from stagecoach.domain.texts import line
from stagecoach.errors import StageCoachError
from stagecoach.i18n import _
from stagecoach.services.templates import qualification_file
from stagecoach.store import merge_rules
from stagecoach.store.journal import recorded_as
from stagecoach.store.qualifications import CoreTask, Qualification, WorkProcess

Made = TypeVar("Made", Qualification, CoreTask)
_SHIPPED = paths.RESOURCES / "qualifications" / "kwalificaties.json"
_AT_ONCE = 100  # rows that are put into SQL together
Step = Callable[[int, int], bool]  # done, all of them; False stops


@dataclass(frozen=True, slots=True)
class Row:
    id: uuid.UUID
    crebo: str
    version: str
    title: str
    level: int
    work_processes: int


def overview(session: Session) -> list[Row]:
    count = (
        select(func.count())
        .select_from(WorkProcess)
        .join(CoreTask, WorkProcess.core_task_id == CoreTask.id)
        .where(CoreTask.qualification_id == Qualification.id)
        .scalar_subquery()
    )
    q = Qualification
    query = select(q.id, q.crebo, q.version, q.title, q.level, count).order_by(q.title, q.version)
    return [Row(*row) for row in session.execute(query)]


def processes(session: Session, qualification_id: uuid.UUID) -> list[Process]:
    """In the order of the qualification file."""
    query = (
        select(WorkProcess.id, WorkProcess.code, WorkProcess.title, CoreTask.code, CoreTask.title)
        .join(CoreTask, WorkProcess.core_task_id == CoreTask.id)
        .where(CoreTask.qualification_id == qualification_id)
        .order_by(CoreTask.position, WorkProcess.position)
    )
    return [Process(*row) for row in session.execute(query)]


def import_shipped(session: Session) -> int:
    return import_file(session, _SHIPPED.read_bytes())


@recorded_as("qualifications.import_file")
def import_file(session: Session, content: bytes, step: Step = lambda _done, _all: True) -> int:
    """Add the qualifications of a JSON file (the format of the shipped one).

    Gives how many were new; one that is there already with this crebo and version is left as
    it is. Raises StageCoachError naming each wrong row, or when `step` says to stop; then
    nothing was imported.
    """
    rows = qualification_file.read(content)
    versions = session.execute(select(Qualification.crebo, Qualification.version))
    known = {(crebo, version) for crebo, version in versions}
    new = [row for row in rows if (row["crebo"], qualification_file.version(row)) not in known]
    for done in range(0, len(new), _AT_ONCE):
        if not step(done, len(new)):
            raise StageCoachError(_("Stopped. Nothing was imported."))
        _add(session, new[done : done + _AT_ONCE])
    return len(new)


def _add(session: Session, rows: list[dict[str, Any]]) -> None:
    """Parents first: they are told apart by their natural keys, so their children know them."""
    studies = [_qualification(row) for row in rows]
    cores = [
        (_core_task(study.id, position, core), core)
        for study, row in zip(studies, rows, strict=True)
        for position, core in enumerate(_in_order(row["kerntaken"]))
    ]
    processes = [
        _work_process(task.id, position, process)
        for task, core in cores
        for position, process in enumerate(_in_order(core["werkprocessen"]))
    ]
    for batch in (studies, [task for task, _core in cores], processes):
        session.add_all(batch)
        session.flush()


def _in_order(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted(rows, key=lambda row: rules.natural_key(row["code"]))


def _qualification(row: dict[str, Any]) -> Qualification:
    text = partial(qualification_file.text, row)
    return _with_id(
        Qualification,
        crebo=row["crebo"],
        version=qualification_file.version(row),
        title=line(row["titel"]),
        level=row["niveau"],
        sector=text("sector", 200),
        education_domain=text("opleidingsdomein", 5),
        file_crebo=text("dossier_crebo", 5),
        file_title=text("dossier_titel", 300),
        source=text("source", 300),
    )


def _core_task(parent: uuid.UUID, position: int, core: dict[str, Any]) -> CoreTask:
    return _with_id(
        CoreTask,
        qualification_id=parent,
        code=core["code"],
        title=line(core["titel"]),
        position=position,
    )


def _work_process(parent: uuid.UUID, position: int, process: dict[str, Any]) -> WorkProcess:
    return WorkProcess(
        core_task_id=parent,
        code=process["code"],
        title=line(process["titel"]),
        position=position,
        sure=process.get("sure", True),
    )


def _with_id(model: type[Made], **values: Any) -> Made:
    """Its children name it before it is written: its id is that of its natural key."""
    own = merge_rules.own_id(model.__merge__, str(model.__tablename__), values)
    return model(id=own, **values)
