"""What a case shows at each of its five steps, and the act that comes next."""

from functools import partial

from PySide6.QtWidgets import QComboBox, QFrame, QPushButton, QWidget

from stagecoach.domain.cases import words as case_words
from stagecoach.domain.cases.case import Case, CaseStep, Moment, StudentWords
from stagecoach.i18n import _, day, full_date, short_day
from stagecoach.services.cases import guide as case_guide
from stagecoach.services.cases import room as rooms
from stagecoach.services.cases.closing import reopen
from stagecoach.ui.cases import actions
from stagecoach.ui.cases.decision_aid import AidCard
from stagecoach.ui.cases.open_room import OpenRoom
from stagecoach.ui.cases.options import options
from stagecoach.ui.cases.step_rows import Act, filled, pairs, small
from stagecoach.ui.cases.talks import mark_held, plan
from stagecoach.ui.widgets.fields import column, framed, icon_label, label, row, ruled
from stagecoach.ui.widgets.segmented import Segmented


def parts(page: QWidget, open_room: OpenRoom, case: Case, shown: CaseStep) -> list[QFrame]:
    """From top to bottom: the student's words, and the cards of this station."""
    if case.erased:
        return [_erased()]
    cards = {
        CaseStep.HEARD: _heard,
        CaseStep.BELIEVED: _believed,
        CaseStep.OPTIONS: options,
        CaseStep.AGREEMENT: _agreement,
        CaseStep.AFTERCARE: _aftercare,
    }[shown](page, open_room, case)
    if not case.open:
        _freeze(cards)
    return [_words(case), *cards]


def _freeze(parts: list[QFrame]) -> None:
    """A case that is over is read; opening it again, and looking back, stay."""
    for part in parts:
        for push_button in part.findChildren(QPushButton):
            push_button.setVisible(bool(push_button.property("stays")))
        for choice in (*part.findChildren(Segmented), *part.findChildren(QComboBox)):
            choice.setEnabled(False)


def _erased() -> QFrame:
    text = _("The retention date has passed: what this case held is gone for good.")
    return framed("card", row(label(text, "muted", wrap=True), margins=(16, 14, 16, 14)))


def _words(case: Case) -> QFrame:
    """To the letter, and with no way to change them."""
    head = row(
        label(_("In the words of the student"), "secondary"),
        None,
        label(_("cannot be changed"), "muted"),
    )
    lines: list[object] = [head]
    for number, said in enumerate(case.said):
        if number:
            lines.append(label(_("Added on %s") % short_day(said.on_day), "caption"))
        words = label(said.words, "", wrap=True)
        words.setAccessibleName(_("The student: %s") % said.words)
        lines.append(words)
    if case.believed and case.believed_on is not None:
        text = _("Said on %(day)s: ‘%(words)s’")
        told = {"day": short_day(case.believed_on), "words": case.believed}
        heart = row(
            icon_label("heart", "sealed.strong", 16),
            label(text % told, "secondary", wrap=True),
            spacing=8,
        )
        heart.setStretch(1, 1)
        lines.append(heart)
    return framed("sealedQuote", column(*lines, spacing=6, margins=(18, 12, 16, 14)))


def _heard(page: QWidget, open_room: OpenRoom, case: Case) -> list[QFrame]:
    lists = rooms.lists(open_room.room)
    told = [
        (_("Fits with"), ", ".join(lists.names(case.kinds))),
        (_("Has to do with"), ", ".join(lists.names(case.grounds))),
        (_("What helps now"), ", ".join(lists.names((case.help,) if case.help else ()))),
    ]
    about = filled(_("About the report"), pairs(told))
    answers = [_student_words(answer) for answer in case.answers]
    extra = (
        []
        if not case.reply_to
        else [small(_("Answer"), partial(actions.answer, open_room, case, page), "mail-open")]
    )
    empty = (
        _("No answer yet. The reporter reads it with six words.")
        if case.reply_to
        else _("This case came in a talk; there is nobody with six words.")
    )
    return [about, filled(_("Answers"), answers, *extra, empty=empty), *_notes(case)]


def _student_words(said: StudentWords) -> QFrame:
    line = row(
        label(said.words, "", wrap=True),
        label(short_day(said.on_day), "muted"),
        spacing=12,
        margins=(16, 8, 16, 8),
    )
    line.setStretch(0, 1)
    return ruled(line)


def _notes(case: Case) -> list[QFrame]:
    if not case.notes:
        return []
    return [filled(_("Notes for myself"), [_student_words(note) for note in case.notes])]


def _believed(page: QWidget, open_room: OpenRoom, case: Case) -> list[QFrame]:
    said = filled(
        _("Believed"),
        pairs([(_("You said"), case.believed)]),
        small(_("Record"), partial(actions.believe, open_room, case, page), "pencil"),
    )
    known = dict(case_guide.questions()[0].answers)
    now = case.safety or {}
    told = [
        (_("Safe now"), known.get(now.get("safe", ""), "")),
        (_("Under 18"), known.get(now.get("minor", ""), "")),
        (_("Done"), now.get("done", "")),
    ]
    safety = filled(
        _("Safety now"),
        pairs(told),
        small(_("Record"), partial(actions.safety, open_room, case, page), "pencil"),
    )
    return [said, safety, AidCard(open_room, case)]


def _agreement(page: QWidget, open_room: OpenRoom, case: Case) -> list[QFrame]:
    rows = []
    for action in case.actions.values():
        when = short_day(action.done_on or action.due)
        state = _("done %s") % when if action.done_on else _("by %s") % when
        done = None if action.done_on else partial(actions.finish, open_room, case, page, action)
        rows.append(_item(action.what, f"{action.owner} · {state}", action.result, done))
    agreed = filled(
        _("What you agree"),
        rows,
        small(_("Action"), partial(actions.agree, open_room, case, page)),
        empty=_("Nothing agreed yet. Nothing happens unless the student wants it."),
    )
    told = _moments(
        page,
        open_room,
        case,
        "feedback",
        case.feedback,
        _("Telling the student"),
        _("Nothing planned yet."),
    )
    what = [(_("For the company"), "")]
    if case.consequence is not None and case.consequence_on is not None:
        name = case_words.consequence_name(case.consequence)
        what = [
            (_("For the company"), f"{name}, {full_date(case.consequence_on)}"),
            (_("About it"), case.consequence_note),
        ]
    consequence = filled(
        _("Consequence"),
        pairs(what),
        small(_("Record"), partial(actions.conclude, open_room, case, page), "pencil"),
    )
    talks = _moments(page, open_room, case, "talk", case.talks, _("Talks"), _("No talks planned."))
    return [agreed, told, consequence, talks]


def _item(title: str, about: str, result: str, done: Act | None) -> QFrame:
    words = column(
        label(title or "–", "strong", wrap=True),
        label(about, "muted", wrap=True),
        *([label(result, "", wrap=True)] if result else []),
        spacing=1,
    )
    end = [] if done is None else [small(_("Done"), done, "check")]
    line = row(words, *end, spacing=10, margins=(16, 9, 12, 9))
    line.setStretch(0, 1)
    return ruled(line)


def _moments(
    page: QWidget,
    open_room: OpenRoom,
    case: Case,
    kind: str,
    many: dict[str, Moment],
    title: str,
    empty: str,
) -> QFrame:
    rows = []
    for moment in sorted(many.values(), key=lambda appointment: appointment.due):
        held = moment.done_on is not None
        done = None if held else partial(mark_held, open_room, case, page, kind, moment)
        where = " · ".join(part for part in (moment.at, moment.place) if part)
        state = _("done %s") % short_day(moment.done_on) if moment.done_on else where
        rows.append(_item(f"{day(moment.due)}  {moment.note}", state, moment.told, done))
    add = small(_("Plan"), partial(plan, open_room, case, page, kind), "calendar-plus")
    return filled(title, rows, add, empty=empty)


def _aftercare(page: QWidget, open_room: OpenRoom, case: Case) -> list[QFrame]:
    after = _moments(
        page,
        open_room,
        case,
        "aftercare",
        case.aftercare,
        _("Aftercare"),
        _("Dates come by themselves with the consequence."),
    )
    place = filled(
        _("Another place"),
        pairs([(_("Arranged"), case.replacement)]),
        small(_("Record"), partial(actions.replace_place, open_room, case, page), "pencil"),
    )
    learned = filled(
        _("What you learned"),
        pairs([(q, str(case.reflection.get(name, ""))) for name, q in case_guide.reflection()]),
        small(
            _("Look back"),
            partial(actions.reflect, open_room, case, page),
            "notebook-pen",
            stays=True,
        ),
    )
    return [after, place, _closing(page, open_room, case), learned]


def _closing(page: QWidget, open_room: OpenRoom, case: Case) -> QFrame:
    if case.closing is None:
        act, told = partial(actions.close, open_room, case, page), [(_("Closed"), _("not yet"))]
        return filled(_("Closing"), pairs(told), small(_("Close together"), act, "lock"))
    again = partial(open_room.do, reopen, case.id)
    together = _("together with the student") if case.closing.together else _("without them")
    told = [
        (_("Closed"), f"{full_date(case.closing.on_day)}, {together}"),
        (_("Why"), case.closing.reason),
        (_("Kept until"), full_date(case.closing.keep_until)),
    ]
    return filled(
        _("Closing"), pairs(told), small(_("Open again"), again, "lock-open", stays=True)
    )
