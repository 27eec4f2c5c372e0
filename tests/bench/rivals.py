"""The same form by another way: WeasyPrint, or LibreOffice, whichever this computer has."""

import importlib.util
import shutil
import subprocess
import tempfile
import time
import uuid
from html import escape
from pathlib import Path

from stagecoach.domain.evaluations import Kind
from stagecoach.domain.tracks import Track
from stagecoach.services.evaluations.loading import Sheet
from stagecoach.services.printing import forms as printing
from stagecoach.services.printing.forms import As, Wish
from stagecoach.store.file.database import Database


def forms_a_second(database: Database, placement_id: uuid.UUID) -> tuple[str, float]:
    """The rival's name and its rate; 0 when none is installed."""
    wish = Wish(Kind.INTERIM, As.FILLED, placement_id)
    page = as_html(database.ask(printing.prepare, wish).sheet)
    if importlib.util.find_spec("weasyprint"):
        return "WeasyPrint", _weasyprint(page)
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office:
        return "LibreOffice", _office(office, page)
    return "neither WeasyPrint nor LibreOffice is installed", 0.0


def as_html(sheet: Sheet) -> str:
    """The content of the form as plain tables."""
    scale = sheet.structure.sections[0].outcome
    letters = [value.letter for value in scale.choices] if scale else []

    def boxes(value: str | None) -> str:
        return "".join(f"<td>{'☒' if letter == value else '☐'}</td>" for letter in letters)

    rows = []
    for process in sheet.structure.processes:
        own = [s for track in Track for s in sheet.structure.of(track, process)]
        cells = "".join(boxes(sheet.decision(section).value) for section in own)
        rows.append(f"<tr><td>{process.code} {escape(process.title)}</td>{cells}</tr>")
    for section in sheet.structure.sections:
        for question in section.questions:
            answer = sheet.answer(question)
            letter = section.track.letter if section.track else ""
            text = f"{letter} {escape(question.text)} {escape(answer.explanation)}"
            rows.append(f"<tr><td>{text}</td>{boxes(answer.value)}</tr>")
    name = escape(sheet.head.name) if sheet.head else ""
    return (
        f"<meta charset=utf-8><h1>Tussenevaluatie</h1><p>{name}</p><table>{''.join(rows)}</table>"
    )


def _weasyprint(page: str) -> float:
    import weasyprint

    weasyprint.HTML(string=page).write_pdf()
    begun, count = time.perf_counter(), 6
    for _number in range(count):
        weasyprint.HTML(string=page).write_pdf()
    return count / (time.perf_counter() - begun)


def _office(program: str, page: str) -> float:
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder) / f"{number}.html" for number in range(20)]
        for file in files:
            file.write_text(page, encoding="utf-8")
        words = [program, "--headless", "--convert-to", "pdf:writer_web_pdf_Export"]
        begun = time.perf_counter()
        subprocess.run(
            [*words, "--outdir", folder, *map(str, files)], check=True, capture_output=True
        )
        return len(files) / (time.perf_counter() - begun)
