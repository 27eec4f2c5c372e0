"""Blueprints in and out: from JSON with every doubt told, to canonical JSON under its digest.

Equal content is kept once, so an evaluation's own copy costs nothing until it differs. Types and
enumerations are checked by msgspec against the dataclasses of the domain; keys it does not know
are refused here, because a field that is silently dropped is a form that lies.
"""

import hashlib
import json
import uuid
from typing import Any, Final, NamedTuple

import msgspec
import rfc8785
from sqlalchemy import select
from sqlalchemy.orm import Session

from stagecoach.domain.templates import checks as blueprint_checks
from stagecoach.domain.templates.blueprints import FORMAT, Blueprint, Section, sections
from stagecoach.domain.texts import clean
from stagecoach.errors import StageCoachError
from stagecoach.i18n import _
from stagecoach.store import context
from stagecoach.store import templates as store

LARGEST_FILE: Final = 2_000_000  # bytes; 400 criteria of 300 characters are 160,000
MOST_PROBLEMS: Final = 20  # shown at once
_KIND = "stagecoach/template"
_IDS = uuid.UUID("6c1d0f52-0f43-5c0e-9d3c-9a5f4b8f2a10")  # for criteria that come without an id
_NEVER_IN_A_FILE = ("qualification", "level", "processes")
_TABLE = frozenset({"blueprint"})


class Kept(NamedTuple):
    """A blueprint as it is kept, with its sections worked out."""

    digest: str
    blueprint: Blueprint
    sections: tuple[Section, ...]


def digest_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def canonical(data: Any) -> bytes:
    """JSON as RFC 8785 has it: the same bytes for the same content, on every machine."""
    return rfc8785.dumps(data)


def content_of(blueprint: Blueprint) -> bytes:
    return canonical(msgspec.to_builtins(blueprint))


def keep(session: Session, blueprint: Blueprint, digest: str = "") -> uuid.UUID:
    """The row of this content; made where there is none yet.

    Whoever has the digest at hand spares putting it into JSON, where it is kept already.
    """
    query = select(store.Blueprint.id).where(store.Blueprint.digest == digest)
    blueprint_id = session.scalar(query) if digest else None
    if blueprint_id is not None:
        return blueprint_id
    content = content_of(blueprint)
    digest = digest_of(content)
    query = select(store.Blueprint.id).where(store.Blueprint.digest == digest)
    blueprint_id = session.scalar(query)
    if blueprint_id is None:
        row = store.Blueprint(digest=digest, content=content.decode())
        session.add(row)
        session.flush()
        blueprint_id = row.id
    return blueprint_id


def find(session: Session, blueprint_id: uuid.UUID) -> Kept:
    """Read once until the store is closed: content never changes under its id.

    Raises StageCoachError where the content was tampered with.
    """
    key = "blueprint", blueprint_id
    return context.of(session).once(
        key, lambda: context.remembered(session, key, _TABLE, lambda: _find(session, blueprint_id))
    )


def _find(session: Session, blueprint_id: uuid.UUID) -> Kept:
    query = select(store.Blueprint.digest, store.Blueprint.content)
    digest, content = session.execute(query.where(store.Blueprint.id == blueprint_id)).one()
    if digest_of(content.encode()) != digest:
        raise StageCoachError(
            _("The text of this form was changed outside StageCoach. It is not shown.")
        )
    blueprint = msgspec.convert(msgspec.json.decode(content), Blueprint)
    return Kept(digest, blueprint, sections(blueprint))


def export(blueprint: Blueprint) -> bytes:
    """A template as a file: readable, and the same door takes it in again."""
    data = msgspec.to_builtins(blueprint)
    for name in _NEVER_IN_A_FILE:
        data.pop(name)
    whole = {"kind": _KIND, "format": FORMAT, "template": data}
    return json.dumps(whole, ensure_ascii=False, indent=1).encode() + b"\n"


def parse(content: bytes, codes: frozenset[str] | None = None) -> Blueprint:
    """Raises StageCoachError with what is wrong and where; then nothing was taken in."""
    data = _template(_loaded(content))
    converted = _converted(_identified(data))
    wrong = blueprint_checks.problems(converted, codes)
    if wrong:
        head = blueprint_checks.summary(len(wrong))
        raise StageCoachError("\n".join([head, *wrong[:MOST_PROBLEMS]]))
    return converted


def _loaded(content: bytes) -> Any:
    if len(content) > LARGEST_FILE:
        raise StageCoachError(_("This file is too large for a form."))
    try:
        return json.loads(
            content.decode("utf-8-sig"), object_pairs_hook=_unique, parse_constant=_no_constant
        )
    except (json.JSONDecodeError, UnicodeDecodeError, RecursionError):
        text = _("This is no form of StageCoach (%s). Nothing was taken in.")
        raise StageCoachError(text % _("it is no JSON")) from None
    except ValueError as error:
        text = _("This is no form of StageCoach (%s). Nothing was taken in.")
        raise StageCoachError(text % error) from None


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    fields = {clean(key): value for key, value in pairs}
    if len(fields) != len(pairs):
        raise ValueError(_("the same key stands twice"))
    return fields


def _no_constant(name: str) -> Any:
    raise ValueError(name)


def _template(whole: Any) -> dict[str, Any]:
    if not isinstance(whole, dict) or whole.get("kind") != _KIND:
        text = _("This is no form of StageCoach (%s). Nothing was taken in.")
        raise StageCoachError(text % _("it does not say that it is one"))
    if whole.get("format") != FORMAT:
        text = _("This form was made by another version of StageCoach. Nothing was taken in.")
        raise StageCoachError(text)
    data = whole.get("template")
    if not isinstance(data, dict) or any(name in data for name in _NEVER_IN_A_FILE):
        text = _("This is no form of StageCoach (%s). Nothing was taken in.")
        raise StageCoachError(text % "template")
    return data


def _identified(data: dict[str, Any]) -> dict[str, Any]:
    """Criteria that come without an id get one that depends on their place and text alone."""
    blocks = data.get("blocks")
    for block in blocks if isinstance(blocks, list) else ():
        rows = block.get("criteria", ()) if isinstance(block, dict) else ()
        for row in rows if isinstance(rows, list) else ():
            if isinstance(row, dict) and "id" not in row:
                place = (data.get("name"), block.get("key"), row.get("process"), row.get("text"))
                row["id"] = str(uuid.uuid5(_IDS, repr(place)))
    return data


def _converted(data: dict[str, Any]) -> Blueprint:
    cleaned = _clean(data, 0)
    try:
        blueprint = msgspec.convert(cleaned, Blueprint)
    except msgspec.ValidationError as error:
        text = _(
            "Something in this form is missing or of the wrong kind: %s. Nothing was taken in."
        )
        raise StageCoachError(text % error) from None
    if stranger := _stranger(cleaned, msgspec.to_builtins(blueprint), ""):
        text = _("This form says something StageCoach does not know: %s. Nothing was taken in.")
        raise StageCoachError(text % stranger)
    return blueprint


_DEEPEST = 30


def _clean(data: Any, depth: int) -> Any:
    """Without characters that break files and screens; raises where it is nested absurdly."""
    if depth > _DEEPEST:
        raise StageCoachError(_("This form is nested too deep. Nothing was taken in."))
    if isinstance(data, str):
        return clean(data)
    if isinstance(data, dict):
        return {key: _clean(value, depth + 1) for key, value in data.items()}
    if isinstance(data, list):
        return [_clean(value, depth + 1) for value in data]
    return data


def _stranger(given: Any, known: Any, path: str) -> str:
    """The first key that would be dropped without a word."""
    if isinstance(given, dict) and isinstance(known, dict):
        for key, value in given.items():
            here = f"{path}.{key}" if path else key
            if key not in known:
                return here
            if stranger := _stranger(value, known[key], here):
                return stranger
    if isinstance(given, list) and isinstance(known, list | tuple):
        for number, (one, other) in enumerate(zip(given, known, strict=True)):
            if stranger := _stranger(one, other, f"{path}[{number}]"):
                return stranger
    return ""
