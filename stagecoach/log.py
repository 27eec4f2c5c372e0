"""The log holds ids and counts, never a name or a text that somebody typed."""

import logging
import os

from stagecoach import paths

log = logging.getLogger("stagecoach")


def start() -> None:
    """Write to a small rotating file that only this user can read."""
    from logging.handlers import RotatingFileHandler

    folder = paths.log_folder()
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "stagecoach.log"
    path.touch(mode=0o600)
    os.chmod(path, 0o600)  # noqa: PTH101 - also for a file that was there before
    handler = RotatingFileHandler(path, maxBytes=500_000, backupCount=2)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    log.addHandler(handler)
    log.setLevel(logging.INFO)
