"""Tries a built program: from an empty folder, without this project, it prints a form.

python tests/bundle.py build/dist/stagecoach/stagecoach
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path


def main(program: Path) -> int:
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder) / "een.stagecoach"
        kept = {"PATH", "HOME", "LANG", "SYSTEMROOT", "TEMP"}
        environment = {name: value for name, value in os.environ.items() if name in kept}
        environment |= {
            "QT_QPA_PLATFORM": "offscreen",
            "STAGECOACH_PASSPHRASE": "twee sporen naast elkaar",
        }

        def run(*words: str) -> None:
            subprocess.run(
                [str(program.absolute()), *words], cwd=folder, env=environment, check=True
            )

        run("example", str(store))
        words = ("--form", "interim", "--as", "filled", "--student", "2041203")
        run("print", str(store), *words, "--out", "uit")
        pictures = [Path(folder) / f"{screen}.png" for screen in ("today", "hours", "search")]
        for picture in pictures:  # hours need the holidays, search folds words
            run("screenshot", str(store), "--screen", picture.stem, "--out", picture.name)
        forms = list((Path(folder) / "uit").glob("*.pdf"))
        good = len(forms) == 1 and forms[0].read_bytes().startswith(b"%PDF")
        good = good and all(picture.exists() for picture in pictures)
    print("the bundle printed a form and drew its window" if good else "the bundle failed")  # noqa: T201
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
