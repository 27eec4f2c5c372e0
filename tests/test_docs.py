"""Each page and section that code, tests or pages name is there; nothing points outside."""

import re
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
TEXTS = {".py", ".md", ".toml", ".txt", ".json", ""}
NAMED = re.compile(r"(?<![\w/])(docs/[\w./-]+\.md)(, )?")
LINK = re.compile(r"\]\((?!https?:|#)([^)#]+)")
# Papers that were never in the repository.
FOREIGN = re.compile(r"\b(RELIABILITY|DOMAIN|DESIGN|SIZES|USERS|MISSION|SCREENS\d?|LAYOUT)\.md")


@cache
def files() -> dict[str, str]:
    """Every text of the project, by path, in one line: a name may be broken over two."""
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.splitlines()
    paths = [Path(name) for name in listed if name != "tests/test_docs.py"]
    kept = [path for path in paths if path.suffix in TEXTS and (ROOT / path).is_file()]
    return {str(path): one_line((ROOT / path).read_text(encoding="utf-8")) for path in kept}


def one_line(text: str) -> str:
    return re.sub(r"\s*\n\s*(#(?!#) ?)?", " ", text)


@cache
def headings(page: str) -> tuple[str, ...]:
    text = (ROOT / page).read_text(encoding="utf-8")
    return tuple(re.findall(r"^#+ (.+)$", text, flags=re.MULTILINE))


def wrong(text: str) -> Iterator[str]:
    """What a text names that is not there."""
    for match in NAMED.finditer(text):
        page, rest = match[1], text[match.end() :]
        if not (ROOT / page).is_file():
            yield f"no page {page}"
        elif match[2] and rest[:1].isupper() and not rest.startswith(headings(page)):
            yield f"no section in {page}: {rest[:40]}"
    yield from (f"a paper from elsewhere: {match[0]}" for match in FOREIGN.finditer(text))


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("see docs/domain.md, Roles.", 0),
        ("see docs/domain.md, Rolls.", 1),
        ("see docs/nothing.md", 1),
        ("(RELIABILITY.md 2.4)", 1),
    ],
)
def test_a_wrong_name_is_found(text: str, count: int) -> None:
    assert len(list(wrong(text))) == count


def test_every_page_and_section_named_is_there() -> None:
    texts = {name: text for name, text in files().items() if name != "CHANGELOG.md"}
    assert len(texts) > 500
    assert {name: list(wrong(text)) for name, text in texts.items() if list(wrong(text))} == {}


def test_links_of_the_pages_lead_somewhere() -> None:
    broken = [
        f"{name}: {target}"
        for name, text in files().items()
        if name.endswith(".md")
        for target in LINK.findall(text)
        if not (ROOT / name).parent.joinpath(target).exists()
    ]
    assert broken == []
