"""What may be typed in a sheet of a case: nothing is cut, what does not fit is said."""

import datetime as dt

from stagecoach import clock
from stagecoach.domain import texts
from stagecoach.domain.texts import LONGEST_TEXT, clean
from stagecoach.errors import Invalid
from stagecoach.i18n import _

_LONGEST_LINE = 200
_FURTHEST = 3_653  # days


def to_come(due: dt.date | None) -> bool:
    return due is not None and 0 <= (due - clock.today()).days <= _FURTHEST


def day_wanted() -> str:
    return _("Choose today or a day to come, within ten years.")


def line(name: str, text: str) -> str:
    """One line. Raises Invalid."""
    kept = texts.line(text)
    if len(kept) > _LONGEST_LINE:
        raise Invalid({name: _("At most %d characters here.") % _LONGEST_LINE})
    return kept


def too_long() -> str:
    return _("That is more than %d characters. Nothing was cut; make it shorter.") % LONGEST_TEXT


def text(name: str, given: str) -> str:
    """A text that may be empty. Raises Invalid."""
    if len(given) > LONGEST_TEXT:
        raise Invalid({name: too_long()})
    return clean(given)


def needed(name: str, given: str) -> str:
    """A text that may not be empty. Raises Invalid."""
    kept = text(name, given)
    if not kept:
        raise Invalid({name: _("Write something here first.")})
    return kept


def today_text() -> str:
    return clock.today().isoformat()
