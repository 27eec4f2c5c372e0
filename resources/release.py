"""Cuts a release: the version, the changelog and the tag, from a clean and tested tree.

    make release VERSION=0.4.0

Nothing is written before everything was looked at, and nothing is pushed.
"""

import datetime as dt
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
PACKAGE, CHANGES = ROOT / "stagecoach" / "__init__.py", ROOT / "CHANGELOG.md"
VERSION = re.compile(r'__version__ = "(\d+)\.(\d+)\.(\d+)"')
OPEN = "## [Unreleased]"


def refusal(version: str, package: str, changes: str, status: str) -> str:
    """Why this release cannot be cut; empty when it can."""
    wanted = re.fullmatch(r"(\d+)\.(\d+)\.(\d+)", version)
    now = VERSION.search(package)
    if wanted is None or now is None:
        return "a version is three numbers: 0.4.0"
    if tuple(map(int, wanted.groups())) <= tuple(map(int, now.groups())):
        return f"{version} does not come after {now[0]}"
    if status:
        return "commit or put away what was changed first"
    _head, mark, rest = changes.partition(OPEN)
    if not mark or not rest.partition("\n## ")[0].strip():
        return f"the changelog says nothing under {OPEN}"
    return ""


def released(version: str, package: str, changes: str, day: dt.date) -> tuple[str, str]:
    """The two files as they are in the release."""
    head = f"{OPEN}\n\n## [{version}] - {day.isoformat()}"
    return VERSION.sub(f'__version__ = "{version}"', package), changes.replace(OPEN, head, 1)


def _git(*words: str) -> str:
    command = ["git", *words]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout


def main(version: str) -> int:
    package, changes = (path.read_text(encoding="utf-8") for path in (PACKAGE, CHANGES))
    if why := refusal(version, package, changes, _git("status", "--porcelain")):
        sys.stderr.write(f"No release: {why}.\n")
        return 1
    for words in (["make", "check"], ["make", "test"]):
        subprocess.run(words, cwd=ROOT, check=True)
    today = dt.datetime.now(tz=dt.UTC).date()
    for path, text in zip(
        (PACKAGE, CHANGES), released(version, package, changes, today), strict=True
    ):
        path.write_text(text, encoding="utf-8")
    _git("commit", "-am", f"Release {version}")
    _git("tag", "-a", f"v{version}", "-m", f"StageCoach {version}")
    sys.stdout.write(f"v{version} is tagged here. Look at it, then push it with its tag.\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else ""))
