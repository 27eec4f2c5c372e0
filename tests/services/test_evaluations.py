"""An evaluation never lies: empty is empty, people decide, and signed is signed."""

import uuid

import pytest

from stagecoach.domain.evaluations import Conclusion, Kind, Party, Status
from stagecoach.domain.tracks import Track
from stagecoach.errors import Invalid, StageCoachError
from stagecoach.services import evaluations, printing, sheets
from stagecoach.services.printing import As, Wish
from stagecoach.store.database import Database
from tests import make

EVERYONE = {
    Party.STUDENT: "Youssef Amrani",
    Party.COMPANY: "Marloes Verbeek",
    Party.SCHOOL: "Esra Yıldırım",
}


@pytest.fixture
def begun(database: Database, placements: dict[str, uuid.UUID]) -> sheets.Sheet:
    key = database.do(evaluations.begin, placements["Aleksandra"], Kind.INTERIM)
    return database.ask(sheets.load, key)


def _place(sheet: sheets.Sheet, code: str, track: Track) -> sheets.Place:
    return next(p.id for p in sheet.structure.processes if p.code == code), track


def test_beginning_twice_gives_the_same_evaluation(
    database: Database, placements: dict[str, uuid.UUID]
) -> None:
    first = database.do(evaluations.begin, placements["Aleksandra"], Kind.FINAL)
    assert database.do(evaluations.begin, placements["Aleksandra"], Kind.FINAL) == first


def test_a_new_form_is_empty_and_empty_proposes_nothing(begun: sheets.Sheet) -> None:
    assert begun.answers == {}
    assert all(begun.decision(place).proposed is None for place in begun.structure.places())
    assert begun.open_questions == 24


def test_the_lowest_mark_is_proposed_and_people_decide(
    database: Database, begun: sheets.Sheet
) -> None:
    assert begun.id is not None
    place = _place(begun, "B1-K1-W4", Track.WORK)
    first, second, third, fourth = begun.structure.questions[place]
    for question, letter in ((first, "G"), (second, "O"), (third, "n.v.t."), (fourth, None)):
        database.do(evaluations.answer, begun.id, question.id, letter, "")
    sheet = database.ask(sheets.load, begun.id)
    assert (sheet.decision(place).proposed, sheet.decision(place).value) == ("O", None)
    database.do(evaluations.decide, begun.id, *place, "V", "Groeit snel.")
    database.do(evaluations.answer, begun.id, second.id, "V", "")
    sheet = database.ask(sheets.load, begun.id)
    assert (sheet.decision(place).proposed, sheet.decision(place).value) == ("V", "V")


def test_only_undecided_outcomes_take_the_proposal(
    database: Database, begun: sheets.Sheet
) -> None:
    assert begun.id is not None
    decided = _place(begun, "B1-K1-W1", Track.WORK)
    other = _place(begun, "B1-K1-W2", Track.WORK)
    for place in (decided, other):
        question = begun.structure.questions[place][0]
        database.do(evaluations.answer, begun.id, question.id, "V", "")
    database.do(evaluations.decide, begun.id, *decided, "G", "")
    assert database.do(evaluations.accept_proposals, begun.id) == 1
    sheet = database.ask(sheets.load, begun.id)
    assert [sheet.decision(place).value for place in (decided, other)] == ["G", "V"]


def test_an_explanation_is_asked_before_signing_never_before_saving(
    database: Database, placements: dict[str, uuid.UUID]
) -> None:
    sheet = make.answered(database, placements["Aleksandra"])
    assert evaluations.missing(sheet) == []
    assert sheet.id is not None
    question = sheet.structure.questions[_place(sheet, "B1-K1-W4", Track.WORK)][1]
    database.do(evaluations.answer, sheet.id, question.id, "O", "")
    sheet = database.ask(sheets.load, sheet.id)
    assert sheet.id is not None
    assert evaluations.missing(sheet) == ["1 toelichting ontbreekt"]
    with pytest.raises(StageCoachError, match="toelichting ontbreekt"):
        database.do(evaluations.sign, sheet.id, EVERYONE)


def test_signing_says_everything_that_is_missing(database: Database, begun: sheets.Sheet) -> None:
    assert begun.id is not None
    with pytest.raises(StageCoachError) as caught:
        database.do(evaluations.sign, begun.id, EVERYONE)
    assert str(caught.value).splitlines() == [
        "24 vragen nog open",
        "16 uitkomsten nog te bepalen",
        "De conclusie ontbreekt",
    ]


def test_a_signed_form_does_not_change(
    database: Database, placements: dict[str, uuid.UUID]
) -> None:
    sheet = make.answered(database, placements["Aleksandra"])
    assert sheet.id is not None
    database.do(evaluations.sign, sheet.id, {Party.COMPANY: "Marloes Verbeek"})
    place = next(sheet.structure.places())
    question = sheet.structure.questions[place][0]
    for action, *words in (
        (evaluations.answer, question.id, "G", ""),
        (evaluations.decide, *place, "G", ""),
        (evaluations.conclude, Conclusion.OFF_COURSE),
        (evaluations.agree, Track.WORK, ["Nog iets"]),
        (evaluations.accept_proposals,),
    ):
        with pytest.raises(StageCoachError, match="verandert niet meer"):
            database.do(action, sheet.id, *words)
    again = database.ask(sheets.load, sheet.id)
    assert (again.answers, again.decisions) == (sheet.answers, sheet.decisions)
    assert again.status is Status.SIGNED


def test_each_party_signs_once(database: Database, placements: dict[str, uuid.UUID]) -> None:
    sheet = make.answered(database, placements["Aleksandra"])
    assert sheet.id is not None
    database.do(evaluations.sign, sheet.id, {Party.COMPANY: "Marloes Verbeek"})
    with pytest.raises(Invalid, match="al getekend"):
        database.do(evaluations.sign, sheet.id, {Party.COMPANY: "Iemand"})
    with pytest.raises(Invalid):
        database.do(evaluations.sign, sheet.id, {})
    rest: dict[Party, str] = {
        party: name for party, name in EVERYONE.items() if party is not Party.COMPANY
    }
    database.do(evaluations.sign, sheet.id, rest)
    assert set(database.ask(sheets.load, sheet.id).signatures) == set(Party)


def test_the_extra_talk_belongs_to_not_on_course(database: Database, begun: sheets.Sheet) -> None:
    from tests.conftest import DAY

    assert begun.id is not None
    database.do(evaluations.conclude, begun.id, Conclusion.OFF_COURSE, DAY)
    assert database.ask(sheets.load, begun.id).extra_talk_on == DAY
    database.do(evaluations.conclude, begun.id, Conclusion.ON_COURSE, DAY)
    assert database.ask(sheets.load, begun.id).extra_talk_on is None


def test_agreements_are_replaced_as_a_list(database: Database, begun: sheets.Sheet) -> None:
    assert begun.id is not None
    for texts in (["a", "b", "c"], ["a", " ", "x"], []):
        database.do(evaluations.agree, begun.id, Track.WORK, texts)
        kept = database.ask(sheets.load, begun.id).agreements.get(Track.WORK, [])
        assert kept == [text for text in texts if text.strip()]


@pytest.mark.parametrize(("value", "text"), [("X", ""), ("o", ""), ("V", "x" * 65_001)])
def test_an_answer_outside_the_scale_is_refused(
    database: Database, begun: sheets.Sheet, value: str, text: str
) -> None:
    assert begun.id is not None
    place = next(begun.structure.places())
    question = begun.structure.questions[place][0]
    with pytest.raises(Invalid):
        database.do(evaluations.answer, begun.id, question.id, value, text)


def test_without_criteria_each_process_has_one_judgement_per_track(database: Database) -> None:
    placement = make.student(database, crebo="25829")
    key = database.do(evaluations.begin, placement, Kind.INTERIM)
    sheet = database.ask(sheets.load, key)
    assert sheet.structure.questions == {}
    assert sheet.open_questions == 2 * len(sheet.structure.processes) == 16
    assert sheet.open_outcomes == 0


def test_the_previous_evaluation_is_the_nearest_one_before(
    database: Database, placements: dict[str, uuid.UUID]
) -> None:
    key = database.do(evaluations.begin, placements["Lotte"], Kind.FINAL)
    before = database.ask(sheets.previous, database.ask(sheets.load, key))
    assert before is not None
    assert before.kind is Kind.INTERIM


def test_evidence_is_what_was_logged_on_that_process(
    database: Database, youssef: uuid.UUID
) -> None:
    key = database.do(evaluations.begin, youssef, Kind.INTERIM)
    sheet = database.ask(sheets.load, key)
    process = next(p for p in sheet.structure.processes if p.code == "B1-K1-W4")
    found = database.ask(sheets.evidence, youssef, process.id)
    assert {task.process_code for task in found.tasks} == {"B1-K1-W4"}
    assert {entry.code for entry in found.logs} <= {task.code for task in found.tasks}
    assert found.logs


def test_each_printing_has_a_record_of_its_own(database: Database, youssef: uuid.UUID) -> None:
    wish = Wish(Kind.INTERIM, As.FILLED, youssef)
    first, second = (database.do(printing.record, wish) for _ in range(2))
    assert first.form_id != second.form_id
    nobody = Wish(Kind.FINAL, As.FILLED, youssef)
    with pytest.raises(StageCoachError, match="nog niet begonnen"):
        database.do(printing.record, nobody)
