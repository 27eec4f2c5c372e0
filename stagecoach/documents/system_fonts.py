"""Fonts of this computer, for letters that no font of the program has: Chinese, Japanese, Korean.

A font for those is ten megabytes, and every system with readers of them has one. Linux is asked by
fontconfig, which knows what each font covers; Windows and macOS have theirs under fixed names.
"""

import os
import subprocess
import sys
from pathlib import Path

_SECONDS = 5
_WINDOWS = (
    *("msyh.ttc", "msjh.ttc", "simsun.ttc", "YuGothM.ttc", "msgothic.ttc", "malgun.ttf"),
    *("Nirmala.ttf", "Nirmala.ttc", "LeelawUI.ttf", "sylfaen.ttf", "ebrima.ttf", "seguisym.ttf"),
)
_MACOS = (
    "Supplemental/Arial Unicode.ttf",
    *("STHeiti Light.ttc", "Hiragino Sans GB.ttc", "AppleSDGothicNeo.ttc", "Apple Symbols.ttf"),
)


def candidates(char: str) -> list[Path]:
    """Files that may have a sign for it, the likeliest first; none where nobody can say."""
    if sys.platform == "win32":
        folder = Path(os.environ.get("SYSTEMROOT", "C:\\Windows")) / "Fonts"
        return [folder / name for name in _WINDOWS if (folder / name).exists()]
    if sys.platform == "darwin":
        folder = Path("/System/Library/Fonts")
        return [folder / name for name in _MACOS if (folder / name).exists()]
    return _by_fontconfig(char)


def _by_fontconfig(char: str) -> list[Path]:
    words = ["fc-list", f":charset={ord(char):x}", "--format", "%{file}\n"]
    try:
        listed = subprocess.run(  # noqa: S603 - of the system
            words, capture_output=True, timeout=_SECONDS, check=True, text=True
        ).stdout
    except (OSError, subprocess.SubprocessError):
        return []
    files = sorted(map(Path, dict.fromkeys(listed.split("\n")[:-1])))
    return sorted(files, key=lambda file: "sans" not in file.name.lower())
