"""Spans of days."""

import datetime as dt

from stagecoach.i18n import _


def wrong_span(from_on: dt.date | None, until_on: dt.date | None) -> dict[str, str]:
    """What is wrong with two dates, the last one included."""
    if from_on is None:
        return {"from_on": _("This date does not exist.")}
    if until_on is None:
        return {"until_on": _("This date does not exist.")}
    return {"until_on": _("The end comes before the begin.")} if until_on < from_on else {}
