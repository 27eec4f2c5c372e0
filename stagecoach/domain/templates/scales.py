"""Scales as data: ordered values, what passes, and n.v.t. as a state of its own (docs/domain.md,
Scales).

A scale belongs to one version of a template, so a cohort keeps the one it began with. An empty
answer is no answer, never the lowest mark; n.v.t. counts nowhere.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import Final

from stagecoach.i18n import _, either

MOST_VALUES: Final = 20
LONGEST_LETTER: Final = 20  # characters; some schools write a word
LONGEST_LABEL: Final = 120
NA: Final = "n.v.t."  # what is stored and printed; no value of a scale may be called so


class NotApplicable(StrEnum):
    """Whether a question may stay without a mark."""

    OFF = "off"  # recognition says what a company can do (docs/domain.md, Kinds of forms)
    ALLOWED = "allowed"
    # only where "cannot be done here" has its agreement (docs/domain.md, Rules found in forms)
    AGREED = "agreed"


@dataclass(frozen=True, slots=True)
class Value:
    """One answer of a scale."""

    letter: str  # what is stored, printed above the box and pressed on the keyboard
    label: str
    label_en: str = ""
    number: Decimal | None = None
    passes: bool = True
    explain: bool = False  # agreeing waits for an explanation
    counts: bool = True  # in an average, and as the lowest

    @property
    def said(self) -> str:
        """The label in the reader's language."""
        return either(self.label, self.label_en)


@dataclass(frozen=True, slots=True)
class Scale:
    """From the lowest value to the highest."""

    name: str
    values: tuple[Value, ...]
    na: NotApplicable = NotApplicable.OFF
    source: str = ""

    def find(self, letter: str | None) -> Value | None:
        """None for an empty answer, and for n.v.t."""
        return next((value for value in self.values if value.letter == letter), None)

    def accepts(self, letter: str | None) -> bool:
        if letter == NA:
            return self.na is not NotApplicable.OFF
        return letter is None or self.find(letter) is not None

    @property
    def choices(self) -> tuple[Value, ...]:
        """What a rating offers; n.v.t. last, where it is allowed at all."""
        if self.na is NotApplicable.OFF:
            return self.values
        words = ("nog niet aan de orde", "not yet applicable")
        if self.na is NotApplicable.AGREED:
            words = ("kan hier niet, met afspraak", "not possible here, as agreed")
        return (*self.values, Value(NA, *words, counts=False))

    def step(self, letter: str | None) -> int | None:
        """The place of an answer among those that count, from 0."""
        counting = [value.letter for value in self.values if value.counts]
        return counting.index(letter) if letter in counting else None

    def number(self, value: Value) -> Decimal:
        """The number of a value; its place from 1 in a scale that has no numbers."""
        if value.number is not None:
            return value.number
        return Decimal(self.values.index(value) + 1)


def counted(scale: Scale, marks: Iterable[str | None]) -> list[Value]:
    """The answers that count: not the empty ones, not n.v.t."""
    answers = (scale.find(mark) for mark in marks)
    return [value for value in answers if value is not None and value.counts]


def lowest(scale: Scale, marks: Iterable[str | None]) -> str | None:
    """The proposed outcome: the lowest mark given. Empty and n.v.t. never propose."""
    given = {value.letter for value in counted(scale, marks)}
    return next((value.letter for value in scale.values if value.letter in given), None)


def average(scale: Scale, marks: Iterable[str | None]) -> Decimal | None:
    """Of the numbers given, exact; None where nothing counts."""
    given = [scale.number(value) for value in counted(scale, marks)]
    return sum(given, Decimal(0)) / len(given) if given else None


def nearest(scale: Scale, figure: Decimal) -> str | None:
    """The value whose number is nearest; half-way goes up, as a grade is rounded."""
    able = [value for value in scale.values if value.counts]
    if not able:
        return None
    best = min(able, key=lambda value: (abs(scale.number(value) - figure), -scale.number(value)))
    return best.letter


def passed(scale: Scale, marks: Iterable[str | None]) -> tuple[int, int]:
    """How many of the answers that count pass, of how many."""
    given = counted(scale, marks)
    return sum(value.passes for value in given), len(given)


def by_passing(scale: Scale, *, passes: bool) -> str | None:
    """The lowest value that passes, or the highest that does not."""
    able = [value.letter for value in scale.values if value.counts and value.passes is passes]
    return (able[0] if passes else able[-1]) if able else None


def needs_explanation(scale: Scale, mark: str | None, explanation: str) -> bool:
    """True while agreeing has to wait; saving never does."""
    value = scale.find(mark)
    return not explanation and value is not None and value.explain


def rounded(figure: Decimal) -> Decimal:
    """A grade is shown in tenths, half up."""
    return figure.quantize(Decimal("0.1"), ROUND_HALF_UP)


def problems(scale: Scale) -> list[str]:
    """Why this is no scale that people can fill in; empty when it is."""
    letters = [value.letter.casefold().strip() for value in scale.values]
    faults = []
    if not scale.values:
        faults.append(_("The scale “%s” has no values.") % scale.name)
    if len(set(letters)) < len(letters):
        faults.append(_("The scale “%s” has the same letter twice.") % scale.name)
    if any(not letter.strip() for letter in letters):
        faults.append(_("The scale “%s” has a value without a letter.") % scale.name)
    if NA in letters:
        text = _("The scale “%s” has a value called n.v.t.; that is a state of its own.")
        faults.append(text % scale.name)
    if any(value.number is None for value in scale.values) and any(
        value.number is not None for value in scale.values
    ):
        text = _("The scale “%s” has a number at some values and not at others.")
        faults.append(text % scale.name)
    return faults + _too_much(scale)


def _too_much(scale: Scale) -> list[str]:
    """What no form has room for, or no rule can count with."""
    texts = []
    if len(scale.values) > MOST_VALUES:
        text = _("The scale “%(name)s” has more than %(most)d values.")
        texts.append(text % {"name": scale.name, "most": MOST_VALUES})
    if any(len(v.letter) > LONGEST_LETTER or len(v.label) > LONGEST_LABEL for v in scale.values):
        text = _("The scale “%s” has a letter or a label that is too long for its box.")
        texts.append(text % scale.name)
    if any(value.number is not None and not value.number.is_finite() for value in scale.values):
        texts.append(_("The scale “%s” has a number that is none.") % scale.name)
    return texts
