"""Whether the disk lets a store be opened: a full one must never pass for damage.

SQLite writes beside a store as soon as it is opened. Where that fails it says "disk I/O error",
as it does of a damaged page; whoever believes the latter takes a backup and loses the newest work.
"""

import errno
import tempfile
from pathlib import Path

from stagecoach.i18n import _

_ASKED = 64 * 1024  # bytes; the index of a log takes 32 KiB
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


def hindrance(path: Path) -> str | None:
    """In a sentence what keeps anybody from writing in or beside it; None where nothing does."""
    try:
        path.open("r+b").close()
        with tempfile.TemporaryFile(dir=path.parent, buffering=0) as file:  # never seen by name
            asked = bytes(_ASKED)
            if file.write(asked) == len(asked):
                return None
    except OSError as error:
        if error.errno not in _FULL:
            return unwritable()
    return _(
        "The disk is full, so the file cannot be opened. It has not been changed. Make room on "
        "the disk and try again."
    )


def unwritable() -> str:
    return _(
        "This folder cannot be written, so the file cannot be opened here. It has not been "
        "changed. Copy it to a place of your own, with its .keys file."
    )
