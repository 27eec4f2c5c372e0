"""Faults that lie beside the others: a disk that reads nothing, two starts at once, odd names."""

import datetime as dt
import json
import os
import random
import select
import signal
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from pypdf import PdfReader

from stagecoach.documents import paper
from stagecoach.documents.evaluations import form as forms
from stagecoach.domain import form_ids
from stagecoach.domain.evaluations import Kind
from stagecoach.domain.hours import minutes
from stagecoach.domain.texts import clean
from stagecoach.errors import Invalid
from stagecoach.services import restore, store_checks, stores
from stagecoach.services.cases import post as case_post
from stagecoach.services.example import example
from stagecoach.services.logs import logbook
from stagecoach.services.printing import forms as wishes
from stagecoach.services.printing.forms import As, Wish
from stagecoach.services.reports import post
from stagecoach.services.reports import rosters as computer
from stagecoach.services.search import search
from stagecoach.services.students import list as student_list
from stagecoach.services.templates import qualifications
from stagecoach.store import sealing
from stagecoach.store.file import backup
from stagecoach.store.file.database import Database, connect
from stagecoach.store.file.trouble import Trouble
from stagecoach.store.reports import rosters
from stagecoach.store.reports.rosters import BadRoster, Roster
from tests import make
from tests.conftest import DAY, Master, copy_of
from tests.documents.test_forms import squeezed, text_of
from tests.faults import killed
from tests.sealed import School, publish
from tests.services.test_qualifications import file, one
from tests.store.test_rosters import reader

POSIX = pytest.mark.skipif(not hasattr(os, "fork"), reason="children and signals of POSIX")
LINUX = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="a file of Linux")
AMSTERDAM = ZoneInfo("Europe/Amsterdam")


@contextmanager
def a_disk_that_reads_nothing(path: Path) -> Iterator[None]:
    """Each open descriptor of this file leads to one that answers every read with EIO."""
    fails = os.open("/proc/self/mem", os.O_RDWR)  # nothing is mapped where a store has its pages
    numbers = [int(entry.name) for entry in Path("/proc/self/fd").iterdir()]
    ours = [n for n in numbers if Path(f"/proc/self/fd/{n}").resolve() == path]
    assert ours
    kept = {number: os.dup(number) for number in ours}
    for number in ours:
        os.dup2(fails, number)
    try:
        yield
    finally:
        for number, original in kept.items():
            os.dup2(original, number)
            os.close(original)
        os.close(fails)


@LINUX
def test_a_page_that_the_disk_does_not_read_is_told_and_opened_again_all_is_there(
    database: Database, youssef: uuid.UUID, master: Master
) -> None:
    make.log(database, youssef, text="Ervoor.")
    before = database.ask(logbook.entries, youssef)
    with database.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint")
        connection.exec_driver_sql("PRAGMA shrink_memory")  # no page is remembered
    with (
        a_disk_that_reads_nothing(database.path),
        pytest.raises(Trouble, match="Er is niets veranderd"),
    ):
        database.ask(logbook.entries, youssef)
    database.close()
    again = stores.reopen(database.path, master.key, backups=database.path.parent / "backups")
    assert again.ask(logbook.entries, youssef) == before
    make.log(again, youssef, text="Erna.")
    again.close()
    assert store_checks.check(database.path, example.PASSPHRASE) == []


STARTS = """if True:
    import sys
    from pathlib import Path
    from stagecoach.services import stores
    from stagecoach.services.example import example
    from stagecoach.store.file.lock import InUse
    path = Path(sys.argv[1])
    print("ready", flush=True)
    while sys.stdin.readline():
        try:
            with stores.take_lock(path):
                backups = path.parent / "backups"
                database = stores.open_store(path, example.PASSPHRASE, backups=backups)
                print("open", flush=True)
                sys.stdin.readline()
                database.close()
        except InUse:
            print("in use", flush=True)
            sys.stdin.readline()
        print("done", flush=True)
"""


def at_home(folder: Path, **more: str) -> dict[str, str]:
    """The surroundings of a child that leaves what belongs to this user alone."""
    own = {
        "HOME": str(folder),
        "XDG_DATA_HOME": str(folder / "data"),
        "PYTHONPATH": str(Path.cwd()),
    }
    return {**os.environ, **own, **more}


def said_by(starts: list[subprocess.Popen[str]]) -> list[str]:
    lines = []
    for start in starts:
        assert start.stdout is not None
        lines.append(start.stdout.readline().strip())
    return lines


def told_to_go_on(starts: list[subprocess.Popen[str]]) -> None:
    for start in starts:
        assert start.stdin is not None
        start.stdin.write("\n")
        start.stdin.flush()


def test_of_two_that_start_at_once_one_opens_and_the_other_is_told(
    store: Path, tmp_path: Path
) -> None:
    words = [sys.executable, "-c", STARTS, str(store)]
    pipe = subprocess.PIPE
    starts = [
        subprocess.Popen(words, text=True, env=at_home(tmp_path), stdin=pipe, stdout=pipe)
        for _number in range(2)
    ]
    try:
        assert said_by(starts) == ["ready", "ready"]
        for _number in range(10):
            told_to_go_on(starts)
            assert sorted(said_by(starts)) == ["in use", "open"]
            told_to_go_on(starts)
            assert said_by(starts) == ["done", "done"]
    finally:
        for start in starts:
            start.communicate(timeout=10)
    assert [start.returncode for start in starts] == [0, 0]
    assert store_checks.check(store, example.PASSPHRASE) == []


SPRING, AUTUMN = dt.date(2026, 3, 29), dt.date(2026, 10, 25)  # the clock changes on these days


@pytest.mark.parametrize(
    ("typed", "on", "expected"),
    [
        ("2:30-7:00", SPRING, 210),  # 2:30 did not exist: it is 3:30
        ("2:30-3:30", SPRING, None),  # no time passed between these two
        ("1:30-2:30", SPRING, 60),
        ("1:30-3:00", SPRING, 30),
        ("1:30-2:30", AUTUMN, 60),  # the first 2:30 of that night
        ("2:30-3:30", AUTUMN, 120),
        ("1:30-3:30", AUTUMN, 180),
    ],
)
def test_half_past_two_in_the_night_that_the_clock_changes(
    typed: str, on: dt.date, expected: int | None
) -> None:
    assert minutes(typed, on, AMSTERDAM) == expected


def test_a_long_path_with_other_letters_and_spaces_serves_for_everything(tmp_path: Path) -> None:
    folder = tmp_path / ("Zoë van ’t Hof " + "x" * 200)
    path, backups = folder / "st ë.stagecoach", folder / "reserve kopieën"
    assert 260 < len(str(path)) < 400  # SQLite itself ends at 512
    database, _code = stores.create(path, example.new_store())
    placement_id = make.student(database, name="Noa")
    database.close()
    copy = stores.back_up(path, example.PASSPHRASE, backups)
    assert copy.tested_at is not None
    database = stores.open_store(path, example.PASSPHRASE, backups=backups)
    make.log(database, placement_id, text="Na de back-up.")
    database.close()
    restored = restore.put_back(copy.path, path, example.PASSPHRASE, backups)
    assert restored.kept is not None
    database = stores.open_store(path, example.PASSPHRASE, backups=backups)
    assert database.ask(logbook.entries, placement_id) == []
    database.close()
    assert store_checks.check(path, example.PASSPHRASE) == []


def test_a_store_is_checked_without_a_home_and_without_a_folder_for_temporary_files(
    store: Path, tmp_path: Path
) -> None:
    given = {k: v for k, v in os.environ.items() if k != "HOME" and not k.startswith("XDG_")}
    given |= {"TMPDIR": str(tmp_path / "nowhere"), "STAGECOACH_PASSPHRASE": example.PASSPHRASE}
    done = subprocess.run(
        [sys.executable, "-m", "stagecoach", "check", str(store)],
        env=given,
        capture_output=True,
        text=True,
        check=False,
        timeout=30,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout
    assert not (tmp_path / "nowhere").exists()


def whole_with(path: Path, master: Master, acknowledged: bytes) -> bool:
    """Whether it holds every entry that was said to be saved."""
    told = {acknowledged[at : at + 16] for at in range(0, len(acknowledged) // 16 * 16, 16)}
    connection = connect(path, master.key, read_only=True)
    try:
        there = {row for (row,) in connection.execute("SELECT id FROM log_entry")}
        return told <= there and backup.faults(connection) == []
    finally:
        connection.close()


def saving(path: Path, master: Master) -> tuple[int, int]:
    """A child that saves without end: its number, and where it tells what it saved."""
    reading, writing = os.pipe()
    process = os.fork()
    if process == 0:
        try:
            os.close(reading)
            killed.child(path, master.key, writing)
        finally:
            os._exit(1)
    os.close(writing)
    return process, reading


def what_came(reading: int) -> bytes:
    told = b""
    while select.select([reading], [], [], 0)[0] and (piece := os.read(reading, 1 << 16)):
        told += piece
    return told


@POSIX
def test_a_computer_that_sleeps_while_it_saves_loses_nothing(store: Path, master: Master) -> None:
    """Asleep it holds all that was acknowledged, and awake it goes on."""
    rng = random.Random(47)
    process, reading = saving(store, master)
    acknowledged = os.read(reading, 16)  # it runs
    try:
        for _number in range(20):
            time.sleep(rng.uniform(0, 0.03))
            os.kill(process, signal.SIGSTOP)
            assert os.WIFSTOPPED(os.waitpid(process, os.WUNTRACED)[1])
            acknowledged += what_came(reading)
            assert whole_with(store, master, acknowledged)
            os.kill(process, signal.SIGCONT)
            assert select.select([reading], [], [], 10)[0], "it goes on"
    finally:
        os.kill(process, signal.SIGKILL)
        status = os.waitpid(process, 0)[1]
    assert os.waitstatus_to_exitcode(status) == -signal.SIGKILL, "until then nothing stopped it"
    acknowledged += what_came(reading)
    os.close(reading)
    assert len(acknowledged) > 20 * 16
    assert whole_with(store, master, acknowledged)


IN_A_LANGUAGE = """if True:
    import datetime, json, sys
    from pathlib import Path
    from PySide6.QtCore import QLocale
    from stagecoach import app, clock, i18n
    from stagecoach.documents.evaluations import form as forms
    from stagecoach.domain.evaluations import Kind
    from stagecoach.domain.hours import minutes
    from stagecoach.services import stores
    from stagecoach.services.example import example
    from stagecoach.services.printing import forms as wishes
    from stagecoach.services.printing.forms import As, Wish
    from stagecoach.services.search import search
    QLocale.setDefault(QLocale(sys.argv[2]))
    application = app.make_application()
    clock.pretend_today(datetime.date(2026, 10, 29))
    i18n.use("nl")
    database = stores.read(Path(sys.argv[1]), example.PASSPHRASE)
    hits = [database.ask(search.find, typed).hits for typed in ("yildirim", "YILDIRIM", "YİL")]
    names = [[hit.title for hit in found.get("student", [])] for found in hits]
    [placement] = {hit.placement_id for hit in hits[0]["student"]}
    form = database.ask(wishes.prepare, Wish(Kind.START, As.BLANK, placement), "7F3K29QE")
    times = [minutes(typed) for typed in ("7,5", "7.5", "7:30", "7U30", "90 MIN", "8 UUR")]
    texts = [text for page in forms.layout(form) for text in page.texts]
    database.close()
    print(json.dumps([QLocale.system().name(), times, names, texts]))
"""


def in_language(language: str, store: Path, home: Path) -> list[object]:
    around = at_home(home, LC_ALL=f"{language}.UTF-8", LANG=f"{language}.UTF-8", LANGUAGE=language)
    words = [sys.executable, "-c", IN_A_LANGUAGE, str(store), language]
    done = subprocess.run(words, env=around, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    told: list[object] = json.loads(done.stdout)
    return told


def test_a_turkish_computer_reads_finds_and_prints_the_same(
    database: Database, tmp_path: Path
) -> None:
    """There a capital i has a dot, and a number a comma."""
    make.student(database, name="Işıl Yıldırım")
    turkish = in_language("tr_TR", database.path, tmp_path)
    dutch = in_language("nl_NL", database.path, tmp_path)
    assert (turkish[0], dutch[0]) == ("tr_TR", "nl_NL")
    assert turkish[1] == [450, 450, 450, 450, 90, 480]
    assert turkish[2] == [["Işıl Yıldırım"]] * 3
    assert turkish[3]
    assert turkish[1:] == dutch[1:]


MANY = file(*(one(crebo=f"{number:05}") for number in range(500)))
BEFORE, AFTER = 31, 531


def importing(path: Path, master: Master, stop_at: int) -> tuple[int, int]:
    """A child that imports 500 rows and kills itself when so many are in: number and pipe."""

    def step(done: int, _all: int) -> bool:
        os.write(writing, b"s")
        if done == stop_at:
            os.kill(os.getpid(), signal.SIGKILL)
        return True

    reading, writing = os.pipe()
    process = os.fork()
    if process == 0:
        try:
            os.close(reading)
            database = stores.reopen(path, master.key, backups=path.parent / "backups")
            database.do(qualifications.import_file, MANY, step)
            os.write(writing, b"!")
            time.sleep(10)  # it is killed with the store open
        finally:
            os._exit(1)
    os.close(writing)
    return process, reading


def count_of(path: Path, master: Master) -> int:
    connection = connect(path, master.key, read_only=True)
    try:
        assert backup.faults(connection) == []
        rows = connection.execute("SELECT count(*) FROM qualification").fetchone()
        return int(rows[0])
    finally:
        connection.close()


@POSIX
def test_an_import_that_is_killed_brings_in_all_or_nothing(store: Path, master: Master) -> None:
    for stop_at in range(0, 500, 100):
        process, reading = importing(store, master, stop_at)
        os.waitpid(process, 0)
        told = os.read(reading, 100)
        os.close(reading)
        assert told == b"s" * (stop_at // 100 + 1)
        assert count_of(store, master) == BEFORE
    assert store_checks.check(store, example.PASSPHRASE) == []


@POSIX
@pytest.mark.parametrize("number", range(6))
def test_an_import_that_is_killed_while_it_ends_is_whole(
    number: int, master: Master, tmp_path: Path
) -> None:
    """From the last rows on: what was acknowledged is all there."""
    path = copy_of(master, tmp_path)
    process, reading = importing(path, master, -1)
    told = b""
    while len(told) < (6 if number == 5 else 5):
        step = os.read(reading, 1)
        assert step, "the import ended by itself"
        told += step
    time.sleep(random.Random(number).uniform(0, 0.4))
    os.kill(process, signal.SIGKILL)
    os.waitpid(process, 0)
    told += what_came(reading)
    os.close(reading)
    assert count_of(path, master) in ({AFTER} if b"!" in told else {BEFORE, AFTER})
    assert store_checks.check(path, example.PASSPHRASE) == []


MARKUP = [
    '<font color="[[[1]]]">Jan</font>',
    '<a href="javascript:alert(1)">x</a>',
    '<a href="file:///etc/passwd">x</a>',
    "Jan &xxe; x",
    "&lt;b&gt; &amp; &#66;",
]


def as_printed(database: Database, name: str) -> str:
    """The text of a form on which everything is called so; nothing else is on it."""
    placement = make.student(database, name=name, client=name, school=name, company=name)
    form = database.ask(wishes.prepare, Wish(Kind.START, As.BLANK, placement), form_ids.new())
    pdf = forms.draw(form)
    pages = PdfReader(BytesIO(pdf)).pages
    assert not any(page.images for page in pages)
    assert all("/Annots" not in page for page in pages)
    drawn = "".join(text for page in forms.layout(form) for *_place, text in page.texts)
    assert squeezed(clean(name)) in squeezed(drawn)
    return squeezed(text_of(pdf))


@pytest.mark.parametrize("name", MARKUP)
def test_markup_in_a_name_is_printed_as_it_was_typed(database: Database, name: str) -> None:
    printed = as_printed(database, name)
    assert squeezed(name) in printed
    assert "root:" not in printed


def test_code_in_a_name_is_printed_and_not_carried_out(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As reportlab once did with a colour (CVE-2023-33733)."""
    monkeypatch.chdir(tmp_path)
    code = """[[[getattr(pow,"__globals__")["os"].system("touch proof")]]]"""
    for name in (code, f"<font color='{code}'>x</font>", f"<para color='{code}'>x</para>"):
        assert squeezed(name) in as_printed(database, name)
    assert not (tmp_path / "proof").exists()


def test_one_word_of_two_hundred_thousand_letters_is_broken_and_not_cut() -> None:
    word = "x" * 200_000
    begun = time.monotonic()
    lines = paper.wrap(word, 10, 100)
    assert time.monotonic() - begun < 5
    assert "".join(lines) == word
    assert all(paper.measure(line, 10) <= 100.01 for line in lines)


@pytest.mark.parametrize("field", ["cohort", "programme_years"])
@pytest.mark.parametrize("number", [2**31, 2**63, -(2**63) - 1, 10**30])
def test_a_number_that_no_store_holds_is_refused_beside_its_field(
    database: Database, field: str, number: int
) -> None:
    changes: dict[str, Any] = {field: number}
    before = len(database.ask(student_list.page).rows)
    with pytest.raises(Invalid) as caught:
        make.student(database, **changes)
    assert list(caught.value.problems) == [field]
    assert len(database.ask(student_list.page).rows) == before


def found(database: Database, typed: str) -> set[str]:
    hits = database.ask(search.find, typed).hits
    return {hit.title for kind in hits.values() for hit in kind}


@pytest.mark.parametrize("typed", ["%", "_", "%%", "__", "%_%", "%%%", "_oussef", "%oussef"])
def test_signs_of_a_pattern_stand_for_no_letters(database: Database, typed: str) -> None:
    assert found(database, "youssef") >= {"Youssef Amrani"}
    assert found(database, typed) == set()


def test_signs_of_a_pattern_beside_a_word_change_nothing(
    database: Database, youssef: uuid.UUID
) -> None:
    make.log(database, youssef, text="De helft, 50%, van de snelle_meting is af.")
    make.log(database, youssef, text="Om 5:07 begonnen, 150 gemeten.")
    assert found(database, "50%") == {"De helft, 50%, van de snelle_meting is af."}
    assert found(database, "%meting") == found(database, "meting")
    assert found(database, "amr%") == found(database, "amr") >= {"Youssef Amrani"}
    for typed in ("_mrani", "a%i", "%mrani"):
        page = database.ask(student_list.page, student_list.Filter(typed))
        assert [row.name for row in page.rows] == []


def test_whoever_was_taken_off_the_list_signs_no_next_one() -> None:
    first, second = sealing.new(), sealing.new()
    until, readers = DAY + dt.timedelta(days=200), (reader(first), reader(second, "Thea Brouwer"))
    both = Roster("ROC Merwestad", 1, until, readers, (first.verifier, second.verifier))
    without = replace(both, version=2, readers=readers[:1], keepers=(first.verifier,))
    assert rosters.read(rosters.sign(without, first), both, DAY) == without
    for signer in (second, sealing.new()):
        back = replace(both, version=3)
        with pytest.raises(BadRoster, match="beheerder"):
            rosters.read(rosters.sign(back, signer), without, DAY)


def test_whoever_was_taken_off_the_list_reads_nothing_that_is_sealed_after(school: School) -> None:
    path = publish(school.first, school.folder / "without.roster")
    computer.accept(school.place, computer.offered(school.place, path))
    school.report()
    post.take(school.box, school.folder / "stick")
    sealed = case_post.envelopes_in(school.folder / "stick")
    keys = [room.private.identity for room in (school.first, school.second)]
    assert [len(case_post.try_all(sealed, key).letters) for key in keys] == [1, 0]
