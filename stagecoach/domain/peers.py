"""Peer coaching: students who help each other as equals, and learn to coach by it.

"Een helpende relatie waarin twee mensen van gelijke status actief deelnemen en daarbij leren van
elkaar" (docs/domain.md, Peer coaching). So a pair takes turns, and nobody is the coach for good.
"""

from collections.abc import Sequence
from enum import StrEnum

from stagecoach.i18n import _

QUIET_DAYS = 21  # docs/design.md, Peer coaching; the rule of attention may say otherwise
SMALLEST, LARGEST = 2, 3


class Method(StrEnum):
    """How a session is held; the steps are data (`resources/peers/methods.toml`)."""

    GROW = "grow"
    FIVE_STEPS = "five_steps"
    INCIDENT = "incident"
    FREE = "free"


class Where(StrEnum):
    TOGETHER = "together"
    ONLINE = "online"


def quiet_after(interval_days: int, least: int = QUIET_DAYS) -> int:
    """Days without a session after which a pair is quiet: `least`, or twice its interval."""
    return max(least, 2 * interval_days)


def planned(days: int, interval_days: int) -> int:
    """How many sessions fit in the days since a pair began; the first one at the beginning."""
    return 0 if days < 0 or interval_days < 1 else days // interval_days + 1


def lead(turns: Sequence[int]) -> int:
    """By how many sessions the one who coached most is ahead of the one who coached least."""
    return max(turns) - min(turns) if turns else 0


def method_name(method: Method) -> str:
    return {
        Method.GROW: "GROW",
        Method.FIVE_STEPS: _("Five steps"),
        Method.INCIDENT: _("Incident method"),
        Method.FREE: _("Free talk"),
    }[method]


def interval_name(days: int) -> str:
    known = {7: _("every week"), 14: _("every other week"), 28: _("every four weeks")}
    return known.get(days) or _("every %d days") % days
