"""Names in the letters of those who bear them, on paper as Qt draws them on the screen."""

import shutil
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageChops, ImageFilter
from pypdf import PdfReader
from PySide6.QtGui import QFont, QFontDatabase, QImage, QPainter
from PySide6.QtWidgets import QApplication

from stagecoach import caches, paths
from stagecoach.documents import fonts, paper, preview, system_fonts

_SIZE, _SCALE = 20.0, 4.0  # points; pixels a point
_SCRIPTS = {
    "Thai": "น้ำใจที่ดีของผู้เรียน",
    "Devanagari": "श्री विद्यार्थी ने काम किया",
    "Tamil": "மாணவர் வேலை செய்தார் கொ",
    "Georgian": "საქართველო",
    "Armenian": "Հայաստան",
    "Ethiopic": "ትግርኛ ሰላም",
}


def on_paper(text: str) -> Image.Image:
    """Dark on white, cut to its marks."""
    page = paper.Page(corners=False)
    page.text(15, 40, text, _SIZE)
    picture = preview.render(paper.bind([page], "x"), 0, _SCALE / 1.15)
    size = (picture.width, picture.height)
    image = Image.frombuffer("RGB", size, picture.pixels, "raw", "BGRX", picture.stride, 1)
    return cut(image.convert("L"), picture.width / 595.28)


def by_qt(text: str, font: str) -> Image.Image:
    file = paths.RESOURCES / "fonts" / fonts._FILES[font]
    family = QFontDatabase.applicationFontFamilies(QFontDatabase.addApplicationFont(str(file)))[0]
    shown = QFont(family)
    shown.setPixelSize(80)
    image = QImage(2_000, 200, QImage.Format.Format_Grayscale8)
    image.fill(255)
    painter = QPainter(image)
    painter.setFont(shown)
    painter.drawText(20, 120, text)
    painter.end()
    pixels = bytes(image.constBits())
    return cut(Image.frombuffer("L", (2_000, 200), pixels, "raw", "L", 2_000, 1), 4.0)


def cut(image: Image.Image, scale: float) -> Image.Image:
    """To its marks, and twenty points high."""
    marks = image.crop(ImageChops.invert(image).getbbox())
    return marks.resize((round(marks.width * 2 / scale), round(marks.height * 2 / scale)))


def apart(ours: Image.Image, theirs: Image.Image) -> float:
    """The part of the picture that differs, edges left alone."""
    blur = ImageFilter.GaussianBlur(2)
    both = (ours.filter(blur), theirs.resize(ours.size).filter(blur))
    return sum(ImageChops.difference(*both).histogram()[100:]) / (ours.width * ours.height)


@pytest.mark.parametrize("font", _SCRIPTS)
def test_as_qt_shapes_it(qapp: QApplication, font: str) -> None:
    assert qapp is not None
    text = _SCRIPTS[font]
    assert {name for name, piece in fonts.runs(text, fonts.REGULAR) if piece.strip()} == {font}
    ours, theirs = on_paper(text), by_qt(text, font)
    assert abs(ours.width - theirs.width) < 0.05 * theirs.width, "spaces are of the usual font"
    assert abs(ours.height - theirs.height) <= 4
    assert apart(ours, theirs) < 0.02


def test_unshaped_letters_look_otherwise(qapp: QApplication) -> None:
    """The comparison above can fail: letters one after the other are not what Qt draws."""
    assert qapp is not None
    text = _SCRIPTS["Devanagari"]
    one_by_one = "\u200c".join(text)  # nothing joins
    assert apart(on_paper(one_by_one), by_qt(text, "Devanagari")) > 0.1


def test_a_line_is_as_long_as_it_was_measured() -> None:
    text = f"einde {_SCRIPTS['Devanagari']} einde"
    page = paper.Page(corners=False)
    page.text(15, 40, text, _SIZE)
    words = PdfReader(BytesIO(paper.bind([page], "x"))).pages[0].extract_text()
    assert words.count("einde") == 2
    whole = on_paper(text).width / 2
    assert abs(paper.measure(text, _SIZE) * paper.mm - whole) < 4


def test_chinese_comes_from_this_computer() -> None:
    _forget()
    assert shutil.which("fc-list"), "apt-get install fontconfig fonts-droid-fallback"
    assert system_fonts.candidates("陈"), "apt-get install fonts-droid-fallback"
    [(font, text)] = fonts.runs("陈伟", fonts.REGULAR)
    assert (Path(font).exists(), text) == (True, "陈伟")
    page = paper.Page()
    page.text(15, 40, "Wei 陈伟")
    pdf = PdfReader(BytesIO(paper.bind([page], "x"))).pages[0]
    assert "陈伟" in pdf.extract_text()
    assert "geen letters" not in pdf.extract_text()
    faces: Any = pdf["/Resources"]
    assert all("/FontFile2" in f.get_object()["/FontDescriptor"] for f in faces["/Font"].values())


@pytest.mark.parametrize("candidates", [[], ["/nergens.ttf"], [__file__]])
def test_what_no_font_has_is_said_on_the_sheet(
    candidates: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    _forget()
    monkeypatch.setattr(system_fonts, "candidates", lambda _char: list(map(Path, candidates)))
    page = paper.Page()
    page.text(15, 40, "Wei 陈伟")
    text = PdfReader(BytesIO(paper.bind([page], "x"))).pages[0].extract_text()
    assert "Wei [U+9648][U+4F1F]" in text
    assert "Hiervoor heeft deze computer geen letters: [U+4F1F] [U+9648]" in text
    fonts._of_this_computer.cache_clear()


def _forget() -> None:
    caches.forget()
    fonts._of_this_computer.cache_clear()


def test_where_nobody_knows_the_fonts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nergens")
    assert system_fonts.candidates("陈") == []
