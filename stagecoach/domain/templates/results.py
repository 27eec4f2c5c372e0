"""Result rules as data: what a form proposes, with the computation (docs/domain.md, Rules found in
forms).

A rule looks at the answers or the outcomes of some blocks and says met, not met, or not to be
said yet (None). Empty answers count nowhere; while one is open a rule waits, unless it cannot
be met any more. Rules combine: all of them, or any.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING
from uuid import UUID

from stagecoach.domain.evaluations import Kind
from stagecoach.domain.templates.rules import TOGETHER, Level, ResultRule, RuleKind
from stagecoach.domain.templates.scales import NA, Scale, Value, counted

if TYPE_CHECKING:
    from stagecoach.domain.templates.blueprints import Section


@dataclass(frozen=True, slots=True)
class Facts:
    """What a rule may know beside the answers. Hours in minutes."""

    kind: Kind
    interim_closed: bool = False
    approved: int = 0
    agreed: int = 0


@dataclass(frozen=True, slots=True)
class GivenAnswer:
    """Answers by question, outcomes by section; None and absent are both empty."""

    answers: Mapping[UUID, str | None]
    outcomes: Mapping[str, str | None]

    def leaves_out(self, section: "Section") -> bool:
        """A work process that people agreed not to judge now."""
        return section.outcome is not None and self.outcomes.get(section.key) == NA


@dataclass(frozen=True, slots=True)
class Share:
    """Of one section: how many of the answers that count pass."""

    section: str
    passed: int
    of: int


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a rule found, with all that is needed to show how."""

    rule: ResultRule
    met: bool | None
    open: int = 0  # answers that are still empty
    counted: int = 0
    failing: int = 0
    figure: Decimal | None = None
    lowest: str = ""
    shares: tuple[Share, ...] = ()
    parts: "tuple[Verdict, ...]" = ()


_Pair = tuple[Scale, str | None]


def judge(
    rule: ResultRule, asked: Iterable["Section"], given: GivenAnswer, facts: Facts
) -> Verdict:
    """What this rule says of these answers."""
    known = tuple(asked)
    if rule.kind in TOGETHER:
        parts = tuple(judge(part, known, given, facts) for part in rule.parts)
        return Verdict(rule, _combined(rule.kind, [part.met for part in parts]), parts=parts)
    if rule.kind is RuleKind.INTERIM:
        return Verdict(rule, facts.kind is not Kind.FINAL or facts.interim_closed)
    if rule.kind is RuleKind.HOURS:
        return Verdict(rule, facts.approved >= facts.agreed if facts.agreed else None)
    scope = [s for s in known if not rule.blocks or s.block.key in rule.blocks]
    if rule.kind is RuleKind.SHARE:
        return _shares(rule, scope, given)
    return _values(rule, [p for s in scope for p in _pairs(s, rule.level, given)], facts)


def _combined(kind: RuleKind, met: list[bool | None]) -> bool | None:
    decided = kind is RuleKind.ANY  # one True decides ANY, one False decides ALL
    if decided in met:
        return decided
    return None if None in met or not met else not decided


def _pairs(section: "Section", level: Level, given: GivenAnswer) -> list[_Pair]:
    if given.leaves_out(section):
        return []
    pairs: list[_Pair] = []
    if level is not Level.OUTCOMES:
        pairs += [(q.scale, given.answers.get(q.id)) for q in section.questions]
    if level is not Level.ANSWERS and section.outcome is not None:
        pairs.append((section.outcome, given.outcomes.get(section.key)))
    return pairs


def _values(rule: ResultRule, pairs: list[_Pair], facts: Facts) -> Verdict:
    waiting = sum(mark is None for _scale, mark in pairs)
    valued = [(scale, value) for scale, mark in pairs for value in counted(scale, [mark])]
    failing = sum(not value.passes for _scale, value in valued)
    figure = _average(valued) if rule.kind is RuleKind.AVERAGE else None
    met: bool | None
    if rule.kind is RuleKind.LAST and facts.kind is not Kind.FINAL:
        met = None
    elif rule.kind is RuleKind.AVERAGE:
        met = None if waiting or figure is None or rule.least is None else figure >= rule.least
    elif failing:
        met = False
    else:
        met = None if waiting or not valued else True
    return Verdict(rule, met, waiting, len(valued), failing, figure, _lowest(valued))


def _average(valued: list[tuple[Scale, Value]]) -> Decimal | None:
    numbers = [scale.number(value) for scale, value in valued]
    return sum(numbers, Decimal(0)) / len(numbers) if numbers else None


def _lowest(valued: list[tuple[Scale, Value]]) -> str:
    """Over several scales the share of the way up compares."""
    return min(valued, key=lambda pair: _height(*pair))[1].letter if valued else ""


def _height(scale: Scale, value: Value) -> tuple[bool, float]:
    return value.passes, scale.values.index(value) / len(scale.values)


def _shares(rule: ResultRule, scope: list["Section"], given: GivenAnswer) -> Verdict:
    shares, waiting = [], 0
    for section in scope:
        pairs = _pairs(section, Level.ANSWERS, given)
        waiting += sum(mark is None for _scale, mark in pairs)
        values = [value for scale, mark in pairs for value in counted(scale, [mark])]
        if values:
            shares.append(Share(section.key, sum(v.passes for v in values), len(values)))
    enough = all(100 * s.passed >= (rule.percent or 0) * s.of for s in shares)
    met = None if waiting or not shares else enough
    failing = sum(s.of - s.passed for s in shares)
    return Verdict(rule, met, waiting, sum(s.of for s in shares), failing, shares=tuple(shares))
