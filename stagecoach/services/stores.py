"""Making, opening, checking, backing up and restoring a store."""

import shutil
import sqlite3
import uuid
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session
from sqlcipher3 import dbapi2

from stagecoach import clock
from stagecoach.domain.people import Role
from stagecoach.domain.texts import line
from stagecoach.errors import CannotOpen, Invalid
from stagecoach.i18n import _
from stagecoach.services import full_check, marks, passphrases
from stagecoach.services.access import roles
from stagecoach.services.access import rows as access_rows
from stagecoach.services.people import persons as people
from stagecoach.services.people import pins
from stagecoach.services.rules import rules
from stagecoach.services.templates import qualifications, templates
from stagecoach.store import context, ids, journal
from stagecoach.store.file import (
    backup,
    backup_list,
    lock,
    migrate,
    rekey,
    restore,
    shared_folder,
    snapshot,
    trouble,
    vault,
)
from stagecoach.store.file.backup_list import Backup
from stagecoach.store.file.database import Database as Database  # noqa: PLC0414 - for the floors above
from stagecoach.store.file.database import connect
from stagecoach.store.file.lock import StoreLock as StoreLock  # noqa: PLC0414 - as above
from stagecoach.store.file.trouble import During, Kind, Trouble
from stagecoach.store.journal import recorded_as
from stagecoach.store.people.persons import StoreInfo

_PATIENCE = 1.0  # seconds
_PLAIN = b"SQLite format 3\0"


class IsBackup(CannotOpen):
    """Somebody chose a backup where a store was meant: it never becomes the file one works in."""


class NotUpToDate(CannotOpen):
    """Reading never migrates: a person opens it in the window first."""


@dataclass(frozen=True, slots=True)
class NewStore:
    """What the first-run form asks."""

    name: str  # of the company or school whose store it is
    owner: str
    role: Role
    passphrase: str


@dataclass(frozen=True, slots=True)
class Identity:
    """Which store this is, and who is at it."""

    store: str
    person_id: uuid.UUID
    name: str
    roles: tuple[Role, ...]  # held today, the one the screens follow first
    manages: bool
    lock_after: int | None  # minutes without a key, then somebody else may come; with a PIN
    student_id: uuid.UUID | None

    @property
    def role(self) -> Role | None:
        return self.roles[0] if self.roles else None


def create(path: Path, new: NewStore) -> tuple[Database, str]:
    """Make a store with the shipped qualifications. Gives it open, and the recovery code.

    Raises Invalid; a file that is already there is never overwritten.
    """
    _check_new(path, new)
    path.parent.mkdir(parents=True, exist_ok=True)
    key, code = vault.create(path, new.passphrase)
    try:
        migrate.create(path, key)
        database = Database(path, key, access_rows.watch)
        database.do(_fill, new)
    except BaseException:
        for leftover in (path, vault.keys_file(path)):
            leftover.unlink(missing_ok=True)
        raise
    _identify(database)
    marks.note(database)  # made here, so it is not here for the first time
    return database, code


def _check_new(path: Path, new: NewStore) -> None:
    problems = {}
    if path.exists() or vault.keys_file(path).exists():
        problems["path"] = _("This file exists already. Choose another name.")
    elif shared_folder.is_shared(path):
        problems["path"] = _("This folder is synchronised, which damages a store. Choose another.")
    if not line(new.name):
        problems["name"] = _("Give the name of your company or school.")
    if not line(new.owner):
        problems["owner"] = _("Give your own name.")
    if problem := passphrases.problem(new.passphrase):
        problems["passphrase"] = problem
    if problems:
        raise Invalid(problems)


@recorded_as("stores._fill")
def _fill(session: Session, new: NewStore) -> None:
    journal.not_undoable(session)
    owner_id = people.add(session, new.owner, new.role, manages=True)
    info = StoreInfo(name=line(new.name), owner_id=owner_id, role=new.role, device_id=uuid.uuid4())
    session.add(info)
    qualifications.import_shipped(session)
    templates.ship(session)
    rules.ship(session)


def open_store(path: Path, secret: str, *, backups: Path, recovery: bool = False) -> Database:
    """Unlock and open. Raises WrongPassphrase, or CannotOpen with the reason: untouched."""
    check_file(path)
    if backup_list.read(path) is not None:
        raise IsBackup(
            _("This is a backup. It is not opened to work in: put it back, or look inside.")
        )
    key = vault.recover(path, secret) if recovery else vault.unlock(path, secret)
    return reopen(path, key, backups=backups)


def reopen(path: Path, key: vault.Key, *, backups: Path) -> Database:
    """Open with a key that is already known. After an unclean end, every page is checked."""
    log = path.with_name(path.name + "-wal")
    unclean = log.exists() and log.stat().st_size > 0
    try:
        migrate.bring_up_to_date(path, key, backups)
        if unclean:
            _check_pages(path, key)
    except (dbapi2.Error, OSError) as error:
        raise trouble.of(error, path, During.OPENING) or error from error
    database = Database(path, key, access_rows.watch)
    if not database.ask(rules.is_shipped):
        database.do(rules.ship)
    if not database.ask(templates.are_shipped):
        database.do(templates.ship)
    _identify(database)
    return database


def read(path: Path, secret: str) -> Database:
    """Open a store or a backup to look at it; whatever happens, it lies as it lay.

    Raises WrongPassphrase, or CannotOpen with the reason.
    """
    check_file(path)
    return read_with(path, vault.unlock(path, secret))


def read_with(path: Path, key: vault.Key) -> Database:
    """The same, with a key that is known. Raises CannotOpen."""
    try:
        if not migrate.is_up_to_date(path, key):
            text = _("This store is of an earlier StageCoach. Open it once in the window.")
            raise NotUpToDate(text)
    except (dbapi2.Error, OSError) as error:
        raise trouble.of(error, path, During.OPENING) or error from error
    database = Database(path, key, access_rows.watch, reading=True)
    _identify(database)
    return database


def back_up(path: Path, secret: str, folder: Path) -> Backup:
    """For the command line: whoever has it open goes on, and the store lies as it lay."""
    check_file(path)
    key = vault.unlock(path, secret)
    return backup.make(path, key, folder, reading=True)


def _check_place(path: Path) -> None:
    """That a store can be worked in there. Raises CannotOpen."""
    if shared_folder.is_shared(path):
        raise CannotOpen(
            _(
                "This file lies in a folder that is synchronised or on a network, which damages "
                "it. Nothing was changed. Move it, with its .keys file, to a folder of this "
                "computer."
            )
        )


def check_file(path: Path, *, copy: bool = False) -> None:
    """What can be seen without a key: it is there, and a store. Raises CannotOpen.

    A `copy` is only read, and may lie where nobody could work in it.
    """
    if not path.is_file():
        raise Trouble(Kind.MISSING, During.OPENING)
    if not copy:
        _check_place(path)
    with path.open("rb") as file:
        head = file.read(16)
    if not head:
        raise CannotOpen(
            _("This store is empty: all its data is gone. Restore the newest backup.")
        )
    if head == _PLAIN:
        raise CannotOpen(
            _("This file is not encrypted, so it is no StageCoach store. It is not opened.")
        )


def _check_pages(path: Path, key: vault.Key) -> None:
    """As much as fits in a second; the rest is checked beside the work."""
    connection, until = connect(path, key), clock.ticks() + _PATIENCE
    connection.set_progress_handler(lambda: clock.ticks() > until, 10_000)
    try:
        faults = connection.execute("PRAGMA quick_check(1)").fetchall()
    except dbapi2.OperationalError as error:
        if getattr(error, "sqlite_errorcode", 0) != sqlite3.SQLITE_INTERRUPT:
            raise
        full_check.make_due(path)
        return
    finally:
        connection.close()
    if faults != [("ok",)]:
        raise Trouble(Kind.DAMAGED, During.OPENING)


def _identify(database: Database) -> None:
    info = database.ask(lambda session: session.scalars(select(StoreInfo)).one())
    database.person_id, database.device_id = info.owner_id, info.device_id
    ids.follow(database.ask(lambda session: session.scalar(select(func.max(journal.Change.id)))))


def identity(session: Session) -> Identity:
    """Of the person at the machine: the owner, until somebody else has come."""
    info = session.scalars(select(StoreInfo)).one()
    me = roles.read(session, context.of(session).person_id or info.owner_id)
    first = info.role if me.id == info.owner_id else None
    held = sorted(me.roles, key=lambda role: (role is not first, list(Role).index(role)))
    name = people.name(session, me.id)
    minutes = pins.lock_after(session, me.id)
    return Identity(info.name, me.id, name, tuple(held), me.manages, minutes, me.student_id)


def copy_to(path: Path, secret: str, folder: Path) -> Path:
    """A whole, encrypted copy with its key slots, to look at without touching the original."""
    check_file(path)
    target = folder / path.name
    snapshot.copy_reading(path, vault.unlock(path, secret), target)
    shutil.copyfile(vault.keys_file(path), vault.keys_file(target))
    return target


def take_lock(path: Path) -> StoreLock:
    """The right to write; raises StageCoachError when another window has it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    taken = lock.take(path)
    restore.settle(path)  # what was cut off while a backup was put back
    rekey.settle(path)  # or while it got a new key
    return taken


def wait_after(wrong_tries: int) -> int:
    return vault.wait_after(wrong_tries)
