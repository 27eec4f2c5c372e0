"""The eight real forms of docs/domain.md, Kinds of forms: filled in, computed by hand beforehand,
and printed.

Each expectation below was worked out on paper from the words of the form: the outcome that is
proposed, the result with its reason, and who has to agree.
"""

import uuid
from dataclasses import dataclass, field
from io import BytesIO

import pytest
from pypdf import PdfReader

from stagecoach.documents.evaluations import form as forms
from stagecoach.domain.evaluations import Kind, Party
from stagecoach.domain.templates.scales import NA
from stagecoach.errors import Invalid, StageCoachError
from stagecoach.services.evaluations import consents, evaluations, own_form
from stagecoach.services.evaluations import loading as sheets
from stagecoach.services.evaluations.loading import Sheet
from stagecoach.services.printing import forms as printing
from stagecoach.services.printing.forms import As, Wish
from stagecoach.services.templates import templates
from stagecoach.store.file.database import Database
from stagecoach.store.templates import Template
from tests import make
from tests.conftest import DAY

WORK = [f"B1-K1-W{n}" for n in range(1, 6)] + [f"B1-K2-W{n}" for n in range(1, 4)]


@dataclass(frozen=True)
class Case:
    """How a form is filled, and what has to come of it."""

    file: str
    kind: Kind
    answers: dict[str, str]  # by section key: one letter a criterion, spaces between
    outcomes: dict[str, str]  # decided by people
    proposed: dict[str, str | None]  # outcomes the form proposes
    letter: str | None  # the conclusion it proposes
    met: bool | None
    found: tuple[str, ...]  # of the computation, in these words
    signers: tuple[Party, ...]
    printed: tuple[str, ...]
    concluded: str | None = None  # where people decide otherwise
    hours: bool = False  # the approved hours reach the agreement
    rows: dict[str, list[str]] = field(default_factory=dict)  # of people's own


def work(letters: str) -> dict[str, str]:
    """One letter for each of the eight work processes."""
    return {f"work:{code}": letter for code, letter in zip(WORK, letters.split(), strict=True)}


ALL = (Party.STUDENT, Party.COMPANY, Party.SCHOOL)
CASES = [
    # A: a work process that is not judged asks nothing; no result is proposed.
    Case(
        "a-horizon-review",
        Kind.INTERIM,
        {"skills": "3 3 2 4 3 3 1 3", **{f"work:{code}": "3 4 3 2" for code in WORK[:6]}},
        work("ja ja ja ja ja ja n.v.t. n.v.t."),
        {"work:B1-K1-W1": None},
        None,
        None,
        (),
        ALL,
        ("Beoordeling werkplek", "A-1", "Wordt dit werkproces beoordeeld"),
    ),
    # A: 6+7+8+6+5+7+9+8 = 56 / 8 = 7.0, the rest sufficient: a 7.
    Case(
        "a-horizon-eind",
        Kind.FINAL,
        {},
        {
            "duration": "V",
            "report": "V",
            "attitude": "V",
            "skills": "V",
            **work("6 7 8 6 5 7 9 8"),
        },
        {"work:B1-K1-W1": None},
        "7",
        True,
        ("gemiddeld 7 over 8", "4 beoordeeld"),
        ALL,
        ("Eindbeoordeling BPV", "Duur BPV", "Stageverslag"),
    ),
    # B: hours reached, attitude lowest is V in the last period: voldaan.
    Case(
        "b-hmc",
        Kind.FINAL,
        {"attitude": "V G V n.v.t. G", "electives": "V"},
        work("V V G V V n.v.t. V V") | {"attitude": "V"},
        {"attitude": "V"},
        "J",
        True,
        ("uur goedgekeurd", "1 beoordeeld, geen onvoldoende"),
        (Party.STUDENT, Party.COMPANY),
        ("Opdrachten keuzedelen", "Keuzedeel duurzaam werken"),
        hours=True,
        rows={"electives": ["Keuzedeel duurzaam werken"]},
    ),
    # C, the year: one O among the work processes: no pass; every mark has its why.
    Case(
        "c-terra-jaar",
        Kind.INTERIM,
        {"growth": "V"},
        work("V V V O V V V V"),
        {},
        "O",
        False,
        ("1 van 9 onvoldoende",),
        (Party.COMPANY,),
        ("Persoonlijk leren", "Bij een O/V/G"),
    ),
    # C, the end: all at the level of a beginner, hours not reached: niet voldaan.
    Case(
        "c-terra-eind",
        Kind.FINAL,
        {},
        work("J J J J J J J J"),
        {},
        "N",
        False,
        ("uur goedgekeurd", "8 beoordeeld, geen onvoldoende"),
        (Party.SCHOOL,),
        ("Eindbeoordeling van de BPV", "Niet voldaan"),
    ),
    # D: the lowest of each process; one "oefenen" keeps it at basis. N.v.t. does not exist.
    Case(
        "d-praktijkbeoordelen",
        Kind.INTERIM,
        {f"work:{code}": "V G G" for code in WORK[:7]} | {f"work:{WORK[7]}": "O V G"},
        work("V V V V V V V O"),
        {"work:B1-K1-W1": "V", "work:B1-K2-W3": "O"},
        "B",
        False,
        ("1 van 8 onvoldoende",),
        (Party.COMPANY,),
        ("Praktijkbeoordeling", "Gevorderd"),
    ),
    # E: five processes on this card, each with its kind of evidence; people decide.
    Case(
        "e-leermeter",
        Kind.INTERIM,
        {f"work:{code}": "WO" for code in WORK[:5]},
        work("B G B BB B n.v.t. n.v.t. n.v.t."),
        {"work:B1-K1-W1": None},
        None,
        None,
        (),
        (Party.COMPANY, Party.SCHOOL),
        ("Bewijskaart", "Soort bewijs"),
        concluded="AK",
    ),
    # F: three forms; the report fails, so a resit or insufficient: the higher of those.
    Case(
        "f-sbbf",
        Kind.INTERIM,
        {**{f"work:{code}": "3 M D" for code in WORK}, "attitude": "V V V V", "report": "O V"},
        work("V V V V V V V V") | {"attitude": "V", "report": "O"},
        {"attitude": "V", "report": "O", "work:B1-K1-W1": None},
        "H",
        False,
        ("8 beoordeeld", "1 beoordeeld, geen", "1 van 1 onvoldoende"),
        ALL,
        ("Herkansing", "Hoe zelfstandig"),
    ),
    # G, progress: 3 of 4 is 75 %: enough; 2 of 4 in one process is not: no-go.
    Case(
        "g-rijnijssel-voortgang",
        Kind.INTERIM,
        {f"work:{code}": "A A A N" for code in WORK[:7]} | {f"work:{WORK[7]}": "A N A N"},
        work("A A A A A A A N"),
        {"work:B1-K1-W1": "A", "work:B1-K2-W3": "N"},
        "NG",
        False,
        ("B1-K1-W1 3 van 4 (75%)", "B1-K2-W3 2 van 4 (50%)"),
        ALL,
        ("Go", "No-go", "75 %"),
    ),
    # G, the end: no insufficient anywhere: voldaan.
    Case(
        "g-rijnijssel-eind",
        Kind.FINAL,
        {"attitude": "V G V"},
        work("V V G V V V V V"),
        {},
        "J",
        True,
        ("11 beoordeeld, geen onvoldoende",),
        (Party.COMPANY,),
        ("Eindbeoordeling praktijkopleider", "Nergens een onvoldoende"),
    ),
    # H: goals and rubrics fine, hours reached: the lowest conclusion that passes.
    Case(
        "h-deltion",
        Kind.FINAL,
        {"learning": "J D", "rubrics": "V G V V"},
        {},
        {},
        "V",
        True,
        ("4 beoordeeld", "2 beoordeeld", "uur goedgekeurd"),
        (Party.SCHOOL,),
        ("Doelstellingen", "Sneller testen", "Rubrics"),
        hours=True,
        rows={"learning": ["Sneller testen"]},
    ),
]


def template(database: Database, file: str) -> uuid.UUID:
    key = templates.family(file)
    return database.ask(
        lambda session: session.query(Template.id).filter_by(family_id=key).one()[0]
    )


def filled(database: Database, case: Case) -> Sheet:
    placement = make.student(database, agreed_hours=4, signed_on=DAY)
    if case.hours:
        make.worked(database, placement, 4)
    key = database.do(evaluations.begin, placement, case.kind, template(database, case.file))
    for block, texts in case.rows.items():
        for text in texts:
            database.do(own_form.add_row, key, block, text)
    sheet = database.ask(sheets.load, key)
    for name, letters in case.answers.items():
        questions = sheet.structure.find(name).questions
        for question, letter in zip(questions, letters.split(), strict=True):
            database.do(evaluations.answer, key, question.id, letter, "Omdat het zo is.")
    sheet = database.ask(sheets.load, key)
    for name, wanted in case.proposed.items():
        assert sheet.decision(sheet.structure.find(name)).proposed == wanted, name
    for name, letter in case.outcomes.items():
        database.do(evaluations.decide, key, name, letter, "Omdat het zo is.")
    return database.ask(sheets.load, key)


@pytest.fixture(params=CASES, ids=lambda case: case.file)
def case(request: pytest.FixtureRequest) -> Case:
    form_case: Case = request.param
    return form_case


def test_every_shipped_form_has_its_expectation() -> None:
    shipped = {path.stem for path in templates._FOLDER.glob("*.json")}
    assert {case.file for case in CASES} == {name for name in shipped if name[:2] != "ow"}


def test_values_result_and_who_may_sign(database: Database, case: Case) -> None:
    sheet = filled(database, case)
    assert sheet.id is not None
    proposal = sheet.proposal
    assert (proposal.letter, proposal.met) == (case.letter, case.met)
    told = " | ".join(line.found for line in proposal.lines)
    for words in case.found:
        assert words in told, told
    assert sheet.structure.blueprint.signers == case.signers
    assert all(line.source for line in proposal.lines)
    if sheet.structure.blueprint.conclusions is not None:
        database.do(evaluations.conclude, sheet.id, case.concluded or case.letter)
    key = sheet.id
    assert consents.missing(database.ask(sheets.load, key)) == []
    for party in set(Party) - set(case.signers):
        with pytest.raises(Invalid, match="tekent dit formulier niet"):
            database.do(consents.give, make.drawn(key, party))
    make.sign(database, key, *case.signers)
    assert database.ask(sheets.load, key).closed


def test_printed_it_says_what_the_screen_says(database: Database, case: Case) -> None:
    sheet = filled(database, case)
    assert sheet.head is not None
    wish = Wish(case.kind, As.FILLED, sheet.head.placement_id)
    form = database.ask(printing.prepare, wish)
    pages = forms.layout(form)
    pdf = PdfReader(BytesIO(forms.draw(form)))
    text = " ".join(page.extract_text() for page in pdf.pages)
    for words in case.printed:
        assert words in text
    marks = [a.value for a in sheet.answers.values()]
    marks += [d.value for d in sheet.decisions.values() if d.value]
    boxes = sum(len(page.crosses) for page in pages)
    routes = 1  # of the head
    met = 1 if "Voldaan: " in text and sheet.head.agreed_minutes else 0
    written = sum(1 for m in marks if m and m.isdigit() and case.file == "a-horizon-eind")
    assert boxes == len(marks) - written + routes + met
    assert sheet.structure.blueprint.example


def test_a_leermeter_card_is_agreed_with_in_order(database: Database) -> None:
    card = next(case for case in CASES if case.file == "e-leermeter")
    sheet = filled(database, card)
    assert sheet.id is not None
    database.do(evaluations.conclude, sheet.id, "AK")
    with pytest.raises(Invalid, match="Eerst gaat praktijkopleider"):
        database.do(consents.give, make.drawn(sheet.id, Party.SCHOOL))
    make.sign(database, sheet.id, Party.COMPANY, Party.SCHOOL)
    assert database.ask(sheets.load, sheet.id).closed


def test_where_nvt_is_forbidden_it_is_refused(database: Database) -> None:
    case = next(case for case in CASES if case.file == "d-praktijkbeoordelen")
    sheet = filled(database, case)
    assert sheet.id is not None
    question = sheet.structure.sections[0].questions[0]
    with pytest.raises(Invalid, match="geen antwoord van de schaal"):
        database.do(evaluations.answer, sheet.id, question.id, NA, "")


def test_another_form_is_chosen_only_while_nothing_is_filled_in(database: Database) -> None:
    placement = make.student(database)
    key = database.do(evaluations.begin, placement, Kind.INTERIM)
    database.do(own_form.use_template, key, template(database, "f-sbbf"))
    sheet = database.ask(sheets.load, key)
    assert sheet.structure.template.startswith("F.")
    section = sheet.structure.find("attitude")
    database.do(evaluations.answer, key, section.questions[0].id, "V", "")
    with pytest.raises(StageCoachError, match="houdt haar formulier"):
        database.do(own_form.use_template, key, template(database, "b-hmc"))


def test_the_own_two_track_form_stays_the_default(database: Database) -> None:
    for crebo in ("25998", "25656", "25829"):
        placement = make.student(database, crebo=crebo, name=f"Student {crebo}")
        key = database.do(evaluations.begin, placement, Kind.INTERIM)
        structure = database.ask(sheets.load, key).structure
        assert "op twee sporen" in structure.template
        assert len({s.track for s in structure.sections}) == 2
