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
    desktop.click("Document toevoegen", "button")
    desktop.find("Document toevoegen", "dialog")
    desktop.type(str(file))
    desktop.key("Return")
    desktop.sees("Document toegevoegd")


def test_a_photo_and_a_book_are_looked_at(inside: Desktop) -> None:
    folder = inside.home / "Foto's"
    folder.mkdir()
    shutil.copy(_PHOTO, folder / "werkplek.heic")
    (folder / "boek.pdf").write_bytes(drawn(300))
    to_dossier(inside, "Youssef Amrani")
    inside.click("Documenten", "page tab")
    add(inside, folder / "werkplek.heic")
    inside.click("Open", "button")
    inside.find("werkplek.heic", "dialog")
    inside.find("Pagina 1", "label", within="werkplek.heic")
    inside.key("Escape")
    inside.gone("werkplek.heic", "dialog")
    add(inside, folder / "boek.pdf")
    inside.click("Open", "button")
    inside.find("Pagina 300", "label", within="boek.pdf")
    inside.click("Kopie bewaren …", "button")
    inside.find("Kopie bewaren …", "dialog")
    inside.key("ctrl+a")
    inside.type(str(folder / "kopie.pdf"))
    inside.key("Return")
    inside.until(lambda: (folder / "kopie.pdf").exists())
    assert len(PdfReader(io.BytesIO((folder / "kopie.pdf").read_bytes())).pages) == 300
