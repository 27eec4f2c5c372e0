"""Whether a store still holds all that this computer saw in it, and what to say if it does not."""

import datetime as dt
from typing import Any

from sqlalchemy.orm import Session

from stagecoach.i18n import _, moment, ngettext, number
from stagecoach.store.file import mark, vault
from stagecoach.store.file.database import Database
from stagecoach.store.file.mark import Finding as Finding  # noqa: PLC0414 - for the floors above
from stagecoach.store.file.mark import Standing as Standing  # noqa: PLC0414 - as above

_WELL = {Standing.SAME, Standing.FIRST}


def look(database: Database, *, thorough: bool = False) -> Finding:
    known = mark.read(database.path, database.key)
    return database.ask(lambda session: mark.compare(_driver(session), known, thorough=thorough))


def note(database: Database) -> bool:
    """Write down how far the store is, unless it misses something; then a person decides."""
    known = mark.read(database.path, database.key)
    finding = database.ask(lambda session: mark.compare(_driver(session), known))
    if finding.standing not in _WELL:
        return False
    _write(database, known)
    return True


def accept(database: Database) -> Finding:
    """Somebody goes on with what is there now. The mark notes that it was lowered, and when."""
    path, key = database.path, database.key
    database.ask(lambda session: mark.lower(path, key, _driver(session)))
    return look(database)


def _write(database: Database, known: mark.Mark | None) -> None:
    store_id = vault.store_id(database.path)
    now = database.ask(lambda session: mark.of(_driver(session), store_id, known))
    if known is None or now.changes != known.changes or now.seals != known.seals:
        mark.write(database.path, database.key, now)


def _driver(session: Session) -> Any:
    return session.connection().connection.driver_connection


def title(finding: Finding) -> str:
    """What is wrong, in a line; empty where nothing is."""
    if finding.standing is Standing.OLDER:
        return (
            ngettext("This file misses %d change", "This file misses %d changes", finding.missing)
            % finding.missing
        )
    return {
        Standing.FORKED: _("This file was older for a while, and was gone on with"),
        Standing.ALTERED: _("Older changes in this file are not what they were"),
        Standing.SEALS: _("Closed evaluations in this file are gone or were sealed anew"),
    }.get(finding.standing, "")


def explanation(finding: Finding) -> str:
    """What this computer saw, and when; empty where nothing is wrong."""
    if finding.mark is None or finding.standing in _WELL:
        return ""
    values = {
        "when": moment(dt.datetime.fromisoformat(finding.mark.at)),
        "was": number(finding.mark.changes.count),
        "now": number(finding.now),
    }
    return _("On %(when)s this computer counted %(was)s changes, now there are %(now)s.") % values
