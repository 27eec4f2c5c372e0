"""Versions of an evaluation: each proposal is kept whole, as canonical JSON under its digest.

What somebody agrees with is a digest, so it can be told years later exactly what it was. The
body names the texts of the form by the digest of its blueprint.
"""

import datetime as dt
import json
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from stagecoach import clock, i18n
from stagecoach.domain.access import Right
from stagecoach.domain.tracks import Track
from stagecoach.i18n import _
from stagecoach.services.access import rights as access
from stagecoach.services.evaluations import facts as sheet_facts
from stagecoach.services.evaluations import loading as sheets
from stagecoach.services.evaluations.sheet import Sheet
from stagecoach.services.hours import ledger
from stagecoach.services.templates import blueprints
from stagecoach.store.compressed import compress, decompress
from stagecoach.store.evaluations.consents import EvaluationVersion
from stagecoach.store.evaluations.evaluations import Evaluation

FORMAT: Final = 1


@dataclass(frozen=True, slots=True)
class Row:
    id: uuid.UUID
    number: int
    made_at: dt.datetime
    code: str


@dataclass(frozen=True, slots=True)
class Difference:
    """One place where two versions differ, in words."""

    place: str
    before: str
    after: str


def body(session: Session, sheet: Sheet) -> dict[str, Any]:
    """All that is agreed with: what stands on the form, and nothing that does not."""
    assert sheet.head is not None  # an evaluation has a student
    assert sheet.talk_on is not None
    approved = sheet.facts.approved  # minutes
    if not sheet.as_proposed:
        approved = ledger.of(session, sheet.head.placement_id).approved
    facts = {
        "approved": approved,
        "agreed": sheet.facts.agreed,
        "interim": sheet.facts.interim_closed,
    }
    return {
        "format": FORMAT,
        "evaluation": str(sheet.id),
        "form": sheet.structure.digest,
        "template": [sheet.structure.template, sheet.structure.version],
        "kind": sheet.kind.value,
        "edition": sheet.edition,
        "correction": sheet.correction,
        "head": sheet_facts.of_head(sheet.head),
        "talk_on": sheet.talk_on.isoformat(),
        "guardian": sheet.guardian,
        "answers": {
            str(key): [a.value, a.explanation]
            for key, a in sheet.answers.items()
            if a.value is not None or a.explanation
        },
        "outcomes": {
            key: [d.value, d.proposed, d.explanation] for key, d in sheet.decisions.items()
        },
        "conclusion": sheet.conclusion,
        "proposed": sheet.proposal.letter,
        "extra_talk_on": sheet.extra_talk_on.isoformat() if sheet.extra_talk_on else None,
        "agreements": {track.value: sheet.agreements.get(track, []) for track in Track},
        "facts": facts,
        "elsewhere": sorted(map(str, sheet.elsewhere)),
        "told": [[t.voice.value, t.author, t.relation, t.text] for t in sheet.told],
    }


def digest(session: Session, sheet: Sheet) -> str:
    """Of what lies here now: SHA-256, hex."""
    return blueprints.digest_of(blueprints.canonical(body(session, sheet)))


def keep(session: Session, sheet: Sheet) -> EvaluationVersion:
    """The newest version where nothing differs from it, else another one."""
    assert sheet.id is not None
    content = blueprints.canonical(body(session, sheet))
    digest = blueprints.digest_of(content)
    newest = latest(session, sheet.id)
    if newest is not None and newest.digest == digest:
        return newest
    evaluation_version = EvaluationVersion(
        evaluation_id=sheet.id,
        number=(newest.number if newest else 0) + 1,
        made_at=clock.now(),
        body=compress(content),
        digest=digest,
    )
    session.add(evaluation_version)
    session.flush()
    return evaluation_version


def latest(session: Session, evaluation_id: uuid.UUID) -> EvaluationVersion | None:
    v = EvaluationVersion
    query = select(v).where(v.evaluation_id == evaluation_id).order_by(v.number.desc()).limit(1)
    return session.scalars(query).first()


def overview(session: Session, evaluation_id: uuid.UUID) -> list[Row]:
    """The kept versions, newest first. Raises Refused."""
    evaluation = session.get_one(Evaluation, evaluation_id)
    access.demand(session, Right.READ_EVALUATIONS, evaluation.placement_id)
    v = EvaluationVersion
    query = select(v.id, v.number, v.made_at, v.digest).where(v.evaluation_id == evaluation_id)
    rows = session.execute(query.order_by(v.number.desc()))
    return [Row(key, number, at, short(digest)) for key, number, at, digest in rows]


def short(digest: str) -> str:
    """The first characters of a digest, to be read aloud: 3F2A-90BC."""
    return f"{digest[:4]}-{digest[4:8]}".upper()


def compared(
    session: Session, evaluation_id: uuid.UUID, before: uuid.UUID, after: uuid.UUID | None
) -> list[Difference]:
    """Two kept versions; or (without `after`) a kept one and what lies here now."""
    sheet = sheets.load(session, evaluation_id)
    first = _kept(session, evaluation_id, before)
    second = _kept(session, evaluation_id, after) if after else body(session, sheet)
    return list(_differences(sheet, first, second))


def _kept(session: Session, evaluation_id: uuid.UUID, version_id: uuid.UUID) -> dict[str, Any]:
    v = EvaluationVersion
    query = select(v.body).where(v.id == version_id, v.evaluation_id == evaluation_id)
    version_body: dict[str, Any] = json.loads(decompress(session.execute(query).scalar_one()))
    return version_body


def _differences(
    sheet: Sheet, before: dict[str, Any], after: dict[str, Any]
) -> Iterator[Difference]:
    yield from _answers(sheet, before["answers"], after["answers"])
    yield from _outcomes(sheet, before["outcomes"], after["outcomes"])
    choices = sheet.structure.blueprint.conclusions
    said = [choices.find(b["conclusion"]) if choices else None for b in (before, after)]
    yield from _pair(_("Conclusion"), *(value.said if value else "" for value in said))
    days = (_day(b["talk_on"]) for b in (before, after))
    yield from _pair(_("Date of the talk"), *days)
    extra = (_day(b["extra_talk_on"]) for b in (before, after))
    yield from _pair(_("Extra talk on"), *extra)
    for track, name in ((Track.LEARNING, _("Learning tasks")), (Track.WORK, _("Work tasks"))):
        texts = ("\n".join(b["agreements"].get(track.value, [])) for b in (before, after))
        yield from _pair(_("Agreements, %s") % name.lower(), *texts)
    for name in sorted(set(before["head"]) | set(after["head"])):
        values = (str(b["head"].get(name, "")) for b in (before, after))
        yield from _pair(_("Head of the form"), *values)
    words = ("\n".join(told[-1] for told in b.get("told", [])) for b in (before, after))
    yield from _pair(_("Words of other views"), *words)


def _answers(sheet: Sheet, before: dict[str, Any], after: dict[str, Any]) -> Iterator[Difference]:
    for section in sheet.structure.sections:
        for question in section.questions:
            pair = (_answer_text(b.get(str(question.id), ("", ""))) for b in (before, after))
            yield from _pair(question.text, *pair)


def _outcomes(sheet: Sheet, before: dict[str, Any], after: dict[str, Any]) -> Iterator[Difference]:
    for section in sheet.structure.sections:
        if section.outcome is not None:
            outcomes = (b.get(section.key, (None, None, "")) for b in (before, after))
            pair = (_answer_text((value, words)) for value, _proposed, words in outcomes)
            name = section.process.title if section.process else section.block.title
            yield from _pair(_("Outcome of %s") % (name or section.key), *pair)


def _answer_text(given: Any) -> str:
    value, words = given
    return "\n".join(filter(None, (value, words)))


def _day(iso: str | None) -> str:
    return i18n.full_date(dt.date.fromisoformat(iso)) if iso else ""


def _pair(place: str, before: str, after: str) -> Iterator[Difference]:
    if before != after:
        yield Difference(place, before, after)
