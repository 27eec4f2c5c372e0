"""Changes of a blueprint, each giving another one: what the form editor does, without a screen.

A criterion keeps its id wherever it goes, so answers to it compare over all versions.
"""

import uuid
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from stagecoach.domain.templates.blueprints import (
    ASKED,
    Block,
    BlockKind,
    Blueprint,
    Criterion,
    Outcomes,
)
from stagecoach.domain.templates.rules import ResultRule
from stagecoach.domain.templates.scales import Scale


def block(blueprint: Blueprint, key: str) -> Block:
    return next(part for part in blueprint.blocks if part.key == key)


def change_block(blueprint: Blueprint, key: str, **values: Any) -> Blueprint:
    blocks = tuple(replace(b, **values) if b.key == key else b for b in blueprint.blocks)
    return replace(blueprint, blocks=blocks)


def add_block(blueprint: Blueprint, kind: BlockKind) -> tuple[Blueprint, str]:
    """After the last part that is filled in, or at the end; gives its key."""
    taken = {part.key for part in blueprint.blocks}
    names = (f"{kind.value}-{n}" if n > 1 else kind.value for n in range(1, len(taken) + 2))
    key = next(name for name in names if name not in taken)
    scale = next(iter(blueprint.scales), "")
    asked = kind in ASKED
    new_block = Block(
        kind,
        key,
        scale=scale if asked or kind is BlockKind.CONCLUSION else "",
        outcome=Outcomes.LOWEST if kind in {BlockKind.LEARNING, BlockKind.WORK} else Outcomes.NONE,
    )
    at = [n for n, part in enumerate(blueprint.blocks) if part.kind in ASKED]
    place = at[-1] + 1 if asked and at else len(blueprint.blocks)
    blocks = (*blueprint.blocks[:place], new_block, *blueprint.blocks[place:])
    return replace(blueprint, blocks=blocks), key


def remove_block(blueprint: Blueprint, key: str) -> Blueprint:
    """Without a conclusion none of its choices wants a date."""
    blocks = tuple(part for part in blueprint.blocks if part.key != key)
    new_blueprint = replace(blueprint, blocks=blocks)
    return new_blueprint if new_blueprint.conclusions else replace(new_blueprint, dated="")


def move_block(blueprint: Blueprint, key: str, by: int) -> Blueprint:
    keys = [part.key for part in blueprint.blocks]
    return replace(blueprint, blocks=_moved(blueprint.blocks, keys.index(key), by))


def criteria_at(blueprint: Blueprint, key: str, process: str) -> tuple[Criterion, ...]:
    """Of one place: a work process of a block, or (without one) the block itself."""
    return tuple(c for c in block(blueprint, key).criteria if c.process == process)


def add_criterion(
    blueprint: Blueprint, key: str, process: str, text: str = ""
) -> tuple[Blueprint, uuid.UUID]:
    criterion = Criterion(uuid.uuid4(), text, process)
    rows = (*block(blueprint, key).criteria, criterion)
    return change_block(blueprint, key, criteria=rows), criterion.id


def copy_criterion(blueprint: Blueprint, criterion_id: uuid.UUID) -> tuple[Blueprint, uuid.UUID]:
    """Below it, as a criterion of its own."""
    copy_id = uuid.uuid4()

    def doubled(rows: tuple[Criterion, ...], at: int) -> tuple[Criterion, ...]:
        return (*rows[: at + 1], replace(rows[at], id=copy_id), *rows[at + 1 :])

    return _at(blueprint, criterion_id, doubled), copy_id


def change_criterion(blueprint: Blueprint, criterion_id: uuid.UUID, **values: Any) -> Blueprint:
    def changed(rows: tuple[Criterion, ...], at: int) -> tuple[Criterion, ...]:
        return (*rows[:at], replace(rows[at], **values), *rows[at + 1 :])

    return _at(blueprint, criterion_id, changed)


def remove_criterion(blueprint: Blueprint, criterion_id: uuid.UUID) -> Blueprint:
    return _at(blueprint, criterion_id, lambda rows, at: (*rows[:at], *rows[at + 1 :]))


def neighbour(blueprint: Blueprint, key: str, criterion_id: uuid.UUID) -> uuid.UUID | None:
    """The criterion at the same place that comes after it, or else before it."""
    rows = block(blueprint, key).criteria
    process = next((c.process for c in rows if c.id == criterion_id), "")
    ids = [c.id for c in rows if c.process == process]
    at = ids.index(criterion_id) if criterion_id in ids else -1
    beside = [*ids[at + 1 : at + 2], *ids[max(0, at - 1) : max(0, at)]]
    return beside[0] if beside else None


def move_criterion(blueprint: Blueprint, criterion_id: uuid.UUID, by: int) -> Blueprint:
    """Past its neighbour at the same place; criteria of other work processes stay between."""

    def moved(rows: tuple[Criterion, ...], at: int) -> tuple[Criterion, ...]:
        same = [n for n, row in enumerate(rows) if row.process == rows[at].process]
        there = same.index(at) + by
        if not 0 <= there < len(same):
            return rows
        swapped = list(rows)
        swapped[at], swapped[same[there]] = rows[same[there]], rows[at]
        return tuple(swapped)

    return _at(blueprint, criterion_id, moved)


def set_scale(blueprint: Blueprint, name: str, scale: Scale) -> Blueprint:
    return replace(blueprint, scales={**blueprint.scales, name: scale})


def add_scale(blueprint: Blueprint, scale: Scale) -> tuple[Blueprint, str]:
    """Under a name that is free; gives it."""
    name = next(
        candidate
        for n in range(1, len(blueprint.scales) + 2)
        if (candidate := f"scale-{n}") not in blueprint.scales
    )
    return set_scale(blueprint, name, scale), name


def remove_scale(blueprint: Blueprint, name: str) -> Blueprint:
    """What still uses it is told by the checks."""
    kept = {key: scale for key, scale in blueprint.scales.items() if key != name}
    return replace(blueprint, scales=kept)


def set_rule(blueprint: Blueprint, rule: ResultRule | None) -> Blueprint:
    return replace(blueprint, result=rule)


_Change = Callable[[tuple[Criterion, ...], int], tuple[Criterion, ...]]


def _at(blueprint: Blueprint, criterion_id: uuid.UUID, change: _Change) -> Blueprint:
    for part in blueprint.blocks:
        ids = [criterion.id for criterion in part.criteria]
        if criterion_id in ids:
            rows = change(part.criteria, ids.index(criterion_id))
            return change_block(blueprint, part.key, criteria=rows)
    return blueprint


def _moved(blocks: tuple[Block, ...], at: int, by: int) -> tuple[Block, ...]:
    there = at + by
    if not 0 <= there < len(blocks):
        return blocks
    rows = list(blocks)
    rows[at], rows[there] = rows[there], rows[at]
    return tuple(rows)


Path = tuple[int, ...]  # which part of which part of the result rule; empty: the whole


def rule_at(blueprint: Blueprint, path: Path) -> ResultRule:
    result_rule = blueprint.result
    for at in path:
        assert result_rule is not None
        result_rule = result_rule.parts[at]
    assert result_rule is not None  # asked where a rule is shown
    return result_rule


def put_rule(blueprint: Blueprint, path: Path, rule: ResultRule | None) -> Blueprint:
    """Another rule at this place; None takes it out."""
    if not path:
        return set_rule(blueprint, rule)
    *way, at = path
    parent = rule_at(blueprint, tuple(way))
    own = () if rule is None else (rule,)
    parts = (*parent.parts[:at], *own, *parent.parts[at + 1 :])
    return put_rule(blueprint, tuple(way), replace(parent, parts=parts))
