"""How it stands with the backups of a store: the last one, what failed, and where they lie.

A failure stays until a person has seen it, also the next day and after a backup that went well;
so it is kept outside the store, whose disk may be the one that fails.
"""

import contextlib
import datetime as dt
import json
from dataclasses import dataclass
from operator import attrgetter
from pathlib import Path

from stagecoach import clock
from stagecoach.i18n import _, ago, moment
from stagecoach.services import backups
from stagecoach.store.file import backup_list, durable, mark, second_place
from stagecoach.store.file.backup_list import Backup

_NOTE = ".backup-failed"
_LONGEST = 400  # characters of what is said of a failure


@dataclass(frozen=True, slots=True)
class Failure:
    at: dt.datetime  # UTC
    text: str  # a sentence, without names


@dataclass(frozen=True, slots=True)
class State:
    last: Backup | None
    failure: Failure | None
    one_disk: bool  # every backup lies on the disk of the store


def state(path: Path, folders: list[Path]) -> State:
    """`folders`: that of the backups, and the second place where there is one."""
    listed = [copy for folder in folders for copy in backup_list.listed(path, folder)]
    last = max(listed, key=attrgetter("newest", "number"), default=None)
    apart = any(second_place.is_other_disk(path, copy.path) for copy in listed)
    return State(last, failure(path), not apart)


def overview(path: Path, folders: list[Path]) -> tuple[State, list[Backup]]:
    """How it stands, and which there are, newest first; a stick may take its time to answer."""
    return state(path, folders), backups.everywhere(path, folders)


def failure(path: Path) -> Failure | None:
    file = mark.note_file(path, _NOTE)
    with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
        said = json.loads(file.read_bytes()) if file is not None else {}
        return Failure(dt.datetime.fromisoformat(said["at"]), str(said["text"])[:_LONGEST])
    return None


def note_failure(path: Path, text: str) -> None:
    if (file := mark.note_file(path, _NOTE)) is not None:
        said = {"at": clock.now().isoformat(), "text": text[:_LONGEST]}
        with contextlib.suppress(OSError):
            file.parent.mkdir(parents=True, exist_ok=True)
            durable.write(file, json.dumps(said).encode())


def note_seen(path: Path) -> None:
    if (file := mark.note_file(path, _NOTE)) is not None:
        with contextlib.suppress(OSError):
            file.unlink(missing_ok=True)


def last_sentence(now: State) -> str:
    """When, how long ago, and whether it was tried."""
    if now.last is None:
        return _("No backup yet. One is made as soon as you work.")
    values = {"when": moment(now.last.made_at), "age": ago(clock.local(now.last.made_at).date())}
    if now.last.tested_at and not now.last.broken:
        return _("Last backup: %(when)s (%(age)s), tested.") % values
    return _("Last backup: %(when)s (%(age)s), not tested yet.") % values


def failure_sentence(failed: Failure) -> str:
    return _("%(when)s: %(why)s") % {"when": moment(failed.at), "why": failed.text}


def disk_sentence() -> str:
    return _("Every backup lies on the disk of your file. Choose a second place, like a stick.")
