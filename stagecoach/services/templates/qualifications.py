"""Qualifications: the shipped ones, and more to be imported from a file."""

import json
import uuid
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from stagecoach import paths
from stagecoach.domain import qualifications as rules
from stagecoach.domain.qualifications import Process
from stagecoach.domain.texts import line
from stagecoach.errors import StageCoachError
from stagecoach.i18n import _, ngettext
from stagecoach.store.journal import recorded_as
from stagecoach.store.qualifications import CoreTask, Qualification, WorkProcess

LARGEST_FILE = 20_000_000  # bytes; all of SBB's files together are smaller
_SHIPPED = paths.RESOURCES / "qualifications" / "kwalificaties.json"
MOST_PROBLEMS = 20  # shown at once


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
def import_file(session: Session, content: bytes) -> int:
    """Add the qualifications of a JSON file (the format of the shipped one).

    Gives how many were new; one that is there already with this crebo and version is left as
    it is. Raises StageCoachError naming each wrong row; then nothing was imported.
    """
    rows = _parse(content)
    problems = _problems(rows)
    if problems:
        head = ngettext(
            "%d problem in this file. Nothing was imported.",
            "%d problems in this file. Nothing was imported.",
            len(problems),
        ) % len(problems)
        raise StageCoachError("\n".join([head, *problems[:MOST_PROBLEMS]]))
    versions = session.execute(select(Qualification.crebo, Qualification.version))
    known = {(crebo, version) for crebo, version in versions}
    new = [row for row in rows if (row["crebo"], row.get("kd_versie", "")[:60]) not in known]
    for row in new:
        _add(session, row)
    return len(new)


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    fields = dict(pairs)
    if len(fields) != len(pairs):
        raise ValueError(_("the same key stands twice"))
    return fields


def _parse(content: bytes) -> list[Any]:
    if len(content) > LARGEST_FILE:
        raise StageCoachError(_("This file is too large for a list of qualifications."))
    try:
        data = json.loads(content.decode("utf-8-sig"), object_pairs_hook=_unique)
        detail = "kwalificaties"
    except (ValueError, RecursionError) as error:
        data, detail = None, str(error)
    rows = data.get("kwalificaties") if isinstance(data, dict) else None
    if not isinstance(rows, list):
        text = _("This is no list of qualifications (%s). Nothing was imported.")
        raise StageCoachError(text % detail)
    return rows


def _problems(rows: list[Any]) -> list[str]:
    """Row by row what is wrong and where; rows are counted from 1."""
    texts: list[str] = []
    seen: dict[tuple[str, str], int] = {}
    for number, row in enumerate(rows, start=1):
        try:
            wrong = [*_wrong_head(row), *_wrong_codes(row)]
            key = (row["crebo"], row.get("kd_versie", ""))
            if key in seen:
                text = _("crebo %(crebo)s stands here and in row %(other)d")
                wrong.append(text % {"crebo": key[0], "other": seen[key]})
            seen[key] = number
        except (KeyError, TypeError, AttributeError) as error:
            wrong = [_("a field is missing or of the wrong kind: %s") % error]
        texts += [_("Row %(number)d: %(wrong)s.") % {"number": number, "wrong": w} for w in wrong]
    return texts


def _wrong_head(row: dict[str, Any]) -> list[str]:
    wrong = []
    if not rules.CREBO.fullmatch(row["crebo"]):
        wrong.append(_("crebo %r is not five digits") % row["crebo"])
    if row["niveau"] not in rules.LEVELS:
        wrong.append(_("level %r is not 1 to 4") % row["niveau"])
    if problem := _wrong_title(row["titel"]):
        wrong.append(problem)
    return wrong


def _wrong_title(title: str) -> str | None:
    if not line(title):
        return _("a title is empty")
    if len(title) > rules.LONGEST_TITLE:
        return _("a title is longer than %d characters") % rules.LONGEST_TITLE
    return None


def _wrong_codes(row: dict[str, Any]) -> list[str]:
    wrong: list[str] = []
    codes: list[str] = []
    for core in row["kerntaken"]:
        codes.append(core["code"])
        if not rules.CORE_TASK.fullmatch(core["code"]):
            wrong.append(_("%r is no code of a core task") % core["code"])
        for process in core["werkprocessen"]:
            codes.append(process["code"])
            match = rules.WORK_PROCESS.fullmatch(process["code"])
            if match is None:
                wrong.append(_("%r is no code of a work process") % process["code"])
            elif match[1] != core["code"]:
                text = _("%(code)s does not belong under %(core)s")
                wrong.append(text % {"code": process["code"], "core": core["code"]})
        titles = [core["titel"], *(process["titel"] for process in core["werkprocessen"])]
        wrong += [problem for title in titles if (problem := _wrong_title(title))]
    twice = sorted({code for code in codes if codes.count(code) > 1})
    wrong += [_("code %s stands twice") % code for code in twice]
    return wrong


def _add(session: Session, row: dict[str, Any]) -> None:
    qualification = Qualification(
        crebo=row["crebo"],
        version=row.get("kd_versie", "")[:60],
        title=line(row["titel"]),
        level=row["niveau"],
        sector=line(row.get("sector", ""))[:200],
        education_domain=str(row.get("opleidingsdomein", ""))[:5],
        file_crebo=str(row.get("dossier_crebo", ""))[:5],
        file_title=line(row.get("dossier_titel", ""))[:300],
        source=line(row.get("source", ""))[:300],
    )
    session.add(qualification)
    session.flush()
    cores = sorted(row["kerntaken"], key=lambda core: rules.natural_key(core["code"]))
    for position, core in enumerate(cores):
        _add_core_task(session, qualification.id, position, core)


def _add_core_task(
    session: Session, qualification_id: uuid.UUID, position: int, core: dict[str, Any]
) -> None:
    task = CoreTask(
        qualification_id=qualification_id,
        code=core["code"],
        title=line(core["titel"]),
        position=position,
    )
    session.add(task)
    session.flush()
    ordered = sorted(core["werkprocessen"], key=lambda p: rules.natural_key(p["code"]))
    session.add_all(
        WorkProcess(
            core_task_id=task.id,
            code=process["code"],
            title=line(process["titel"]),
            position=number,
            sure=process.get("sure", True),
        )
        for number, process in enumerate(ordered)
    )
