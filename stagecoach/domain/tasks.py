"""A task on one of the tracks: how far it is and how complex."""

from enum import StrEnum

from stagecoach.i18n import _

COMPLEXITY = range(1, 6)  # the five bars of the design; 5 is the most complex


class Status(StrEnum):
    PLANNED = "planned"
    BUSY = "busy"
    REVIEW = "review"
    DONE = "done"


def status_name(status: Status) -> str:
    return {
        Status.PLANNED: _("Planned"),
        Status.BUSY: _("In progress"),
        Status.REVIEW: _("To be assessed"),
        Status.DONE: _("Done"),
    }[status]
