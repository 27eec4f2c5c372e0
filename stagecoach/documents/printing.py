"""Many forms in one go: each its own file and record, in short steps that can be stopped."""

import os
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from stagecoach.documents import spool
from stagecoach.documents.evaluations import form as forms
from stagecoach.errors import StageCoachError
from stagecoach.i18n import _
from stagecoach.services import Store
from stagecoach.services.printing import forms as printing
from stagecoach.services.printing.forms import Wish

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Printed:
    """What came of it: files that are there, also when it was stopped half-way."""

    files: list[Path]
    wished: int


def save_all(
    store: Store,
    wishes: Sequence[Wish],
    folder: Path,
    progress: Progress | None = None,
    stop: threading.Event | None = None,
    *,
    whose: bool = False,
) -> Printed:
    """Print each wish to a file in `folder`. Progress hears (done, of how many).

    `whose`: the names of the students stand in those of the files.

    Raises StageCoachError when the folder cannot be written; finished files stay.
    """
    files: list[Path] = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for wish in wishes:
            if stop is not None and stop.is_set():
                break
            form = store.do(printing.record, wish)
            files.append(write(folder / forms.file_name(form, whose=whose), forms.draw(form)))
            if progress is not None:
                progress(len(files), len(wishes))
    except OSError as error:
        text = _("Writing to this folder failed. %d forms are there. Choose another folder.")
        raise StageCoachError(text % len(files)) from error
    return Printed(files, len(wishes))


def draw_all(
    store: Store,
    wishes: Sequence[Wish],
    progress: Progress | None = None,
    stop: threading.Event | None = None,
) -> bytes:
    """Each wish under an id and record of its own, as one PDF; empty when it was stopped."""
    pdfs: list[bytes] = []
    for wish in wishes:
        if stop is not None and stop.is_set():
            return b""
        pdfs.append(forms.draw(store.do(printing.record, wish)))
        if progress is not None:
            progress(len(pdfs), len(wishes))
    return spool.in_one(pdfs)


def write(path: Path, content: bytes) -> Path:
    """A whole file or none, readable by its owner only. Raises OSError."""
    part = path.with_suffix(".part")
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(content)
    part.replace(path)
    return path
