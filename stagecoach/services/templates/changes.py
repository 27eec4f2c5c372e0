"""What one version of a template changes against another, in words."""

from collections.abc import Iterator
from dataclasses import replace

from stagecoach.domain.evaluations import kind_name as evaluation_name
from stagecoach.domain.evaluations import signer_name
from stagecoach.domain.templates.blueprints import Blueprint, criteria
from stagecoach.domain.templates.rules import ResultRule
from stagecoach.domain.templates.scales import Scale, Value
from stagecoach.domain.templates.words import (
    block_name,
    na_name,
    outcome_name,
    reveal_name,
    rule_name,
    voice_name,
)
from stagecoach.i18n import _, listed

Found = Iterator[tuple[str, str, str]]  # where, before, after


def between(before: Blueprint, after: Blueprint) -> Found:
    """Criteria first: they are what students are judged by."""
    yield from _criteria(before, after)
    yield from _blocks(before, after)
    names = sorted({*before.scales, *after.scales})
    for name in names:
        pair = (_scale(blueprint.scales.get(name)) for blueprint in (before, after))
        yield from _pair(_("Scale"), *pair)
    yield from _pair(_("Result rule"), *("\n".join(_rule(f.result)) for f in (before, after)))
    yield from _pair(_("Name"), before.name, after.name)
    yield from _pair(_("Title"), before.title, after.title)
    signers = (listed([signer_name(p) for p in form.signers]) for form in (before, after))
    yield from _pair(_("Who agrees"), *signers)
    yield from _settings(before, after)


def _criteria(before: Blueprint, after: Blueprint) -> Found:
    old, new = ({c.id: c for c in criteria(form)} for form in (before, after))
    for key, criterion in old.items():
        if key not in new:
            yield _("Taken out"), criterion.text, ""
    for key, criterion in new.items():
        if key not in old:
            yield _("New"), "", criterion.text
        elif old[key].text != criterion.text:
            yield _("Changed"), old[key].text, criterion.text
        elif old[key] != criterion:
            yield _("Changed"), criterion.text, _("%s, asked in another way") % criterion.text


def _settings(before: Blueprint, after: Blueprint) -> Found:
    """All the rest: that it is another one, with what it is where words are short."""
    pairs = {
        _("Qualification"): "crebo",
        _("Code"): "code",
        _("Under the title"): "note",
        _("Source"): "source",
    }
    for name, field in pairs.items():
        yield from _pair(name, getattr(before, field), getattr(after, field))
    kinds = (listed([evaluation_name(k) for k in form.kinds]) for form in (before, after))
    yield from _pair(_("For"), *kinds)
    views = (listed([voice_name(v) for v in form.voices]) for form in (before, after))
    yield from _pair(_("Other views beside the judgement"), *views)
    yield from _pair(
        _("What others answered is seen"), *(reveal_name(form.reveal) for form in (before, after))
    )
    order = (_("yes") if form.in_order else _("no") for form in (before, after))
    yield from _pair(_("in this order"), *order)
    yield from _pair(_("Wants the date of an extra talk"), before.dated, after.dated)
    old = {block.key: block for block in before.blocks}
    for block in after.blocks:
        there = old.get(block.key)
        if there is None:
            continue
        if [c.id for c in there.criteria] != [c.id for c in block.criteria]:
            yield _("Parts"), block_name(block), _("%s, in another order") % block_name(block)
        if replace(there, criteria=(), outcome=block.outcome) != replace(block, criteria=()):
            yield _("Parts"), block_name(block), _("%s, asked in another way") % block_name(block)


def _blocks(before: Blueprint, after: Blueprint) -> Found:
    pair = (
        "\n".join(f"{block_name(b)}: {outcome_name(b.outcome)}" for b in form.blocks)
        for form in (before, after)
    )
    yield from _pair(_("Parts"), *pair)


def _scale(scale: Scale | None) -> str:
    if scale is None:
        return ""
    return "\n".join([*map(_value, scale.values), na_name(scale.na)])


def _value(value: Value) -> str:
    said = [f"{value.letter} {value.label}"]
    said += [str(value.number)] if value.number is not None else []
    for on, words in (
        (value.passes, _("Passes")),
        (value.explain, _("Explain")),
        (value.counts, _("Counts")),
    ):
        said += [words.lower()] if on else []
    return ", ".join(said)


def _rule(rule: ResultRule | None, depth: int = 0) -> Iterator[str]:
    if rule is not None:
        about = [rule_name(rule.kind), *rule.blocks]
        about += [str(limit) for limit in (rule.least, rule.percent) if limit is not None]
        yield "  " * depth + f"{rule.words} ({', '.join(about)})"
        for part in rule.parts:
            yield from _rule(part, depth + 1)


def _pair(place: str, before: str, after: str) -> Found:
    if before != after:
        yield place, before, after
