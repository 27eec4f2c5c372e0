"""Days as people write them."""

import datetime as dt

import pytest

from stagecoach import i18n
from stagecoach.domain.dates import parse_day


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("4-11-2026", dt.date(2026, 11, 4)),
        ("4/11/26", dt.date(2026, 11, 4)),
        ("4 nov", dt.date(2026, 11, 4)),
        ("4 november 2027", dt.date(2027, 11, 4)),
        ("2026-11-04", dt.date(2026, 11, 4)),
        ("15 maart 2026", dt.date(2026, 3, 15)),
        ("di 1 sep 2026", dt.date(2026, 9, 1)),
        ("dinsdag 1 september 2026", dt.date(2026, 9, 1)),
        ("Tue, 1 sept 26", dt.date(2026, 9, 1)),
        ("1 sep 26", dt.date(2026, 9, 1)),
        ("1 sep '26", dt.date(2026, 9, 1)),
        ("1sep2026", dt.date(2026, 9, 1)),
        ("01092026", dt.date(2026, 9, 1)),
        ("010926", dt.date(2026, 9, 1)),
        ("1\u00a0sep\u202f2026", dt.date(2026, 9, 1)),
        ("1\u20139\u20132026", dt.date(2026, 9, 1)),
        ("2026/09/01", dt.date(2026, 9, 1)),
        ("1 mrt", dt.date(2026, 3, 1)),
        ("1 ma 2026", None),
        ("32122026", None),
        ("29-2-2028", dt.date(2028, 2, 29)),
        ("29-2-2027", None),
        ("31 april", None),
        ("45 januari", None),
        ("11-13-2026", None),
        ("", None),
        ("gisteren", None),
        ("٤-١١-٢٠٢٦", None),
        ("0-0-0000", None),
    ],
)
def test_dates_as_people_type_them(typed: str, day: dt.date | None) -> None:
    assert parse_day(typed, 2026) == day


@pytest.mark.parametrize("language", ["nl", "en"])
def test_what_the_program_writes_it_also_reads(language: i18n.Language) -> None:
    before = i18n.language()
    i18n.use(language)
    try:
        for number in range(366):
            day = dt.date(2028, 1, 1) + dt.timedelta(days=number)
            for written in (i18n.date(day), i18n.full_date(day), i18n.day(day)):
                assert parse_day(written, 2028) == day, written
    finally:
        i18n.use(before)
