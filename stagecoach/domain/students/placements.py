"""A placement in time: its route and its weeks."""

import datetime as dt
import enum
from enum import StrEnum

from stagecoach.i18n import _

WEEK = dt.timedelta(days=7)


class Route(StrEnum):
    SCHOOL_BASED = "bol"
    WORK_BASED = "bbl"
    THIRD = "third"


def monday(day: dt.date) -> dt.date:
    return day - dt.timedelta(days=day.weekday())


def weeks(starts_on: dt.date, ends_on: dt.date) -> int:
    """How many calendar weeks the placement touches."""
    return (monday(ends_on) - monday(starts_on)) // WEEK + 1


def week_of(day: dt.date, starts_on: dt.date) -> int:
    """Which week of the placement `day` falls in; the first is 1, before it 0 and below."""
    return (monday(day) - monday(starts_on)) // WEEK + 1


def week_now(today: dt.date, starts_on: dt.date, ends_on: dt.date) -> int:
    """The week of the placement it is now: 0 before the first, the last one after it."""
    return min(max(week_of(today, starts_on), 0), weeks(starts_on, ends_on))


def monday_of(week: int, starts_on: dt.date) -> dt.date:
    """The Monday of a week of the placement."""
    return monday(starts_on) + (week - 1) * WEEK


def route_name(route: Route) -> str:
    return {Route.SCHOOL_BASED: "BOL", Route.WORK_BASED: "BBL", Route.THIRD: _("third route")}[
        route
    ]


class State(enum.StrEnum):
    """Where a student's newest placement stands today."""

    CURRENT = "current"
    COMING = "coming"
    ENDED = "ended"


def placement_state_name(state: State) -> str:
    return {
        State.CURRENT: _("Now on placement"),
        State.COMING: _("Still to begin"),
        State.ENDED: _("Ended"),
    }[state]
