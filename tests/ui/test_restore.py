"""A backup put back from the lock screen, as a person does it; and what is said of lost saves."""

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from stagecoach import paths
from stagecoach.domain.people import Role
from stagecoach.errors import StageCoachError
from stagecoach.services import backups, marks, passphrases
from stagecoach.services.example import example
from stagecoach.services.students import students
from stagecoach.settings import Settings
from stagecoach.store.file import backup, backup_list, vault
from stagecoach.ui.core import safekeeping
from stagecoach.ui.core.current_store import CurrentStore
from stagecoach.ui.core.page import Place
from stagecoach.ui.restore.dialog import RestoreDialog
from stagecoach.ui.restore.page import BackupsPage
from stagecoach.ui.settings.page import SettingsPage
from stagecoach.ui.stores.missing import MissingPage
from stagecoach.ui.stores.unlock import UnlockPage
from stagecoach.ui.stores.welcome import WelcomePage
from stagecoach.ui.window.main_window import MainWindow
from tests import make
from tests.conftest import Master
from tests.persons import become

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture(autouse=True)
def marks_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paths, "marks_folder", lambda: tmp_path / "marks")


@pytest.fixture
def window(store: Path, master: Master, qtbot: QtBot) -> MainWindow:
    """The lock screen of a store that has one backup."""
    backup.make(store, master.key, store.parent / "backups")
    return started(store, qtbot)


def started(store: Path, qtbot: QtBot) -> MainWindow:
    return shown(CurrentStore(store, Settings(), store.parent / "settings.toml"), qtbot)


def shown(current: CurrentStore, qtbot: QtBot) -> MainWindow:
    current.apply_look()
    window = MainWindow(current)
    qtbot.addWidget(window)
    window.start()
    window.show()
    window.activateWindow()
    return window


def close(window: MainWindow) -> None:
    window.idle.stop()
    window.current.lock()
    window.current._release()


def log(window: MainWindow, text: str) -> None:
    database = window.current.database
    assert database is not None
    assert database.person_id is not None
    placement = database.ask(students.mine, database.person_id)[0].placement_id
    make.log(database, placement, text=text)


def logged(window: MainWindow, text: str) -> bool:
    database = window.current.database
    assert database is not None
    query = "SELECT count(*) FROM log_entry WHERE text = ?"
    return bool(database.ask(lambda s: marks._driver(s).execute(query, [text]).fetchone()[0]))


def typed(text: str) -> None:
    """To whatever has the focus."""
    field = QApplication.focusWidget()
    assert field is not None
    QTest.keyClicks(field, text)
    QTest.keyClick(field, Qt.Key.Key_Return, CTRL)


def dialog_over(window: MainWindow) -> RestoreDialog:
    return next(d for d in window.findChildren(RestoreDialog) if d.isVisible())


def page_of(window: MainWindow) -> UnlockPage:
    page = window.centralWidget()
    assert isinstance(page, UnlockPage)
    return page


def test_from_an_open_store_it_locks_asks_and_opens_with_the_backup(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.current.open(example.PASSPHRASE)
    log(window, "Na de back-up.")
    assert window.shell is not None
    window.shell.go(Place("restore"))
    assert window.current.database is None
    dialog = dialog_over(window)
    qtbot.waitUntil(lambda: QApplication.focusWidget() is dialog.secret)
    typed("niet de goede")
    qtbot.waitUntil(lambda: "klopt niet" in dialog.problem("secret"))
    qtbot.waitUntil(lambda: QApplication.focusWidget() is dialog.secret)
    typed(example.PASSPHRASE)
    qtbot.waitUntil(lambda: window.current.workspace is not None, timeout=10_000)
    assert not logged(window, "Na de back-up.")
    assert "helemaal bewaard" in window.toast._text.text()
    kept = backup_list.listed(window.current.path or Path(), window.current.backups)[0]
    assert kept.why is backup_list.Why.BEFORE_RESTORE
    close(window)


def test_a_store_that_is_gone_is_put_back_and_nobody_is_welcomed_as_new(
    window: MainWindow, store: Path, qtbot: QtBot
) -> None:
    close(window)
    store.unlink()
    vault.keys_file(store).unlink()
    again = started(store, qtbot)
    page = again.centralWidget()
    assert isinstance(page, MissingPage)
    page.look()
    assert page.problem.text() == "Het is er nog steeds niet."
    QTest.mouseClick(page.backups.restore, Qt.MouseButton.LeftButton)
    dialog = dialog_over(again)
    qtbot.waitUntil(lambda: QApplication.focusWidget() is dialog.secret)
    typed(example.PASSPHRASE)
    qtbot.waitUntil(lambda: again.current.workspace is not None, timeout=10_000)
    assert again.shell is not None
    close(again)


def test_a_store_that_is_not_there_is_named_also_without_backups(
    tmp_path: Path, qtbot: QtBot
) -> None:
    window = started(tmp_path / "nooit.stagecoach", qtbot)
    page = window.centralWidget()
    assert isinstance(page, MissingPage)
    page.new_wanted.emit()
    qtbot.waitUntil(lambda: isinstance(window.centralWidget(), WelcomePage))
    assert window.current.settings.store == ""
    close(window)


def test_a_broken_backup_is_shown_and_not_put_back(
    window: MainWindow, store: Path, qtbot: QtBot
) -> None:
    close(window)
    (copy,) = backup_list.listed(store, window.current.backups)
    with copy.path.open("r+b") as file:
        file.truncate(copy.size // 2)
    again = started(store, qtbot)
    QTest.mouseClick(page_of(again).backups.restore, Qt.MouseButton.LeftButton)
    dialog = dialog_over(again)
    dialog.view.selectRow(0)
    dialog.secret.setText(example.PASSPHRASE)
    dialog.accept()
    assert "stuk" in dialog.problem("backup")
    dialog.reject()
    close(again)


def test_lost_saves_are_told_and_a_person_may_go_on(
    window: MainWindow, store: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    shutil.copyfile(store, tmp_path / "older")
    window.current.open(example.PASSPHRASE)
    log(window, "Straks weg.")
    close(window)
    shutil.copyfile(tmp_path / "older", store)
    again = started(store, qtbot)
    again.current.open(example.PASSPHRASE)
    assert again.shell is not None
    banner = again.shell.mark_banner
    qtbot.waitUntil(banner.isVisible, timeout=5_000)
    assert "mist 1 wijziging" in banner.banner.text()
    acts = {act.text().strip(): act for act in banner.findChildren(QPushButton)}
    QTest.mouseClick(acts["Werk hiermee verder"], Qt.MouseButton.LeftButton)
    box = next(b for b in again.findChildren(QMessageBox) if b.isVisible())
    QTest.mouseClick(box.buttons()[0], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not banner.isVisible())
    assert again.current.database is not None
    database = again.current.database
    qtbot.waitUntil(lambda: marks.look(database).standing is marks.Standing.SAME)
    close(again)


def test_a_backup_that_did_not_fit_is_said_and_made_at_the_next_start(
    window: MainWindow, store: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.current.open(example.PASSPHRASE)
    log(window, "Net voor het sluiten.")
    with monkeypatch.context() as hurry:
        hurry.setattr(safekeeping, "_CLOSING", -1.0)
        window.close()
    folder = store.parent / "backups"
    before = [copy.number for copy in backup_list.listed(store, folder)]
    close(window)
    again = started(store, qtbot)
    again.current.open(example.PASSPHRASE)
    qtbot.waitUntil(lambda: "geen tijd voor een back-up" in again.toast.text(), timeout=10_000)
    qtbot.waitUntil(
        lambda: [copy.number for copy in backup_list.listed(store, folder)] != before,
        timeout=10_000,
    )
    close(again)


def test_a_second_after_a_save_the_mark_knows(window: MainWindow, qtbot: QtBot) -> None:
    window.current.open(example.PASSPHRASE)
    database = window.current.database
    assert database is not None
    log(window, "Een regel.")
    newest = database.ask(
        lambda s: marks._driver(s).execute("SELECT max(id) FROM change").fetchone()[0].hex()
    )
    place = paths.marks_folder() / f"{vault.store_id(database.path)}.json"
    qtbot.waitUntil(lambda: place.exists() and newest in place.read_text(), timeout=3_000)
    close(window)


def test_closing_makes_a_copy_and_the_next_start_tries_it(
    window: MainWindow, store: Path, qtbot: QtBot
) -> None:
    window.current.open(example.PASSPHRASE)
    log(window, "Een regel.")
    window.close()
    folder = window.current.backups
    newest = backup_list.listed(store, folder)[0]
    assert newest.why is backup_list.Why.CLOSING
    assert newest.tested_at is None
    again = started(store, qtbot)
    again.current.open(example.PASSPHRASE)
    qtbot.waitUntil(
        lambda: backup_list.listed(store, folder)[0].tested_at is not None, timeout=10_000
    )
    assert backup_list.listed(store, folder)[0].number == newest.number
    close(again)


def test_after_a_change_of_passphrase_nothing_opens_with_the_old_one(
    window: MainWindow, store: Path, qtbot: QtBot
) -> None:
    window.current.open(example.PASSPHRASE)
    assert window.shell is not None
    window.shell.go(Place("settings"))
    page = window.shell.current()
    assert isinstance(page, SettingsPage)
    fresh = "een heel andere wachtzin"
    for old, again, words in (
        ("niet die van nu", fresh, "niet de wachtzin van nu"),
        (example.PASSPHRASE, "iets anders", "niet gelijk"),
    ):
        page.secret.old.setText(old)
        page.secret.new.setText(fresh)
        page.secret.again.setText(again)
        QTest.mouseClick(page.secret.change, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(page.secret.change.isEnabled)
        assert words in page.secret._wrong.text()
        assert passphrases.opens(store, example.PASSPHRASE)
    page.secret.old.setText(example.PASSPHRASE)
    page.secret.again.setText(fresh)
    QTest.mouseClick(page.secret.change, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(page.secret.change.isEnabled)
    assert page.secret._wrong.text() == ""
    close(window)
    copies = [path.with_suffix("") for path in store.parent.rglob("*.keys")]
    assert len(copies) >= 2
    for path in copies:
        assert passphrases.opens(path, fresh)
        assert not passphrases.opens(path, example.PASSPHRASE)


def test_a_store_that_is_gone_can_be_locked_and_says_so_when_saving(
    window: MainWindow, store: Path, qtbot: QtBot
) -> None:
    window.current.open(example.PASSPHRASE)
    store.unlink()
    with pytest.raises(StageCoachError, match="is weg"):
        log(window, "Te laat.")
    window.current.lock()
    assert window.current.database is None
    assert isinstance(window.centralWidget(), MissingPage)  # with its backups
    close(window)


def test_a_backup_that_fails_beside_the_work_is_said(
    window: MainWindow, store: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    (tmp_path / "geen map").write_bytes(b"")
    window.current.change(backup_folder=str(tmp_path / "geen map"))
    window.current.open(example.PASSPHRASE)
    qtbot.waitUntil(lambda: "nog op deze computer" in window.toast._text.text(), timeout=5_000)
    window.current.change(backup_folder="")
    close(window)


def test_a_damaged_file_is_rescued_from_the_lock_screen(
    store: Path, master: Master, qtbot: QtBot
) -> None:
    from stagecoach.ui.restore.rescue_dialog import RescueDialog
    from tests.faults.test_rescue import flip, root

    backup.make(store, master.key, store.parent / "backups")
    flip(store, root(store, master, "student"))
    window = started(store, qtbot)
    QTest.mouseClick(page_of(window).backups.rescue, Qt.MouseButton.LeftButton)
    dialog = next(d for d in window.findChildren(RescueDialog) if d.isVisible())
    qtbot.waitUntil(lambda: QApplication.focusWidget() is dialog.secret)
    typed("niet de goede")
    qtbot.waitUntil(lambda: "klopt niet" in dialog.problem("secret"))
    qtbot.waitUntil(lambda: QApplication.focusWidget() is dialog.secret)
    typed(example.PASSPHRASE)
    qtbot.waitUntil(dialog.report.isVisible)
    assert "Er is niets weg" in dialog.report.text()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is dialog.ok)
    QTest.keyClick(dialog.ok, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.current.workspace is not None, timeout=10_000)
    assert "gered" in window.toast._text.text()
    close(window)


def test_on_another_computer_a_backup_from_a_stick_is_chosen_and_put_back(
    store: Path, master: Master, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The laptop is gone: its second place, and the passphrase, are all that is needed."""
    copy = backup.make(store, master.key, tmp_path / "stick")
    new_home = tmp_path / "nieuw"
    monkeypatch.setattr(paths, "default_store_folder", lambda: new_home)
    window = shown(CurrentStore(None, Settings(), tmp_path / "other.toml"), qtbot)
    assert isinstance(window.centralWidget(), WelcomePage)
    window.open_store(copy.path)  # as the file dialog gives it
    qtbot.waitUntil(lambda: any(d.isVisible() for d in window.findChildren(RestoreDialog)))
    dialog = dialog_over(window)
    qtbot.waitUntil(lambda: QApplication.focusWidget() is dialog.secret)
    typed(example.PASSPHRASE)
    qtbot.waitUntil(lambda: window.current.workspace is not None, timeout=10_000)
    assert window.current.path == new_home / "StageCoach.stagecoach"
    assert window.current.path.exists()
    assert copy.path.exists()
    close(window)


def test_looked_into_a_backup_nothing_can_be_saved(
    store: Path, master: Master, qtbot: QtBot
) -> None:
    backup.make(store, master.key, store.parent / "backups")
    window = started(store, qtbot)
    window.current.open(example.PASSPHRASE)
    assert window.shell is not None
    window.shell.go(Place("backups"))
    page = window.shell.current()
    assert isinstance(page, BackupsPage)
    qtbot.waitUntil(lambda: QApplication.focusWidget() is page.view)
    qtbot.waitUntil(lambda: page.view.currentIndex().isValid())
    QTest.keyClick(page.view, Qt.Key.Key_Space)  # which has the focus
    windows = [w for w in QApplication.topLevelWidgets() if isinstance(w, MainWindow)]
    [inside] = [w for w in windows if w is not window and w.isVisible()]
    assert inside.shell is not None
    assert "Je kunt kijken" in inside.shell.note.text()
    with pytest.raises(StageCoachError):
        log(inside, "Dit kan niet.")
    inside.shell.go(Place("settings"))
    assert inside.shell.place.name == "today"
    window.current.lock()
    qtbot.waitUntil(lambda: not any(w is inside and w.isVisible() for w in windows))
    close(window)


def test_who_came_after_a_backup_is_not_in_it_and_hears_that(
    store: Path, master: Master, qtbot: QtBot
) -> None:
    backup.make(store, master.key, store.parent / "backups")
    window = started(store, qtbot)
    window.current.open(example.PASSPHRASE)
    current = window.current
    assert current.database is not None
    assert current.workspace is not None
    own = current.workspace.ask(students.mine, current.workspace.person_id)
    current.closing.emit()
    current.workspace.leave()
    become(current.database, Role.WORK_COACH, own[0].placement_id)
    current.enter()
    copy = backups.everywhere(store, current.backup_folders)[0]
    current.look_wanted.emit(copy)
    assert "Je staat nog niet in dit bestand" in window.toast.text()
    windows = [w for w in QApplication.topLevelWidgets() if isinstance(w, MainWindow)]
    assert [w for w in windows if w.isVisible()] == [window]
    close(window)


def test_after_the_recovery_code_a_new_passphrase_is_asked(
    store: Path, master: Master, qtbot: QtBot
) -> None:
    """Lost the passphrase: the sheet opens, and from then on a new one does."""
    from stagecoach.ui.stores.new_passphrase import NewPassphraseForm

    code = vault.change_recovery_code(store, master.key)
    window = started(store, qtbot)
    window.current.open(code, recovery=True)
    form = next(d for d in window.findChildren(NewPassphraseForm) if d.isVisible())
    qtbot.waitUntil(lambda: QApplication.focusWidget() is form.new)
    typed("een wachtzin die ik onthoud")
    assert "niet gelijk" in form.problem("again")
    QTest.keyClicks(form.again, "een wachtzin die ik onthoud")
    QTest.keyClick(form.again, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: not window.findChildren(NewPassphraseForm), timeout=10_000)
    assert passphrases.opens(store, "een wachtzin die ik onthoud")
    assert passphrases.opens(store, code)
    assert not passphrases.opens(store, example.PASSPHRASE)
    close(window)


def test_the_key_is_renewed_from_the_settings(window: MainWindow, qtbot: QtBot) -> None:
    from stagecoach.ui.restore.rekey_dialog import RekeyDialog
    from stagecoach.ui.stores.recovery_code import RecoveryForm

    window.current.open(example.PASSPHRASE)
    before = window.current.database.key if window.current.database else None
    assert window.shell is not None
    window.shell.go(Place("rekey"))
    dialog = next(d for d in window.findChildren(RekeyDialog) if d.isVisible())
    qtbot.waitUntil(lambda: QApplication.focusWidget() is dialog.secret)
    QTest.keyClicks(dialog.secret, example.PASSPHRASE)
    QTest.keyClick(dialog.secret, Qt.Key.Key_Tab)
    for _field in range(2):
        field = QApplication.focusWidget()
        assert field in {dialog.new, dialog.again}
        QTest.keyClicks(field, "een heel andere wachtzin")
        QTest.keyClick(field, Qt.Key.Key_Tab)
    QTest.keyClick(dialog.again, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: window.current.workspace is not None, timeout=20_000)
    assert window.current.database is not None
    assert window.current.database.key != before
    shown = next(d for d in window.findChildren(RecoveryForm) if d.isVisible())
    assert window.current.path is not None
    assert vault.recover(window.current.path, shown.code.text()) == window.current.database.key
    shown.noted.setChecked(True)
    shown.ok.click()
    close(window)
