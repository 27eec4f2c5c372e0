"""Templates as data: what works is taken in whole, what does not is refused with its reason."""

import copy
import json
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stagecoach.domain.evaluations import Kind
from stagecoach.errors import StageCoachError
from stagecoach.services.evaluations import evaluations
from stagecoach.services.evaluations import loading as sheets
from stagecoach.services.templates import blueprints, templates
from stagecoach.services.templates import drafts as template_drafts
from stagecoach.services.templates.drafts import Draft
from stagecoach.store.file.database import Database
from tests import make

SHIPPED = sorted(templates._FOLDER.glob("*.json"))


def whole(name: str = "b-hmc") -> dict[str, Any]:
    document: dict[str, Any] = json.loads((templates._FOLDER / f"{name}.json").read_bytes())
    return document


def parse(data: Any) -> Any:
    return blueprints.parse(json.dumps(data).encode())


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_out_and_in_again_is_the_same_form(path: Path) -> None:
    blueprint = blueprints.parse(path.read_bytes())
    assert blueprints.parse(blueprints.export(blueprint)) == blueprint
    assert blueprints.content_of(blueprint) == blueprints.content_of(
        blueprints.parse(blueprints.export(blueprint))
    )


def _block(data: dict[str, Any], key: str) -> dict[str, Any]:
    block: dict[str, Any] = next(b for b in data["template"]["blocks"] if b["key"] == key)
    return block


def _set(path: str, value: Any) -> Callable[[dict[str, Any]], None]:
    def change(data: dict[str, Any]) -> None:
        *way, last = path.split(".")
        here: Any = data["template"]
        for step in way:
            here = here[int(step)] if isinstance(here, list) else here[step]
        here[int(last) if isinstance(here, list) else last] = value

    return change


def _no_criteria(data: dict[str, Any]) -> None:
    for block in data["template"]["blocks"]:
        block.update(criteria=[], outcome="none", open=False)
    data["template"]["result"] = None


def _twice(data: dict[str, Any]) -> None:
    rows = _block(data, "attitude")["criteria"]
    rows.append(dict(rows[0], text=rows[0]["text"].upper()))


def _many(data: dict[str, Any]) -> None:
    _block(data, "attitude")["criteria"] = [{"text": f"Criterium {n}"} for n in range(401)]


def _same_id(data: dict[str, Any]) -> None:
    key = str(uuid.uuid4())
    _block(data, "attitude")["criteria"] = [{"text": "a", "id": key}, {"text": "b", "id": key}]


def _process(data: dict[str, Any]) -> None:
    _block(data, "work")["criteria"] = [{"text": "Test", "process": "B1-K1-W1"}]


RULE = {"kind": "average", "words": "Gemiddeld genoeg", "blocks": ["attitude"]}


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (_no_criteria, "er valt niets in te vullen"),
        (_set("scales.ovg.values", []), "heeft geen waarden"),
        (_set("scales.ovg.values.1.letter", "o"), "twee keer dezelfde letter"),
        (_set("scales.ovg.values.1.letter", "n.v.t."), "eigen toestand"),
        (_set("scales.ovg.values.1.letter", " "), "zonder letter"),
        (_set("scales.ovg.values.1.number", "5.5"), "een getal en bij andere niet"),
        (_set("blocks.2.scale", "weg"), "die er niet is"),
        (_set("blocks.2.scale", ""), "heeft geen schaal"),
        (_set("blocks.2.key", "attitude"), "heten allebei"),
        (_set("blocks.2.key", " "), "geen sleutel"),
        (_set("blocks.2.expected", {"1": "Z"}), "verwacht een antwoord"),
        (_set("result", RULE), "hoe hoog het gemiddelde"),
        (_set("result", RULE | {"least": "5.5", "blocks": ["weg"]}), "waar niets wordt gevraagd"),
        (_set("result", {"kind": "all", "words": "Alles", "parts": []}), "combineert niets"),
        (_set("result", {"kind": "share", "words": "75 %", "percent": 0}), "van 1 tot en met 100"),
        (
            _set(
                "result",
                {"kind": "lowest", "words": "x", "blocks": ["electives"], "level": "outcomes"},
            ),
            "er wordt er geen gevraagd",
        ),
        (_set("signers", []), "Niemand hoeft"),
        (_set("signers", ["student", "student"]), "twee keer"),
        (_set("kinds", []), "geen enkele soort"),
        (_set("code", "te lang!"), "hoofdletters"),
        (_set("name", " "), "geen naam"),
        (_set("name", "x" * 301), "langer dan 300"),
        (_set("dated", "weg"), "een datum vraagt bestaat niet"),
        (_twice, "twee keer op dezelfde plaats"),
        (_many, "meer dan 400 criteria"),
        (_same_id, "dezelfde id"),
        (_process, "zegt niet van welke kwalificatie"),
        (_set("blocks.4.criteria", [{"text": "x" * 301}]), "langer dan 300 tekens"),
        (_set("blocks.4.criteria", [{"text": " "}]), "zonder tekst"),
        (
            _set(
                "scales.ovg.values",
                [{"letter": str(n), "label": "x", "label_en": "x"} for n in range(21)],
            ),
            "meer dan 20 waarden",
        ),
        (
            _set("scales.ovg.values", [{"letter": "O", "label": "x" * 121}]),
            "te lang is voor zijn vak",
        ),
        (
            _set("scales.ovg.values", [{"letter": "O", "label": "x", "number": "NaN"}]),
            "geen getal is",
        ),
        (_set("voices", ["self", "self"]), "twee keer gevraagd"),
    ],
)
def test_what_cannot_be_filled_in_or_computed_is_refused(
    change: Callable[[dict[str, Any]], None], words: str
) -> None:
    data = whole()
    change(data)
    with pytest.raises(StageCoachError, match=words):
        parse(data)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "geen formulier"),
        (b"\xff\xfe", "geen formulier"),
        (b"[1", "geen formulier"),
        (b"[]", "geen formulier"),
        (b"null", "geen formulier"),
        (b'{"kind": "x"}', "geen formulier"),
        (b"[" * 200_000, "geen formulier"),
        (b'{"a": NaN}', "geen formulier"),
        (b'{"kind": "stagecoach/template", "kind": "x"}', "twee keer"),
        (b'{"kind": "stagecoach/template", "format": 2}', "andere versie"),
        (b'{"kind": "stagecoach/template", "format": 1, "template": 7}', "geen formulier"),
        (b'{"kind": "stagecoach/template", "format": 1, "template": {}}', "ontbreekt iets"),
        (b" " * 2_000_001, "te groot"),
        (
            b'{"kind": "stagecoach/template", "format": 1, "template": {"blocks": null}}',
            "ontbreekt",
        ),
        (b'{"kind": "stagecoach/template", "format": 1, "template": {"blocks": 5}}', "ontbreekt"),
    ],
)
def test_a_broken_or_hostile_file_is_refused_in_a_sentence(content: bytes, words: str) -> None:
    with pytest.raises(StageCoachError, match=words):
        blueprints.parse(content)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("blocks.2.lines", "drie"),
        ("blocks.2.kind", "gezondheid"),
        ("signers", ["ouder"]),
        ("scales", []),
        ("blocks", {}),
        ("blocks.2.criteria", "x"),
        ("blocks.2.percent", 1.5),
        ("result", 3),
        ("reveal", "nooit"),
        ("kinds", "start"),
        ("blocks.2", None),
        ("blocks.4.criteria", [{"text": "x", "id": "geen uuid"}]),
        ("example", "ja"),
    ],
)
def test_a_value_of_the_wrong_kind_is_named_with_its_place(path: str, value: Any) -> None:
    data = whole()
    _set(path, value)(data)
    with pytest.raises(StageCoachError, match="verkeerde soort"):
        parse(data)


@pytest.mark.parametrize("path", ["extra", "blocks.2.extra", "scales.ovg.values.0.colour"])
def test_what_it_does_not_know_is_refused_not_dropped(path: str) -> None:
    data = whole()
    _set(path, "x")(data)
    with pytest.raises(StageCoachError, match=path.rpartition(".")[2]):
        parse(data)


def test_an_evaluations_own_copy_cannot_be_smuggled_in() -> None:
    data = whole()
    data["template"]["processes"] = []
    with pytest.raises(StageCoachError, match="geen formulier"):
        parse(data)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4)
    ),
    max_leaves=12,
)


@given(JSON, st.data())
def test_anything_at_any_place_is_taken_in_or_refused(value: Any, data: st.DataObject) -> None:
    """Never a crash, and never a form that its own checks would not let out."""
    document = copy.deepcopy(whole())
    here: Any = document["template"]
    while isinstance(here, dict | list) and here:
        keys = list(here) if isinstance(here, dict) else list(range(len(here)))
        key = data.draw(st.sampled_from(keys))
        if not isinstance(here[key], dict | list) or data.draw(st.booleans()):
            here[key] = value
            break
        here = here[key]
    try:
        blueprint = parse(document)
    except StageCoachError:
        return
    assert blueprints.parse(blueprints.export(blueprint)) == blueprint


def test_texts_are_kept_to_the_letter_but_for_what_breaks_files() -> None:
    data = whole()
    text = "<b>Test</b> & \u202eomgekeerd\x00 =1+1"
    _block(data, "attitude")["criteria"] = [{"text": text}]
    blueprint = parse(data)
    block = next(b for b in blueprint.blocks if b.key == "attitude")
    assert block.criteria[0].text == "<b>Test</b> & omgekeerd =1+1"


def test_a_form_of_200_criteria_with_long_titles_is_taken_and_printed(database: Database) -> None:
    from stagecoach.documents.evaluations import form as forms
    from stagecoach.services.printing import forms as printing

    data = whole()
    rows = [{"text": f"{n} " + "werkzaamheden " * 12} for n in range(200)]
    _block(data, "attitude")["criteria"] = rows
    data["template"]["title"] = "Beoordeling van " + "beroepspraktijkvorming " * 6
    key = database.do(template_drafts.take_in, json.dumps(data).encode())
    database.do(template_drafts.release, key)
    placement = make.student(database)
    evaluation = database.do(evaluations.begin, placement, Kind.INTERIM, key)
    sheet = database.ask(sheets.load, evaluation)
    assert sum(len(s.questions) for s in sheet.structure.sections) == 200
    wish = printing.Wish(Kind.INTERIM, printing.As.FILLED, placement)
    form = database.ask(printing.prepare, wish)
    pages = forms.layout(form)
    assert all(x >= 0 and y < 290 for page in pages for x, y, *_rest in page.texts)
    assert len(forms.draw(form)) > 1000


class TestVersions:
    def test_what_is_released_never_changes_and_editing_makes_the_next(
        self, database: Database
    ) -> None:
        first = _of(database, "own-25998")
        placement = make.student(database)
        running = database.do(evaluations.begin, placement, Kind.INTERIM)
        before = database.ask(sheets.load, running)
        second = database.do(template_drafts.edit, first)
        assert database.do(template_drafts.edit, first) == second
        draft = database.ask(template_drafts.load, second)
        with pytest.raises(StageCoachError, match="ligt vast"):
            database.do(template_drafts.save, first, draft.blueprint)
        block = next(b for b in draft.blueprint.blocks if b.key == "work")
        renamed = _renamed(draft, block.criteria[0].text, "Iets heel anders")
        database.do(template_drafts.save, second, renamed)
        database.do(template_drafts.release, second)
        assert database.ask(sheets.load, running) == before
        other = make.student(database, name="Lotte de Tweede")
        key = database.do(evaluations.begin, other, Kind.INTERIM)
        texts = _texts(database.ask(sheets.load, key))
        assert "Iets heel anders" in texts
        assert "Iets heel anders" not in _texts(database.ask(sheets.load, running))
        assert database.ask(sheets.load, key).structure.version == 2

    def test_a_cohort_keeps_the_version_it_began_with(self, database: Database) -> None:
        second = database.do(template_drafts.edit, _of(database, "own-25998"))
        database.do(template_drafts.release, second, cohort_from=2026)
        for cohort, version in ((2025, 1), (2026, 2), (2027, 2)):
            placement = make.student(database, name=f"Cohort {cohort}", cohort=cohort)
            key = database.do(evaluations.begin, placement, Kind.INTERIM)
            assert database.ask(sheets.load, key).structure.version == version

    def test_a_retired_form_is_not_offered_and_its_evaluations_go_on(
        self, database: Database
    ) -> None:
        form = _of(database, "f-sbbf")
        placement = make.student(database)
        key = database.do(evaluations.begin, placement, Kind.INTERIM, form)
        database.do(template_drafts.retire, form)
        study = database.ask(sheets.load, key).head.qualification_id  # type: ignore[union-attr]
        offered = database.ask(templates.choices, study, 2026, Kind.INTERIM)
        assert form not in {choice.id for choice in offered}
        section = database.ask(sheets.load, key).structure.find("attitude")
        database.do(evaluations.answer, key, section.questions[0].id, "V", "")
        database.do(template_drafts.restore, form)
        offered = database.ask(templates.choices, study, 2026, Kind.INTERIM)
        assert form in {choice.id for choice in offered}

    def test_when_every_form_is_retired_it_says_what_to_do(self, database: Database) -> None:
        for row in database.ask(template_drafts.overview):
            database.do(template_drafts.retire, row.id)
        with pytest.raises(StageCoachError, match="Geef er een vrij"):
            database.do(evaluations.begin, make.student(database), Kind.INTERIM)

    def test_a_draft_that_does_not_work_is_kept_and_not_released(self, database: Database) -> None:
        from dataclasses import replace

        second = database.do(template_drafts.edit, _of(database, "own-25998"))
        draft = database.ask(template_drafts.load, second)
        broken = replace(draft.blueprint, signers=())
        database.do(template_drafts.save, second, broken)
        assert database.ask(template_drafts.load, second).blueprint == broken
        assert database.ask(template_drafts.load, second).problems
        with pytest.raises(StageCoachError, match="Niemand hoeft"):
            database.do(template_drafts.release, second)

    def test_criteria_of_another_cohort_are_named(self, database: Database) -> None:
        data = json.loads((templates._FOLDER / "own-25998.json").read_bytes())
        _block(data, "work")["criteria"][0]["process"] = "B1-K9-W9"
        with pytest.raises(StageCoachError, match="B1-K9-W9 staat niet in kwalificatie 25998"):
            database.do(template_drafts.take_in, json.dumps(data).encode())

    def test_a_form_of_another_qualification_is_refused(self, database: Database) -> None:
        placement = make.student(database, crebo="25829")
        with pytest.raises(StageCoachError, match="de student volgt 25829"):
            database.do(evaluations.begin, placement, Kind.INTERIM, _of(database, "own-25998"))

    def test_a_copy_is_a_form_of_its_own_with_lasting_ids(self, database: Database) -> None:
        first = _of(database, "b-hmc")
        copied = database.do(template_drafts.copy, first)
        one, other = (database.ask(template_drafts.load, key) for key in (first, copied))
        assert other.version == 1
        assert other.blueprint.name != one.blueprint.name
        assert [b.criteria for b in one.blueprint.blocks] == [
            b.criteria for b in other.blueprint.blocks
        ]
        database.do(template_drafts.discard, copied)
        assert copied not in {row.id for row in database.ask(template_drafts.overview)}
        with pytest.raises(StageCoachError, match="ligt vast"):
            database.do(template_drafts.discard, first)


def _of(database: Database, file: str) -> uuid.UUID:
    key = templates.family(file)
    return next(r.id for r in database.ask(template_drafts.overview) if r.family_id == key)


def _renamed(draft: Draft, old: str, new: str) -> Any:
    content = blueprints.export(draft.blueprint).decode().replace(old, new)
    return blueprints.parse(content.encode())


def _texts(sheet: sheets.Sheet) -> set[str]:
    return {q.text for s in sheet.structure.sections for q in s.questions}
