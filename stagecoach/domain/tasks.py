"""A task on one of the tracks: how far it is and how complex."""

from enum import StrEnum

COMPLEXITY = range(1, 6)  # the five bars of the design; 5 is the most complex


class Status(StrEnum):
    PLANNED = "planned"
    BUSY = "busy"
    REVIEW = "review"
    DONE = "done"
