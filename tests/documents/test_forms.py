"""What is printed is what was stored: each answer, and nothing else; and it can be read back."""

import re
import uuid
from collections import Counter
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from pypdf import PdfReader

from stagecoach import i18n
from stagecoach.documents import fonts, paper, preview, printing
from stagecoach.documents.evaluations import form as forms
from stagecoach.domain import form_ids
from stagecoach.domain.evaluations import Conclusion, Kind, Party
from stagecoach.domain.texts import clean, in_file_name
from stagecoach.domain.tracks import Track
from stagecoach.services.evaluations.loading import Answer, Decision, Sheet
from stagecoach.services.printing import forms as wishes
from stagecoach.services.printing.forms import As, Form, Wish
from stagecoach.services.students import students
from stagecoach.services.templates import qualifications
from stagecoach.store.file.database import Database
from tests import make
from tests.services.test_daily_work import HOSTILE

LETTERS = st.sampled_from(["O", "V", "G", "n.v.t.", None])
WORDS = st.sampled_from(["", "", "Vanaf nu één regel per test.", "<b>vet</b> & meer", "x" * 300])


def text_of(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def filled(database: Database, placement_id: uuid.UUID, kind: Kind = Kind.INTERIM) -> Form:
    return database.ask(wishes.prepare, Wish(kind, As.FILLED, placement_id), "7F3K29QE")


def ticked(pages: list[paper.Page]) -> int:
    return sum(len(page.crosses) for page in pages)


@st.composite
def answers(draw: st.DrawFn, sheet: Sheet) -> Sheet:
    """Any way in which people may have filled in this form."""
    sections = sheet.structure.sections
    questions = [q for section in sections for q in section.questions]
    given_answers = {q.id: Answer(draw(LETTERS), draw(WORDS)) for q in questions}
    decisions = {s.key: Decision(draw(LETTERS), None, draw(WORDS)) for s in sections}
    agreed = st.lists(st.sampled_from(["Testlogboek bijhouden (W7)", "Proefvaart <voorbereiden>"]))
    from dataclasses import replace

    return replace(
        sheet,
        answers=given_answers,
        decisions=decisions,
        conclusion=draw(st.sampled_from([None, *Conclusion])),
        agreements={track: draw(agreed) for track in Track},
    )


@settings(max_examples=30)
@given(data=st.data())
def test_every_stored_answer_is_on_the_form_and_nothing_else(
    database: Database, placements: dict[str, uuid.UUID], data: st.DataObject
) -> None:
    name = data.draw(st.sampled_from(["Lotte", "Giovanni"]))
    kind = Kind.INTERIM if name == "Lotte" else Kind.START
    base = filled(database, placements[name], kind)
    sheet = data.draw(answers(base.sheet))
    form = Form("7F3K29QE", sheet, 100)
    pages = forms.layout(form)
    filled_in: list[Any] = [*sheet.answers.values(), *sheet.decisions.values()]
    chosen = [given_one.value for given_one in filled_in]
    expected = sum(value is not None for value in chosen) + (sheet.conclusion is not None) + 1
    assert ticked(pages) == expected  # and one for the route
    assert _answers_drawn(pages) == Counter(value for value in chosen if value)
    texts = [given_one.explanation for given_one in filled_in]
    texts += [text for agreed in sheet.agreements.values() for text in agreed]
    written = _written(pages)
    for text, count in Counter(squeezed(text) for text in texts if text).items():
        assert written.count(text) == count, text


def _written(pages: list[paper.Page]) -> str:
    """What stands on the writing lines: left column and right column, over all pages."""
    lines = [(x, text) for page in pages for x, _y, _font, _size, text in page.texts]
    return squeezed("".join(text for wanted in (15.6, 108.0) for x, text in lines if x == wanted))


def test_the_pdf_holds_every_text_that_was_laid_out(
    database: Database, placements: dict[str, uuid.UUID]
) -> None:
    """So that the property above, held over layouts, is true of the file as well."""
    form = filled(database, placements["Lotte"])
    printed = squeezed(text_of(forms.draw(form)))
    for page in forms.layout(form):
        for *_place, text in page.texts:
            assert squeezed(text) in printed


def _answers_drawn(pages: list[paper.Page]) -> Counter[str]:
    """Which letter stands above each cross, by the column it is in."""
    lefts = ((119.0, 9.8), (158.5, 9.8), (151.6, 11.6))  # first box and pitch per table
    columns = {
        round(left + number * pitch, 1): letter
        for left, pitch in lefts
        for number, letter in enumerate(("O", "V", "G", "n.v.t."))
    }
    return Counter(
        columns[round(x, 1)] for page in pages for x, _y in page.crosses if round(x, 1) in columns
    )


def test_the_cross_stands_in_the_column_of_its_letter(
    database: Database, placements: dict[str, uuid.UUID]
) -> None:
    form = filled(database, placements["Lotte"])
    page = forms.layout(form)[0]
    rows = sorted(y for _x, y in page.crosses if y > 80)
    section = make.section(form.sheet, "B1-K1-W4", Track.WORK)
    assert form.sheet.decision(section).value == "O"
    on_row = [(round(x, 1), round(y, 1)) for x, y in page.crosses if x == pytest.approx(158.5)]
    assert len(on_row) == 1
    assert len(rows) >= 16


@pytest.mark.parametrize("way", list(As))
@pytest.mark.parametrize("language", ["nl", "en"])
def test_all_31_qualifications_print_blank_and_filled(
    database: Database, way: As, language: i18n.Language
) -> None:
    i18n.use(language)
    for row in database.ask(qualifications.overview):
        placement = make.student(database, crebo=row.crebo, name="Noa van ’t Hof")
        if way is As.FILLED:
            make.answered(database, placement)
        wish = Wish(Kind.INTERIM, way, placement)
        form = database.ask(wishes.prepare, wish, form_ids.new())
        printed = squeezed(text_of(forms.draw(form)))
        assert "Noavan’tHof" in printed
        assert squeezed(form_ids.shown(form.form_id)) in printed
        for process in database.ask(qualifications.processes, row.id):
            assert squeezed(process.code) in printed
            assert squeezed(process.title) in printed


@pytest.mark.parametrize("name", HOSTILE)
def test_no_typed_text_acts_as_markup_or_disappears(database: Database, name: str) -> None:
    placement = make.student(database, name=name, client=name, school=name, company=name)
    form = database.ask(wishes.prepare, Wish(Kind.START, As.BLANK, placement), form_ids.new())
    pdf = forms.draw(form)
    reader = PdfReader(BytesIO(pdf))
    assert not any(page.images for page in reader.pages)
    assert all("/Annots" not in page for page in reader.pages)
    drawn = "".join(t[4] for page in forms.layout(form) for t in page.texts)
    assert squeezed(clean(name)) in squeezed(drawn)


@pytest.mark.parametrize(
    "text",
    ["Łukasz Żółć", "Yıldırım İ", "عبد الله", "שלום עולם", "👩🏽‍🔧 klaar", "漢字", "e\u0301"],
)
def test_every_character_has_a_sign_or_its_number(text: str) -> None:
    for font, piece in fonts.runs(clean(text), fonts.REGULAR):
        assert all(ord(char) in fonts._coverage(font) for char in piece)
    drawn = "".join(piece for _font, piece in fonts.runs("\ue123", fonts.REGULAR))
    assert drawn == "[U+E123]"


def test_long_explanations_flow_and_are_never_cut(
    database: Database, placements: dict[str, uuid.UUID]
) -> None:
    from stagecoach.services.evaluations import evaluations

    sheet = make.answered(database, placements["Aleksandra"])
    assert sheet.id is not None
    words = [f"woord{number}" for number in range(6_000)]
    key = sheet.structure.sections[0].key
    database.do(evaluations.decide, sheet.id, key, "O", " ".join(words))
    form = filled(database, placements["Aleksandra"])
    pages = forms.layout(form)
    assert len(pages) > 10
    assert max(y for page in pages for _x, y, *_rest in page.texts if y < 286) < 281
    printed = set(text_of(forms.draw(form)).split())
    assert set(words) <= printed


def test_one_word_of_200000_letters_is_broken_not_cut(database: Database) -> None:
    lines = paper.wrap("x" * 20_000, 10, 100)
    assert "".join(lines) == "x" * 20_000
    assert all(paper.measure(line, 10) <= 100.01 for line in lines)


def test_all_pages_share_the_id_and_say_which_one_they_are(
    database: Database, placements: dict[str, uuid.UUID]
) -> None:
    form = database.do(wishes.record, Wish(Kind.INTERIM, As.FILLED, placements["Lotte"]))
    pdf = forms.draw(form)
    total = len(preview.Pdf(pdf).sizes)
    assert total == 3
    for number in range(total):
        picture = preview.render(pdf, number, 2.0)
        size = (picture.width, picture.height)
        image = Image.frombuffer("RGB", size, picture.pixels, "raw", "BGRX", picture.stride, 1)
        barcodes = [code.text for code in zxingcpp.read_barcodes(image)]
        assert barcodes == [f"SC{form.form_id}TE2P{number + 1}"]
        shown = PdfReader(BytesIO(pdf)).pages[number].extract_text()
        assert f"Formulier {form_ids.shown(form.form_id)}" in shown
        assert f"Pagina {number + 1} van 3" in shown


def test_a_nameless_blank_has_an_id_and_no_name(database: Database) -> None:
    row = next(r for r in database.ask(qualifications.overview) if r.crebo == "25998")
    form = database.do(wishes.record, Wish(Kind.FINAL, As.BLANK, qualification_id=row.id))
    text = text_of(forms.draw(form))
    assert "Software developer, niveau 4" in text
    assert "Plaats voor logo" in text
    assert form_ids.shown(form.form_id) in text
    assert ticked(forms.layout(form)) == 0


def test_a_blank_form_holds_no_answer_of_a_filled_one(
    database: Database, placements: dict[str, uuid.UUID]
) -> None:
    blank = database.ask(wishes.prepare, Wish(Kind.INTERIM, As.BLANK, placements["Lotte"]))
    assert ticked(forms.layout(blank)) == 1  # the route
    assert "testlogboek" not in text_of(forms.draw(blank))


def test_blank_and_filled_have_their_boxes_in_the_same_places(
    database: Database, placements: dict[str, uuid.UUID]
) -> None:
    ways = [
        forms.layout(database.ask(wishes.prepare, Wish(Kind.INTERIM, way, placements["Lotte"])))
        for way in As
    ]
    tables = [[box for box in pages[0].boxes if box[1] < 165] for pages in ways]
    assert tables[0] == tables[1]
    assert [page.boxes for page in ways[0][1:]] == [page.boxes for page in ways[1][1:]]


def test_forms_are_black_only(database: Database, placements: dict[str, uuid.UUID]) -> None:
    pdf = forms.draw(filled(database, placements["Lotte"]))
    content = b""
    for page in PdfReader(BytesIO(pdf)).pages:
        drawn = page.get_contents()
        assert drawn is not None
        content += drawn.get_data()
    colours = re.findall(rb"([\d.]+ [\d.]+ [\d.]+) rg", content, re.IGNORECASE)
    assert set(colours) <= {b"0 0 0"}


def test_signatures_show_who_signed_and_when(
    database: Database, placements: dict[str, uuid.UUID]
) -> None:
    form = filled(database, placements["Naomi"])
    text = text_of(forms.draw(form))
    assert set(form.sheet.signatures) == {Party.COMPANY, Party.SCHOOL}
    pages = forms.layout(form)
    assert sum(len(page.pens) for page in pages) == sum(
        len(stroke) - 1
        for signed in form.sheet.signatures.values()
        for stroke in (signed.drawing or {})["strokes"]
    )
    assert "Datum 9 okt 2026" in text
    assert "Datum .... / .... / ........" in text


def test_bulk_printing_keeps_what_is_done_when_stopped(
    database: Database, placements: dict[str, uuid.UUID], tmp_path: Path
) -> None:
    import threading

    stop = threading.Event()
    heard: list[tuple[int, int]] = []

    def progress(done: int, total: int) -> None:
        heard.append((done, total))
        if done == 2:
            stop.set()

    wanted = [Wish(Kind.START, As.FILLED, key) for key in placements.values()]
    printed = printing.save_all(database, wanted, tmp_path / "uit", progress, stop)
    assert (len(printed.files), printed.wished) == (2, 7)
    assert heard == [(1, 7), (2, 7)]
    assert all(path.read_bytes().startswith(b"%PDF") for path in printed.files)


def test_file_names_name_nobody(database: Database, tmp_path: Path, youssef: uuid.UUID) -> None:
    wish = Wish(Kind.INTERIM, As.FILLED, youssef)
    path = printing.save_all(database, [wish], tmp_path).files[0]
    assert re.fullmatch(r"TE-2-[0-9A-Z]{4}-[0-9A-Z]{4}\.pdf", path.name)
    assert (path.stat().st_mode & 0o077) == 0


def test_a_folder_that_cannot_be_written_is_said(
    database: Database, tmp_path: Path, youssef: uuid.UUID
) -> None:
    from stagecoach.errors import StageCoachError

    blocked = tmp_path / "bestand"
    blocked.write_text("geen map")
    wish = Wish(Kind.INTERIM, As.FILLED, youssef)
    with pytest.raises(StageCoachError, match="andere map"):
        printing.save_all(database, [wish], blocked)


def test_the_form_is_in_the_readers_language(database: Database, youssef: uuid.UUID) -> None:
    i18n.use("en")
    text = text_of(forms.draw(filled(database, youssef)))
    assert "Interim evaluation" in text
    assert "Page 1 of" in text
    head = database.ask(students.head, youssef)
    assert head.company in text


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("Youssef Amrani", "Youssef-Amrani"),
        ("../../etc/passwd", "etc-passwd"),
        ('a\\b:c*d?e"f<g>h|i', "a-b-c-d-e-f-g-h-i"),
        ("CON.", "CON"),
        ("...", "naamloos"),
        ("Łukasz Żółć", "Łukasz-Żółć"),
        ("x" * 300, "x" * 60),
    ],
)
def test_a_name_is_safe_in_the_name_of_a_file(name: str, part: str) -> None:
    assert in_file_name(name) == part


def test_files_name_the_student_only_when_that_is_asked(
    database: Database, placements: dict[str, uuid.UUID], tmp_path: Path
) -> None:
    wish = Wish(Kind.INTERIM, As.FILLED, placements["Lotte"])
    [plain] = printing.save_all(database, [wish], tmp_path).files
    assert "Lotte" not in plain.name
    [named] = printing.save_all(database, [wish], tmp_path, whose=True).files
    assert named.name.startswith("TE-2-Lotte-Hendriks-")
    study = database.ask(qualifications.overview)[0].id
    blank = Wish(Kind.INTERIM, As.BLANK, qualification_id=study)
    [nobody] = printing.save_all(database, [blank], tmp_path, whose=True).files
    assert nobody.name.startswith("TE-2-")
