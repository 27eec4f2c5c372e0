"""The recovery sheet: the code that opens a store, or a personal key, on paper."""

from dataclasses import dataclass
from pathlib import Path

from stagecoach import clock, i18n
from stagecoach.documents import paper, printing
from stagecoach.documents.paper import LEFT, RIGHT, Page
from stagecoach.errors import StageCoachError
from stagecoach.i18n import _
from stagecoach.services import Store

FILE_NAME = "StageCoach-herstelblad.pdf"  # names nobody
_STEP = 6.0  # between lines of one text
_A_LINE = 4  # groups of the code


@dataclass(frozen=True, slots=True)
class RecoveryDocument:
    """A code and what it opens: the file, or in it the key of `whose`."""

    code: str
    file_name: str
    whose: str = ""


def draw(sheet: RecoveryDocument) -> bytes:
    """One page: which file, the code in large groups, and how to use it."""
    page = Page(corners=False)
    page.text(LEFT, 28, _("Recovery sheet"), 24, bold=True)
    about = _("Personal key of %s, in ") % sheet.whose if sheet.whose else ""
    page.text(LEFT, 37, about + _("StageCoach file: %s") % sheet.file_name, 11)
    page.text(LEFT, 43, _("Made on %s") % i18n.full_date(clock.today()), 11)
    page.frame(LEFT, 54, RIGHT, 92)
    groups = sheet.code.split("-")
    for number, start in enumerate(range(0, len(groups), _A_LINE)):
        shown = "   ".join(groups[start : start + _A_LINE])
        page.centred((LEFT + RIGHT) / 2, 70 + 15 * number, shown, 26)
    y = 106.0
    for rule in _key_rules() if sheet.whose else _rules():
        for line in paper.wrap(rule, 12, RIGHT - LEFT):
            page.text(LEFT, y, line, 12)
            y += _STEP
        y += _STEP / 2
    return paper.bind([page], _("Recovery sheet"))


def _rules() -> tuple[str, ...]:
    return (
        _("Keep this sheet away from the computer, where only you can get at it."),
        _("Lost your passphrase? Open StageCoach, choose Use recovery code and type this code."),
        _("Then choose a new passphrase in the settings. This code stays the same."),
        _("Without passphrase and this sheet nobody can get in, not even us."),
    )


def _key_rules() -> tuple[str, ...]:
    return (
        _("Keep this sheet where only you can get at it. It opens what is sealed to you."),
        _("Lost the passphrase of your key? Choose My key and type this code in its place."),
        _("Then choose a new passphrase. This code stays the same."),
        _("Without passphrase and this sheet nobody can open it, not even us."),
    )


def save(store: Store, path: Path, sheet: RecoveryDocument) -> Path:
    """Write the sheet as a PDF that only its owner can read. Raises StageCoachError."""
    del store  # a job of the worker; the code stands nowhere in the store
    try:
        return printing.write(path, draw(sheet))
    except OSError as error:
        text = _("The sheet could not be written. Write the code down, or choose another place.")
        raise StageCoachError(text) from error
