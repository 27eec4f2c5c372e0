"""Words of an evaluation: which one it is, how far it is, who speaks in it and who signs.

Programs propose, people decide (DOMAIN.md 2.4).
"""

from enum import StrEnum


class Kind(StrEnum):
    START = "start"
    INTERIM = "interim"
    FINAL = "final"


class Status(StrEnum):
    """From closed there is no way back: a correction is another evaluation."""

    DRAFT = "draft"
    PROPOSED = "proposed"  # complete, and waiting for who has to agree
    CLOSED = "closed"  # all agreed; sealed, and never changed again


class Conclusion(StrEnum):
    """The choices of StageCoach's own form; a template may have others."""

    ON_COURSE = "on_course"
    WITH_AGREEMENTS = "with_agreements"
    OFF_COURSE = "off_course"


class Party(StrEnum):
    STUDENT = "student"
    COMPANY = "company"
    SCHOOL = "school"


class Voice(StrEnum):
    """Whose view a sheet is; the judgement is the form itself."""

    SELF = "self"
    COACH = "coach"  # observations of the werkbegeleider
    TRAINER = "trainer"  # judgement of the praktijkopleider
    COLLEAGUE = "colleague"  # 360: several may
    SCHOOL = "school"


class Reveal(StrEnum):
    """When somebody sees what others answered."""

    AT_ONCE = "at_once"
    ANSWERED = "answered"  # question by question, once both have chosen
    FINISHED = "finished"  # once one's own sheet is finished


class Said(StrEnum):
    """What a party says to a proposal. Seen is not agreed."""

    SEEN = "seen"
    AGREED = "agreed"
    REFUSED = "refused"


class Way(StrEnum):
    """How somebody signed. None of them is a qualified signature in the sense of eIDAS."""

    PIN = "pin"
    DRAWN = "drawn"
    PAPER = "paper"
    NAME = "name"  # ticked by name, in an earlier StageCoach
