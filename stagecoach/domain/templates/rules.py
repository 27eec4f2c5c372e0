"""Result rules as data: what decides whether a form is passed, and on what it looks."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class RuleKind(StrEnum):
    NONE_INSUFFICIENT = "none_insufficient"  # no onvoldoende anywhere (Rijn IJssel)
    AVERAGE = "average"  # on average at least this (Aeres, Horizon)
    LOWEST = "lowest"  # the lowest answer passes
    SHARE = "share"  # so many per cent shown in each work process (Rijn IJssel, wholesale)
    LAST = "last"  # as none insufficient, in the last period only (HMC)
    INTERIM = "interim"  # an interim evaluation was closed before (Utrecht)
    HOURS = "hours"  # the approved hours reach the agreement (HMC, Terra)
    ALL = "all"
    ANY = "any"


TOGETHER = frozenset({RuleKind.ALL, RuleKind.ANY})


class Level(StrEnum):
    ANSWERS = "answers"
    OUTCOMES = "outcomes"
    ANYWHERE = "anywhere"  # both


@dataclass(frozen=True, slots=True)
class ResultRule:
    """`words` tell it to people, `source` says where it comes from."""

    kind: RuleKind
    words: str
    source: str = ""
    blocks: tuple[str, ...] = ()  # keys; empty: every block
    level: Level = Level.ANSWERS
    least: Decimal | None = None  # of AVERAGE
    percent: int | None = None  # of SHARE
    parts: "tuple[ResultRule, ...]" = ()  # of ALL and ANY
