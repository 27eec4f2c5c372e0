"""What one version of a template changes against another, in words."""

from collections.abc import Iterator

from stagecoach.domain.blueprints import Blueprint, criteria
from stagecoach.domain.results import Rule
from stagecoach.domain.scales import Scale
from stagecoach.i18n import _, listed
from stagecoach.services.block_words import block_name
from stagecoach.services.consents import party_name
from stagecoach.services.template_words import outcome_name

Found = Iterator[tuple[str, str, str]]  # where, before, after


def between(before: Blueprint, after: Blueprint) -> Found:
    """Criteria first: they are what students are judged by."""
    yield from _criteria(before, after)
    yield from _blocks(before, after)
    names = sorted({*before.scales, *after.scales})
    for name in names:
        pair = (_scale(each.scales.get(name)) for each in (before, after))
        yield from _pair(_("Scale"), *pair)
    yield from _pair(_("Result rule"), *("\n".join(_rule(f.result)) for f in (before, after)))
    yield from _pair(_("Name"), before.name, after.name)
    yield from _pair(_("Title"), before.title, after.title)
    signers = (listed([party_name(p) for p in form.signers]) for form in (before, after))
    yield from _pair(_("Who agrees"), *signers)


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


def _blocks(before: Blueprint, after: Blueprint) -> Found:
    pair = (
        "\n".join(f"{block_name(b)}: {outcome_name(b.outcome)}" for b in form.blocks)
        for form in (before, after)
    )
    yield from _pair(_("Parts"), *pair)


def _scale(scale: Scale | None) -> str:
    if scale is None:
        return ""
    return ", ".join(f"{v.letter} {v.label}" for v in scale.values) + f" ({scale.na.value})"


def _rule(rule: Rule | None, depth: int = 0) -> Iterator[str]:
    if rule is not None:
        yield "  " * depth + rule.words
        for part in rule.parts:
            yield from _rule(part, depth + 1)


def _pair(place: str, before: str, after: str) -> Found:
    if before != after:
        yield place, before, after
