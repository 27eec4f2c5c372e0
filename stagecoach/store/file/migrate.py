"""Brings a store to the schema of this version: on a copy, which then takes its place.

Alembic is imported only when there is something to do. The copy is migrated in one
transaction with foreign keys off (a rebuilt parent table would empty its children),
checked, and swapped in by one rename: a crash leaves the old store or the new one.
"""

import os
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, QueuePool, create_engine, event
from sqlcipher3 import dbapi2

from stagecoach import paths
from stagecoach.errors import CannotOpen
from stagecoach.i18n import _
from stagecoach.store import search
from stagecoach.store.file import backup, durable, snapshot
from stagecoach.store.file.backup_list import Why
from stagecoach.store.file.database import connect, has_log
from stagecoach.store.file.vault import Key

_APPLICATION = 0x53434F43  # "SCOC", in the header of every store since the first edition


def revisions() -> list[str]:
    """All revisions this version knows, oldest first: the numbers of the files."""
    return sorted(path.name[:4] for path in (paths.MIGRATIONS / "versions").glob("[0-9]*.py"))


def revision(connection: Any) -> str | None:
    table = "SELECT count(*) FROM sqlite_master WHERE name = 'alembic_version'"
    if not connection.execute(table).fetchone()[0]:
        return None
    row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    return str(row[0]) if row else None


def create(path: Path, key: Key) -> None:
    """A new, empty store with today's schema."""
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    _upgrade(path, key)
    if path.read_bytes()[:16] == b"SQLite format 3\0":
        path.unlink()
        message = "the driver made a plain file"
        raise RuntimeError(message)


def is_up_to_date(path: Path, key: Key) -> bool:
    """Reads only. Raises CannotOpen for what this version cannot read, now or ever."""
    connection = connect(path, key, read_only=True, alone=not has_log(path))
    try:
        store_revision = revision(connection)
        [(application,)] = connection.execute("PRAGMA application_id")
    finally:
        connection.close()
    known = revisions()
    if store_revision is None:
        raise CannotOpen(_("This file is no StageCoach store. It has not been changed."))
    if application != _APPLICATION:
        raise CannotOpen(
            _(
                "This store was made by StageCoach 0.3 or older, before its format was settled. "
                "It has not been changed. Open it with the version that made it."
            )
        )
    if store_revision not in known:
        raise CannotOpen(
            _(
                "This store was made by a newer StageCoach. It has not been changed. "
                "Install the newest version to open it."
            )
        )
    return store_revision == known[-1]


def bring_up_to_date(path: Path, key: Key, backups: Path) -> None:
    """Raises CannotOpen for a store of a later version, which stays untouched."""
    if is_up_to_date(path, key):
        return
    backup.make(path, key, backups, Why.BEFORE_UPDATE)
    copy = path.with_name(path.name + ".migrating")
    snapshot.copy(path, key, copy)
    _upgrade(copy, key)
    for suffix in ("-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
    copy.replace(path)
    durable.sync(path.parent)


def _upgrade(path: Path, key: Key, to: str = "head") -> None:
    from alembic import command
    from alembic.config import Config

    engine = create_engine(
        "sqlite://", module=dbapi2, poolclass=QueuePool, creator=lambda: _connect(path, key)
    )
    event.listen(engine, "begin", _begin)
    config = Config()
    config.set_main_option("script_location", str(paths.MIGRATIONS).replace("%", "%%"))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, to)
        if to == "head":
            search.rebuild(connection.connection.driver_connection)
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
        if broken:
            message = f"the migration would leave {len(broken)} rows without their parent"
            raise RuntimeError(message)
    engine.dispose()


def _connect(path: Path, key: Key) -> Any:
    """Foreign keys off, and no log beside the file: one rename moves all of it."""
    connection = search.teach(connect(path, key))
    connection.execute("PRAGMA foreign_keys=OFF")
    connection.execute("PRAGMA journal_mode=DELETE")
    return connection


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")
