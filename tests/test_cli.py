"""The command line: the same services, clear exit statuses, one sentence on stderr."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from sqlalchemy import select
from sqlalchemy.orm import Session

from stagecoach import cli, clock, settings
from stagecoach.services import store_checks, stores
from stagecoach.services.example import example
from stagecoach.store.file import lock, mark, vault
from stagecoach.store.logs import LogEntry
from tests.conftest import DAY


@pytest.fixture(autouse=True)
def _dutch(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "read", lambda _path=None: settings.Settings())
    monkeypatch.setenv("STAGECOACH_PASSPHRASE", example.PASSPHRASE)
    monkeypatch.setenv("STAGECOACH_TODAY", DAY.isoformat())
    monkeypatch.setattr(clock, "pretend_today", lambda day: None)


def run(*words: object) -> int:
    return cli.main([str(word) for word in words])


def test_example_print_and_check(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    store = tmp_path / "een.stagecoach"
    assert run("example", store) == 0
    assert run("check", store) == 0
    assert "Eerste keer" not in capsys.readouterr().out
    for known in mark.places(store, vault.store_id(store)):
        known.unlink()  # as on another computer
    assert run("check", store) == 0
    assert (
        run("print", store, "--form", "interim", "--as", "filled", "--out", tmp_path / "uit") == 0
    )
    assert len(list((tmp_path / "uit").glob("TE-2-*.pdf"))) == 4
    words = ("print", store, "--form", "final", "--as", "blank", "--out", tmp_path / "leeg")
    assert run(*words, "--student", "2041187", "lotte hendriks") == 0
    assert run(*words, "--qualification", "25656") == 0
    assert len(list((tmp_path / "leeg").glob("TE-3-*.pdf"))) == 3
    said = capsys.readouterr().out
    assert "Alles is in orde" in said
    assert "Eerste keer op deze computer" in said


def _entries(session: Session) -> list[tuple[object, ...]]:
    query = select(LogEntry.id, LogEntry.happened_on, LogEntry.text).order_by(LogEntry.id)
    return [tuple(row) for row in session.execute(query)]


def test_the_same_seed_gives_the_same_content(tmp_path: Path) -> None:
    from stagecoach.services.example import generate

    contents = []
    small = generate.Size(students=6, active=3, placements=2, day_lines=20, notes=10)
    for name, seed in (("a", 7), ("b", 7), ("c", 8)):
        path = tmp_path / f"{name}.stagecoach"
        database, _code = stores.create(path, example.new_store())
        database.do(generate.fill, small, seed)
        contents.append(database.ask(_entries))
        database.close()
        assert store_checks.check(path, example.PASSPHRASE) == []
    assert len(contents[0]) == 120
    assert contents[0] == contents[1] != contents[2]


def test_qualifications_are_listed_and_imported(
    store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("qualifications", store) == 0
    assert "25998  Software developer" in capsys.readouterr().out
    bad = tmp_path / "lijst.json"
    bad.write_text(json.dumps({"kwalificaties": [{"crebo": "1"}]}))
    assert run("qualifications", store, bad) == 1
    assert "Rij 1" in capsys.readouterr().err
    assert run("qualifications", store, tmp_path / "weg.json") == 1


def test_backup_and_restore(
    store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("backup", store, "--to", tmp_path / "kopie") == 0
    backup_file = next((tmp_path / "kopie").rglob("*.stagecoach"))
    assert run("restore", backup_file, "--to", tmp_path / "terug.stagecoach") == 0
    assert run("check", tmp_path / "terug.stagecoach") == 0


def test_while_a_window_has_the_store_these_read_and_refuse_to_write(
    store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    held = lock.take(store)
    assert run("qualifications", store) == 0
    assert run("check", store) == 0
    assert run("backup", store, "--to", tmp_path / "kopie") == 0
    capsys.readouterr()
    assert run("print", store, "--form", "final", "--as", "blank", "--out", tmp_path) == 1
    error = capsys.readouterr().err.strip()
    assert error == (
        "StageCoach heeft dit bestand open in een venster. Sluit dat venster en probeer het opnieuw."
    )
    held.release()


@pytest.mark.parametrize(
    ("words", "status"),
    [
        (["check", "nergens.stagecoach"], 1),
        (["print", "x", "--form", "nooit", "--as", "blank", "--out", "y"], 2),
        (["example"], 2),
        (["screenshot", "x", "--screen", "today", "--out", "a.png", "--size", "groot"], 2),
        (["example", "x", "--today", "31-31-31"], 2),
    ],
)
def test_exit_status_tells_a_users_problem_from_wrong_use(words: list[str], status: int) -> None:
    try:
        exit_code = cli.main(words)
    except SystemExit as left:
        exit_code = int(left.code or 0)
    assert exit_code == status


@pytest.mark.parametrize("command", sorted(cli._COMMANDS))
def test_each_command_has_help(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        cli.main([command, "--help"])
    assert left.value.code == 0
    assert len(capsys.readouterr().out) > 60


@pytest.mark.parametrize(
    ("student", "words"), [("Niemand", "Niemand heet 'Niemand'"), ("2041", "Niemand heet")]
)
def test_an_unknown_student_is_named_and_nothing_is_printed(
    store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], student: str, words: str
) -> None:
    out = tmp_path / "uit"
    words_ = ("print", store, "--form", "start", "--as", "filled", "--student", student)
    assert run(*words_, "--out", out) == 1
    assert words in capsys.readouterr().err
    assert not out.exists()


def test_a_wrong_passphrase_and_one_from_a_file(
    store: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("STAGECOACH_PASSPHRASE", "fout fout fout")
    assert run("check", store) == 1
    secret = tmp_path / "zin.txt"
    secret.write_text(example.PASSPHRASE + "\n")
    assert run("check", store, "--passphrase-file", secret) == 0


def test_a_screenshot_of_any_screen_leaves_the_store_as_it_was(
    qapp: QApplication, store: Path, tmp_path: Path
) -> None:
    before = store.read_bytes()
    out = tmp_path / "scherm.png"
    words = ("screenshot", store, "--screen", "dossier", "--student", "Lotte Hendriks")
    assert run(*words, "--out", out, "--size", "1024x640", "--theme", "dark") == 0
    assert out.read_bytes().startswith(b"\x89PNG")
    assert store.read_bytes() == before
    assert run("screenshot", store, "--screen", "niets", "--out", out) == 1


@pytest.mark.parametrize("code", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_passphrase_file_of_any_editor_opens(
    store: Path, tmp_path: Path, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("STAGECOACH_PASSPHRASE")
    file = tmp_path / "zin.txt"
    file.write_text(f"{example.PASSPHRASE}\r\n", encoding=code)
    assert run("check", store, "--passphrase-file", file) == 0


def test_a_wrong_passphrase_is_called_that(
    store: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("STAGECOACH_PASSPHRASE", "een andere zin")
    for words in (("check", store), ("qualifications", store), ("backup", store)):
        assert run(*words) == 1
        assert capsys.readouterr().err == (
            "Deze wachtzin opent dit bestand niet. Er is niets veranderd.\n"
        )


def test_an_example_takes_the_passphrase_that_was_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("STAGECOACH_PASSPHRASE", "vier woorden voor mij")
    assert run("example", tmp_path / "eigen.stagecoach") == 0
    assert "wachtzin" not in capsys.readouterr().out
    assert run("check", tmp_path / "eigen.stagecoach") == 0
    monkeypatch.delenv("STAGECOACH_PASSPHRASE")
    assert run("example", tmp_path / "gewoon.stagecoach") == 0
    assert f"De wachtzin: {example.PASSPHRASE}" in capsys.readouterr().out


def _program(*words: object, **environment: str) -> "subprocess.CompletedProcess[bytes]":
    """In a process without a terminal, with nothing to read."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith("STAGECOACH_")}
    return subprocess.run(
        [sys.executable, "-m", "stagecoach", *map(str, words)],
        env={**kept, **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
        start_new_session=True,
    )


def test_no_terminal_and_no_passphrase_is_a_sentence(store: Path) -> None:
    done = _program("check", store)
    assert done.returncode == 1
    assert (
        done.stderr.decode()
        .strip()
        .endswith(
            "Er is geen wachtzin, en geen terminal om haar te vragen. "
            "Gebruik --passphrase-file BESTAND of STAGECOACH_PASSPHRASE."
        )
    )
    assert b"Traceback" not in done.stderr


def test_a_day_that_is_none_is_a_sentence() -> None:
    done = _program("check", "x", STAGECOACH_TODAY="morgen")
    assert (done.returncode, done.stderr.decode().strip()) == (
        1,
        "STAGECOACH_TODAY: morgen is geen datum zoals 2026-10-29",
    )


def test_what_a_terminal_has_no_letters_for_is_written_as_its_code(store: Path) -> None:
    done = _program(
        "backup",
        store,
        "--to",
        store.with_name("学"),
        STAGECOACH_PASSPHRASE=example.PASSPHRASE,
        PYTHONIOENCODING="ascii",
        LC_ALL="C.UTF-8",
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"\\u5b66" in done.stdout
