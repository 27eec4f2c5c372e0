"""Days off: public holidays of a country (from a library), school holidays of a region (data)."""

import datetime as dt
from collections.abc import Mapping
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel.core import get_global
from sqlalchemy import select
from sqlalchemy.orm import Session

from stagecoach import i18n
from stagecoach.store.rules import SchoolHoliday

_DAY = dt.timedelta(days=1)


def public_holidays(country: str, first: dt.date, last: dt.date) -> dict[dt.date, str]:
    """By day, named in the reader's language where the library knows it."""
    holiday_names: dict[dt.date, str] = {}
    for year in range(first.year, last.year + 1):
        holiday_names |= _of_year(country, year, i18n.language())
    return {day: name for day, name in holiday_names.items() if first <= day <= last}


def holidays_of(country: str, year: int) -> Mapping[dt.date, str]:
    """The same of a whole year, to look many days up in."""
    return _of_year(country, year, i18n.language())


@lru_cache(maxsize=64)
def _of_year(country: str, year: int, language: str) -> dict[dt.date, str]:
    import holidays

    spoken = holidays.list_localized_countries().get(country, [])
    match = next((code for code in spoken if code.split("_")[0] == language), None)
    try:
        return dict(holidays.country_holidays(country, years=year, language=match))
    except NotImplementedError:
        return {}


def countries() -> list[str]:
    """ISO codes of the countries whose public holidays are known."""
    import holidays

    return sorted(code for code in holidays.list_supported_countries() if len(code) == 2)  # noqa: PLR2004


def zone(country: str) -> dt.tzinfo:
    """The time zone of a country; the first one where it has several."""
    zones = get_global("territory_zones")
    names = zones.get(country) or ["Europe/Amsterdam"]
    return ZoneInfo(names[0])


def school_holidays(
    session: Session, region: str, first: dt.date, last: dt.date
) -> dict[dt.date, str]:
    """By day; empty for a school without a region."""
    if not region:
        return {}
    query = select(SchoolHoliday.name, SchoolHoliday.from_on, SchoolHoliday.until_on).where(
        SchoolHoliday.region == region,
        SchoolHoliday.from_on <= last,
        SchoolHoliday.until_on >= first,
    )
    holiday_names = {}
    for name, begin, end in session.execute(query):
        for offset in range((end - begin).days + 1):
            holiday_names[begin + offset * _DAY] = name
    return holiday_names
