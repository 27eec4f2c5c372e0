"""A photo and a file of many pages, added through the dialog and looked at."""

import io
import shutil
from pathlib import Path

from pypdf import PdfReader

from tests.documents.made_pdf import drawn
from tests.hands.hands import Desktop
from tests.hands.steps import to_dossier

_PHOTO = Path(__file__).parents[1] / "documents" / "files" / "turned.heic"


def add(desktop: Desktop, file: Path) -> None:
    desktop.click("Document toevoegen", "push button")
    desktop.find("Document toevoegen", "dialog")
    desktop.type(str(file))
    desktop.key("Return")
    desktop.sees("Document toegevoegd")


def test_a_photo_and_a_book_are_looked_at(inside: Desktop) -> None:
    folder = inside.home / "Foto's"
    folder.mkdir()
    shutil.copy(_PHOTO, folder / "werkplek.heic")
    (folder / "boek.pdf").write_bytes(drawn(60))
    to_dossier(inside, "Youssef Amrani")
    inside.click("Documenten", "page tab")
    add(inside, folder / "werkplek.heic")
    inside.click("Open", "push button")
    inside.find("werkplek.heic", "dialog")
    inside.find("Pagina 1", within="werkplek.heic")
    inside.key("Escape")
    add(inside, folder / "boek.pdf")
    inside.click("Open", "push button")
    inside.find("Pagina 1", within="boek.pdf")
    inside.key("End")
    inside.find("Pagina 60", within="boek.pdf")
    inside.click("Bewaar een kopie …", "push button")
    inside.find("Bewaar een kopie …", "dialog")
    inside.key("ctrl+a")
    inside.type(str(folder / "kopie.pdf"))
    inside.key("Return")
    inside.until((folder / "kopie.pdf").exists, "the copy")
    assert len(PdfReader(io.BytesIO((folder / "kopie.pdf").read_bytes())).pages) == 60
