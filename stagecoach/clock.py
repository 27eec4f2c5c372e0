"""What day and time it is: asked here only, so that tests and pictures can set it."""

import datetime as dt
import sys
import time

_day_shift = dt.timedelta()


def now() -> dt.datetime:
    """The moment it is, in UTC."""
    return dt.datetime.now(dt.UTC) + _day_shift


# Python's plain clock stands still while a Linux or a Mac sleeps; a lid is no pause of a lock.
_ASLEEP_TOO = getattr(time, "CLOCK_BOOTTIME", None)
if sys.platform == "darwin":
    _ASLEEP_TOO = time.CLOCK_MONOTONIC


def ticks() -> float:
    """Seconds that only go forward, whatever happens to the clock: for waiting and locking."""
    return time.monotonic() if _ASLEEP_TOO is None else time.clock_gettime(_ASLEEP_TOO)


def today() -> dt.date:
    """The calendar day where the user is."""
    return local(now()).date()


def local(moment: dt.datetime) -> dt.datetime:
    """A UTC moment in the user's own time zone."""
    return moment.astimezone()


def pretend_today(day: dt.date | None) -> None:
    """From now on it is `day`; the time of day goes on as it does. None: the real day."""
    global _day_shift  # noqa: PLW0603 - one clock per process, as with the system's own
    _day_shift = dt.timedelta()
    if day is not None:
        _day_shift = dt.timedelta(days=(day - today()).days)
