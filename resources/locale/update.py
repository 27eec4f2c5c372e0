"""Adds new texts to the Dutch catalogue, drops gone ones, and compiles it (Babel).

Prints the texts that still want a translation; a test fails while there are any.
"""

import datetime as dt
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

HERE = Path(__file__).parent
PO = HERE / "nl" / "LC_MESSAGES" / "stagecoach.po"
KEYWORDS = {"_": None, "ngettext": (1, 2)}


def messages() -> list[str | tuple[str, ...]]:
    """Every text in the program, each once."""
    found = extract_from_dir(HERE.parents[1] / "stagecoach", keywords=KEYWORDS)
    return list(dict.fromkeys(message for _file, _line, message, _notes, _context in found))


def merged() -> Catalog:
    with PO.open("rb") as file:
        known = {message.id: message.string for message in read_po(file, locale="nl")}
    fresh = Catalog(locale="nl", project="StageCoach", fuzzy=False, version="")
    fresh.header_comment = "# Dutch texts of StageCoach. After a change in the program: make texts"
    fresh.creation_date = fresh.revision_date = dt.datetime(2026, 11, 23, tzinfo=dt.UTC)
    for message in messages():
        fresh.add(message, known.get(message, ""))
    return fresh


def main() -> None:
    catalog = merged()
    with PO.open("wb") as file:
        write_po(file, catalog, width=100, sort_output=True, no_location=True)
    with PO.with_suffix(".mo").open("wb") as file:
        write_mo(file, catalog)
    for message in catalog:
        if message.id and not any(message.string):
            print("wants a translation:", message.id)  # noqa: T201


if __name__ == "__main__":
    main()
