"""The clock of the machine is wrong, or is put right while somebody works."""

import datetime as dt
import uuid

import pytest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot
from sqlalchemy import select
from uuid_utils.compat import uuid7

from stagecoach import clock
from stagecoach.domain.people import Role
from stagecoach.errors import Invalid
from stagecoach.services import safekeeping, store_checks, stores, wrong_clock
from stagecoach.services.access import roles
from stagecoach.services.example import example
from stagecoach.services.history import changes
from stagecoach.services.history.changes import Record
from stagecoach.services.logs import entries as logs
from stagecoach.services.students import students
from stagecoach.store import ids
from stagecoach.store.file import backup_list
from stagecoach.store.file.database import Database
from stagecoach.store.file.lock import InUse
from stagecoach.ui.core.current_store import CurrentStore
from stagecoach.ui.window import screenshots
from stagecoach.ui.window.main_window import MainWindow
from tests import make
from tests.conftest import DAY, Master
from tests.persons import become

YEAR = dt.timedelta(days=365)


def test_ids_go_up_when_the_clock_goes_back(monkeypatch: pytest.MonkeyPatch) -> None:
    ahead = uuid7(nanoseconds=int((clock.now() + YEAR).timestamp() * 1e9))
    monkeypatch.setattr(ids, "_newest", ahead)
    identifiers = [ids.new_id() for _number in range(200)]
    assert [ahead, *identifiers] == sorted({ahead, *identifiers})
    assert {identifier.version for identifier in identifiers} == {7}


def test_history_keeps_its_order_over_a_restart_with_the_clock_set_back(
    master: Master, database: Database, youssef: uuid.UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    ahead = uuid7(nanoseconds=int((clock.now() + YEAR).timestamp() * 1e9))
    monkeypatch.setattr(ids, "_newest", ahead)  # the clock was a year ahead
    key = make.log(database, youssef, text="Eerst")
    monkeypatch.setattr(ids, "_newest", uuid.UUID(int=0))  # a new start, and it was put right
    path = database.path
    database.close()
    again = stores.reopen(path, master.key, backups=path.parent / "backups")
    draft = again.ask(logs.draft, key)
    draft.text = "Later"
    again.do(logs.save, draft)
    versions = again.ask(changes.versions, Record("log_entry", key))
    texts = [version.fields["Wat er gebeurde"] for version in versions]
    again.close()
    assert texts == ["Later", "Eerst"]


@pytest.mark.parametrize("years", [-10, 10])
def test_every_screen_opens_with_the_clock_ten_years_off(
    window: MainWindow, current: CurrentStore, qtbot: QtBot, years: int
) -> None:
    clock.pretend_today(DAY + years * YEAR)
    current.open(example.PASSPHRASE)
    assert window.shell is not None
    shell = window.shell
    own = shell.workspace.ask(students.mine, shell.workspace.person_id)
    key = own[0].placement_id if own else None
    for name, show in screenshots.SCREENS.items():
        if key is None and name not in {"today", "students", "evaluations", "settings", "bin"}:
            continue  # nobody is on placement any more
        if name == "who":
            continue  # it leaves the store
        assert window.shell is not None  # some screens make it anew
        show(window.shell, key)
        qtbot.wait(5)
        for sheet in window.findChildren(QDialog):
            sheet.done(0)


def test_what_lies_in_the_future_after_the_clock_went_back_is_refused_in_words(
    database: Database, youssef: uuid.UUID
) -> None:
    key = make.log(database, youssef, text="Vandaag")
    clock.pretend_today(DAY - dt.timedelta(days=2))
    draft = database.ask(logs.draft, key)
    draft.text = "Anders"
    with pytest.raises(Invalid) as caught:
        database.do(logs.save, draft)
    assert "happened_on" in caught.value.problems
    assert database.ask(logs.draft, key).text == "Vandaag"


def test_the_lock_does_not_wait_for_a_clock_that_went_back(
    window: MainWindow, current: CurrentStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    current.open(example.PASSPHRASE)
    begun = clock.ticks()
    clock.pretend_today(DAY - YEAR)
    monkeypatch.setattr(clock, "ticks", lambda: begun + current.settings.lock_after * 60 + 1)
    window.idle.look()
    assert current.workspace is None


def test_a_second_window_is_refused_with_words_and_changes_nothing(
    current: CurrentStore, window: MainWindow
) -> None:
    current.open(example.PASSPHRASE)
    other = CurrentStore(current.path, current.settings, None)
    before = current.path.read_bytes() if current.path else b""
    with pytest.raises(InUse, match="open in een venster"):
        other.open(example.PASSPHRASE)
    assert other.workspace is None
    assert current.path is not None
    assert current.path.read_bytes() == before


@pytest.mark.parametrize(
    "day", [dt.date(1971, 3, 1), DAY - dt.timedelta(days=6), DAY + 10 * YEAR], ids=str
)
def test_a_wrong_clock_takes_no_role_away(database: Database, day: dt.date) -> None:
    before = database.ask(stores.identity)
    clock.pretend_today(day)
    now = database.ask(stores.identity)
    assert (now.roles, now.manages) == (before.roles, before.manages)
    assert before.roles


def test_somebody_else_keeps_a_role_when_the_clock_goes_back(
    database: Database, youssef: uuid.UUID
) -> None:
    become(database, Role.WORK_COACH, youssef)
    assert database.ask(roles.here, youssef) == {Role.WORK_COACH}
    clock.pretend_today(dt.date(1971, 3, 1))
    assert database.ask(roles.here, youssef) == {Role.WORK_COACH}


def test_a_role_that_is_over_is_over_where_the_clock_can_be_right(
    database: Database, youssef: uuid.UUID
) -> None:
    clock.pretend_today(DAY + dt.timedelta(days=60))
    last = database.ask(lambda session: session.scalar(select(wrong_clock.newest_action())))
    assert wrong_clock.days(last) == (clock.today(), clock.today())


def test_what_was_dated_in_the_future_is_told_and_dated_by_a_person(
    database: Database, youssef: uuid.UUID
) -> None:
    clock.pretend_today(DAY + 10 * YEAR)
    make.log(database, youssef, happened_on=DAY)
    clock.pretend_today(DAY)
    assert database.ask(wrong_clock.dated_ahead) == 1
    assert "toekomst" in " ".join(store_checks.check_contents(database))
    assert database.do(wrong_clock.date_today) == 1
    assert database.ask(wrong_clock.dated_ahead) == 0
    assert store_checks.check_contents(database) == []


def test_a_backup_of_a_clock_ahead_is_the_newest_only_until_the_next(
    database: Database, youssef: uuid.UUID
) -> None:
    folder = database.path.parent / "kopie"
    clock.pretend_today(DAY + 10 * YEAR)
    ahead = safekeeping.make_backup(database, folder)
    clock.pretend_today(DAY)
    make.log(database, youssef)
    newest = safekeeping.make_backup(database, folder)
    assert backup_list.listed(database.path, folder) == [newest, ahead]
