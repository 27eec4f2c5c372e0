"""The hours ledger: cases with hand-computed answers, and what never changes."""

import datetime as dt
import uuid
from dataclasses import dataclass, field
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlcipher3 import dbapi2

from stagecoach import clock
from stagecoach.domain.hours import Absence, Kind, minutes
from stagecoach.domain.people import Role
from stagecoach.domain.students.agreements import Pattern, plain
from stagecoach.domain.students.placements import Route
from stagecoach.errors import Invalid
from stagecoach.services.hours import approval
from stagecoach.services.hours import entry as hour_entry
from stagecoach.services.hours import ledger as hours
from stagecoach.services.hours import words as hour_words
from stagecoach.services.hours.rows import Ledger
from stagecoach.services.people import persons as people
from stagecoach.services.rules import rules
from stagecoach.services.students import agreements, pauses, stand_ins, students
from stagecoach.services.students import list as student_list
from stagecoach.store.file.database import Database
from tests import make
from tests.conftest import DAY

HOUR = 60
WEEK = dt.timedelta(days=7)
D = dt.date


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("7,5", 450),
        ("7.5", 450),
        ("7:30", 450),
        ("450 min", 450),
        ("90 min", 90),
        ("90m", 90),
        ("7u30", 450),
        ("7 uur 30", 450),
        ("7,25 uur", 435),
        ("8", 480),
        ("8h", 480),
        ("0", 0),
        ("24", 1440),
        ("24:00", 1440),
        ("0,01", 1),
        (" 7,5 ", 450),
        ("1440 min", 1440),
        ("24,01", None),
        ("25", None),
        ("1441 min", None),
        ("-1", None),
        ("7:60", None),
        ("7,555", None),
        ("zeven", None),
        ("٣", None),
        ("1_0", None),
        ("1e2", None),
        ("nan", None),
        ("7..5", None),
        ("", None),
        ("½", 30),
        ("7½", 450),
        ("7 ½ uur", 450),
        ("7¼", 435),
        (",5", 30),
        ("7\u00a0,5", None),
        ("7,5\u00a0uur", 450),
        ("07:30:00", 450),
        ("7:30:15", None),
        ("9:00-17:00", None),
    ],
)
def test_hours_are_read_as_people_type_them(typed: str, expected: int | None) -> None:
    assert minutes(typed) == expected


NIGHT_IN_SPRING, NIGHT_IN_AUTUMN = D(2026, 3, 28), D(2026, 10, 24)  # the clock changes at night


@pytest.mark.parametrize(
    ("typed", "on", "expected"),
    [
        ("9:00-17:30", DAY, 510),
        ("9-17.30", DAY, 510),
        ("9:00 - 17:30 pauze 30", DAY, 480),
        ("9.00 tot 12.00", DAY, 180),
        ("22:00-7:00", DAY, 540),  # over midnight
        ("23:00-7:00", NIGHT_IN_SPRING, 420),  # 2:00 to 3:00 did not exist
        ("23:00-7:00", NIGHT_IN_AUTUMN, 540),  # 2:00 to 3:00 came twice
        ("0:00-24:00", DAY, 1440),
        ("7:00-7:00", DAY, 1440),
        ("25:00-26:00", DAY, None),
        ("8u-17u", DAY, 540),
        ("8u30-17u", DAY, 510),
        ("8 uur tot 17 uur", DAY, 540),
        ("0830-1700", DAY, 510),
        ("830\u20131700", DAY, 510),
        ("08:30:00-17:00:00", DAY, 510),
        ("8-12 en 12:30-17", DAY, 510),
        ("8:00-12:00, 13:00-17:00", DAY, 480),
        ("0830-1200 + 1230-1700 pauze 15", DAY, 465),
        ("8-12 en 11-17", DAY, None),
        ("8-12 en veel", DAY, None),
        ("9:00-9:20 pauze 30", DAY, None),
    ],
)
def test_a_span_is_the_time_that_really_passed(
    typed: str, on: dt.date, expected: int | None
) -> None:
    assert minutes(typed, on, ZoneInfo("Europe/Amsterdam")) == expected


def days(hours_a_day: float, *weekdays: int, school: int | None = None) -> Pattern:
    practice = dict.fromkeys(weekdays, round(hours_a_day * HOUR))
    return plain(practice, {} if school is None else {school: 6 * HOUR})


@dataclass(frozen=True)
class Case:
    """A placement, what happens to it, and the hours planned per week, added up by hand."""

    name: str
    first: dt.date
    last: dt.date
    pattern: Pattern
    planned: list[float]
    sheets: list[dict[str, Any]] = field(default_factory=list)
    pauses: list[tuple[dt.date, dt.date]] = field(default_factory=list)
    country: str = "NL"
    region: str = ""
    school: list[float] | None = None


MON, TUE, WED, THU, FRI = range(5)
CASES = [
    Case(
        "a 4-day week of 36 hours",
        D(2026, 9, 7),
        D(2026, 9, 25),
        days(9, MON, TUE, WED, THU),
        [36, 36, 36],
    ),
    Case(
        "80 % of 40 hours over five days",
        D(2026, 9, 7),
        D(2026, 9, 18),
        days(6.4, MON, TUE, WED, THU, FRI),
        [32, 32],
    ),
    Case(
        "begins on Wednesday and ends on Tuesday",
        D(2026, 9, 9),
        D(2026, 9, 22),
        days(8, MON, TUE, WED, THU, FRI),
        [24, 40, 16],
    ),
    Case(
        "irregular weeks: five days, then three",
        D(2026, 9, 7),
        D(2026, 10, 4),
        days(8, MON, TUE, WED, THU, FRI) + days(8, MON, TUE, WED),
        [40, 24, 40, 24],
    ),
    Case(
        "the leap day is a working day",
        D(2028, 2, 28),
        D(2028, 3, 3),
        days(8, MON, TUE, WED, THU, FRI),
        [40],
    ),
    Case(
        "King's Day and Ascension Day are free",
        D(2026, 4, 27),
        D(2026, 5, 15),
        days(8, MON, TUE, WED, THU, FRI),
        [32, 40, 32],
    ),
    Case(
        "abroad: 3 October and 25 December are free in Germany",
        D(2025, 9, 29),
        D(2025, 10, 3),
        days(8, MON, TUE, WED, THU, FRI),
        [32],
        country="DE",
    ),
    Case(
        "abroad: King's Day is a working day in Germany, 1 May is not",
        D(2026, 4, 27),
        D(2026, 5, 1),
        days(8, MON, TUE, WED, THU, FRI),
        [32],
        country="DE",
    ),
    Case(
        "shortened by a new sheet from the third week",
        D(2026, 9, 7),
        D(2026, 10, 2),
        days(8, MON, TUE, WED, THU),
        [32, 32, 16, 0],
        sheets=[{"valid_from": D(2026, 9, 21), "ends_on": D(2026, 9, 22)}],
    ),
    Case(
        "fewer days a week from the second week on",
        D(2026, 9, 7),
        D(2026, 9, 25),
        days(8, MON, TUE, WED, THU),
        [32, 16, 16],
        sheets=[{"valid_from": D(2026, 9, 14), "pattern": days(8, MON, TUE)}],
    ),
    Case(
        "longer by a new sheet",
        D(2026, 9, 7),
        D(2026, 9, 11),
        days(8, MON, TUE),
        [16, 16],
        sheets=[{"valid_from": D(2026, 9, 11), "ends_on": D(2026, 9, 18)}],
    ),
    Case(
        "an interruption on the first and on the last day",
        D(2026, 9, 7),
        D(2026, 9, 18),
        days(8, MON, TUE, WED, THU, FRI),
        [32, 32],
        pauses=[(D(2026, 9, 7), D(2026, 9, 7)), (D(2026, 9, 18), D(2026, 9, 20))],
    ),
    Case(
        "an interruption of a whole week",
        D(2026, 9, 7),
        D(2026, 9, 25),
        days(8, MON, TUE, WED),
        [24, 0, 24],
        pauses=[(D(2026, 9, 14), D(2026, 9, 20))],
    ),
    Case(
        "school holidays free the school day only",
        D(2026, 10, 12),
        D(2026, 10, 30),
        days(9, MON, WED, THU, FRI, school=TUE),
        [36, 36, 36],
        region="midden",
        school=[6, 0, 6],
    ),
    Case(
        "in the north the autumn holiday is a week earlier",
        D(2026, 10, 12),
        D(2026, 10, 30),
        days(9, MON, WED, THU, FRI, school=TUE),
        [36, 36, 36],
        region="noord",
        school=[0, 6, 6],
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_plan_of_a_week_as_counted_by_hand(database: Database, case: Case) -> None:
    key = make.student(
        database,
        starts_on=case.first,
        ends_on=case.last,
        pattern=case.pattern,
        country=case.country,
        school_region=case.region,
        signed_on=case.first,
    )
    for changes in case.sheets:
        draft = database.ask(agreements.new_draft, key)
        for name, value in {"reason": "Afgesproken.", **changes}.items():
            setattr(draft, name, value)
        database.do(agreements.add, draft)
    for first, last in case.pauses:
        database.do(pauses.add, key, first, last, "Onderbroken")
    timesheet = database.ask(hours.ledger, key)
    planned = [week.planned() / HOUR for week in timesheet.weeks]
    assert planned == case.planned
    if case.school is not None:
        assert [week.planned(Kind.SCHOOL) / HOUR for week in timesheet.weeks] == case.school


def ledger(database: Database, key: uuid.UUID) -> Ledger:
    return database.ask(hours.ledger, key)


def me(database: Database) -> uuid.UUID:
    assert database.person_id is not None
    return database.person_id


def test_the_ledger_is_as_the_design_draws_it(database: Database, youssef: uuid.UUID) -> None:
    timesheet = ledger(database, youssef)
    drawn = {  # week: planned, logged, approved, together, school
        9: (36, 14, 0, 288, 10),
        8: (36, 45, 45, 288, 0),
        7: (36, 36, 36, 243, 6),
        6: (36, 34, 34, 207, 6),
        5: (36, 38, 38, 173, 6),
        4: (36, 36, 36, 135, 4),
    }
    for number, expected in drawn.items():
        week = timesheet.week(number)
        sums = (
            week.planned(),
            week.logged(),
            week.approved,
            week.running,
            week.logged(Kind.SCHOOL),
        )
        assert tuple(value / HOUR for value in sums) == expected
    assert (timesheet.approved, timesheet.logged - timesheet.approved) == (288 * HOUR, 14 * HOUR)
    assert (timesheet.school, timesheet.school_planned) == (50 * HOUR, 102 * HOUR)
    assert timesheet.still_to_do == (640 - 288) * HOUR


def test_every_total_is_the_sum_of_visible_lines(database: Database) -> None:
    for row in database.ask(student_list.page).rows:
        timesheet = ledger(database, row.placement_id)
        shown = [
            line.counted
            for week in timesheet.weeks
            for day in week.days
            for line in day.lines
            if line.kind is Kind.PRACTICE
        ]
        total = database.ask(hours.of, row.placement_id)
        assert sum(shown) == timesheet.logged == total.logged
        assert timesheet.approved == total.approved == timesheet.weeks[-1].running


def test_hours_are_one_line_a_day_and_approved_ones_stay(
    database: Database, youssef: uuid.UUID
) -> None:
    for typed in ("5:30", "6,5"):
        database.do(hour_entry.enter, youssef, DAY, Kind.PRACTICE, typed)
    line = ledger(database, youssef).week(9).days[3].line(Kind.PRACTICE)
    assert line is not None
    assert (line.minutes, line.approved) == (390, False)
    assert database.do(approval.approve_week, youssef, DAY, me(database)) == 390 + 14 * HOUR
    for typed in ("8", ""):
        with pytest.raises(Invalid, match="goedgekeurd"):
            database.do(hour_entry.enter, youssef, DAY, Kind.PRACTICE, typed)
    database.do(hour_entry.enter, youssef, DAY, Kind.PRACTICE, "6:30")  # the same: no problem


def test_the_database_itself_refuses_to_change_an_approved_line(
    database: Database, youssef: uuid.UUID
) -> None:
    with database.engine.connect() as connection:
        raw: Any = connection.connection.driver_connection
        for statement in (
            "UPDATE day_line SET minutes = 1 WHERE approved_at IS NOT NULL",
            "UPDATE day_line SET minutes = 1, approved_at = NULL WHERE approved_at IS NOT NULL",
            "DELETE FROM day_line WHERE approved_at IS NOT NULL AND NOT correction",
        ):
            with pytest.raises(dbapi2.IntegrityError, match="approved line"):
                raw.execute(statement)


@pytest.mark.parametrize(
    ("day", "typed", "words"),
    [
        (DAY, "25", "hoogstens 24"),
        (DAY, "zeven", "7,5"),
        (DAY + dt.timedelta(days=1), "8", "moet nog komen"),
        (D(2026, 8, 30), "8", "buiten de stage"),
    ],
)
def test_wrong_hours_are_refused(
    database: Database, youssef: uuid.UUID, day: dt.date, typed: str, words: str
) -> None:
    before = database.ask(hours.of, youssef)
    with pytest.raises(Invalid, match=words):
        database.do(hour_entry.enter, youssef, day, Kind.PRACTICE, typed)
    assert database.ask(hours.of, youssef) == before


def test_a_day_is_filled_in_whole_or_not_at_all(database: Database, youssef: uuid.UUID) -> None:
    typed: dict[Kind, hour_entry.Typed] = {
        Kind.PRACTICE: ("5", "alarm", None),
        Kind.SCHOOL: ("zes", "", None),
        Kind.ABSENCE: ("4", "tandarts", Absence.APPOINTMENT),
    }
    with pytest.raises(Invalid) as refused:
        database.do(hour_entry.fill_day, youssef, DAY, typed, me(database))
    assert set(refused.value.problems) == {"school"}
    assert ledger(database, youssef).week(9).days[3].lines == []
    typed[Kind.SCHOOL] = ("", "", None)
    database.do(hour_entry.fill_day, youssef, DAY, typed, me(database))
    day = ledger(database, youssef).week(9).days[3]
    assert hour_words.day_remark(day) == "4 uur afwezig: tandarts, alarm"


def test_overtime_stands_there_and_does_not_count(database: Database, youssef: uuid.UUID) -> None:
    database.do(rules.set_number, "overtime_counts", 0, DAY, "Afspraak met school")
    database.do(hour_entry.enter, youssef, DAY, Kind.PRACTICE, "11")  # planned are 9
    day = ledger(database, youssef).week(9).days[3]
    assert day.minutes(Kind.PRACTICE) == 9 * HOUR
    assert hour_words.day_remark(day) == "2 uur boven de planning telt niet"
    assert database.ask(hours.of, youssef).waiting == (14 + 9) * HOUR
    before = D(2026, 10, 27)  # an earlier day keeps the rule of its own time
    database.do(hour_entry.enter, youssef, before, Kind.PRACTICE, "3")
    assert ledger(database, youssef).week(9).days[1].minutes(Kind.PRACTICE) == 3 * HOUR


def test_hours_before_the_signature_do_not_count(database: Database) -> None:
    key = make.student(database, starts_on=D(2026, 10, 19), ends_on=D(2027, 1, 29))
    for day in (D(2026, 10, 22), D(2026, 10, 27)):
        database.do(hour_entry.enter, key, day, Kind.PRACTICE, "8")
    assert database.ask(hours.of, key).logged == 0
    sheet = database.ask(agreements.load, key).newest
    assert sheet is not None
    database.do(agreements.sign, sheet.id, D(2026, 10, 26))
    timesheet = ledger(database, key)
    assert timesheet.logged == database.ask(hours.of, key).logged == 8 * HOUR
    assert "telt niet" in hour_words.day_remark(timesheet.week(1).days[3])


def test_sent_back_hours_wait_for_whoever_wrote_them(
    database: Database, youssef: uuid.UUID
) -> None:
    monday = D(2026, 10, 26)
    with pytest.raises(Invalid, match="klopt"):
        database.do(approval.send_back, youssef, monday, DAY, "  ", me(database))
    database.do(approval.send_back, youssef, monday, monday, "Was 8 uur.", me(database))
    week = ledger(database, youssef).week(9)
    assert hour_words.week_remark(week) == "Teruggestuurd: Was 8 uur."
    assert database.ask(hours.of, youssef).sent_back == 9 * HOUR
    assert database.do(approval.approve_week, youssef, monday, me(database)) == 5 * HOUR
    database.do(hour_entry.enter, youssef, monday, Kind.PRACTICE, "8")
    assert database.ask(hours.of, youssef).sent_back == 0
    assert database.ask(hours.of, youssef).waiting == 8 * HOUR


def test_a_correction_is_a_line_of_its_own_with_a_name(
    database: Database, youssef: uuid.UUID
) -> None:
    day = D(2026, 10, 5)

    def correct(typed: str, reason: str, *, less: bool) -> None:
        database.do(
            approval.correct, youssef, day, typed, reason, me(database), less=less, approve=True
        )

    correct("1:30", "Eerder naar huis", less=True)
    timesheet = ledger(database, youssef)
    monday = timesheet.week(6).days[0]
    assert [line.minutes for line in monday.lines] == [540, -90]
    assert timesheet.approved == 288 * HOUR - 90
    assert monday.corrections[0].approved_by == "Marloes Verbeek"
    for typed, reason, words in (
        ("8", "", "waarom"),
        ("", "x", "7,5"),
        ("9", "x", "niet meer af"),
    ):
        with pytest.raises(Invalid, match=words):
            correct(typed, reason, less=True)
    assert ledger(database, youssef).approved == 288 * HOUR - 90


@pytest.mark.parametrize(
    ("route", "years", "crebo", "expected"),
    [
        (Route.SCHOOL_BASED, 4, "", 1350),
        (Route.SCHOOL_BASED, 3, "", 900),
        (Route.SCHOOL_BASED, 2, "", 450),
        (Route.SCHOOL_BASED, 1, "", 250),
        (Route.WORK_BASED, 3, "", 3 * 610),
        (Route.THIRD, 3, "", None),
        (Route.SCHOOL_BASED, None, "", None),
    ],
)
def test_the_norm_of_the_whole_programme(
    database: Database, route: Route, years: int | None, crebo: str, expected: int | None
) -> None:
    key = make.student(database, route=route, programme_years=years, cohort=2024)
    norm = ledger(database, key).norm
    assert (norm.minutes // HOUR if norm else None) == expected


def test_hours_of_all_placements_of_a_student_add_up_to_the_programme(
    database: Database, youssef: uuid.UUID
) -> None:
    head = database.ask(students.head, youssef)
    earlier = make.student(
        database,
        name=head.name,
        student_id=head.id,
        starts_on=D(2026, 3, 2),
        ends_on=D(2026, 4, 24),
        signed_on=D(2026, 3, 1),
        programme_years=4,
        cohort=2024,
    )
    database.do(hour_entry.enter, earlier, D(2026, 3, 2), Kind.PRACTICE, "8")
    database.do(approval.approve_week, earlier, D(2026, 3, 2), me(database))
    timesheet = ledger(database, youssef)
    assert timesheet.approved == 288 * HOUR
    assert timesheet.career_minutes == 296 * HOUR


def test_a_signed_sheet_changes_by_a_new_sheet_only(
    database: Database, youssef: uuid.UUID
) -> None:
    draft = database.ask(agreements.new_draft, youssef)
    draft.valid_from, draft.ends_on = DAY, D(2026, 12, 18)
    with pytest.raises(Invalid) as refused:
        database.do(agreements.add, draft)
    assert set(refused.value.problems) == {"reason"}
    draft.reason = "Student stopt eerder."
    draft.agreed_hours = 560
    database.do(agreements.add, draft)
    head = database.ask(students.head, youssef)
    assert (head.ends_on, head.agreed_minutes) == (D(2026, 12, 18), 560 * HOUR)
    sheets = database.ask(agreements.load, youssef).sheets
    assert [sheet.ends_on for sheet in sheets] == [D(2027, 1, 15), D(2026, 12, 18)]
    draft.valid_from = D(2026, 9, 1)
    with pytest.raises(Invalid, match="latere datum"):
        database.do(agreements.add, draft)


def test_a_stand_in_sees_the_student_for_as_long_as_it_lasts(
    database: Database, youssef: uuid.UUID
) -> None:
    database.do(stand_ins.add, youssef, Role.WORK_COACH, "Ravi Soekhram", DAY, DAY + WEEK)
    stand_in = next(
        row for row in database.ask(stand_ins.overview, youssef) if row.name == "Ravi Soekhram"
    )
    assert stand_in.instead_of == "Joost Kuipers"
    known = database.ask(people.at_company)
    ravi = next(person.id for person in known if person.name == "Ravi Soekhram")
    assert youssef in {b.placement_id for b in database.ask(students.mine, ravi)}
    clock.pretend_today(DAY + 2 * WEEK)
    assert youssef not in {b.placement_id for b in database.ask(students.mine, ravi)}
    with pytest.raises(Invalid, match="Een ander"):
        database.do(stand_ins.add, youssef, Role.WORK_COACH, "Joost Kuipers", DAY, DAY)


def test_interruptions_never_overlap(database: Database, youssef: uuid.UUID) -> None:
    database.do(pauses.add, youssef, D(2026, 11, 2), D(2026, 11, 6), "Cursus")
    with pytest.raises(Invalid, match="overlappen"):
        database.do(pauses.add, youssef, D(2026, 11, 6), D(2026, 11, 9), "Verhuizing")
    with pytest.raises(Invalid, match="voor het begin"):
        database.do(pauses.add, youssef, D(2026, 11, 9), D(2026, 11, 8), "x")
