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


@pytest.mark.parametrize(
    "changes",
    [
        {"kd_versie": 5.5},
        {"kd_versie": None},
        {"sector": ["x"]},
        {"dossier_titel": {"a": 1}},
        {"source": ["x"]},
        {"opleidingsdomein": True},
        {"niveau": True},
        {"niveau": 2.0},
        {"niveau": [2]},
        {"crebo": None},
        {"crebo": 99999},
        {"titel": 5},
        {"kerntaken": "B1-K1"},
        {"kerntaken": {"code": "B1-K1"}},
        {"kerntaken": 7},
        {"kerntaken": [None]},
        {"kerntaken": [{"code": "B1-K1", "titel": "Kern", "werkprocessen": "x"}]},
        {"kerntaken": [{"code": "B1-K1", "titel": None, "werkprocessen": []}]},
        {
            "kerntaken": [
                {
                    "code": "B1-K1",
                    "titel": "Kern",
                    "werkprocessen": [{"code": "B1-K1-W1", "titel": "Werk", "sure": "ja"}],
                }
            ]
        },
    ],
    ids=str,
)
def test_a_field_of_any_shape_gets_a_sentence(database: Database, changes: dict[str, Any]) -> None:
    with pytest.raises(StageCoachError, match="Rij 1"):
        database.do(qualifications.import_file, file(one(**changes)))
    assert len(database.ask(qualifications.overview)) == 31


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe",
        b"\xeb",
        b"null",
        b"[]",
        b"3",
        b'{"kwalificaties": 3}',
        b'{"kwalificaties": NaN}',
        b'{"kwalificaties": [], "kwalificaties": []}',
        b"[" * 100_000,
        b'{"kwalificaties": [' + b"9" * 5_000 + b"]}",
        b'{"kwalificaties": [null, 5, "x", [], {}]}',
    ],
    ids=lambda content: repr(content[:30]),
)
def test_a_file_of_any_shape_gets_a_sentence(database: Database, content: bytes) -> None:
    with pytest.raises(StageCoachError, match="niets geïmporteerd"):
        database.do(qualifications.import_file, content)


def test_what_no_database_can_hold_is_taken_out(database: Database) -> None:
    row = one(kd_versie="20\ud80025\x00", sector="a\udfffb", opleidingsdomein="7\x009")
    assert database.do(qualifications.import_file, file(row)) == 1
    assert "2025" in {row.version for row in database.ask(qualifications.overview)}


def test_a_mark_at_the_beginning_of_a_file_is_no_problem(database: Database) -> None:
    assert database.do(qualifications.import_file, b"\xef\xbb\xbf" + file(one())) == 1


def test_whoever_stops_has_imported_nothing(database: Database) -> None:
    rows = [one(crebo=str(90_000 + number)) for number in range(250)]
    with pytest.raises(StageCoachError, match="Gestopt"):
        database.do(qualifications.import_file, file(*rows), lambda done, _all: done < 200)
    assert len(database.ask(qualifications.overview)) == 31
