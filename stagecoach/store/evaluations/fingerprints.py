"""One fingerprint over every stored byte of an evaluation, for one or for thousands at once.

The columns stand here by name and in order, and belong to the format: a column that a later
version adds is not in format 1, so what was sealed before stays provable.
"""

import hashlib
import json
from collections.abc import Iterator, Sequence
from typing import Any, Final

from sqlalchemy import Connection

FORMAT: Final = 1
_AT_ONCE = 500  # evaluations of one question; SQLite takes 32,766 parameters
_ROWS: Final = {
    "evaluation": "id,placement_id,template_id,blueprint_id,kind,edition,corrects_id,correction,"
    "talk_on,status,conclusion,extra_talk_on,guardian,judged_at,judged_by_id",
    "mark": "id,criterion_id,value,explanation",
    "outcome": "id,section,work_process_id,track,value,proposed,explanation",
    "agreement": "id,track,position,text",
    "evaluation_version": "id,number,made_at,body,digest",
    "consent": "id,version_id,party,guardian,said,name,person_id,way,signed_at,reason,drawing,"
    "attachment_id,verifier,signature,withdrawn_at,withdrawn_why",
    "voice_sheet": "id,voice,person_id,author,relation,reflection,finished_at",
    "voice_mark": "id,sheet_id,criterion_id,value,explanation",
    "talk_point": "id,criterion_id,position,text,agreed",
}


def of(connection: Connection, keys: Sequence[str]) -> Iterator[tuple[str, str]]:
    """For each evaluation its key (32 hex digits) and its fingerprint (SHA-256, hex).

    Bytes where text belongs were put there from outside: they get a fingerprint too, another one.
    """
    for first in range(0, len(keys), _AT_ONCE):
        some = keys[first : first + _AT_ONCE]
        tables = [_read(connection, table, columns, some) for table, columns in _ROWS.items()]
        for key in some:
            rows = [of_table.get(key, []) for of_table in tables]
            content = json.dumps(rows, separators=(",", ":"), default=repr).encode()
            yield key, hashlib.sha256(content).hexdigest()


def _read(
    connection: Connection, table: str, columns: str, keys: Sequence[str]
) -> dict[str, list[Any]]:
    own = "id" if table == "evaluation" else "evaluation_id"
    marks = ",".join("?" * len(keys))
    query = f"SELECT {own},{columns} FROM {table} WHERE {own} IN ({marks}) ORDER BY id"  # noqa: S608
    rows: dict[str, list[Any]] = {}
    for key, *values in connection.exec_driver_sql(query, tuple(keys)):
        rows.setdefault(key, []).append(values)
    return rows
