"""The program's own words for the parts of a form, where a template gives none."""

from stagecoach.domain.evaluations import Voice
from stagecoach.domain.templates.blueprints import Block, BlockKind, Section
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
