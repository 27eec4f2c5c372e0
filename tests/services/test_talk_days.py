"""The days the three talks usually fall on: somebody is there then."""

import datetime as dt
import uuid

from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from stagecoach.domain.evaluations import Kind
from stagecoach.domain.students import agreements as plans
from stagecoach.services.evaluations import evaluations, stations
from stagecoach.services.evaluations.stations import Placed
from stagecoach.services.evaluations.talk_days import Presence
from stagecoach.services.hours import calendars
from stagecoach.services.students import pauses
from stagecoach.store.file.database import Database
from tests import make

_THURSDAYS = plans.plain({3: 480}, {1: 360})
_DAY = dt.timedelta(days=1)


def placed(
    database: Database, starts_on: dt.date, ends_on: dt.date, pattern: plans.Pattern
) -> uuid.UUID:
    return make.student(database, starts_on=starts_on, ends_on=ends_on, pattern=pattern)


def days(database: Database, key: uuid.UUID, first: dt.date, last: dt.date) -> list[dt.date]:
    rows = database.ask(stations.stations_of, [Placed(key, first, last)])
    return [station.on for station in rows[key]]


def test_a_weekend_or_a_holiday_is_no_day_for_a_talk(database: Database) -> None:
    """Without an agreement: Saturday 5 September, a middle at Christmas, a Sunday at the end."""
    first, last = dt.date(2026, 9, 5), dt.date(2027, 4, 18)
    key = placed(database, first, last, ())
    middle = first + (last - first) / 2
    assert middle == dt.date(2026, 12, 26)  # a Saturday and a holiday
    assert days(database, key, first, last) == [
        dt.date(2026, 9, 7),
        dt.date(2026, 12, 28),
        dt.date(2027, 4, 16),
    ]


def test_a_talk_falls_on_a_day_at_the_company(database: Database) -> None:
    first, last = dt.date(2026, 8, 31), dt.date(2027, 1, 15)
    key = placed(database, first, last, _THURSDAYS)
    talks = days(database, key, first, last)
    assert [day.isoweekday() for day in talks] == [4, 4, 4]
    assert talks[0] == dt.date(2026, 9, 3)
    assert talks[2] == dt.date(2027, 1, 14)


def test_nor_in_an_interruption(database: Database) -> None:
    first, last = dt.date(2026, 8, 31), dt.date(2027, 1, 15)
    key = placed(database, first, last, _THURSDAYS)
    usual = days(database, key, first, last)[1]
    begin, end = usual - 3 * _DAY, usual + 10 * _DAY
    database.do(pauses.add, key, begin, end, "verbouwing")
    moved = days(database, key, first, last)[1]
    assert moved.isoweekday() == 4
    assert not begin <= moved <= end


def test_what_was_begun_keeps_its_day_and_begins_on_such_a_day(database: Database) -> None:
    first, last = dt.date(2026, 8, 31), dt.date(2027, 1, 15)
    key = placed(database, first, last, _THURSDAYS)
    usual = days(database, key, first, last)[1]
    evaluation = database.do(evaluations.begin, key, Kind.INTERIM)
    assert days(database, key, first, last)[1] == usual
    database.do(evaluations.plan_talk, evaluation, dt.date(2026, 11, 7))
    assert days(database, key, first, last)[1] == dt.date(2026, 11, 7), "a person says so"


@given(st.dates(dt.date(2020, 1, 1), dt.date(2030, 1, 1)), st.integers(0, 700))
def test_never_outside_the_placement(first: dt.date, length: int) -> None:
    last = first + length * _DAY
    there, key = Presence(Session(), []), uuid.uuid4()
    for kind in Kind:
        day = there.talk_day(key, kind, first, last)
        assert first <= day <= last
        free = calendars.public_holidays("NL", first, last)
        workdays = [
            d
            for n in range(min(length, 60) + 1)
            if (d := first + n * _DAY).weekday() < 5 and d not in free
        ]
        assert (day.weekday() < 5 and day not in free) or not workdays
