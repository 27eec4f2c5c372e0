"""Result rules against a slow reference that was written from their words alone."""

import uuid
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stagecoach.domain.evaluations import Kind
from stagecoach.domain.qualifications import Process
from stagecoach.domain.templates import scales
from stagecoach.domain.templates.blueprints import (
    Block,
    BlockKind,
    Blueprint,
    Criterion,
    Outcomes,
    Section,
    resolved,
    sections,
)
from stagecoach.domain.templates.results import Facts, GivenAnswer, judge
from stagecoach.domain.templates.rules import Level, ResultRule, RuleKind
from stagecoach.domain.templates.scales import NA, NotApplicable, Scale, Value

OVG = Scale(
    "O, V, G",
    (
        Value("O", "onvoldoende", number=Decimal(4), passes=False, explain=True),
        Value("V", "voldoende", number=Decimal("5.5")),
        Value("G", "goed", number=Decimal(8)),
    ),
    NotApplicable.ALLOWED,
)
GRADES = Scale(
    "Cijfer", tuple(Value(str(n), str(n), number=Decimal(n), passes=n >= 6) for n in range(1, 11))
)
PROCESSES = tuple(
    Process(uuid.uuid4(), f"B1-K1-W{n}", f"Werkproces {n}", "B1-K1", "Kerntaak") for n in (1, 2)
)


def blueprint() -> Blueprint:
    def rows(count: int) -> tuple[Criterion, ...]:
        return tuple(
            Criterion(uuid.uuid5(uuid.NAMESPACE_OID, str(n)), f"c{n}") for n in range(count)
        )

    sample = Blueprint(
        "Proef",
        {"ovg": OVG, "grade": GRADES},
        (
            Block(
                BlockKind.LEARNING,
                "learning",
                scale="ovg",
                by_process=True,
                criteria=rows(2),
                outcome=Outcomes.LOWEST,
            ),
            Block(
                BlockKind.WORK,
                "work",
                scale="ovg",
                outcome=Outcomes.PEOPLE,
                outcome_scale="grade",
                by_process=True,
                criteria=(Criterion(uuid.uuid4(), "w"),),
            ),
            Block(
                BlockKind.ATTITUDE,
                "attitude",
                scale="ovg",
                criteria=(Criterion(uuid.uuid4(), "a"), Criterion(uuid.uuid4(), "b")),
            ),
        ),
    )
    return resolved(sample, "Proefvak", 2, PROCESSES)


ASKED = sections(blueprint())
MARK = st.sampled_from(["O", "V", "G", NA, None])
GRADE = st.sampled_from([*map(str, range(1, 11)), None])


@st.composite
def filled(draw: st.DrawFn) -> GivenAnswer:
    answers = {q.id: draw(MARK) for s in ASKED for q in s.questions if draw(st.booleans())}
    outcomes = {
        s.key: draw(MARK if s.outcome == OVG else GRADE) for s in ASKED if s.outcome is not None
    }
    return GivenAnswer(answers, outcomes)


@st.composite
def rules(draw: st.DrawFn, depth: int = 0) -> ResultRule:
    kinds = [k for k in RuleKind if depth < 2 or k not in {RuleKind.ALL, RuleKind.ANY}]
    kind = draw(st.sampled_from(kinds))
    parts: tuple[ResultRule, ...] = ()
    if kind in {RuleKind.ALL, RuleKind.ANY}:
        parts = tuple(draw(st.lists(rules(depth + 1), min_size=1, max_size=3)))
    keys = draw(st.sets(st.sampled_from(["learning", "work", "attitude"])))
    return ResultRule(
        kind,
        "woorden",
        "bron",
        tuple(sorted(keys)),
        draw(st.sampled_from(Level)),
        draw(st.sampled_from([Decimal("5.5"), Decimal(6), Decimal(4)])),
        draw(st.integers(1, 100)),
        parts,
    )


FACTS = st.builds(
    Facts, st.sampled_from(Kind), st.booleans(), st.integers(0, 900), st.integers(0, 900)
)


def seen(
    rule: ResultRule, given_: GivenAnswer, section: Section
) -> list[tuple[Scale, str | None]]:
    """What a reader would look at on this part of the form."""
    if section.outcome is not None and given_.outcomes.get(section.key) == NA:
        return []  # "this work process is not judged"
    marks: list[tuple[Scale, str | None]] = []
    if rule.level in {Level.ANSWERS, Level.ANYWHERE}:
        marks += [(field.scale, given_.answers.get(field.id)) for field in section.questions]
    if rule.level in {Level.OUTCOMES, Level.ANYWHERE} and section.outcome is not None:
        marks.append((section.outcome, given_.outcomes.get(section.key)))
    return marks


def words(rule: ResultRule, given_: GivenAnswer, facts: Facts) -> bool | None:  # noqa: C901, PLR0911, PLR0912
    """The rule as a supervisor would work it out with a pencil."""
    if rule.kind is RuleKind.ALL:
        said = [words(part, given_, facts) for part in rule.parts]
        if any(verdict is False for verdict in said):
            return False
        return True if all(verdict is True for verdict in said) else None
    if rule.kind is RuleKind.ANY:
        said = [words(part, given_, facts) for part in rule.parts]
        if any(verdict is True for verdict in said):
            return True
        return False if all(verdict is False for verdict in said) else None
    if rule.kind is RuleKind.INTERIM:  # an interim must exist before a final one counts
        return facts.interim_closed if facts.kind is Kind.FINAL else True
    if rule.kind is RuleKind.HOURS:
        return None if facts.agreed == 0 else not facts.approved < facts.agreed
    scope = [s for s in ASKED if not rule.blocks or s.block.key in rule.blocks]
    looked = {
        s.key: seen(rule if rule.kind is not RuleKind.SHARE else ANSWERS, given_, s) for s in scope
    }
    marks = [pair for pairs in looked.values() for pair in pairs]
    empty = any(mark is None for _scale, mark in marks)
    real = [(scale, mark) for scale, mark in marks if mark not in {None, NA}]
    if rule.kind is RuleKind.SHARE:
        if empty or not real:
            return None
        for pairs in looked.values():
            counting = [scale.find(mark) for scale, mark in pairs if mark not in {None, NA}]
            good = [value for value in counting if value is not None and value.passes]
            if counting and Fraction(len(good), len(counting)) < Fraction(rule.percent or 0, 100):
                return False
        return True
    if rule.kind is RuleKind.AVERAGE:
        if empty or not real:
            return None
        total: Fraction = sum((number(scale, mark) for scale, mark in real), Fraction(0))
        return bool(total / len(real) >= Fraction(str(rule.least)))
    if rule.kind is RuleKind.LAST and facts.kind is not Kind.FINAL:
        return None
    if any(not passes(scale, mark) for scale, mark in real):
        return False
    return None if empty or not real else True


ANSWERS = ResultRule(RuleKind.SHARE, "", level=Level.ANSWERS)


def number(scale: Scale, mark: str | None) -> Fraction:
    value = scale.find(mark)
    assert value is not None
    return Fraction(str(value.number))


def passes(scale: Scale, mark: str | None) -> bool:
    value = scale.find(mark)
    assert value is not None
    return value.passes


@settings(max_examples=400)
@given(rules(), filled(), FACTS)
def test_a_rule_says_what_its_words_say(
    rule: ResultRule, given_: GivenAnswer, facts: Facts
) -> None:
    assert judge(rule, ASKED, given_, facts).met is words(rule, given_, facts)


@given(rules(), FACTS)
def test_an_empty_form_never_fails_and_never_passes_on_its_answers(
    rule: ResultRule, facts: Facts
) -> None:
    verdict = judge(rule, ASKED, GivenAnswer({}, {}), facts)
    about_facts = {RuleKind.INTERIM, RuleKind.HOURS, RuleKind.ALL, RuleKind.ANY}
    if rule.kind not in about_facts:
        assert verdict.met is None


@given(filled(), FACTS, st.data())
def test_an_empty_answer_is_never_a_mark(
    given_: GivenAnswer, facts: Facts, data: st.DataObject
) -> None:
    """Taking an answer away never makes a verdict harsher than leaving it open does."""
    rule = ResultRule(RuleKind.AVERAGE, "gemiddeld", least=Decimal("5.5"))
    key = data.draw(st.sampled_from([q.id for s in ASKED for q in s.questions]))
    without = GivenAnswer({**given_.answers, key: None}, given_.outcomes)
    asked = [s for s in ASKED if any(q.id == key for q in s.questions)]
    if not without.leaves_out(asked[0]):
        assert judge(rule, ASKED, without, facts).met is None


@given(st.lists(MARK))
def test_averages_and_shares_leave_out_what_is_empty(marks: list[str | None]) -> None:
    real = [mark for mark in marks if mark in {"O", "V", "G"}]
    figures = {"O": Fraction(4), "V": Fraction(11, 2), "G": Fraction(8)}
    mean = scales.average(OVG, marks)
    if real:
        assert mean is not None
        wanted = sum((figures[m] for m in real), Fraction(0)) / len(real)
        assert float(mean) == pytest.approx(float(wanted))
    else:
        assert mean is None
    assert scales.passed(OVG, marks) == (sum(m != "O" for m in real), len(real))


def test_a_grade_half_way_goes_up() -> None:
    assert scales.nearest(GRADES, Decimal("5.5")) == "6"
    assert scales.nearest(GRADES, Decimal("5.49")) == "5"
    assert scales.rounded(Decimal("6.25")) == Decimal("6.3")


def test_lasting_ids_come_back_for_the_same_process_of_another_cohort() -> None:
    again = sections(blueprint())
    assert [q.id for s in again if s.block.key == "learning" for q in s.questions] == [
        q.id for s in ASKED if s.block.key == "learning" for q in s.questions
    ]
