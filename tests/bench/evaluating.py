"""Evaluations on a large store: opening a form of 60 criteria, a rating, the seals, the editor."""

import json
import time
import uuid
from collections.abc import Iterator
from itertools import cycle

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from stagecoach.domain.evaluations import Kind
from stagecoach.services.evaluations import evaluations, seal_checks
from stagecoach.services.evaluations import loading as sheets
from stagecoach.services.templates import drafts as template_drafts
from stagecoach.services.templates import templates
from stagecoach.store.file.database import Database
from stagecoach.store.sealing import signed_by
from stagecoach.ui.core.page import Place
from stagecoach.ui.evaluations.evaluation_page import EvaluationPage
from stagecoach.ui.templates.editor import TemplateEditor
from tests import make
from tests.bench import daily
from tests.bench.common import Figure, ms, p95, times

CRITERIA = 60
_AT_LEAST = 2_000  # seals checked a second


def _long_form(database: Database) -> uuid.UUID:
    """A form of any qualification with 60 criteria: 3 on each track of 8 processes, 12 beside."""
    data = json.loads((templates._FOLDER / "own.json").read_bytes())
    form = data["template"] | {"name": f"Zestig criteria {uuid.uuid4()}"}
    for block in form["blocks"]:
        if block["key"] in {"learning", "work"}:
            block["by_process"] = True
            block["criteria"] = [{"text": f"Criterium {n} {block['key']}"} for n in range(3)]
    form["blocks"].insert(
        3,
        {
            "kind": "attitude",
            "key": "attitude",
            "scale": "ovg",
            "outcome": "lowest",
            "criteria": [{"text": f"Houding {n}"} for n in range(12)],
        },
    )
    key = database.do(template_drafts.take_in, json.dumps(data | {"template": form}).encode())
    database.do(template_drafts.release, key)
    return key


def figures(database: Database) -> Iterator[Figure]:
    bench = daily.Bench(database, "L", 1)
    form = _long_form(database)
    yield from _opening(bench, form)
    yield from _seals(database)
    yield from _editor(bench, form)
    bench.close()


def _opening(bench: daily.Bench, form: uuid.UUID) -> Iterator[Figure]:
    """Another student's evaluation each time, until it is painted."""
    keys = _students(bench, form)
    turn = cycle(keys)

    def opened() -> None:
        bench.shell.go(Place("evaluation", next(turn), kind=Kind.INTERIM))
        bench.window.repaint()

    query = (
        "SELECT m.criterion_id, m.value, m.explanation FROM mark m"
        f" JOIN evaluation e ON e.id = m.evaluation_id WHERE e.placement_id = X'{keys[0].hex}'"
    )
    duration = p95(times(opened, 60))
    plain = p95(times(lambda: bench.raw.execute(query).fetchall(), 60))
    yield Figure(
        f"opening an evaluation of {CRITERIA} criteria, L, p95",
        ms(duration),
        f"raw SQL {ms(plain)}",
        f"{duration / plain:.1f}×",
        "≤ 80 ms",
        duration <= 0.080,
    )
    page = bench.shell.current()
    assert isinstance(page, EvaluationPage)
    letters = cycle("vg")

    def rated() -> None:
        row = page.questions.rows[0]
        QTest.keyClicks(row.rating.choices()[0], next(letters))

    duration, plain = p95(times(rated, 60)), p95(_bare_ratings(bench.workspace.database))
    yield Figure(
        "a rating until it is saved, L, p95",
        ms(duration),
        f"driver, same row {ms(plain)}",
        f"{duration / plain:.1f}×",
        "≤ 30 ms",
        duration <= 0.030,
    )


def _bare_ratings(database: Database) -> list[float]:
    """One row changed and committed by the driver alone."""
    letters = cycle("VG")
    with database.engine.connect() as connection:
        [(row,)] = connection.exec_driver_sql(
            "SELECT m.id FROM mark m JOIN evaluation e ON e.id = m.evaluation_id"
            " WHERE e.status = 'draft' LIMIT 1"
        ).all()

        def rated() -> None:
            query = "UPDATE mark SET value = ? WHERE id = ?"
            connection.exec_driver_sql(query, (next(letters), row))
            connection.commit()

        return times(rated, 60)


def _students(bench: daily.Bench, form: uuid.UUID) -> list[uuid.UUID]:
    """Students of the owner with an evaluation of this form, and one before it."""
    database = bench.workspace.database
    keys = []
    for number in range(24):
        name = f"Zestig {uuid.uuid4()}"
        key = make.student(database, name=name, trainer=bench.workspace.identity.name)
        for kind in (Kind.START, Kind.INTERIM):
            evaluation = database.do(evaluations.begin, key, kind, form)
            sheet = database.ask(sheets.load, evaluation)
            for section in sheet.structure.sections[: 12 + number % 5]:
                for question in section.questions:
                    database.do(evaluations.answer, evaluation, question.id, "V", "Gezien.")
        keys.append(key)
    return keys


def _seals(database: Database) -> Iterator[Figure]:
    count = database.ask(seal_checks.count)
    begun = time.perf_counter()
    wrong = database.ask(seal_checks.check_all)
    took = time.perf_counter() - begun
    rate = count / took
    good = rate >= _AT_LEAST and not wrong
    plain = count / _signatures_alone(database)
    yield Figure(
        f"{count} closed evaluations checked, a second",
        f"{rate:.0f}",
        f"signatures alone {plain:.0f}",
        f"{plain / rate:.1f}×",
        f"≥ {_AT_LEAST}",
        good,
    )


def _signatures_alone(database: Database) -> float:
    """Seconds to read every seal and to check its signature: the least that any check does."""
    begun = time.perf_counter()
    with database.engine.connect() as connection:
        rows = connection.exec_driver_sql(
            "SELECT c.body, c.signature, d.verifier FROM closing c JOIN device d"
            " ON d.id = c.device_id"
        )
        assert all(signed_by(verifier, body.encode(), seal) for body, seal, verifier in rows)
    return time.perf_counter() - begun


def _editor(bench: daily.Bench, form: uuid.UUID) -> Iterator[Figure]:
    """From a typed letter until the page beside it shows it."""
    key = bench.workspace.do(template_drafts.edit, form)
    bench.shell.go(Place("template", entry_id=key))
    page = bench.shell.current()
    assert isinstance(page, TemplateEditor)
    page.outline.choose("block:attitude")
    drawn: list[float] = []
    page.page.drawn.connect(lambda: drawn.append(time.perf_counter()))

    def typed() -> None:
        drawn.clear()
        QTest.keyClicks(page.criteria.rows[0].text, "x")
        while not drawn:
            QApplication.processEvents()

    durations = times(typed, 30)
    worst = p95(durations)
    yield Figure(
        "a typed letter until the page shows it, p95",
        ms(worst),
        "",
        "",
        "≤ 300 ms",
        worst <= 0.300,
    )
