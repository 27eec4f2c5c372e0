"""Stations, consequences and ways in of a case, in words."""

import datetime as dt

from stagecoach.domain.cases.case import Case, CaseStep, Consequence
from stagecoach.i18n import _


def steps(case: Case) -> list[tuple[CaseStep, str, dt.date | None]]:
    """For the line at the top: name, and the day on which it was passed."""
    return [(step, step_name(step), case.day_of(step)) for step in CaseStep]


def title(case: Case) -> str:
    """Case 14: not along to the client."""
    name = _("Case %d") % case.number if case.number else _("A case")
    return f"{name}: {case.title}" if case.title else name


def step_name(step: CaseStep) -> str:
    return {
        CaseStep.HEARD: _("Heard"),
        CaseStep.BELIEVED: _("Believed"),
        CaseStep.OPTIONS: _("Options"),
        CaseStep.AGREEMENT: _("What you agree"),
        CaseStep.AFTERCARE: _("Aftercare"),
    }[step]


def consequence_name(consequence: Consequence) -> str:
    return {
        Consequence.NONE: _("No consequence"),
        Consequence.AGREEMENT: _("An agreement with the company"),
        Consequence.WARNING: _("A warning"),
        Consequence.NO_NEW_STUDENTS: _("No new students"),
        Consequence.SBB_REPORT: _("Reported to SBB"),
        Consequence.SUSPENSION: _("Recognition suspended"),
        Consequence.WITHDRAWAL: _("Recognition withdrawn"),
    }[consequence]


def channel_name(channel: str) -> str:
    return {
        "envelope": _("sealed report"),
        "talk": _("talk"),
        "phone": _("telephone"),
        "other": _("another way"),
        "hand_over": _("taken over"),
    }.get(channel, channel)
