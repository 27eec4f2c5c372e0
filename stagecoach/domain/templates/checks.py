"""Why a blueprint cannot be filled in, computed or printed, in sentences; and what to think over.

Asked before a template is released and when a file comes in, so that no evaluation ever begins
from one that does not work.
"""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from stagecoach.domain.templates import scales
from stagecoach.domain.templates.blueprints import (
    ASKED,
    Block,
    BlockKind,
    Blueprint,
    Outcomes,
    criteria,
)
from stagecoach.domain.templates.rules import TOGETHER, Level, ResultRule, RuleKind
from stagecoach.domain.templates.words import block_name
from stagecoach.i18n import _, ngettext

MOST_CRITERIA: Final = 400
LONGEST: Final = 300  # characters of a criterion or a title
LONG_FORM: Final = 40  # criteria; each needs a moment of observation (docs/domain.md, Long forms)
DEEPEST: Final = 4  # rules within rules
_CODE = re.compile(r"[A-Z0-9-]{0,6}", re.ASCII)
_PERCENT = range(1, 101)


def problems(blueprint: Blueprint, codes: frozenset[str] | None = None) -> list[str]:
    """Empty when all is well. `codes` are those of the qualification, where it is known."""
    texts = [*_whole(blueprint), *_parties(blueprint), *_names(blueprint)]
    for scale in blueprint.scales.values():
        texts += scales.problems(scale)
    for block in blueprint.blocks:
        texts += _block(blueprint, block)
    texts += _codes(blueprint, codes)
    if blueprint.result is not None:
        texts += _rule(blueprint, blueprint.result, 1)
    return texts


def remarks(blueprint: Blueprint) -> list[str]:
    """What works, and is worth a second thought."""
    count = sum(1 for _each in criteria(blueprint))
    texts = []
    if count > LONG_FORM:
        text = _("%d criteria: each one needs a moment at which it was seen.")
        texts.append(text % count)
    if not any(block.track for block in blueprint.blocks):
        texts.append(_("This form evaluates neither learning tasks nor work tasks."))
    return texts


def _whole(blueprint: Blueprint) -> Iterator[str]:
    if not blueprint.name.strip():
        yield _("The form has no name.")
    if max(map(len, (blueprint.name, blueprint.title, blueprint.note))) > LONGEST:
        yield _("The name of the form is longer than %d characters.") % LONGEST
    if not _CODE.fullmatch(blueprint.code):
        yield _("The code has at most 6 capitals, digits or hyphens.")
    if not any(_asks(block) for block in blueprint.blocks):
        yield _("The form has no criteria, and asks for no outcome: there is nothing to fill in.")
    if sum(1 for _each in criteria(blueprint)) > MOST_CRITERIA:
        yield _("The form has more than %d criteria.") % MOST_CRITERIA


def _parties(blueprint: Blueprint) -> Iterator[str]:
    if len(set(blueprint.voices)) < len(blueprint.voices):
        yield _("The same view is asked twice.")
    if not blueprint.kinds:
        yield _("The form is for no kind of evaluation.")
    if not blueprint.signers:
        yield _("Nobody has to agree with this form.")
    if len(set(blueprint.signers)) < len(blueprint.signers):
        yield _("The same party signs twice.")


def _names(blueprint: Blueprint) -> Iterator[str]:
    """What must be there once, or has to exist."""
    if blueprint.dated:
        choices = blueprint.conclusions
        if choices is None or choices.find(blueprint.dated) is None:
            yield _("The conclusion that wants a date does not exist.")
    keys = Counter(block.key for block in blueprint.blocks)
    for key, count in keys.items():
        if count > 1:
            yield _("Two parts are both called “%s”.") % key
    for kind in (BlockKind.HEADER, BlockKind.CONCLUSION, BlockKind.SIGNATURES):
        if sum(block.kind is kind for block in blueprint.blocks) > 1:
            yield _("The form has a head, a conclusion or signatures twice.")
    ids = Counter(criterion.id for criterion in criteria(blueprint))
    if any(count > 1 for count in ids.values()):
        yield _("Two criteria have the same id.")


def _asks(block: Block) -> bool:
    if block.kind not in ASKED:
        return False
    return bool(block.criteria) or block.outcome is not Outcomes.NONE or block.open


def _block(blueprint: Blueprint, block: Block) -> Iterator[str]:
    name = block_name(block)
    if not block.key.strip():
        yield _("A part has no key.")
    for used in {block.scale, block.outcome_scale, *(c.scale for c in block.criteria)} - {""}:
        if used not in blueprint.scales:
            yield _("%(part)s uses the scale “%(scale)s”, which is not there.") % {
                "part": name,
                "scale": used,
            }
    wants = _asks(block) or block.kind is BlockKind.CONCLUSION
    if wants and not block.scale:
        yield _("%s has no scale.") % name
    if block.outcome is Outcomes.SHARE and block.percent not in _PERCENT:
        yield _("%s: a percentage is a number from 1 to 100.") % name
    scale = blueprint.scales.get(block.scale)
    if scale and any(scale.find(letter) is None for letter in block.expected.values()):
        yield _("%s expects an answer that is not in its scale.") % name
    yield from _criteria(block, name)


def _criteria(block: Block, name: str) -> Iterator[str]:
    seen: set[tuple[str, str]] = set()
    for criterion in block.criteria:
        text = criterion.text.strip()
        if not text:
            yield _("%s has a criterion without a text.") % name
        elif len(text) > LONGEST:
            cut = f"{text[:40]}…"
            yield _("“%(text)s” is longer than %(most)d characters.") % {
                "text": cut,
                "most": LONGEST,
            }
        place = (criterion.process, text.casefold())
        if text and place in seen:
            yield _("“%s” stands twice at the same place.") % text[:60]
        seen.add(place)


def _codes(blueprint: Blueprint, codes: frozenset[str] | None) -> Iterator[str]:
    used = {criterion.process for criterion in criteria(blueprint)} - {""}
    if used and not blueprint.crebo:
        yield _("Criteria name work processes, and the form does not say of which qualification.")
    for code in sorted(used - codes) if codes is not None else ():
        text = _("Work process %(code)s is not in qualification %(crebo)s.")
        yield text % {"code": code, "crebo": blueprint.crebo}


def _rule(blueprint: Blueprint, rule: ResultRule, depth: int) -> Iterator[str]:
    """A rule that cannot be computed is refused before it proposes nonsense."""
    name = rule.words or rule.kind.value
    if depth > DEEPEST:
        yield _("The result rule is nested too deep.")
        return
    if rule.kind in TOGETHER:
        if not rule.parts:
            yield _("The rule “%s” combines nothing.") % name
        for part in rule.parts:
            yield from _rule(blueprint, part, depth + 1)
        return
    by_key = {block.key: block for block in blueprint.blocks}
    for key in rule.blocks:
        if key not in by_key or by_key[key].kind not in ASKED:
            yield _("The rule “%(rule)s” looks at “%(part)s”, where nothing is asked.") % {
                "rule": name,
                "part": key,
            }
    scope = [b for b in blueprint.blocks if (not rule.blocks or b.key in rule.blocks) and _asks(b)]
    yield from _computable(rule, name, scope)


def _computable(rule: ResultRule, name: str, scope: list[Block]) -> Iterator[str]:
    if rule.kind is RuleKind.AVERAGE and (rule.least is None or not rule.least.is_finite()):
        yield _("The rule “%s” does not say how high the average must be.") % name
    if rule.kind is RuleKind.SHARE and rule.percent not in _PERCENT:
        yield _("%s: a percentage is a number from 1 to 100.") % name
    if rule.kind in {RuleKind.INTERIM, RuleKind.HOURS}:
        return
    if rule.level is Level.OUTCOMES and all(b.outcome is Outcomes.NONE for b in scope):
        yield _("The rule “%s” looks at outcomes, and none is asked.") % name
    if rule.level is Level.ANSWERS and not any(b.criteria or b.open for b in scope):
        yield _("The rule “%s” looks at answers, and there are no criteria.") % name


def drawable(blueprint: Blueprint) -> bool:
    """Whether every scale that is asked in exists: an unfinished form is drawn as far as it is."""
    used = {
        name
        for block in blueprint.blocks
        for name in (block.scale, block.outcome_scale, *(c.scale for c in block.criteria))
    }
    asked = [block for block in blueprint.blocks if _asks(block)]
    return (
        bool(blueprint.scales)
        and used - {""} <= set(blueprint.scales)
        and all(block.scale for block in asked)
        and all(scale.values for scale in blueprint.scales.values())
    )


def summary(count: int) -> str:
    """How many problems, to stand above them."""
    return (
        ngettext("%d thing is wrong with this form", "%d things are wrong with this form", count)
        % count
    )
