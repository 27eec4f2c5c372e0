"""Every screen as a picture, twice; and which of them differ between two states of the program.

    python -m tests.pictures take FOLDER [--in CHECKOUT]
    python -m tests.pictures compare BEFORE AFTER

`make pictures` takes those of this checkout into build/pictures. A picture is one process, as a
user's would be; the day is that of the design.
"""

import argparse
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from itertools import product
from pathlib import Path

from PySide6.QtGui import QImage

from stagecoach.services.example import example

LOOKS = {  # name: what `stagecoach screenshot` is told
    "nl-light-1360": "--language nl --theme light --size 1360x860",
    "en-dark-1024": "--language en --theme dark --size 1024x640",
    "nl-dark-150": "--language nl --theme dark --size 1360x860 --text-size 150",
}
ROOT = Path(__file__).parents[1]


def _run(checkout: Path, *words: object) -> str:
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "STAGECOACH_PASSPHRASE": example.PASSPHRASE,
        "STAGECOACH_TODAY": "2026-10-29",
    }
    command = [sys.executable, "-m", "stagecoach", *map(str, words)]
    done = subprocess.run(
        command, cwd=checkout, env=environment, capture_output=True, text=True, check=False
    )
    return "" if done.returncode == 0 else done.stderr


def _names(checkout: Path, store: Path) -> list[str]:
    """The program lists its screens when it is asked for one that it has not."""
    told = _run(checkout, "screenshot", store, "--screen", "?", "--out", store.with_suffix(".png"))
    return told.strip().rpartition(": ")[2].split(", ")


def take(folder: Path, checkout: Path, store: Path | None) -> list[str]:
    """What could not be taken, a line each."""
    folder.mkdir(parents=True, exist_ok=True)
    if store is None:
        store = folder / "voorbeeld.stagecoach"
        if not store.exists():
            _run(checkout, "example", store)

    def one(pair: tuple[str, str]) -> str:
        name, look = pair
        target = folder / f"{name}-{look}.png"
        words = ("screenshot", store, "--screen", name, "--out", target, *LOOKS[look].split())
        told = _run(checkout, *words)
        return f"{target.name}: {told.strip()[-300:]}" if told else ""

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return [line for line in pool.map(one, product(_names(checkout, store), LOOKS)) if line]


def difference(before: Path, after: Path) -> float:
    """The share of pixels that are not the same, from 0 to 1; 1 for another size."""
    images = [
        QImage(str(path)).convertToFormat(QImage.Format.Format_RGB32) for path in (before, after)
    ]
    first, second = images
    if first.size() != second.size():
        return 1.0
    pixels = [bytes(image.constBits()) for image in images]
    count = len(pixels[0]) // 4
    changed = (
        sum(pixels[0][at : at + 4] != pixels[1][at : at + 4] for at in range(0, len(pixels[0]), 4))
        if pixels[0] != pixels[1]
        else 0
    )
    return changed / count


def compare(before: Path, after: Path) -> list[str]:
    """A line for each picture that differs, is new or is gone."""
    names = sorted({path.name for folder in (before, after) for path in folder.glob("*.png")})
    lines = []
    for name in names:
        pair = before / name, after / name
        if not all(path.exists() for path in pair):
            lines.append(f"{name}: {'gone' if pair[0].exists() else 'new'}")
        elif share := difference(*pair):
            lines.append(f"{name}: {share:.4%}")
    return [*lines, f"{len(names)} pictures, {len(lines)} differ"]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    verbs = parser.add_subparsers(dest="verb", required=True)
    taking = verbs.add_parser("take")
    taking.add_argument("folder", type=Path)
    taking.add_argument("--in", dest="checkout", type=Path, default=ROOT)
    taking.add_argument("--store", type=Path, help="made by an earlier run; else one is made")
    comparing = verbs.add_parser("compare")
    comparing.add_argument("before", type=Path)
    comparing.add_argument("after", type=Path)
    options = parser.parse_args()
    if options.verb == "compare":
        print("\n".join(compare(options.before, options.after)))
        return 0
    wrong = take(options.folder.absolute(), options.checkout, options.store)
    print("\n".join(wrong) or f"all taken, in {options.folder}")
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main())
