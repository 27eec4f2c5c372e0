"""What somebody agreed with is what lies there, whatever is undone, renamed or counted since."""

import datetime as dt
import json
import uuid
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.exc import NoResultFound
from sqlalchemy.orm import Session

from stagecoach import clock
from stagecoach.domain.evaluations import Kind, Party, Response, Reveal, Status, Voice, Way
from stagecoach.domain.people import Role
from stagecoach.domain.templates.scales import NotApplicable
from stagecoach.domain.tracks import Track
from stagecoach.errors import Invalid, StageCoachError
from stagecoach.services import coverage
from stagecoach.services.access.rights import Refused
from stagecoach.services.cases import warnings
from stagecoach.services.evaluations import (
    consents,
    corrections,
    earlier,
    evaluations,
    own_form,
    seal_checks,
    side_by_side,
    versions,
    voices,
)
from stagecoach.services.evaluations import loading as sheets
from stagecoach.services.evaluations.sheet import Sheet
from stagecoach.services.history import undo as history
from stagecoach.services.people import pins, roles_list
from stagecoach.services.students import attachments, students
from stagecoach.services.templates import blueprints
from stagecoach.services.templates import drafts as template_drafts
from stagecoach.store.compressed import decompress
from stagecoach.store.evaluations.consents import Consent
from stagecoach.store.evaluations.evaluations import Evaluation
from stagecoach.store.file.database import Database
from stagecoach.store.journal import Action
from stagecoach.store.students.students import Student
from tests import make
from tests.make import step
from tests.persons import become, program
from tests.services.test_voices import revealing


@pytest.fixture
def placement(placements: dict[str, uuid.UUID]) -> uuid.UUID:
    return placements["Aleksandra"]


@pytest.fixture
def sheet(database: Database, placement: uuid.UUID) -> Sheet:
    return make.answered(database, placement)


@pytest.fixture
def key(sheet: Sheet) -> uuid.UUID:
    assert sheet.id is not None
    return sheet.id


def last_action(session: Session) -> uuid.UUID:
    action_id: uuid.UUID = session.scalars(select(Action.id).order_by(Action.id.desc())).all()[0]
    return action_id


def renamed(session: Session, placement: uuid.UUID) -> None:
    session.get_one(Student, students.head(session, placement).id).name = "Iemand Anders"


CHANGES: dict[str, Callable[[Session, uuid.UUID, Sheet], Any]] = {
    "answer": lambda s, k, f: evaluations.answer(s, k, question(f), "G", ""),
    "decide": lambda s, k, f: evaluations.decide(s, k, f.structure.sections[0].key, "G", ""),
    "conclude": lambda s, k, _f: evaluations.conclude(s, k, "with_agreements"),
    "plan": lambda s, k, _f: evaluations.plan_talk(s, k, dt.date(2026, 12, 12)),
    "agree": lambda s, k, _f: evaluations.agree(s, k, Track.WORK, ["Elke week een test."]),
    "guardian": lambda s, k, _f: evaluations.ask_guardian(s, k, guardian=True),
}


def question(sheet: Sheet) -> uuid.UUID:
    return sheet.structure.sections[0].questions[0].id


@pytest.mark.parametrize("name", CHANGES)
def test_undoing_reaches_nothing_that_was_proposed(
    database: Database, sheet: Sheet, key: uuid.UUID, name: str
) -> None:
    database.do(step(CHANGES[name]), key, sheet)
    action = database.ask(last_action)
    database.do(consents.propose, key)
    with pytest.raises(StageCoachError, match="voorgesteld"):
        database.do(history.reverse, action)
    assert database.ask(sheets.load, key).status is Status.PROPOSED


@pytest.mark.parametrize("name", CHANGES)
def test_undoing_brings_no_proposal_and_no_agreement_back(
    database: Database, sheet: Sheet, key: uuid.UUID, name: str
) -> None:
    make.sign(database, key, Party.COMPANY)
    database.do(step(CHANGES[name]), key, sheet)
    action = database.ask(last_action)
    other = sheet.structure.sections[1].questions[0].id
    database.do(evaluations.answer, key, other, "G", "")
    with pytest.raises(StageCoachError, match="akkoord komt en gaat"):
        database.do(history.reverse, action)
    fresh_sheet = database.ask(sheets.load, key)
    assert (fresh_sheet.status, fresh_sheet.said) == (Status.DRAFT, ())


def test_everybody_signs_the_name_that_was_proposed(
    database: Database, placement: uuid.UUID, key: uuid.UUID
) -> None:
    make.sign(database, key, Party.COMPANY)
    database.do(step(renamed), placement)
    seen = database.ask(sheets.load, key)
    assert seen.head is not None
    assert seen.head.name == "Aleksandra Nowak"
    make.sign(database, key, Party.STUDENT, Party.SCHOOL)
    body = json.loads(decompress(database.ask(versions.latest, key).body))  # type: ignore[union-attr]
    closed = database.ask(sheets.load, key)
    assert closed.head is not None
    assert closed.head.name == body["head"]["name"] == "Aleksandra Nowak"
    assert database.ask(seal_checks.verify, key).faults == ()  # type: ignore[union-attr]


def test_proposed_anew_after_a_change_asks_everybody_again(
    database: Database, placement: uuid.UUID, key: uuid.UUID
) -> None:
    make.sign(database, key, Party.COMPANY)
    database.do(consents.reopen, key, "De naam klopt niet.")
    database.do(step(renamed), placement)
    database.do(consents.propose, key)
    anew = database.ask(sheets.load, key)
    assert anew.signatures == {}
    assert anew.head is not None
    assert anew.head.name == "Iemand Anders"
    make.sign(database, key)
    standing = database.ask(
        lambda s: s.scalars(
            select(Consent.version_id)
            .where(Consent.withdrawn_at.is_(None))
            .where(Consent.evaluation_id == key)
        ).all()
    )
    assert len(set(standing)) == 1


def test_done_elsewhere_is_what_it_was_when_it_was_proposed(
    database: Database, placement: uuid.UUID, sheet: Sheet, key: uuid.UUID
) -> None:
    def with_agreement(session: Session) -> None:
        row = session.get_one(Evaluation, key)
        form = blueprints.find(session, row.blueprint_id).blueprint
        scales = {
            name: replace(scale, na=NotApplicable.AGREED) for name, scale in form.scales.items()
        }
        row.blueprint_id = blueprints.keep(session, replace(form, scales=scales))

    database.do(step(with_agreement))
    section = sheet.structure.sections[0]
    assert section.process is not None
    agreed: dict[Party, dt.date | None] = {party: dt.date(2026, 9, 1) for party in Party}
    draft = coverage.Draft(placement, section.process.id, "Bij een ander", "mei", agreed)
    elsewhere = database.do(coverage.agree, draft)
    database.do(evaluations.answer, key, question(sheet), "n.v.t.", "")
    make.sign(database, key, Party.COMPANY, Party.SCHOOL)
    database.do(coverage.possible_again, elsewhere)
    assert consents.missing(database.ask(sheets.load, key)) == []
    make.sign(database, key, Party.STUDENT)
    assert database.ask(sheets.load, key).closed
    other = database.do(corrections.begin, key, "Het kan hier toch.")
    assert "zonder afspraak" in " ".join(consents.missing(database.ask(sheets.load, other)))


class TestWhoMay:
    def test_a_student_neither_proposes_nor_takes_a_proposal_back(
        self, database: Database, placement: uuid.UUID, key: uuid.UUID
    ) -> None:
        become(database, Role.STUDENT, placement)
        with pytest.raises(Refused):
            database.do(consents.propose, key)
        with program(database):
            database.do(consents.propose, key)
        with pytest.raises(Refused):
            database.do(evaluations.agree, key, Track.WORK, [])
        assert database.ask(sheets.load, key).status is Status.PROPOSED

    @pytest.mark.parametrize("role", [Role.STUDENT, Role.WORK_COACH, Role.EXAMINER])
    def test_nobody_tries_the_pin_of_somebody_they_do_not_sign_for(
        self, database: Database, placement: uuid.UUID, key: uuid.UUID, role: Role
    ) -> None:
        trainer = database.ask(students.head, placement).trainer_id
        assert trainer is not None
        with program(database):
            database.do(consents.propose, key)
            database.do(pins.choose, trainer, "8305", "8305")
        become(database, role, placement)
        for pin in ("1111", "8305"):
            draft = make.drawn(key, Party.COMPANY, way=Way.PIN, person_id=trainer, pin=pin)
            with pytest.raises(StageCoachError, match="alleen voor jezelf"):
                database.do(consents.give, draft)
        with program(database):
            assert database.do(pins.enter, trainer, "2222") == 1  # nothing was counted before

    def test_a_guardian_has_no_pin_of_the_student_and_a_key_is_ones_own(
        self, database: Database, placement: uuid.UUID, key: uuid.UUID
    ) -> None:
        database.do(evaluations.ask_guardian, key, guardian=True)
        database.do(consents.propose, key)
        student = become(database, Role.STUDENT, placement)
        database.do(pins.choose, student, "8305", "8305")
        mother = make.drawn(
            key,
            Party.STUDENT,
            way=Way.PIN,
            person_id=student,
            pin="8305",
            guardian=True,
            name="Moeder Nowak",
        )
        with pytest.raises(Invalid, match="iemand anders"):
            database.do(consents.give, mother)
        with program(database), pytest.raises(Invalid, match="iemand anders"):
            database.do(consents.give, make.drawn(key, Party.SCHOOL, person_id=student))

    @pytest.mark.parametrize(
        ("way", "at"),
        [
            (Way.DRAWN, dt.datetime(2026, 9, 1, tzinfo=dt.UTC)),
            (Way.PAPER, dt.datetime(2031, 1, 1, tzinfo=dt.UTC)),
        ],
    )
    def test_only_paper_has_another_moment_and_never_one_to_come(
        self, database: Database, key: uuid.UUID, way: Way, at: dt.datetime
    ) -> None:
        database.do(consents.propose, key)
        with pytest.raises(Invalid, match="op papier"):
            database.do(consents.give, make.drawn(key, Party.COMPANY, way=way, at=at))

    @pytest.mark.parametrize("ratio", [0, None, "x", -1, float("nan"), 1e-9, 10**9, [1]])
    def test_a_drawing_that_cannot_be_printed_is_no_signature(
        self, database: Database, key: uuid.UUID, ratio: Any
    ) -> None:
        drawing = {"strokes": [[[0, 0], [500, 500]]], "ratio": ratio}
        with pytest.raises(Invalid, match="Teken eerst"):
            database.do(consents.give, make.drawn(key, Party.STUDENT, drawing=drawing))

    @pytest.mark.parametrize("name", ["\u200b", "\u3164", "  ", "…"])
    def test_a_name_without_a_letter_is_no_name(
        self, database: Database, key: uuid.UUID, name: str
    ) -> None:
        with pytest.raises(Invalid, match="naam"):
            database.do(consents.give, make.drawn(key, Party.COMPANY, name=name))


def test_paper_that_somebody_signed_on_stays(
    database: Database, placement: uuid.UUID, key: uuid.UUID
) -> None:
    assert database.person_id is not None
    scan = database.do(
        attachments.add, placement, "getekend.pdf", b"%PDF-1.4\n%%EOF\n", database.person_id
    )
    draft = make.drawn(key, Party.STUDENT, way=Way.PAPER, attachment_id=scan)
    database.do(consents.give, replace(draft, said=Response.SEEN))
    with pytest.raises(StageCoachError, match="tekende"):
        database.do(attachments.remove, scan)


def test_a_form_that_is_no_form_for_this_is_refused(
    database: Database, placement: uuid.UUID
) -> None:
    rows = database.ask(template_drafts.overview)
    released = next(row for row in rows if row.crebo == "25998")
    draft = database.do(template_drafts.copy, released.id)
    with pytest.raises(StageCoachError, match="niet vrijgegeven"):
        database.do(evaluations.begin, placement, Kind.INTERIM, draft)
    at_end = next(
        row
        for row in rows
        if Kind.START not in database.ask(template_drafts.load, row.id).blueprint.kinds
        and row.crebo in {"", "25998"}
    )
    student = make.student(database, name="Nieuwe Leerling", crebo="25998")
    with pytest.raises(StageCoachError, match="andere soort evaluatie"):
        database.do(evaluations.begin, student, Kind.START, at_end.id)


def test_a_form_with_a_view_or_agreements_on_it_is_not_exchanged(
    database: Database, placement: uuid.UUID
) -> None:
    key = database.do(evaluations.begin, placement, Kind.INTERIM)
    sheet = database.ask(sheets.load, key)
    view = database.do(voices.begin, key, Voice.SELF, "Aleksandra Nowak")
    database.do(voices.answer, view, question(sheet), "V", "")
    template = database.ask(lambda s: s.get_one(Evaluation, key).template_id)
    assert template is not None
    with pytest.raises(StageCoachError, match="al iets ingevuld"):
        database.do(own_form.use_template, key, template)


def test_a_correction_accuses_nobody_of_a_mark_it_only_took_over(
    database: Database, placement: uuid.UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = make.answered(database, placement, "O", Kind.FINAL).id
    assert key is not None
    make.sign(database, key)
    student = str(database.ask(students.head, placement).id)
    now = clock.now
    monkeypatch.setattr(clock, "now", lambda: now() + dt.timedelta(days=40))
    day = clock.now().date() - dt.timedelta(days=20)
    assert database.ask(warnings.since, student, day) == []
    database.do(corrections.begin, key, "Een naam stond verkeerd.")
    assert database.ask(warnings.since, student, day) == []


class TestHidden:
    def test_no_way_round_shows_a_draft_to_who_has_to_look_first(
        self, database: Database, placement: uuid.UUID, key: uuid.UUID
    ) -> None:
        database.do(step(revealing), key, Reveal.FINISHED)
        coach = database.do(voices.begin, key, Voice.COACH, "Joost de Boer")
        sheet = database.ask(sheets.load, key)
        database.do(evaluations.decide, key, sheet.structure.sections[0].key, "G", "")
        database.do(voices.answer, coach, question(sheet), "O", "GEHEIM")
        database.do(voices.reflect, coach, "GEHEIM")
        database.do(voices.finish, coach)
        become(database, Role.STUDENT, placement)
        seen = database.ask(sheets.load, key)
        assert (seen.masked, seen.answers, seen.told) == (True, {}, ())
        cells = [
            c for row in database.ask(coverage.overview, placement) for c in row.cells.values()
        ]
        assert "G" not in {cell.letter for cell in cells}
        with pytest.raises(Refused):
            database.ask(side_by_side.load, key, coach)

    def test_earlier_answers_of_a_draft_are_for_who_judges(
        self, database: Database, placement: uuid.UUID, key: uuid.UUID
    ) -> None:
        database.do(evaluations.plan_talk, key, dt.date(2026, 10, 1))
        final = database.do(evaluations.begin, placement, Kind.FINAL)
        lines = database.ask(lambda s: earlier.lines(s, sheets.load(s, final)))
        assert lines
        become(database, Role.STUDENT, placement)
        seen = database.ask(lambda s: earlier.lines(s, sheets.load(s, final)))
        start = {past.kind for line in seen.values() for past in line}
        assert Kind.INTERIM not in start

    def test_nobody_reads_or_rewrites_the_view_of_another(
        self, database: Database, placements: dict[str, uuid.UUID], key: uuid.UUID
    ) -> None:
        mine = placements["Aleksandra"]
        sheet = database.ask(sheets.load, key)
        become(database, Role.STUDENT, mine)
        view = database.do(voices.begin, key, Voice.SELF, "Aleksandra Nowak")
        database.do(voices.answer, view, question(sheet), "O", "van mij")
        become(database, Role.WORKPLACE_TRAINER, mine)
        with pytest.raises(Refused):
            database.do(voices.answer, view, question(sheet), "G", "door een ander")
        become(database, Role.WORK_COACH, mine)
        with pytest.raises(Refused):
            database.ask(side_by_side.of_sheet, view)
        with program(database):
            version = database.do(consents.propose, key)
            other = database.do(evaluations.begin, placements["Youssef"], Kind.FINAL)
        become(database, Role.STUDENT, placements["Youssef"])
        for read in (
            lambda s: side_by_side.load(s, other, view),
            lambda s: versions.overview(s, key),
            lambda s: voices.overview(s, key),
            lambda s: corrections.editions(s, key),
        ):
            with pytest.raises(Refused):
                database.ask(read)
        with pytest.raises(NoResultFound):
            database.ask(versions.compared, other, version, None)

    def test_the_judge_gets_no_more_of_a_view_than_its_rows_show(
        self, database: Database, placement: uuid.UUID
    ) -> None:
        key = database.do(evaluations.begin, placement, Kind.INTERIM)
        database.do(step(revealing), key, Reveal.FINISHED)
        sheet = database.ask(sheets.load, key)
        become(database, Role.STUDENT, placement)
        view = database.do(voices.begin, key, Voice.SELF, "Aleksandra Nowak")
        database.do(voices.answer, view, question(sheet), "O", "GEHEIM")
        database.do(voices.reflect, view, "GEHEIM")
        database.do(voices.finish, view)
        become(database, Role.WORKPLACE_TRAINER, placement)
        comparison = database.ask(side_by_side.load, key, view)
        assert (comparison.view.answers, comparison.view.reflection) == ({}, "")
        with pytest.raises(Refused, match="eerst je eigen oordeel"):
            database.ask(voices.load, view)
        database.do(voices.judge, key, finished=True)
        comparison = database.ask(side_by_side.load, key, view)
        assert comparison.view.reflection == "GEHEIM"


def test_what_an_evaluation_stands_on_cannot_be_taken_from_under_it(database: Database) -> None:
    """The student and the company by undoing, the form by retiring or throwing away."""
    placement = make.student(database, name="Nieuwe Leerling", company="Nieuw Bedrijf")
    action_id = database.ask(last_action)
    sheet = make.answered(database, placement)
    assert sheet.id is not None
    with pytest.raises(StageCoachError, match="latere wijziging"):
        database.do(history.reverse, action_id)
    template = database.ask(lambda s: s.get_one(Evaluation, sheet.id).template_id)
    assert template is not None
    with pytest.raises(StageCoachError):
        database.do(template_drafts.discard, template)
    database.do(template_drafts.retire, template)
    make.sign(database, sheet.id)
    closed = database.ask(sheets.load, sheet.id)
    assert closed.closed
    assert closed.head is not None
    assert (closed.head.name, closed.head.company) == ("Nieuwe Leerling", "Nieuw Bedrijf")
    assert closed.structure == sheet.structure
    assert database.ask(seal_checks.verify, sheet.id).faults == ()  # type: ignore[union-attr]


def test_whoever_signed_stays_known_to_the_file(
    database: Database, placement: uuid.UUID, key: uuid.UUID
) -> None:
    trainer = database.ask(students.head, placement).trainer_id
    assert trainer is not None
    database.do(consents.propose, key)
    with program(database):
        database.do(pins.choose, trainer, "8305", "8305")
    draft = make.drawn(key, Party.COMPANY, way=Way.PIN, person_id=trainer, pin="8305")
    assert database.do(consents.give, draft) == 0
    with program(database), pytest.raises(StageCoachError):
        database.do(roles_list.remove, trainer)
