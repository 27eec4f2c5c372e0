"""Pages of a PDF as pictures: bounded, and never an exception that is not Unreadable."""

import random

import pytest

from stagecoach.documents import preview
from stagecoach.documents.preview import Pdf, Unreadable
from tests.documents.made_pdf import a_pdf, drawn


@pytest.mark.parametrize("side", [500, 10_000, 100_000, 2_000_000_000])
def test_the_pixels_of_a_page_are_bounded(side: int) -> None:
    """284 bytes took a gigabyte."""
    page = Pdf(a_pdf(side)).draw(0, 900)
    assert page.width * page.height <= 1.01 * preview.LARGEST_PAGE


def test_a_damaged_document_is_shown_or_not() -> None:
    """Bytes changed at random; each gives pictures or is called unreadable."""
    whole, chance = drawn(), random.Random(3)
    outcomes = set()
    for _number in range(400):
        content = bytearray(whole)
        for _byte in range(chance.randint(1, 20)):
            content[chance.randrange(len(content))] = chance.randrange(256)
        try:
            preview.pictures(bytes(content[: chance.randrange(1, len(content) + 1)]), 0.3, 5)
            outcomes.add("shown")
        except Unreadable:
            outcomes.add("not")
    assert outcomes == {"shown", "not"}
