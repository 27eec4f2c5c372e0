"""What the letters of a part mean, what stands beside them, and their keys: on as many lines as
the width asks for, since schools name their values as they like.
"""

from PySide6.QtWidgets import QWidget

from stagecoach.domain.evaluations import kind_name
from stagecoach.domain.templates.blueprints import Section
from stagecoach.i18n import _, short_day
from stagecoach.services.evaluations.sheet import Sheet
from stagecoach.ui.widgets.fields import held, key_cap, label, row
from stagecoach.ui.widgets.flow import flow

_MOST = 6  # values that are named; ten grades speak for themselves


def legend(sheet: Sheet, section: Section, past: Sheet | None) -> QWidget:
    """`past` is the evaluation whose answers are shown beside the new ones."""
    scale = section.questions[0].scale if section.questions else section.outcome
    values = scale.choices if scale else ()
    named = values if len(values) <= _MOST else ()
    parts = [_pair(value.letter, value.said) for value in named]
    if past is not None and past.talk_on:
        text = _("◇ %(evaluation)s of %(day)s")
        words = {"evaluation": kind_name(past.kind).lower(), "day": short_day(past.talk_on)}
        parts.append(label(text % words, "secondary"))
    if sheet.head and section.block.expected:
        text = _("▔ expected in year %d") % sheet.head.study_year
        parts.append(label(text, "secondary"))
    if not sheet.fixed:
        parts.append(_keys([value.letter for value in values]))
    return flow(parts, spacing=14)


def _pair(letter: str, said: str) -> QWidget:
    return held(row(label(letter, "label"), label(said, "secondary"), spacing=4))


def _keys(letters: list[str]) -> QWidget:
    """Its first letter chooses a value; 0 is a ten."""
    caps = [key_cap("0" if letter == "10" else letter[0].upper()) for letter in letters]
    return held(row(label(_("Keys"), "muted"), *caps, spacing=4))
