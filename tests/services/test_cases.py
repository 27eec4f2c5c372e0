"""A case from heard to aftercare: the student decides, nothing is overwritten, nothing leaks."""

import dataclasses
import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest

from stagecoach import clock, i18n
from stagecoach.domain.cases.case import Case, CaseStep, Consequence, Fact, Wish
from stagecoach.errors import Invalid, StageCoachError
from stagecoach.services.cases import apart as case_apart
from stagecoach.services.cases import cases, handing_over, notes, warnings
from stagecoach.services.cases import figures as case_figures
from stagecoach.services.cases import guide as case_guide
from stagecoach.services.cases import post as case_post
from stagecoach.services.cases import room as rooms
from stagecoach.services.cases.closing import close, erase, to_erase
from stagecoach.services.evaluations import evaluations
from stagecoach.services.peers import apart
from stagecoach.services.reports import lists as report_lists
from stagecoach.services.reports import post
from stagecoach.services.students import students
from stagecoach.store import sealing
from stagecoach.store.cases import Room
from stagecoach.store.file.database import Database
from tests import make, sealed
from tests.sealed import School

DAY = dt.date(2026, 10, 29)


@pytest.fixture
def room(school: School) -> Room:
    return school.first


@pytest.fixture
def case(room: Room) -> str:
    return cases.start(room, "talk", sealed.WORDS, DAY, "Youssef Amrani")


def at(room: Room, case: str) -> Case:
    return cases.find(room, case)


def later(days: int) -> None:
    clock.pretend_today(clock.today() + dt.timedelta(days=days))


def test_a_case_has_no_place_for_credibility_or_proof() -> None:
    names = {field.name for field in dataclasses.fields(Case)}
    for word in ("credib", "proof", "evidence", "severity", "truth", "bsn", "religion"):
        assert not any(word in name for name in names)


def test_from_heard_to_closed(room: Room, case: str) -> None:
    """The ten steps of docs/domain.md, Step protocol, each moving the case on."""
    where = []

    def now() -> None:
        where.append(at(room, case).step)

    now()
    cases.look(room, case)
    now()
    cases.believe(room, case, "Ik geloof je.")
    cases.safety(room, case, "yes", "no", "")
    now()
    cases.add_option(room, case, "Gesprek", "")
    (option,) = at(room, case).options
    cases.choose(room, case, option, Wish.WANTED)
    cases.consent(room, case, "Esra Yıldırım", "de proefvaart")
    cases.agree(room, case, "Gesprek met het bedrijf", "Samira", DAY)
    now()
    (action,) = at(room, case).actions
    cases.finish(room, case, action, "Gesproken.")
    told = at(room, case).waiting("feedback")
    assert told is not None
    assert told.due == DAY + dt.timedelta(days=7)  # a number of the lists
    cases.mark_held(room, case, "feedback", told.id, "Er is gesproken.")
    cases.conclude(room, case, Consequence.WARNING, "")
    now()
    days = [moment.due for moment in at(room, case).aftercare.values()]
    assert days == [DAY + dt.timedelta(weeks=2), DAY + dt.timedelta(weeks=6)]
    for moment in list(at(room, case).aftercare):
        cases.mark_held(room, case, "aftercare", moment, "Gaat beter.")
    cases.replace_place(room, case, "Niet nodig.")
    close(room, case, "Samen besproken.", together=True)
    closing = at(room, case).closing
    assert closing is not None
    assert closing.keep_until == DAY + dt.timedelta(days=730)
    assert where == list(CaseStep)
    assert room.fault() is None


def test_the_words_of_the_student_cannot_be_changed(room: Room, case: str) -> None:
    """Whatever is done, the first words stay the first words."""
    for act in (cases.entitle, cases.believe, notes.note, cases.replace_place):
        act(room, case, "andere woorden")
    assert [said.words for said in at(room, case).said] == [sealed.WORDS]


def test_the_student_may_choose_otherwise(room: Room, case: str) -> None:
    cases.add_option(room, case, "Gesprek", "")
    (option,) = at(room, case).options
    for wish in (Wish.WANTED, Wish.MAYBE, None, Wish.RATHER_NOT):
        cases.choose(room, case, option, wish)
        assert at(room, case).options[option].wish is wish
    cases.add_option(room, case, "Gesprek, jij erbij", "andere woorden", option)
    assert at(room, case).options[option].wish is Wish.RATHER_NOT
    assert len([e for e in room.entries(case) if e.kind == "wish"]) == 4  # all of it is in the log


def test_consent_is_given_per_person_and_can_be_withdrawn(room: Room, case: str) -> None:
    assert at(room, case).consented == []
    cases.consent(room, case, "Esra", "de proefvaart")
    (key,) = at(room, case).consents
    cases.withdraw(room, case, key)
    assert at(room, case).consented == []
    assert at(room, case).consents[key].withdrawn_on == DAY


def test_what_is_late_is_shown_first_also_when_nothing_happened(room: Room, case: str) -> None:
    cases.agree(room, case, "Bellen", "Samira", DAY + dt.timedelta(days=1))
    cases.plan(room, case, "talk", DAY + dt.timedelta(days=2), "gesprek", "10.00", "B1.12")
    due = at(room, case).due(DAY)
    assert [(kind, about) for _day, kind, about in due] == [
        ("action", "Bellen"),
        ("talk", "10.00, gesprek, B1.12"),
        ("feedback", ""),
    ]
    later(20)
    assert [kind for _day, kind, _about in at(room, case).due(clock.today())] == [
        "action",
        "feedback",
    ]
    assert cases.first_reply_late(room, at(room, case))
    cases.believe(room, case, "Ik geloof je.")
    assert not cases.first_reply_late(room, at(room, case))


@pytest.mark.parametrize(
    ("act", "problem"),
    [
        (lambda r, c: cases.start(r, "talk", " ", DAY, ""), "words"),
        (lambda r, c: cases.start(r, "talk", "x" * 65_001, DAY, ""), "words"),
        (lambda r, c: cases.start(r, "talk", "x", None, ""), "on_day"),
        (lambda r, c: cases.start(r, "talk", "x", dt.date(2030, 1, 1), ""), "on_day"),
        (lambda r, c: cases.start(r, "talk", "x", DAY, "n" * 201), "name"),
        (lambda r, c: cases.entitle(r, c, "t" * 201), "title"),
        (lambda r, c: cases.name_student(r, c, "n", "c" * 201), "contact"),
        (lambda r, c: cases.believe(r, c, ""), "said"),
        (lambda r, c: cases.safety(r, c, "", "", ""), "safe"),
        (lambda r, c: cases.add_option(r, c, "\u202e", ""), "text"),
        (lambda r, c: cases.add_option(r, c, "x", "h" * 201), "hint"),
        (lambda r, c: cases.consent(r, c, "", "x"), "who"),
        (lambda r, c: cases.consent(r, c, "x", ""), "what"),
        (lambda r, c: cases.agree(r, c, "", "x", DAY), "what"),
        (lambda r, c: cases.agree(r, c, "x", "", DAY), "owner"),
        (lambda r, c: cases.agree(r, c, "x", "x", None), "due"),
        (lambda r, c: cases.agree(r, c, "x", "x", DAY - dt.timedelta(days=1)), "due"),
        (lambda r, c: cases.agree(r, c, "x", "x", dt.date.max), "due"),
        (lambda r, c: cases.plan(r, c, "talk", None, ""), "due"),
        (lambda r, c: cases.plan(r, c, "talk", DAY, "n" * 201), "note"),
        (lambda r, c: notes.note(r, c, "n" * 65_001), "words"),
        (lambda r, c: close(r, c, "", together=True), "reason"),
        (lambda r, c: case_post.answer(r, c, "x"), "words"),  # a talk has no receipt
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_nothing_is_kept(
    room: Room, case: str, act: Any, problem: str
) -> None:
    before = room.entries()
    with pytest.raises(Invalid) as refused:
        act(room, case)
    assert problem in refused.value.problems
    assert room.entries() == before


def test_what_is_not_in_a_case_is_not_written_about(room: Room, case: str) -> None:
    before = room.entries()
    with pytest.raises(StageCoachError):
        cases.choose(room, case, "zz", Wish.MAYBE)
    with pytest.raises(StageCoachError):
        cases.withdraw(room, case, "zz")
    assert room.entries() == before


def test_the_aid_names_desks_and_no_duty() -> None:
    """docs/domain.md, Duties to report, by hand: which desk comes first for which answers."""
    lists = report_lists.read(None)
    table = {
        ("yes", "no", "no", "company"): "emergency",
        ("no", "yes", "yes", "school"): "inspector",
        ("no", "unknown", "unknown", "school"): "inspector",
        ("no", "yes", "yes", "company"): "police",
        ("no", "no", "yes", "school"): "inspector",
        ("no", "no", "no", "company"): "discrimination",
        ("no", "no", "no", "school"): "discrimination",
    }
    for answers, desk in table.items():
        given = dict(zip(("danger", "minor", "sexual", "by"), answers, strict=True))
        tips = case_guide.advice(given, lists)
        assert tips[0].desks[0].code == desk, answers
        assert all(tip.source for tip in tips)
        told = " ".join(tip.text for tip in tips).lower()
        assert "je bent verplicht" not in told
        assert "moet je melden" not in told
    company = case_guide.advice(
        {"danger": "no", "minor": "yes", "sexual": "yes", "by": "company"}, lists
    )
    assert "geldt hier niet" in company[0].text  # WEB 1.3.8 is not about a company's employee
    assert (
        case_guide.advice({"danger": "no", "minor": "no", "sexual": "no", "by": ""}, lists) == []
    )


def test_each_station_has_its_steps_and_there_are_ten() -> None:
    assert len(case_guide.steps()) == 10
    assert all(case_guide.steps(step) for step in CaseStep)


def test_after_its_date_a_case_can_be_erased_by_a_person(room: Room, case: str) -> None:
    close(room, case, "Klaar.", together=False)
    assert to_erase(cases.overview(room)) == []
    later(730)
    assert [row.id for row in to_erase(cases.overview(room))] == [case]
    erase(room, case)
    assert at(room, case).erased
    assert at(room, case).said == []
    assert to_erase(cases.overview(room)) == []
    assert cases.next_number(room) == 2
    assert room.fault() is None


def test_an_erased_report_does_not_come_back(school: School) -> None:
    school.report()
    school.fetch()
    case = sealed.only_case(school.first)
    erase(school.first, case)
    assert school.receive(school.folder / "stick").new == 0
    assert [row.id for row in cases.overview(school.first)] == [case]


def test_more_to_say_opens_a_closed_case_again(school: School) -> None:
    receipt = school.report()
    school.fetch()
    case = sealed.only_case(school.first)
    cases.look(school.first, case)
    close(school.first, case, "Klaar.", together=True)
    school.report("Het begint weer.", receipt)
    assert school.fetch().added == 1
    dossier = at(school.first, case)
    assert (dossier.open, dossier.unread) == (True, True)
    assert [said.words for said in dossier.said] == [sealed.WORDS, "Het begint weer."]


def test_one_bad_entry_leaves_the_other_cases_as_they_are(room: Room, case: str) -> None:
    other = cases.start(room, "talk", "Een ander verhaal.", DAY, "")
    room._connection.execute("UPDATE entry SET content = '[5' WHERE case_id = ?", (case,))
    rows = {row.id: row for row in cases.overview(room)}
    assert (rows[case].broken, rows[other].broken) == (True, False)
    with pytest.raises(StageCoachError):
        cases.look(room, case)
    sealed.answers_out(room, room.path.parent / "terug")


def test_a_case_of_a_newer_program_waits_for_it(room: Room, case: str) -> None:
    room.append("b" * 32, "from_the_future", words="x")
    assert [row.id for row in cases.overview(room)] == [case]
    assert cases.newer(room) == 1
    with pytest.raises(StageCoachError, match="nieuwere"):
        cases.look(room, "b" * 32)


def handed(school: School, case: str, *, keep: bool) -> Path:
    path = school.folder / f"zaak{handing_over.SUFFIX}"
    reader = rooms.me(school.second)
    path.write_bytes(handing_over.sealed_case(school.first, case, reader))
    handing_over.handed_over(school.first, case, reader, keep=keep)
    return path


def shared_roster(school: School) -> None:
    rooms.take_roster(school.second, school.folder / "advisers.roster")


@pytest.mark.parametrize("keep", [True, False])
def test_a_case_is_handed_over_sealed(school: School, case: str, keep: bool) -> None:  # noqa: FBT001
    shared_roster(school)
    cases.believe(school.first, case, "Ik geloof je.")
    path = handed(school, case, keep=keep)
    assert sealed.WORDS.encode() not in path.read_bytes()
    assert handing_over.take_over(school.second, path) == case
    assert at(school.second, case).said[0].words == sealed.WORDS
    assert at(school.second, case).believed == "Ik geloof je."
    assert at(school.first, case).open is keep
    assert school.second.fault() is None
    with pytest.raises(handing_over.BadFile):
        handing_over.take_over(school.second, path)
    with pytest.raises(handing_over.BadFile):
        handing_over.take_over(school.first, path)


def test_a_case_comes_back_with_what_was_added(school: School, case: str) -> None:
    shared_roster(school)
    handing_over.take_over(school.second, handed(school, case, keep=False))
    notes.note(school.second, case, "Gesproken met de student.")
    back = school.folder / f"terug{handing_over.SUFFIX}"
    me = rooms.me(school.first)
    back.write_bytes(handing_over.sealed_case(school.second, case, me))
    handing_over.handed_over(school.second, case, me, keep=False)
    handing_over.take_over(school.first, back)
    dossier = at(school.first, case)
    assert dossier.open
    assert [note.words for note in dossier.notes] == ["Gesproken met de student."]
    assert (at(school.second, case).open, school.first.fault()) == (False, None)


def forged(school: School, entries: list[Any], case: str = "c" * 32, **more: Any) -> Path:
    """A hand-over that is rightly signed by a colleague, with whatever in it."""
    body = {"version": 1, "case": case, "from": "x", "entries": entries, **more}
    text = json.dumps(body)
    signature = school.second.private.sign(text.encode())
    whole = {"body": text, "by": school.second.private.verifier, "signature": signature}
    path = school.folder / f"vals{handing_over.SUFFIX}"
    data = json.dumps(whole).encode()
    path.write_bytes(sealing.seal(data, [school.first.private.recipient]))
    return path


def received(**change: Any) -> list[Any]:
    content = {
        "number": 1,
        "channel": "talk",
        "on_day": "2026-10-29",
        "words": "x",
        "kinds": [],
        "grounds": [],
        "help": "",
        "name": "",
        "contact": "",
        "reply_to": "",
        "letter": "y",
    }
    return ["2026-10-29T10:00:00+00:00", "received", {**content, **change}]


NOTE = ["2026-10-29T10:00:00+00:00", "feedback", {"id": "1", "due": "2026-11-01", "note": 5}]


@pytest.mark.parametrize(
    ("entries", "more"),
    [
        ([], {}),
        ([NOTE], {}),
        ([received(letter=["x"])], {}),
        ([received(words=5)], {}),
        ([received(number="1")], {}),
        ([received(on_day="ooit")], {}),
        ([received(), NOTE], {}),
        ([["2026-10-29T10:00:00", *received()[1:]]], {}),
        ([received(), ["2026-10-29T10:00:00+00:00", "wish", {"id": "z"}]], {}),
        ([received(), ["2026-10-29T10:00:00+00:00", "new_kind", {}]], {}),
        ([received()], {"version": 2}),
        ([received()], {"version": 0}),
        ([received()], {"case": [1]}),
        ([received()], {"case": "\ud800"}),
    ],
)
def test_a_handed_over_case_of_wrong_shape_is_refused(
    school: School, entries: list[Any], more: dict[str, Any]
) -> None:
    with pytest.raises(handing_over.BadFile):
        handing_over.take_over(school.first, forged(school, entries, **more))
    assert school.first.entries() == []


def test_a_right_one_beside_them_is_taken(school: School) -> None:
    assert handing_over.take_over(school.first, forged(school, [received()])) == "c" * 32


def test_a_case_of_a_stranger_or_a_changed_one_is_refused(school: School, case: str) -> None:
    shared_roster(school)
    path = handed(school, case, keep=True)
    changed = bytearray(path.read_bytes())
    changed[len(changed) // 2] ^= 1
    stranger = sealed.room(school.folder, "Onbekend")
    (school.folder / "stranger.case").write_bytes(
        handing_over.sealed_case(
            stranger, cases.start(stranger, "talk", "x", DAY, ""), rooms.me(school.second)
        )
    )
    (school.folder / "changed.case").write_bytes(changed)
    for name in ("stranger.case", "changed.case"):
        with pytest.raises(handing_over.BadFile):
            handing_over.take_over(school.second, school.folder / name)
    assert school.second.entries() == []
    stranger.close()


def test_figures_are_given_per_school_year_and_never_below_five(school: School) -> None:
    room = school.first
    for count, day in ((5, dt.date(2025, 9, 1)), (4, dt.date(2026, 9, 1))):
        clock.pretend_today(day)
        for _number in range(count):
            cases.start(room, "talk", sealed.WORDS, day, "Youssef Amrani")
    clock.pretend_today(DAY)
    path = school.folder / f"cijfers{case_figures.SUFFIX}"
    text = case_figures.pack(room, case_figures.count(room, DAY))
    path.write_text(text, encoding="utf-8")
    assert "Youssef" not in text
    figures = case_figures.read(school.place, path)
    assert figures.lines == [("2026–2027", "minder dan 5"), ("2025–2026", "5")]
    path.write_text(text.replace("2025", "2024"), encoding="utf-8")
    with pytest.raises(StageCoachError):
        case_figures.read(school.place, path)


def test_answers_go_in_one_number_whatever_there_is_to_say(school: School) -> None:
    assert sealed.answers_out(school.first, school.folder / "leeg") == 8
    for number in range(3):
        school.report(f"Verhaal {number}")
    school.fetch()
    for case in {entry.case_id for entry in school.first.entries()}:
        case_post.answer(school.first, case, "Ik geloof je.")
    assert sealed.answers_out(school.first, school.folder / "vol") == 8
    assert sealed.answers_out(school.first, school.folder / "vol") == 8
    assert len(list(post.bag_of(school.folder / "vol").iterdir())) == 8  # the ones before are gone


def test_an_answer_that_does_not_fit_is_refused(school: School) -> None:
    school.report()
    school.fetch()
    noise = "".join(chr(0x4E00 + number * 7 % 20_000) for number in range(40_000))
    with pytest.raises(Invalid):
        case_post.answer(school.first, sealed.only_case(school.first), noise)


def student_of(database: Database, placement: Any) -> str:
    return str(database.ask(students.head, placement).id)


def test_a_mark_that_turned_insufficient_is_a_neutral_fact(
    database: Database, room: Room, placements: dict[str, Any]
) -> None:
    student = student_of(database, placements["Giovanni"])
    report_day = DAY + dt.timedelta(days=1)  # after all that the example holds
    clock.pretend_today(report_day)
    case = cases.start(room, "talk", sealed.WORDS, report_day, "")
    cases.link_student(room, case, student)
    sheet = make.answered(database, placements["Giovanni"], "V")
    assert database.ask(warnings.since, student, report_day) == []
    assert sheet.id is not None
    later(3)
    key = sheet.structure.sections[0].key
    database.do(evaluations.decide, sheet.id, key, "O", "Omdat het zo is.")
    facts = database.ask(warnings.since, student, report_day)
    assert len(facts) == 1
    assert "2 november 2026" in warnings.sentence(facts[0])
    warnings.keep(room, case, facts)
    warnings.keep(room, case, facts)
    assert at(room, case).warnings == facts
    assert database.ask(warnings.since, student, report_day + dt.timedelta(days=9)) == []
    assert database.ask(warnings.since, "onzin", DAY) == []


def test_the_end_of_a_placement_after_a_report_is_one_too(
    database: Database, placements: dict[str, Any]
) -> None:
    student = student_of(database, placements["Youssef"])
    report_day = DAY + dt.timedelta(days=1)
    assert database.ask(warnings.since, student, report_day) == []
    later(3_000)
    (fact,) = database.ask(warnings.since, student, report_day)
    assert "zoals afgesproken" in warnings.sentence(fact)
    moved = Fact("moved", DAY, before=report_day)
    assert "van 30 oktober 2026 naar 29 oktober 2026" in warnings.sentence(moved)
    i18n.use("en")
    assert warnings.sentence(moved).startswith("After the report")


def test_rather_not_together_takes_consent_and_tells_nothing(
    database: Database, room: Room, case: str, placements: dict[str, Any]
) -> None:
    one, other = (student_of(database, placements[n]) for n in ("Youssef", "Giovanni"))
    with pytest.raises(Invalid):
        case_apart.add(room, case, database.do, one, other, agreed=False)
    with pytest.raises(Invalid):
        case_apart.add(room, case, database.do, one, one, agreed=True)
    assert database.ask(apart.pairs) == set()
    case_apart.add(room, case, database.do, one, other, agreed=True)
    assert len(database.ask(apart.pairs)) == 1
    assert [e.kind for e in room.entries(case)].count("kept_apart") == 1


def test_reading_and_showing_a_name_is_written_down(room: Room, case: str) -> None:
    cases.look(room, case)
    cases.show_name(room, case)
    assert [entry.kind for entry in room.entries(case)] == ["received", "read", "name_shown"]
