"""Qualification files: all or nothing, and every wrong row named."""

import copy
import json
from typing import Any

import pytest

from stagecoach import paths
from stagecoach.errors import StageCoachError
from stagecoach.services.templates import qualifications
from stagecoach.store.file.database import Database

SHIPPED = json.loads(
    (paths.RESOURCES / "qualifications" / "kwalificaties.json").read_text(encoding="utf-8")
)


def one(**changes: Any) -> dict[str, Any]:
    row: dict[str, Any] = copy.deepcopy(SHIPPED["kwalificaties"][0])
    row.update({"crebo": "99999", "kd_versie": "proef"} | changes)
    return row


def file(*rows: Any) -> bytes:
    return json.dumps({"kwalificaties": list(rows)}).encode()


def test_the_31_ship_with_the_program(database: Database) -> None:
    rows = database.ask(qualifications.overview)
    assert len(rows) == 31
    by_crebo = {row.crebo: row for row in rows}
    assert (by_crebo["25998"].title, by_crebo["25998"].work_processes) == ("Software developer", 8)
    assert (by_crebo["25656"].title, by_crebo["25656"].work_processes) == ("Verzorgende IG", 11)


def test_work_process_ten_stands_after_nine(database: Database) -> None:
    for row in database.ask(qualifications.overview):
        codes = [p.code for p in database.ask(qualifications.processes, row.id)]
        from stagecoach.domain.qualifications import natural_key

        assert codes == sorted(codes, key=natural_key)


def test_the_same_file_twice_changes_nothing(database: Database) -> None:
    content = file(one())
    assert database.do(qualifications.import_file, content) == 1
    assert database.do(qualifications.import_file, content) == 0
    assert len(database.ask(qualifications.overview)) == 32


def test_a_new_version_stands_beside_the_old_one(database: Database) -> None:
    database.do(qualifications.import_file, file(one(crebo="25998", kd_versie="2030")))
    versions = [r.version for r in database.ask(qualifications.overview) if r.crebo == "25998"]
    assert len(versions) == 2


def test_the_same_code_in_two_qualifications_is_no_duplicate(database: Database) -> None:
    content = file(one(), one(crebo="99998"))
    assert database.do(qualifications.import_file, content) == 2


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([one(crebo="9999")], "Rij 1: crebo '9999' is niet vijf cijfers"),
        ([one(), one(crebo="٩٩٩٩٩")], "Rij 2: crebo"),
        ([one(), one()], "Rij 2: crebo 99999 staat hier en in rij 1"),
        ([one(niveau=5)], "Rij 1: niveau 5 is niet 1 tot 4"),
        ([one(titel="  ")], "Rij 1: een titel is leeg"),
        ([one(titel="x" * 301)], "Rij 1: een titel is langer dan 300"),
        (
            [one(kerntaken=[{"code": "K1", "titel": "a", "werkprocessen": []}])],
            "code van een kern",
        ),
        ([one(kerntaken=None)], "Rij 1: een veld ontbreekt of is van de verkeerde soort"),
        ([{"crebo": "99999"}], "Rij 1: een veld ontbreekt"),
        (["tekst"], "Rij 1: een veld ontbreekt"),
    ],
)
def test_a_wrong_row_is_named_and_nothing_is_imported(
    database: Database, rows: list[Any], words: str
) -> None:
    with pytest.raises(StageCoachError) as caught:
        database.do(qualifications.import_file, file(*rows))
    assert words in str(caught.value)
    assert len(database.ask(qualifications.overview)) == 31


def test_codes_are_checked_against_their_core_task(database: Database) -> None:
    row = one()
    row["kerntaken"][0]["werkprocessen"][0]["code"] = "B1-K9-W1"
    row["kerntaken"][0]["werkprocessen"][1]["code"] = row["kerntaken"][0]["werkprocessen"][2][
        "code"
    ]
    with pytest.raises(StageCoachError) as caught:
        database.do(qualifications.import_file, file(row))
    text = str(caught.value)
    assert "2 problemen in dit bestand" in text
    assert "B1-K9-W1 hoort niet onder B1-K1" in text
    assert "staat er twee keer" in text


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"geen json",
        b"[]",
        b'{"kwalificaties": 5}',
        b"[" * 100_000,
        b"\xff\xfe\x00",
        b'{"kwalificaties": [], "kwalificaties": []}',
        b"PK\x03\x04",
        b"9" * 6000,
    ],
)
def test_a_broken_file_is_no_list(database: Database, content: bytes) -> None:
    with pytest.raises(StageCoachError, match="geen lijst van kwalificaties"):
        database.do(qualifications.import_file, content)
    assert len(database.ask(qualifications.overview)) == 31
