"""Carrying envelopes: all of them, to a stick and back. Nobody counts how many are real.

`Ophalen` takes every envelope of this computer to a folder; `Terugbrengen` brings everything of
such a folder to this computer: answers, and also what was taken, so that somebody who kept a text
for later still finds it, and nothing tells which envelopes an adviser could open.
"""

import datetime as dt
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from stagecoach import clock
from stagecoach.errors import StageCoachError
from stagecoach.i18n import _, ngettext
from stagecoach.services.reports import lists as report_lists
from stagecoach.store.reports import envelopes, outbox, rosters
from stagecoach.store.reports.outbox import Full as Full  # noqa: PLC0414 - for the floors above
from stagecoach.store.reports.outbox import Outbox as Outbox  # noqa: PLC0414
from stagecoach.store.reports.outbox import Parcel as Parcel  # noqa: PLC0414
from stagecoach.store.reports.rosters import BadRoster, Roster

BAG = "stagecoach-post"  # the folder on the stick
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class PostFolder:
    """The folder of this user where envelopes, answers and the roster lie."""

    folder: Path

    @property
    def out(self) -> Path:
        return self.folder / "out"

    @property
    def back(self) -> Path:
        return self.folder / "back"

    @property
    def roster_file(self) -> Path:
        return self.folder / f"advisers{rosters.SUFFIX}"

    def roster(self) -> Roster | None:
        """None where there is none, or where it was changed: then nobody is sealed to."""
        try:
            return rosters.find(self.roster_file)
        except BadRoster:
            return None

    def envelopes(self) -> list[Path]:
        """All that lies here, of this computer and brought to it."""
        both = *self.out.glob(f"*{outbox.SUFFIX}"), *self.back.glob(f"*{outbox.SUFFIX}")
        return [path for path in both if path.is_file()]


def bag_of(chosen: Path) -> Path:
    """In a folder or on a stick; also when the bag itself was chosen."""
    return chosen if chosen.name == BAG else chosen / BAG


def take(
    box: Outbox,
    chosen: Path,
    progress: Progress | None = None,
    stop: threading.Event | None = None,
) -> int:
    """Every envelope of this computer into the bag; each is there whole before it goes here.

    Raises StageCoachError when the bag cannot be written: what was not taken is still here.
    """
    taken, wished = 0, 0
    try:
        with box.taking() as envelope_files:
            wished = len(envelope_files)
            for source in outbox.copy(envelope_files, bag_of(chosen)):
                source.unlink()
                taken += 1
                if progress is not None:
                    progress(taken, wished)
                if stop is not None and stop.is_set():
                    break
    except OSError as error:
        raise StageCoachError(_stuck(taken, wished)) from error
    return taken


def _stuck(done: int, wished: int) -> str:
    text = _(
        "Carrying stopped: %(done)d of %(all)d envelopes are in the other folder, whole. "
        "The others are still here. Check the stick and try again."
    )
    return text % {"done": done, "all": wished}


def bring(
    place: PostFolder,
    chosen: Path,
    progress: Progress | None = None,
    stop: threading.Event | None = None,
) -> int:
    """Everything of the bag to this computer; gives how many envelopes are new here.

    What was brought longer ago than the lists say goes: nobody needs it any more.
    Raises StageCoachError for a folder without envelopes, or when reading fails half-way.
    """
    bag = bag_of(chosen)
    brought, wished = 0, 0
    try:
        paths = [path for path in sorted(bag.glob(f"*{outbox.SUFFIX}")) if _fits(path)]
        if not paths:
            raise StageCoachError(_("There are no envelopes in this folder. Choose another."))
        _forget_old(place, max(path.stat().st_mtime for path in paths))
        here = {path.name for path in place.envelopes()}
        new = [path for path in paths if path.name not in here]
        wished = len(new)
        for _source in outbox.copy(new, place.back):
            brought += 1
            if progress is not None:
                progress(brought, wished)
            if stop is not None and stop.is_set():
                break
    except OSError as error:
        raise StageCoachError(_stuck(brought, wished)) from error
    return brought


def _fits(path: Path) -> bool:
    """Something of another size is not carried around."""
    return path.is_file() and path.stat().st_size == envelopes.SIZE


def _forget_old(place: PostFolder, newest: float) -> None:
    """Counted from what is brought now: a clock that runs ahead throws nothing away."""
    days = report_lists.read(place.roster()).numbers.answers_stay_days
    oldest = min(newest, clock.now().timestamp()) - dt.timedelta(days=days).total_seconds()
    for path in place.back.glob(f"*{outbox.SUFFIX}"):
        if path.is_file() and path.stat().st_mtime < oldest:
            path.unlink()


def sentence(count: int) -> str:
    """How many were carried; how many of them are real nobody knows."""
    return ngettext("%d envelope carried.", "%d envelopes carried.", count) % count


def full() -> str:
    """Said when all envelopes of a run hold a letter."""
    return _(
        "Nothing more can be sealed until StageCoach was closed and started again. Your text is "
        "still here: write it on paper first, or call one of the numbers."
    )
