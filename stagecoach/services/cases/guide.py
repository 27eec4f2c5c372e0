"""What guides the handler of a case: ten steps, options to offer, and whom to call now.

The decision aid never says that somebody must report (docs/domain.md, Duties to report): it names
a desk, why, and where that comes from. Texts are data (`resources/incidents/protocol.toml`).
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from stagecoach import i18n, paths
from stagecoach.domain.cases.case import CaseStep
from stagecoach.i18n import _
from stagecoach.services.reports.lists import Desk, Lists


@dataclass(frozen=True, slots=True)
class GuideStep:
    step: CaseStep
    name: str
    guide: str


@dataclass(frozen=True, slots=True)
class Offer:
    """An option that can be laid before the student."""

    text: str
    hint: str


@dataclass(frozen=True, slots=True)
class Advice:
    text: str
    desks: tuple[Desk, ...]
    source: str


@dataclass(frozen=True, slots=True)
class Question:
    """Of the decision aid; answers are (code, words)."""

    name: str
    text: str
    answers: tuple[tuple[str, str], ...]


@cache
def _protocol() -> dict[str, Any]:
    path = paths.RESOURCES / "incidents" / "protocol.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _in(raw: Mapping[str, Any], name: str = "") -> str:
    """A text in the reader's language: `nl` and `en`, or `name_nl` and `name_en`."""
    front = f"{name}_" if name else ""
    return i18n.either(raw[f"{front}nl"], raw[f"{front}en"])


def steps(of: CaseStep | None = None) -> list[GuideStep]:
    """The ten steps of the protocol, or those of one step of a case."""
    advised = [
        GuideStep(CaseStep(s["station"]), _in(s), _in(s, "guide")) for s in _protocol()["steps"]
    ]
    return [step for step in advised if of is None or step.step is of]


def offers() -> list[Offer]:
    return [Offer(_in(option), _in(option, "hint")) for option in _protocol()["options"]]


def questions() -> list[Question]:
    yes_no = (("yes", _("yes")), ("no", _("no")), ("unknown", _("I do not know")))
    by = (
        ("school", _("somebody who works for the school")),
        ("company", _("somebody of the company")),
        ("unknown", _("I do not know")),
    )
    return [
        Question("danger", _("Is there danger now?"), yes_no),
        Question("minor", _("Is the student under 18?"), yes_no),
        Question("sexual", _("Could it be a sexual offence?"), yes_no),
        Question("by", _("By whom?"), by),
    ]


def advice(answers: Mapping[str, str], lists: Lists) -> list[Advice]:
    """What fits the answers, most urgent first; nothing while a question is open."""
    asked = [entry.name for entry in questions()]
    if any(not answers.get(name) for name in asked):
        return []
    desks = {desk.code: desk for desk in lists.desks}
    advice = [
        Advice(_in(entry), tuple(desks[c] for c in entry["desks"] if c in desks), entry["source"])
        for entry in _protocol()["aid"]
        if all(answers[name] in entry[name] for name in asked if name in entry)
    ]
    return advice if len(advice) == 1 else advice[:-1]  # the last fits always: for when none does


def reflection() -> list[tuple[str, str]]:
    """What a handler asks themselves afterwards: their own learning task."""
    return [
        ("well", _("What did you do that helped the student?")),
        ("hard", _("What was hard, and what did you feel for?")),
        ("next", _("What will you do otherwise next time?")),
        ("wanted", _("Whose help or which training do you need for it?")),
    ]
