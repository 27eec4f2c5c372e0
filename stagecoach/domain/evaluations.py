"""Words of an evaluation: which one it is, how far it is, who speaks in it and who signs.

Programs propose, people decide (docs/domain.md, Rules found in forms).
"""

from enum import StrEnum

from stagecoach.i18n import _, ngettext


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


class Response(StrEnum):
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


def kind_name(kind: Kind) -> str:
    return {
        Kind.START: _("Start meeting"),
        Kind.INTERIM: _("Interim evaluation"),
        Kind.FINAL: _("Final evaluation"),
    }[kind]


def state_name(status: Status | None, signed: int = 0) -> str:
    """How far an evaluation is, in words; no status: nobody began it."""
    if status is None:
        return _("not begun")
    if status is Status.CLOSED:
        return _("signed by all")
    if status is Status.DRAFT:
        return _("begun, not signed")
    if not signed:
        return _("proposed, not signed")
    return ngettext("%d has signed", "%d have signed", signed) % signed


def signer_name(party: Party) -> str:
    return {
        Party.STUDENT: _("Student"),
        Party.COMPANY: _("Workplace trainer (company)"),
        Party.SCHOOL: _("Supervisor (school)"),
    }[party]


def party_name(party: Party) -> str:
    names = {Party.STUDENT: _("student"), Party.COMPANY: _("company"), Party.SCHOOL: _("school")}
    return names[party]
