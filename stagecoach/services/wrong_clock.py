"""A clock that was or is wrong: it takes nobody's role away, and what it dated is told.

The store knows a day of its own: that of the newest action. Where the clock of the machine is
before it, or more than a year after it, one of the two is wrong, and a role that holds on either
day holds. A person says which of the two it was.
"""

import datetime as dt
from typing import Any

from sqlalchemy import ScalarSelect, func, select
from sqlalchemy.orm import Session

from stagecoach import clock
from stagecoach.i18n import _, ngettext
from stagecoach.store import journal
from stagecoach.store.journal import Action, recorded_as

_A_YEAR, _SLACK = dt.timedelta(days=366), dt.timedelta(hours=26)  # two zones may differ so much


def newest_action() -> ScalarSelect[Any]:
    """When something was done last, as a part of a query."""
    return select(Action.at).order_by(Action.id.desc()).limit(1).scalar_subquery()


def days(last: dt.datetime | None) -> tuple[dt.date, dt.date]:
    """The first and last day that today may be; the same where the clock can be right."""
    today = clock.today()
    if last is None:
        return today, today
    day = clock.local(last).date()
    if last - clock.now() > _SLACK or today - day > _A_YEAR:
        return min(day, today), max(day, today)
    return today, today


def dated_ahead(session: Session) -> int:
    """Actions of a day that has yet to come: the clock was ahead then, or is behind now."""
    query = select(func.count()).where(Action.at > clock.now() + _SLACK)
    return session.scalar(query) or 0


def sentence(count: int) -> str:
    text = ngettext(
        "%d change has a date in the future. Was the clock ahead then, or is it behind now?",
        "%d changes have a date in the future. Was the clock ahead then, or is it behind now?",
        count,
    )
    return text % count


def explanation() -> str:
    return _("Set the clock right first. Then you can date them today; their order stays.")


@recorded_as("wrong_clock.date_today")
def date_today(session: Session) -> int:
    """A person says that the clock was ahead: those actions get the time of now."""
    journal.not_undoable(session)
    now = clock.now()
    rows = session.scalars(select(Action).where(Action.at > now + _SLACK)).all()
    for action in rows:
        action.at = now
    return len(rows)
