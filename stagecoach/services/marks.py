"""Whether a store still holds all that this computer saw in it, and what to say if it does not."""

import datetime as dt
from dataclasses import replace
from typing import Any

from sqlalchemy.orm import Session

from stagecoach.i18n import _, moment, ngettext, number
from stagecoach.store.evaluations import machine_key
from stagecoach.store.file import mark, vault
from stagecoach.store.file.database import Database
from stagecoach.store.file.mark import Finding as Finding  # noqa: PLC0414 - for the floors above
from stagecoach.store.file.mark import Standing as Standing  # noqa: PLC0414 - as above

_WELL = {Standing.SAME, Standing.FIRST}
_NOTED = _WELL | {Standing.STRANGER}  # nothing is missing


def look(database: Database, *, thorough: bool = False) -> Finding:
    known, own = mark.read(database.path, database.key), machine_key.known()
    return database.ask(
        lambda session: mark.compare(_driver(session), known, own=own, thorough=thorough)
    )


def is_first_time(database: Database) -> bool:
    """Whether this computer knows nothing of the store yet, so that nothing can be missing."""
    return look(database).standing is Standing.FIRST


def note(database: Database) -> bool:
    """Write down how far the store is, unless it misses something; then a person decides."""
    known = mark.read(database.path, database.key)
    finding = database.ask(lambda session: mark.compare(_driver(session), known))
    if finding.standing not in _NOTED:
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
    if known is None:  # what is there when it is first seen is believed
        machines = database.ask(lambda session: mark.machines(_driver(session)))
        now = replace(now, machines=tuple(sorted(machines)))
    own = machine_key.known()
    if own is not None and own not in now.machines:
        now = replace(now, machines=(*now.machines, own))
    if known is None or (now.changes, now.seals, now.machines) != _noted(known):
        mark.write(database.path, database.key, now)


def _noted(known: mark.Mark) -> tuple[mark.Chain, mark.Chain, tuple[str, ...]]:
    return known.changes, known.seals, known.machines


def seal_sentences(database: Database) -> list[str]:
    """What of the seals a file cannot tell itself: lost ones, and those of an unknown machine."""
    finding = look(database, thorough=True)
    texts = lost_seals(database)
    if finding.standing in {Standing.SEALS, Standing.STRANGER}:
        texts.append(f"{title(finding)}. {explanation(finding)}")
    return texts


def lost_seals(database: Database) -> list[str]:
    """Closed evaluations that were in the file once, before somebody went on without them.

    Those closed since follow the same seal as the lost ones did.
    """
    known = mark.read(database.path, database.key)
    text = _(
        "On %(when)s somebody went on with an older file. Before, there were %(count)s closed "
        "evaluations (%(code)s); compare with the papers of then."
    )
    return [
        text
        % {
            "when": moment(dt.datetime.fromisoformat(at)),
            "count": number(count),
            "code": head[:8].upper(),
        }
        for at, count, head in (known.lost_seals if known else ())
    ]


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
        Standing.STRANGER: _("Evaluations were closed on a computer that is not known here"),
    }.get(finding.standing, "")


def first_sentence(finding: Finding) -> str:
    """What to know of a store with a history that this computer has not seen; else empty."""
    if finding.standing is not Standing.FIRST or not finding.now:
        return ""
    text = ngettext(
        "This file is on this computer for the first time, with %s change. From now on this "
        "computer keeps an eye on it.",
        "This file is on this computer for the first time, with %s changes. From now on this "
        "computer keeps an eye on it.",
        finding.now,
    )
    return text % number(finding.now)


def explanation(finding: Finding) -> str:
    """What this computer saw, and when; empty where nothing is wrong."""
    if finding.mark is None or finding.standing in _WELL:
        return ""
    if finding.standing is Standing.STRANGER:
        return _("Is it one of yours? Then go on. If not, put a backup back.")
    values = {
        "when": moment(dt.datetime.fromisoformat(finding.mark.at)),
        "was": number(finding.mark.changes.count),
        "now": number(finding.now),
    }
    return _("On %(when)s this computer counted %(was)s changes, now there are %(now)s.") % values
