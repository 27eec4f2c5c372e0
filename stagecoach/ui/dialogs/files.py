"""Which file, or which folder: the system's own chooser, begun where that makes sense."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

PDF, JSON = "PDF (*.pdf)", "JSON (*.json)"


def of_program(suffix: str) -> str:
    """A kind of file that is this program's own."""
    return f"StageCoach (*{suffix})"


def ask_open(
    parent: QWidget, title: str, kind: str, start: Path | str | None = None
) -> Path | None:
    """None where nothing was chosen; so with the others."""
    begin = str(start or Path.home())
    chosen, _kind = QFileDialog.getOpenFileName(parent, title, begin, kind)
    return Path(chosen) if chosen else None


def ask_open_several(parent: QWidget, title: str, kind: str) -> list[Path]:
    chosen, _kind = QFileDialog.getOpenFileNames(parent, title, str(Path.home()), kind)
    return [Path(name) for name in chosen]


def ask_save(parent: QWidget, title: str, start: Path | str, kind: str = "") -> Path | None:
    """`start` names the file; without a folder it is offered in the user's own."""
    chosen, _kind = QFileDialog.getSaveFileName(parent, title, str(Path.home() / start), kind)
    return Path(chosen) if chosen else None


def ask_folder(parent: QWidget, title: str, start: Path | str | None = None) -> Path | None:
    chosen = QFileDialog.getExistingDirectory(parent, title, str(start or Path.home()))
    return Path(chosen) if chosen else None
