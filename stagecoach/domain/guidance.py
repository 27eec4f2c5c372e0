"""Guidance moments: the kinds of talk, visit and call (docs/domain.md, Contact moments)."""

from enum import StrEnum

from stagecoach.i18n import _


class MomentKind(StrEnum):
    START = "start"
    PROGRESS = "progress"
    INTERIM = "interim"
    FINAL = "final"
    VISIT = "visit"
    CALL = "call"


def moment_name(kind: MomentKind) -> str:
    return {
        MomentKind.START: _("Start talk"),
        MomentKind.PROGRESS: _("Progress talk"),
        MomentKind.INTERIM: _("Interim talk"),
        MomentKind.FINAL: _("Final talk"),
        MomentKind.VISIT: _("Visit"),
        MomentKind.CALL: _("Call or online"),
    }[kind]
