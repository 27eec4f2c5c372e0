"""Evaluation forms on A4: one layout for blank and filled, from a description in TOML.

Sections stand in the order of the description and flow over as many pages as they need; the
criteria begin on a page of their own. Measures are in millimetres (docs/design.md, Printed forms).
"""

import tomllib
from functools import cache
from typing import Any

from stagecoach import paths
from stagecoach.documents import paper
from stagecoach.documents.evaluations import form_sections
from stagecoach.documents.evaluations.form_job import Job
from stagecoach.documents.paper import Flow, Page
from stagecoach.domain import form_ids, texts
from stagecoach.domain.evaluations import Kind
from stagecoach.services.printing.forms import Form


@cache
def description(kind: Kind) -> dict[str, Any]:
    """A form as data; what all forms share is in common.toml."""
    folder = paths.RESOURCES / "forms"
    own = tomllib.loads((folder / f"{kind.value}.toml").read_text(encoding="utf-8"))
    shared = tomllib.loads((folder / "common.toml").read_text(encoding="utf-8"))
    return shared | own


def file_name(form: Form, *, whose: bool = False) -> str:
    """The form and its id, which name nobody; with the student where somebody asks for it."""
    head = form.sheet.head
    name = f"{texts.in_file_name(head.name)}-" if whose and head is not None else ""
    return f"{_job(form).code}-{name}{form_ids.shown(form.form_id)}.pdf"


def layout(form: Form) -> list[Page]:
    """The pages of a form, complete."""
    return _pages(_job(form))


def _job(form: Form) -> Job:
    return Job(form, description(form.sheet.kind))


def _pages(job: Job) -> list[Page]:
    flow = Flow(job.begin_page)
    flow.new_page()
    form_sections.draw(job, flow)
    for number, page in enumerate(flow.pages, start=1):
        _foot(job, page, number, len(flow.pages))
    return flow.pages


def draw(form: Form) -> bytes:
    """One form as a PDF."""
    job = _job(form)
    return paper.bind(_pages(job), job.title)


def _foot(job: Job, page: Page, number: int, total: int) -> None:
    code, form_id = job.code, job.form.form_id
    y = 287.0
    page.text(paper.LEFT, y, job.say("foot", code, job.sheet.structure.version), 8)
    page.centred(120, y, job.say("form_id", form_ids.shown(form_id)), 8)
    if job.form.chain:
        page.centred(120, y + 3.4, job.say("chain", job.form.chain), 6)
    page.right_text(paper.RIGHT, y, job.say("page", number, total), 8, bold=True)
    page.qr = f"SC{form_id}{code.replace('-', '')}P{number}"
