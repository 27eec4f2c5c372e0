"""Whether a store is what it should be: pages, references, journal, seals, and nothing missing."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlcipher3 import dbapi2

from stagecoach.i18n import _
from stagecoach.services import backups, marks, stores, wrong_clock
from stagecoach.services.evaluations import seal_checks
from stagecoach.store.file import backup, snapshot, trouble, vault
from stagecoach.store.file.database import Database, connect, has_log
from stagecoach.store.file.trouble import During


def check(path: Path, secret: str) -> list[str]:
    """What is wrong with a store, in sentences; empty when all is well. Changes nothing."""
    stores.check_file(path)
    key = vault.unlock(path, secret)
    try:
        if not has_log(path):
            return _check_file(path, key)
        with TemporaryDirectory(prefix="stagecoach-check-") as folder:  # encrypted as it is
            copy = Path(folder) / path.name
            snapshot.copy_reading(path, key, copy)  # a page that the log holds may be torn
            return _check_file(copy, key)
    except (dbapi2.Error, OSError) as error:
        return [str(trouble.of(error, path, During.OPENING) or error)]


def _check_file(path: Path, key: vault.Key) -> list[str]:
    """Of a file whose log is folded in. Raises dbapi2.Error."""
    connection = connect(path, key, alone=True)
    try:
        texts = [_("Damaged page: %s") % fault for fault in backup.faults(connection)]
        orphans = connection.execute("PRAGMA foreign_key_check").fetchall()
        texts += [_("A row of %s points at nothing.") % row[0] for row in orphans]
        return texts + _check_journal(connection)
    finally:
        connection.close()


def _check_journal(connection: Any) -> list[str]:
    lost = connection.execute(
        "SELECT count(*) FROM change c LEFT JOIN action a ON a.id = c.action_id WHERE a.id IS NULL"
    ).fetchone()[0]
    return [_("The journal misses the action of %d changes.") % lost] if lost else []


def check_contents(database: Database) -> list[str]:
    """Of seals, and of the mark; a backup is older than what this computer saw, and should be."""
    texts = seal_checks.sentences(database.ask(seal_checks.check_all))
    if backups.is_backup(database.path):
        return texts
    texts += marks.lost_seals(database)
    if ahead := database.ask(wrong_clock.dated_ahead):
        texts.append(wrong_clock.sentence(ahead))
    finding = marks.look(database, thorough=True)
    if wrong := marks.title(finding):
        texts.append(f"{wrong}. {marks.explanation(finding)}")
    return texts
