"""A second place for backups: a stick or another disk, which may be there or not.

A copy is read again before it counts. What a kill leaves line by line of `copy_to`: a part, which
the next one clears away; a key file or record without its copy, which is none; or all of it.
"""

import hashlib
from pathlib import Path

from stagecoach.store.file import backup, backup_list, durable, snapshot, vault
from stagecoach.store.file.backup_list import PART, Backup, record_file
from stagecoach.store.file.snapshot import Step


def is_there(folder: Path) -> bool:
    return folder.is_dir()


def is_other_disk(store: Path, folder: Path) -> bool:
    """Whether what lies there survives the disk of the store."""
    try:
        return folder.stat().st_dev != store.stat().st_dev
    except OSError:
        return False


def same(one: Backup, other: Backup) -> bool:
    """A place that was lost begins its numbers anew, so the number alone does not tell."""
    return (one.store, one.number, one.made_at) == (other.store, other.number, other.made_at)


def copy_to(original: Backup, folder: Path, room: int, step: Step) -> bool:
    """Whether it had yet to be copied there. Raises OSError, Stopped."""
    place = folder / original.store
    if any(same(copy, original) for copy in backup_list.in_folder(place)):
        return False
    target = place / original.path.name
    part = target.with_name(target.name + PART)
    with backup.claimed(place):
        opened = durable.Descriptor(original.path)
        try:
            snapshot.pour(opened.number, part, step)
        finally:
            opened.close()
        if _digest(part) != _digest(original.path):
            message = "the copy in the second place reads otherwise"
            raise OSError(message)
        durable.copy(vault.keys_file(original.path), vault.keys_file(target))
        durable.copy(record_file(original.path), record_file(target))
        part.replace(target)
        durable.sync(place)
        backup.thin(place, room)
    return True


def _digest(path: Path) -> bytes:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").digest()
