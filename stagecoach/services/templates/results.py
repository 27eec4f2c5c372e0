"""What a form proposes as its result, and the computation in words. People decide."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from stagecoach.domain.evaluations import Kind
from stagecoach.domain.templates import results, scales
from stagecoach.domain.templates.blueprints import Blueprint, Outcomes, Section
from stagecoach.domain.templates.results import Facts, GivenAnswer, Verdict
from stagecoach.domain.templates.rules import TOGETHER, RuleKind
from stagecoach.domain.templates.scales import Scale
from stagecoach.i18n import _, hours, ngettext, number


@dataclass(frozen=True, slots=True)
class ResultLine:
    """One rule of the computation: how deep it stands, what it asks, what it found."""

    depth: int
    words: str
    found: str
    met: bool | None
    source: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """`letter` is a value of the conclusion's scale; None while nothing can be proposed."""

    letter: str | None
    met: bool | None
    lines: tuple[ResultLine, ...]


def outcome(section: Section, marks: list[str | None]) -> str | None:
    """What is proposed for one section, by the rule of its block."""
    scale, asked = section.outcome, section.questions
    if scale is None or not asked:
        return None
    own = asked[0].scale
    same = [mark for q, mark in zip(asked, marks, strict=True) if q.scale == own]
    match section.block.outcome:
        case Outcomes.LOWEST:
            lowest_mark = scales.lowest(own, same)
            return lowest_mark if scale == own else _by_passing(own, scale, lowest_mark)
        case Outcomes.AVERAGE:
            figure = scales.average(own, same)
            return None if figure is None else scales.nearest(scale, figure)
        case Outcomes.SHARE:
            passed, of = scales.passed(own, same)
            enough = 100 * passed >= section.block.percent * of
            return scales.by_passing(scale, passes=enough) if of else None
    return None


def _by_passing(own: Scale, scale: Scale, letter: str | None) -> str | None:
    value = own.find(letter)
    return None if value is None else scales.by_passing(scale, passes=value.passes)


def propose(
    blueprint: Blueprint, asked: tuple[Section, ...], given: GivenAnswer, facts: Facts
) -> Proposal:
    """What the result rule says of this form as a whole."""
    if blueprint.result is None:
        return Proposal(None, None, ())
    verdict = results.judge(blueprint.result, asked, given, facts)
    choices = blueprint.conclusions
    letter = None
    if choices is not None and verdict.met is not None:
        numbered = all(value.number is not None for value in choices.values)
        figure = _figure(verdict) if numbered else None
        letter = _letter(choices, figure, met=verdict.met)
    return Proposal(letter, verdict.met, tuple(_lines(verdict, asked, facts, 0)))


def _letter(choices: Scale, figure: Decimal | None, *, met: bool) -> str | None:
    """A grade where one was computed; never one that passes where a rule was not met."""
    if figure is None:
        return scales.by_passing(choices, passes=met)
    grade = scales.nearest(choices, figure)
    value = choices.find(grade)
    if value is not None and value.passes and not met:
        return scales.by_passing(choices, passes=False)
    return grade


def _figure(verdict: Verdict) -> Decimal | None:
    """The average that was computed, of this rule or of one it combines."""
    if verdict.rule.kind is RuleKind.AVERAGE:
        return verdict.figure
    figures = (figure for part in verdict.parts if (figure := _figure(part)) is not None)
    return next(figures, None)


def _lines(
    verdict: Verdict, asked: tuple[Section, ...], facts: Facts, depth: int
) -> Iterator[ResultLine]:
    rule = verdict.rule
    yield ResultLine(depth, rule.words, _found(verdict, asked, facts), verdict.met, rule.source)
    for part in verdict.parts:
        yield from _lines(part, asked, facts, depth + 1)


def _found(verdict: Verdict, asked: tuple[Section, ...], facts: Facts) -> str:
    """The sum behind one rule, in a few words."""
    kind = verdict.rule.kind
    if kind in TOGETHER:
        return ""
    if kind is RuleKind.INTERIM:
        return _interim(facts)
    if kind is RuleKind.HOURS:
        text = _("%(approved)s of %(agreed)s hours approved")
        return text % {"approved": hours(facts.approved), "agreed": hours(facts.agreed)}
    if kind is RuleKind.LAST and facts.kind is not Kind.FINAL:
        return _("counts in the last period only")
    return _with_open(_computed(verdict, asked), verdict.open)


def _computed(verdict: Verdict, asked: tuple[Section, ...]) -> str:
    if verdict.shares:
        return "; ".join(_share(share, asked) for share in verdict.shares)
    if verdict.figure is not None:
        figure = number(float(scales.rounded(verdict.figure)))
        return _("average %(figure)s of %(count)d") % {"figure": figure, "count": verdict.counted}
    return _counted(verdict)


def _interim(facts: Facts) -> str:
    if facts.kind is not Kind.FINAL:
        return _("counts for the final evaluation only")
    return _("it was closed") if facts.interim_closed else _("none was closed")


def _share(share: results.Share, asked: tuple[Section, ...]) -> str:
    section = next(candidate for candidate in asked if candidate.key == share.section)
    name = section.process.code if section.process else section.block.title or section.key
    words = {"name": name, "passed": share.passed, "of": share.of}
    percent = number(round(100 * share.passed / share.of))
    return _("%(name)s %(passed)d of %(of)d") % words + f" ({percent}%)"


def _counted(verdict: Verdict) -> str:
    if not verdict.counted:
        return _("nothing was judged yet")
    if verdict.failing:
        text = ngettext(
            "%(failing)d of %(of)d insufficient",
            "%(failing)d of %(of)d insufficient",
            verdict.failing,
        )
        return text % {"failing": verdict.failing, "of": verdict.counted}
    text = ngettext(
        "%d judged, none insufficient", "%d judged, none insufficient", verdict.counted
    )
    return text % verdict.counted


def _with_open(text: str, waiting: int) -> str:
    if not waiting:
        return text
    return text + ", " + ngettext("%d still open", "%d still open", waiting) % waiting
