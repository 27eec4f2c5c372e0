"""Killed at each call to the file system: what was acknowledged is there, and nothing is half.

Here at each call that Python makes, some at a time; `make faults` goes by one, and then at each
system call of the driver too, as strace counts them, and 200 times at random.
"""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from itertools import count
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from stagecoach import paths
from stagecoach.errors import WrongPassphrase
from stagecoach.services import stores
from stagecoach.services.evaluations import seal_checks
from stagecoach.store.file import backup, backup_list, vault
from stagecoach.store.file.database import connect
from tests.faults import acts
from tests.faults.acts import ACTS, NEW, SECRET, folder_of

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="kill -9 is of POSIX systems")
FULL = bool(os.environ.get("STAGECOACH_FAULTS"))
_TOUCHES = {"open", "os.rename", "os.remove", "os.link", "os.mkdir", "os.truncate", "os.chmod"}
_CALLS = "openat,pwrite64,write,fsync,fdatasync,ftruncate,rename,unlink,link"


@pytest.fixture
def pristine(store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a store and one backup of before its newest entry."""
    for name in ("device_key", "marks_folder", "locks_folder"):
        monkeypatch.setattr(paths, name, getattr(paths, name))  # put back afterwards
    acts.alone(store.parent)
    key = vault.unlock(store, SECRET)
    backup.make(store, key, folder_of(store))
    acts.save(store)
    copy = tmp_path.parent / f"{tmp_path.name}-pristine"
    shutil.copytree(store.parent, copy)
    return copy


def fresh(store: Path, pristine: Path) -> None:
    shutil.rmtree(store.parent)
    shutil.copytree(pristine, store.parent)


def look(name: str, store: Path, told: list[str], before: backup.Counts) -> None:
    """After a kill, as whoever comes next finds it: lock, settle, open, check."""
    stores.take_lock(store).release()
    secret = _secret(store, told)
    connection = connect(store, vault.unlock(store, secret))
    assert backup.faults(connection) == []
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    now = backup.counts(connection)
    if name == "save":
        rows = {row.hex() for (row,) in connection.execute("SELECT id FROM log_entry")}
        assert set(told) <= rows
        assert before["log_entry"] <= now["log_entry"] <= before["log_entry"] + 4
    elif name == "restore":
        assert now["log_entry"] in {before["log_entry"], before["log_entry"] - 4}
        assert not told or now["log_entry"] == before["log_entry"] - 4
    elif name != "sign":
        assert now == before
    connection.close()
    if name == "sign":
        _look_at_seals(store, told, before)
    for copy in backup_list.listed(store, folder_of(store)):
        assert copy.broken is False
        connect(copy.path, vault.unlock(copy.path, _secret(copy.path, [])), alone=True).close()
    assert not [*store.parent.glob("*.rekeying*"), *store.parent.glob("*.restoring*")]


def _secret(path: Path, told: list[str]) -> str:
    """One passphrase opens it, whichever; and after it was told so, the new one."""
    opened = []
    for secret in (SECRET, NEW):
        try:
            vault.unlock(path, secret)
        except WrongPassphrase:
            continue
        opened.append(secret)
    [one] = opened
    assert one == NEW or not {"changed", "renewed"} & set(told)
    return one


def _look_at_seals(store: Path, told: list[str], before: backup.Counts) -> None:
    database = stores.open_store(store, SECRET, backups=folder_of(store))
    assert database.ask(seal_checks.check_all) == []
    assert database.ask(seal_checks.count) - before["closing"] == (1 if told else 0) or not told
    database.close()


def counted(store: Path) -> backup.Counts:
    connection = connect(store, vault.unlock(store, SECRET))
    rows = backup.counts(connection)
    connection.close()
    return rows


def forked(name: str, store: Path, until: Callable[[], object]) -> tuple[bool, list[str]]:
    """Do it in a child; whether it ended by itself, and what it told. `until` runs in the child."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.dup2(writing, 1)
        sys.stdout = os.fdopen(1, "w", buffering=1)
        try:
            until()
            ACTS[name](store)
        finally:
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        told = pipe.read().split()
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0, told


def kill_at(number: int, store: Path) -> Callable[[], None]:
    """From now on, at this call that touches a file of the store."""

    def begin() -> None:
        calls = iter(range(number))

        def hook(event: str, arguments: tuple[object, ...]) -> None:
            ours = event in _TOUCHES and str(store.parent) in str(arguments)
            if ours and next(calls, None) is None:
                os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(hook)

    return begin


@pytest.mark.parametrize("name", ACTS)
def test_a_kill_at_each_call_of_python(name: str, store: Path, pristine: Path) -> None:
    before = counted(store)
    for number in range(0, 1_000, 1 if FULL else 9):
        fresh(store, pristine)
        ended, told = forked(name, store, kill_at(number, store))
        look(name, store, told, before)
        if ended:
            assert told
            return
    raise AssertionError


@pytest.mark.parametrize("name", ACTS)
def test_kills_at_random_moments(name: str, store: Path, pristine: Path) -> None:
    before, chance = counted(store), random.Random(name)
    fresh(store, pristine)
    began = time.monotonic()
    forked(name, store, lambda: None)
    lasts = time.monotonic() - began
    for _number in range(200 if FULL else 4):
        fresh(store, pristine)
        wait = chance.random() * lasts

        def later(seconds: float = wait) -> None:
            signal.signal(signal.SIGALRM, signal.SIG_DFL)
            signal.setitimer(signal.ITIMER_REAL, max(seconds, 0.001))

        _ended, told = forked(name, store, later)
        look(name, store, told, before)


if FULL:  # each takes a second

    @pytest.mark.parametrize("name", ACTS)
    def test_a_kill_at_each_system_call(name: str, store: Path, pristine: Path) -> None:
        """As strace counts those that write to a file, name one or take one away."""
        assert shutil.which("strace"), "strace is missing: apt install strace"
        before = counted(store)
        for number in count(1):
            fresh(store, pristine)
            ended, told = traced(name, store, number)
            look(name, store, told, before)
            if ended:
                assert told
                return


def traced(name: str, store: Path, number: int) -> tuple[bool, list[str]]:
    words = ["strace", "-f", "-qq", "-o", "/dev/null", "-P", str(store), "-P", f"{store}-wal"]
    words += ["-P", f"{store}.keys", "-P", f"{store}.rekeying", "-P", f"{store}.migrating"]
    words += ["-P", str(store.parent), "-e", f"trace={_CALLS}"]
    words += ["-e", f"inject={_CALLS}:signal=KILL:when={number}"]
    child = [sys.executable, "-m", "tests.faults.acts", name, str(store)]
    done = subprocess.run([*words, *child], check=False, capture_output=True, text=True)
    assert done.returncode in {0, -signal.SIGKILL, 128 + signal.SIGKILL}, done.stderr
    return done.returncode == 0, done.stdout.split()


def test_what_is_looked_for_would_be_found(store: Path, pristine: Path) -> None:
    """The check itself: a store that lost something does not pass it."""
    before = counted(store)
    connection = connect(store, vault.unlock(store, SECRET))
    [(newest,)] = connection.execute("SELECT max(id) FROM log_entry")
    connection.close()
    look("save", store, [newest.hex()], before)
    with pytest.raises(AssertionError):
        look("save", store, ["00" * 16], before)
    shutil.copyfile(vault.keys_file(store), store.parent / "keys")
    vault.keys_file(store).write_bytes(b"{}")
    with pytest.raises(Exception, match="sleutelbestand"):
        look("save", store, [], before)
    assert dbapi2.sqlite_version
