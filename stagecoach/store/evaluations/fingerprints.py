"""One fingerprint over every stored byte of an evaluation, for one or for thousands at once.

The columns stand here by name and in order, and belong to the format: a column that a later
version adds is not in format 1, so what was sealed before stays provable. Of a version its digest
stands here, and whoever checks a seal holds the text against that.

Format 1: for each table in this order its rows, each with the evaluation's key first, as one
MessagePack array (msgpack.org; the shortest form of each value), of which the SHA-256 is taken.
Bytes and text are two types there, so a text in the place of a key is another fingerprint.
"""

import hashlib
import itertools
import uuid
from collections.abc import Iterator, Sequence
from operator import itemgetter
from typing import Any, Final, NamedTuple

import msgspec
from sqlalchemy import Connection
from sqlcipher3 import dbapi2

FORMAT: Final = 1
_AT_ONCE = 500  # evaluations of one question; SQLite takes 32,766 parameters


class _Rows(NamedTuple):
    """What counts of a table; the order is that of an index where there is one."""

    table: str
    columns: str
    order: str = "id"


_ROWS: Final = (
    _Rows(
        "evaluation",
        "id,placement_id,template_id,blueprint_id,kind,edition,corrects_id,correction,talk_on,"
        "status,conclusion,extra_talk_on,guardian,judged_at,judged_by_id",
    ),
    _Rows("mark", "id,criterion_id,value,explanation", "criterion_id"),
    _Rows("outcome", "id,section,work_process_id,track,value,proposed,explanation", "section"),
    _Rows("agreement", "id,track,position,text"),
    _Rows("evaluation_version", "id,number,made_at,digest", "number"),
    _Rows(
        "consent",
        "id,version_id,party,guardian,said,name,person_id,way,signed_at,reason,drawing,"
        "attachment_id,verifier,signature,withdrawn_at,withdrawn_why",
    ),
    _Rows("voice_sheet", "id,voice,person_id,author,relation,reflection,finished_at"),
    _Rows("voice_mark", "id,sheet_id,criterion_id,value,explanation"),
    _Rows("talk_point", "id,criterion_id,position,text,agreed", "criterion_id"),
)


Answers = tuple[dict[str, list[Any]], dict[str, list[Any]]]  # of criteria by id (hex), of parts


def of(connection: Connection, keys: Sequence[uuid.UUID]) -> Iterator[tuple[uuid.UUID, str]]:
    """For each evaluation its fingerprint (SHA-256, hex)."""
    return ((key, digest) for key, digest, _said in with_answers(connection, keys))


def with_answers(
    connection: Connection, keys: Sequence[uuid.UUID]
) -> Iterator[tuple[uuid.UUID, str, Answers]]:
    """The same, and what its rows say was answered.

    Bytes where text belongs were put there from outside: they get a fingerprint too, another one.
    """
    driver: Any = connection.connection.driver_connection
    for first in range(0, len(keys), _AT_ONCE):
        some = keys[first : first + _AT_ONCE]
        tables = [_read(driver, rows, [key.bytes for key in some]) for rows in _ROWS]
        for key in some:
            rows = [of_table.get(key.bytes, ()) for of_table in tables]
            yield key, hashlib.sha256(msgspec.msgpack.encode(rows)).hexdigest(), _said(rows)


def _read(driver: Any, rows: _Rows, keys: Sequence[bytes]) -> dict[bytes, list[Any]]:
    """By evaluation; straight from the driver, for there are fifty rows to an evaluation."""
    own = "id" if rows.table == "evaluation" else "evaluation_id"
    marks = ",".join("?" * len(keys))
    query = (
        f"SELECT {own},{rows.columns} FROM {rows.table} WHERE {own} IN ({marks})"  # noqa: S608
        f" ORDER BY {own},{rows.order}"
    )
    try:
        stored = driver.execute(query, keys).fetchall()
    except dbapi2.Error as error:  # a text that is none, put there from outside
        raise ValueError(rows.table) from error
    by_evaluation = itertools.groupby(stored, itemgetter(0))
    return {key: list(rows_of) for key, rows_of in by_evaluation}


def _said(tables: Sequence[Sequence[Any]]) -> Answers:
    """Of the rows of one evaluation, in the order of `_ROWS`: the answers that say something."""
    marks = {row[2].hex(): list(row[3:5]) for row in tables[1] if row[3] is not None or row[4]}
    return marks, {row[2]: list(row[5:8]) for row in tables[2]}
