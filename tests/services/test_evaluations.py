"""An evaluation never lies: empty is empty, people decide, and what is closed is closed."""

import uuid

import pytest

from stagecoach.domain.evaluations import Conclusion, Kind
from stagecoach.domain.templates.scales import NA
from stagecoach.domain.tracks import Track
from stagecoach.errors import Invalid, StageCoachError
from stagecoach.services.evaluations import consents, earlier, evaluations, evidence
from stagecoach.services.evaluations import loading as sheets
from stagecoach.services.printing import forms as printing
from stagecoach.services.printing.forms import As, Wish
from stagecoach.store.file.database import Database
from tests import make
from tests.conftest import DAY


@pytest.fixture
def begun(database: Database, placements: dict[str, uuid.UUID]) -> sheets.Sheet:
    key = database.do(evaluations.begin, placements["Aleksandra"], Kind.INTERIM)
    return database.ask(sheets.load, key)


def test_beginning_twice_gives_the_same_evaluation(
    database: Database, placements: dict[str, uuid.UUID]
) -> None:
    first = database.do(evaluations.begin, placements["Aleksandra"], Kind.FINAL)
    assert database.do(evaluations.begin, placements["Aleksandra"], Kind.FINAL) == first


def test_a_new_form_is_empty_and_empty_proposes_nothing(begun: sheets.Sheet) -> None:
    assert begun.answers == {}
    assert all(begun.decision(section).proposed is None for section in begun.structure.sections)
    assert begun.open_questions == 24
    assert begun.proposal.letter is None
    assert begun.proposal.met is None


def test_the_lowest_mark_is_proposed_and_people_decide(
    database: Database, begun: sheets.Sheet
) -> None:
    assert begun.id is not None
    section = make.section(begun, "B1-K1-W4", Track.WORK)
    first, second, third, fourth = section.questions
    for question, letter in ((first, "G"), (second, "O"), (third, NA), (fourth, None)):
        database.do(evaluations.answer, begun.id, question.id, letter, "")
    sheet = database.ask(sheets.load, begun.id)
    assert (sheet.decision(section).proposed, sheet.decision(section).value) == ("O", None)
    database.do(evaluations.decide, begun.id, section.key, "V", "Groeit snel.")
    database.do(evaluations.answer, begun.id, second.id, "V", "")
    sheet = database.ask(sheets.load, begun.id)
    assert (sheet.decision(section).proposed, sheet.decision(section).value) == ("V", "V")


def test_only_undecided_outcomes_take_the_proposal(
    database: Database, begun: sheets.Sheet
) -> None:
    assert begun.id is not None
    decided = make.section(begun, "B1-K1-W1", Track.WORK)
    other = make.section(begun, "B1-K1-W2", Track.WORK)
    for section in (decided, other):
        database.do(evaluations.answer, begun.id, section.questions[0].id, "V", "")
    database.do(evaluations.decide, begun.id, decided.key, "G", "")
    assert database.do(evaluations.accept_proposals, begun.id) == 1
    sheet = database.ask(sheets.load, begun.id)
    assert [sheet.decision(section).value for section in (decided, other)] == ["G", "V"]


def test_an_explanation_is_asked_before_agreeing_never_before_saving(
    database: Database, placements: dict[str, uuid.UUID]
) -> None:
    sheet = make.answered(database, placements["Aleksandra"])
    assert consents.missing(sheet) == []
    assert sheet.id is not None
    question = make.section(sheet, "B1-K1-W4", Track.WORK).questions[1]
    database.do(evaluations.answer, sheet.id, question.id, "O", "")
    sheet = database.ask(sheets.load, sheet.id)
    assert sheet.id is not None
    assert consents.missing(sheet) == ["1 toelichting ontbreekt"]
    with pytest.raises(StageCoachError, match="toelichting ontbreekt"):
        make.sign(database, sheet.id)


def test_agreeing_says_everything_that_is_missing(database: Database, begun: sheets.Sheet) -> None:
    assert begun.id is not None
    with pytest.raises(StageCoachError) as caught:
        database.do(consents.propose, begun.id)
    assert str(caught.value).splitlines() == [
        "24 vragen nog open",
        "16 uitkomsten nog te bepalen",
        "De conclusie ontbreekt",
    ]


def test_the_extra_talk_belongs_to_not_on_course(database: Database, begun: sheets.Sheet) -> None:
    assert begun.id is not None
    database.do(evaluations.conclude, begun.id, Conclusion.OFF_COURSE, DAY)
    assert database.ask(sheets.load, begun.id).extra_talk_on == DAY
    database.do(evaluations.conclude, begun.id, Conclusion.ON_COURSE, DAY)
    assert database.ask(sheets.load, begun.id).extra_talk_on is None
    with pytest.raises(Invalid, match="geen conclusie van dit formulier"):
        database.do(evaluations.conclude, begun.id, "geslaagd")


def test_the_conclusion_is_proposed_from_both_tracks(
    database: Database, placements: dict[str, uuid.UUID]
) -> None:
    sheet = make.answered(database, placements["Aleksandra"])
    assert sheet.id is not None
    assert sheet.proposal.letter == Conclusion.ON_COURSE
    section = make.section(sheet, "B1-K2-W1", Track.LEARNING)
    database.do(evaluations.decide, sheet.id, section.key, "O", "Vraagt nog niet door.")
    proposal = database.ask(sheets.load, sheet.id).proposal
    assert (proposal.met, proposal.letter) == (False, Conclusion.WITH_AGREEMENTS)
    assert [line.met for line in proposal.lines] == [False, False, True]
    assert proposal.lines[1].found == "1 van 8 onvoldoende"
    assert "top-10 nr. 1" in proposal.lines[0].source


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
    section = begun.structure.sections[0]
    with pytest.raises(Invalid):
        database.do(evaluations.answer, begun.id, section.questions[0].id, value, text)
    with pytest.raises(Invalid):
        database.do(evaluations.decide, begun.id, section.key, value, text)


def test_what_is_not_on_the_form_is_refused(database: Database, begun: sheets.Sheet) -> None:
    assert begun.id is not None
    with pytest.raises(StageCoachError, match="niet op het formulier"):
        database.do(evaluations.answer, begun.id, uuid.uuid4(), "V", "")
    with pytest.raises(StageCoachError, match="geen uitkomst gevraagd"):
        database.do(evaluations.decide, begun.id, "work:B9-K9-W9", "V", "")


def test_without_criteria_each_process_has_one_judgement_per_track(database: Database) -> None:
    placement = make.student(database, crebo="25829")
    key = database.do(evaluations.begin, placement, Kind.INTERIM)
    sheet = database.ask(sheets.load, key)
    assert not any(section.questions for section in sheet.structure.sections)
    assert sheet.open_questions == 2 * len(sheet.structure.processes) == 16
    assert sheet.open_outcomes == 0


def test_a_qualification_without_work_processes_has_nothing_to_sign(database: Database) -> None:
    placement = make.student(database, crebo="25187")
    key = database.do(evaluations.begin, placement, Kind.INTERIM)
    with pytest.raises(StageCoachError, match="vraagt niets"):
        database.do(consents.propose, key)


def test_the_previous_evaluation_is_the_nearest_one_before(
    database: Database, placements: dict[str, uuid.UUID]
) -> None:
    key = database.do(evaluations.begin, placements["Lotte"], Kind.FINAL)
    before = database.ask(sheets.previous, database.ask(sheets.load, key))
    assert before is not None
    assert before.kind is Kind.INTERIM


def test_earlier_answers_stand_in_order_of_time_and_empty_ones_are_not_there(
    database: Database, placements: dict[str, uuid.UUID]
) -> None:
    key = database.do(evaluations.begin, placements["Lotte"], Kind.FINAL)
    sheet = database.ask(sheets.load, key)
    past = database.ask(earlier.lines, sheet)
    question = make.section(sheet, "B1-K1-W4", Track.WORK).questions[0]
    assert [point.kind for point in past[question.id]] == [Kind.START, Kind.INTERIM]
    heights = {"O": 0, "V": 0.5, "G": 1, NA: None}
    for points in past.values():
        assert all(point.height == heights[point.letter] for point in points)
    first = database.ask(evaluations.find, placements["Lotte"], Kind.START)
    assert first is not None
    assert database.ask(earlier.lines, database.ask(sheets.load, first)) == {}


def test_evidence_is_what_was_logged_on_that_process(
    database: Database, youssef: uuid.UUID
) -> None:
    key = database.do(evaluations.begin, youssef, Kind.INTERIM)
    sheet = database.ask(sheets.load, key)
    process = next(p for p in sheet.structure.processes if p.code == "B1-K1-W4")
    proof = database.ask(evidence.of, youssef, process.id)
    assert {task.process_code for task in proof.tasks} == {"B1-K1-W4"}
    assert {entry.code for entry in proof.logs} <= {task.code for task in proof.tasks}
    assert proof.logs
    assert proof.talks


def test_what_was_never_logged_is_told_before_signing(
    database: Database, placements: dict[str, uuid.UUID]
) -> None:
    fresh = make.student(database)
    sheet = make.answered(database, fresh)
    assert len(database.ask(evidence.without, sheet)) == len(sheet.structure.sections)
    seen = make.answered(database, placements["Youssef"])
    without = {s.key for s in database.ask(evidence.without, seen)}
    assert "work:B1-K1-W4" not in without


def test_each_printing_has_a_record_of_its_own(database: Database, youssef: uuid.UUID) -> None:
    wish = Wish(Kind.INTERIM, As.FILLED, youssef)
    first, second = (database.do(printing.record, wish) for _ in range(2))
    assert first.form_id != second.form_id
    nobody = Wish(Kind.FINAL, As.FILLED, youssef)
    with pytest.raises(StageCoachError, match="nog niet begonnen"):
        database.do(printing.record, nobody)
