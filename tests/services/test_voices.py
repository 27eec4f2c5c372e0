"""Several voices: each its own sheet, seen by others when the form says so, counted nowhere."""

import uuid
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from stagecoach.domain.evaluations import Kind, Party, Reveal, Voice
from stagecoach.domain.people import Role
from stagecoach.domain.templates.blueprints import voiced
from stagecoach.domain.templates.scales import NA
from stagecoach.domain.tracks import Track
from stagecoach.errors import Invalid, StageCoachError
from stagecoach.services.access.rights import Refused
from stagecoach.services.evaluations import (
    consents,
    evaluations,
    school_results,
    side_by_side,
    voices,
)
from stagecoach.services.evaluations import loading as sheets
from stagecoach.services.printing import forms as printing
from stagecoach.services.printing.forms import As, Wish
from stagecoach.services.templates import blueprints
from stagecoach.store.evaluations.evaluations import Evaluation
from stagecoach.store.file.database import Database
from tests import make
from tests.make import step
from tests.persons import become, program


@pytest.fixture
def begun(database: Database, placements: dict[str, uuid.UUID]) -> sheets.Sheet:
    key = database.do(evaluations.begin, placements["Aleksandra"], Kind.INTERIM)
    return database.ask(sheets.load, key)


def revealing(session: Session, key: uuid.UUID, reveal: Reveal) -> None:
    """Another rule of seeing, in this evaluation's own copy."""
    row = session.get_one(Evaluation, key)
    blueprint = blueprints.find(session, row.blueprint_id).blueprint
    changed = replace(blueprint, reveal=reveal, voices=tuple(Voice))
    row.blueprint_id = blueprints.keep(session, changed)


def test_a_view_is_given_once_a_voice_and_by_each_colleague(
    database: Database, begun: sheets.Sheet
) -> None:
    assert begun.id is not None
    database.do(step(revealing), begun.id, Reveal.ANSWERED)
    first = database.do(voices.begin, begun.id, Voice.SELF, "Aleksandra Nowak")
    assert database.do(voices.begin, begun.id, Voice.SELF, "Iemand anders") == first
    one, two = (
        database.do(voices.begin, begun.id, Voice.COLLEAGUE, name, "collega")
        for name in ("Ravi Soekhram", "Hanneke Blom")
    )
    assert one != two
    with pytest.raises(StageCoachError, match="de evaluatie zelf"):
        database.do(voices.begin, begun.id, Voice.TRAINER, "Marloes Verbeek")
    with pytest.raises(Invalid, match="naam"):
        database.do(voices.begin, begun.id, Voice.COLLEAGUE, "  ")
    names = [row.author for row in database.ask(voices.overview, begun.id)]
    assert names == ["Aleksandra Nowak", "Ravi Soekhram", "Hanneke Blom"]


def test_a_form_that_does_not_ask_for_a_view_gets_none(
    database: Database, begun: sheets.Sheet
) -> None:
    assert begun.id is not None
    with pytest.raises(StageCoachError, match="vraagt niet om deze blik"):
        database.do(voices.begin, begun.id, Voice.COLLEAGUE, "Ravi Soekhram")


def test_a_finished_view_stays_and_counts_in_no_outcome(
    database: Database, begun: sheets.Sheet
) -> None:
    assert begun.id is not None
    view = database.do(voices.begin, begun.id, Voice.SELF, "Aleksandra Nowak")
    section = begun.structure.sections[0]
    question = section.questions[0]
    database.do(voices.answer, view, question.id, "O", "Nog niet.")
    database.do(voices.finish, view)
    with pytest.raises(StageCoachError, match="klaar"):
        database.do(voices.answer, view, question.id, "G", "")
    sheet = database.ask(sheets.load, begun.id)
    assert sheet.answers == {}
    assert sheet.decision(section).proposed is None
    for wrong in ("X", NA + "!"):
        with pytest.raises(StageCoachError):
            database.do(voices.answer, view, question.id, wrong, "")


def test_where_there_are_no_criteria_the_work_process_itself_is_answered(
    database: Database,
) -> None:
    key = database.do(evaluations.begin, make.student(database, crebo="25829"), Kind.INTERIM)
    view = database.do(voices.begin, key, Voice.SELF, "Noa")
    section = database.ask(sheets.load, key).structure.sections[0]
    database.do(voices.answer, view, voiced(section)[0].id, "V", "")
    database.do(evaluations.decide, key, section.key, "G", "")
    pair = database.ask(side_by_side.load, key, view).pairs[0]
    assert (pair.judged.value, pair.other.value, pair.steps) == ("G", "V", -1)


@settings(max_examples=30)
@given(
    mine=st.sampled_from(["O", "G", NA, None]),
    theirs=st.sampled_from(["O", "V", NA, None]),
    reveal=st.sampled_from(Reveal),
    finished=st.booleans(),
    judged=st.booleans(),
)
def test_nobody_sees_the_other_before_the_form_allows_it(
    database: Database,
    mine: str | None,
    theirs: str | None,
    reveal: Reveal,
    finished: bool,  # noqa: FBT001 - what hypothesis draws
    judged: bool,  # noqa: FBT001
) -> None:
    placement = make.student(database, name=f"Student {uuid.uuid4()}", crebo="25998")
    key = database.do(evaluations.begin, placement, Kind.INTERIM)
    database.do(step(revealing), key, reveal)
    view = database.do(voices.begin, key, Voice.SELF, "Noa")
    question = database.ask(sheets.load, key).structure.sections[0].questions[0]
    database.do(evaluations.answer, key, question.id, mine, "mijn woorden")
    database.do(voices.answer, view, question.id, theirs, "hun woorden")
    if finished and theirs is None:
        with pytest.raises(StageCoachError, match="nog niets"):  # nothing to show others for
            database.do(voices.finish, view)
    finished = finished and theirs is not None
    if finished:
        database.do(voices.finish, view)
    if judged:
        database.do(voices.judge, key, finished=True)
    both = mine is not None and theirs is not None
    open_to_judge = {
        Reveal.AT_ONCE: True,
        Reveal.ANSWERED: both,
        Reveal.FINISHED: finished and judged,
    }[reveal]
    pair = database.ask(side_by_side.load, key, view).pairs[0]
    assert (pair.other.value == theirs and pair.other.explanation == "hun woorden") == (
        open_to_judge
    )
    assert pair.judged.value == mine
    if not open_to_judge:
        assert (pair.other.value, pair.other.explanation) == (None, "")
    me = database.person_id
    become(database, Role.STUDENT, placement)
    own = database.ask(sheets.load, key).answer(question)
    open_to_student = {
        Reveal.AT_ONCE: True,
        Reveal.ANSWERED: theirs is not None or finished,
        Reveal.FINISHED: finished,
    }[reveal]
    assert (own.value, own.explanation) == (
        (mine, "mijn woorden") if open_to_student else (None, "")
    )
    database.person_id = me


def test_what_is_hidden_is_not_printed_either(
    database: Database, placements: dict[str, uuid.UUID]
) -> None:
    from stagecoach.documents.evaluations import form as forms

    placement = placements["Aleksandra"]
    sheet = make.answered(database, placement, "O")
    assert sheet.id is not None
    become(database, Role.STUDENT, placement)
    wish = Wish(Kind.INTERIM, As.FILLED, placement)
    form = database.ask(printing.prepare, wish)
    assert form.sheet.masked
    words = " ".join(text for page in forms.layout(form) for *_rest, text in page.texts)
    assert "Omdat het zo is." not in words
    with program(database):
        database.do(consents.propose, sheet.id)
    assert not database.ask(sheets.load, sheet.id).masked


def test_a_student_speaks_for_themselves_and_a_coach_as_a_coach(
    database: Database, youssef: uuid.UUID
) -> None:
    with program(database):
        key = database.do(evaluations.begin, youssef, Kind.FINAL)
        database.do(step(revealing), key, Reveal.ANSWERED)
    for role, own, other in (
        (Role.STUDENT, Voice.SELF, Voice.COLLEAGUE),
        (Role.WORK_COACH, Voice.COACH, Voice.SELF),
    ):
        become(database, role, youssef)
        with pytest.raises(Refused):
            database.do(voices.begin, key, other, "Een ander")
        view = database.do(voices.begin, key, own, "Ik zelf")
        with program(database), pytest.raises(Refused, match="onder eigen naam"):
            database.ask(voices.load, view)
        question = database.ask(sheets.load, key).structure.sections[0].questions[0]
        database.do(voices.answer, view, question.id, "V", "")
        with pytest.raises(Refused):
            database.do(evaluations.answer, key, question.id, "G", "")


class TestTalk:
    def test_the_sheet_takes_a_subject_once_with_what_was_agreed(
        self, database: Database, begun: sheets.Sheet
    ) -> None:
        from stagecoach.documents.evaluations import talk_sheet

        assert begun.id is not None
        view = database.do(voices.begin, begun.id, Voice.SELF, "Aleksandra Nowak")
        question = make.section(begun, "B1-K1-W4", Track.WORK).questions[1]
        database.do(evaluations.answer, begun.id, question.id, "O", "Niet op papier.")
        database.do(voices.answer, view, question.id, "V", "Ik onthoud het.")
        comparison = database.ask(side_by_side.load, begun.id, view)
        pair = next(row for row in comparison.pairs if row.question.id == question.id)
        assert pair.steps == 1
        assert side_by_side.difference(pair, "Aleksandra Nowak") == "Aleksandra hoger"
        said = side_by_side.sentence(pair, "Aleksandra Nowak", "Marloes Verbeek")
        assert said.endswith("Aleksandra voldoende, Marloes onvoldoende, 1 stap verschil")
        text = side_by_side.suggested(pair, "Aleksandra Nowak", "Marloes Verbeek")
        for _time in range(2):
            point = database.do(side_by_side.add_point, begun.id, question.id, text)
        database.do(side_by_side.change_point, point, text, "Per test één regel.")
        [kept] = database.ask(side_by_side.points, begun.id)
        assert kept.agreed == "Per test één regel."
        assert talk_sheet.draw(database, view).startswith(b"%PDF")
        database.do(side_by_side.remove_point, point)
        assert database.ask(side_by_side.points, begun.id) == []

    def test_notes_take_no_agreement_back_and_views_wait_for_a_change(
        self, database: Database, placements: dict[str, uuid.UUID]
    ) -> None:
        sheet = make.answered(database, placements["Aleksandra"])
        assert sheet.id is not None
        view = database.do(voices.begin, sheet.id, Voice.SELF, "Aleksandra Nowak")
        question = sheet.structure.sections[0].questions[0]
        database.do(voices.answer, view, question.id, "V", "")
        make.sign(database, sheet.id, Party.COMPANY)
        for change in (
            lambda s: voices.answer(s, view, question.id, "O", ""),
            lambda s: voices.reflect(s, view, "Toch anders."),
            lambda s: voices.finish(s, view),
            lambda s: voices.begin(s, sheet.id, Voice.COACH, "Joost"),
        ):
            with pytest.raises(StageCoachError, match="voorgesteld"):
                database.do(step(change))
        database.do(side_by_side.add_point, sheet.id, question.id, "Wat ging goed?")
        assert database.ask(sheets.load, sheet.id).signatures
        make.sign(database, sheet.id, Party.STUDENT, Party.SCHOOL)
        with pytest.raises(StageCoachError, match="gesloten"):
            database.do(voices.answer, view, question.id, "O", "")
        with pytest.raises(StageCoachError, match="gesloten"):
            database.do(voices.reflect, view, "x")
        with pytest.raises(StageCoachError, match="gesloten"):
            database.do(side_by_side.add_point, sheet.id, uuid.uuid4(), "x")


class TestSchoolResult:
    def test_it_weighs_a_closed_judgement_and_stands_beside_it(
        self, database: Database, placements: dict[str, uuid.UUID]
    ) -> None:
        placement = placements["Aleksandra"]
        become(database, Role.SCHOOL_SUPERVISOR, placement)
        draft = school_results.Draft(placement, passed=True, reason="Sterk oordeel, uren gehaald.")
        with pytest.raises(StageCoachError, match="Eerst wordt de eindevaluatie gesloten"):
            database.do(school_results.decide, draft)
        sheet = make.answered(database, placement, kind=Kind.FINAL)
        assert sheet.id is not None
        make.sign(database, sheet.id)
        before = database.ask(sheets.load, sheet.id)
        with pytest.raises(Invalid) as caught:
            database.do(school_results.decide, school_results.Draft(placement))
        assert set(caught.value.problems) == {"passed", "reason"}
        database.do(school_results.decide, draft)
        again = school_results.Draft(placement, passed=False, reason="Uren bleken niet gehaald.")
        database.do(school_results.decide, again)
        ruling = database.ask(school_results.newest, placement)
        assert ruling is not None
        assert (ruling.passed, ruling.hours_met, ruling.evaluation_id) == (False, False, sheet.id)
        assert database.ask(sheets.load, sheet.id) == before
