"""The program's own words for the parts of a form, where a template gives none."""

from stagecoach.domain.evaluations import Reveal, Voice
from stagecoach.domain.templates.blueprints import (
    Block,
    BlockKind,
    Explain,
    Outcomes,
    Section,
    TemplateStatus,
)
from stagecoach.domain.templates.rules import Level, RuleKind
from stagecoach.domain.templates.scales import NotApplicable
from stagecoach.i18n import _


def kind_name(kind: BlockKind) -> str:
    return {
        BlockKind.HEADER: _("Head of the form"),
        BlockKind.HOURS: _("Hours"),
        BlockKind.LEARNING: _("Learning tasks"),
        BlockKind.WORK: _("Work tasks"),
        BlockKind.ATTITUDE: _("Professional attitude"),
        BlockKind.SKILLS: _("Employee skills"),
        BlockKind.ELECTIVES: _("Elective modules"),
        BlockKind.REPORT: _("Placement report"),
        BlockKind.EXPLANATION: _("Explanation"),
        BlockKind.SELF: _("The student's own view"),
        BlockKind.OTHERS: _("Feedback of others"),
        BlockKind.CONCLUSION: _("Conclusion"),
        BlockKind.AGREEMENTS: _("Agreements"),
        BlockKind.SIGNATURES: _("Signatures"),
    }[kind]


def block_name(block: Block) -> str:
    return block.title or kind_name(block.kind)


def section_name(section: Section) -> str:
    """A work process, or a part of its own."""
    return section.process.title if section.process else block_name(section.block)


def voice_name(voice: Voice) -> str:
    return {
        Voice.SELF: _("Student"),
        Voice.COACH: _("Work coach"),
        Voice.TRAINER: _("Workplace trainer"),
        Voice.COLLEAGUE: _("Colleague"),
        Voice.SCHOOL: _("School"),
    }[voice]


def template_status_name(status: TemplateStatus) -> str:
    return {
        TemplateStatus.DRAFT: _("draft"),
        TemplateStatus.RELEASED: _("released"),
        TemplateStatus.RETIRED: _("out of use"),
    }[status]


def explain_name(explain: Explain, letters: str) -> str:
    """`letters` are those that want words by the scale itself."""
    by_scale = _("explanation at %s") % letters if letters else _("explanation when wanted")
    return {
        Explain.BY_SCALE: by_scale,
        Explain.ALWAYS: _("always an explanation"),
        Explain.NEVER: _("no explanation asked"),
    }[explain]


def outcome_name(outcome: Outcomes) -> str:
    return {
        Outcomes.NONE: _("No outcome"),
        Outcomes.PEOPLE: _("People choose, nothing is proposed"),
        Outcomes.LOWEST: _("The lowest answer counts"),
        Outcomes.SHARE: _("At least so many per cent pass"),
        Outcomes.AVERAGE: _("Average, rounded"),
    }[outcome]


def na_name(na: NotApplicable) -> str:
    return {
        NotApplicable.OFF: _("Not offered"),
        NotApplicable.ALLOWED: _("Allowed"),
        NotApplicable.AGREED: _("Only with an agreement where it is done"),
    }[na]


def reveal_name(reveal: Reveal) -> str:
    return {
        Reveal.AT_ONCE: _("at once"),
        Reveal.ANSWERED: _("question by question, once both have chosen"),
        Reveal.FINISHED: _("once one's own sheet is finished"),
    }[reveal]


def rule_name(kind: RuleKind) -> str:
    return {
        RuleKind.NONE_INSUFFICIENT: _("No insufficient anywhere"),
        RuleKind.AVERAGE: _("The average is at least"),
        RuleKind.LOWEST: _("The lowest answer passes"),
        RuleKind.SHARE: _("So many per cent pass in each work process"),
        RuleKind.LAST: _("No insufficient in the last period"),
        RuleKind.INTERIM: _("An interim evaluation was closed before"),
        RuleKind.HOURS: _("The approved hours reach the agreement"),
        RuleKind.ALL: _("All of these"),
        RuleKind.ANY: _("One of these is enough"),
    }[kind]


def level_name(level: Level) -> str:
    return {
        Level.ANSWERS: _("answers"),
        Level.OUTCOMES: _("outcomes"),
        Level.ANYWHERE: _("answers and outcomes"),
    }[level]
