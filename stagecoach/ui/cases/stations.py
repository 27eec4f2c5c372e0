"""What a case shows at each of its five stations, and the deed that comes next."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QComboBox, QFrame, QPushButton, QWidget

from stagecoach.domain.cases import words as case_words
from stagecoach.domain.cases.case import Case, Moment, Said, Station, Wish
from stagecoach.i18n import _, day, full_date, short_day
from stagecoach.services.cases import cases
from stagecoach.services.cases import guide as case_guide
from stagecoach.services.cases import room as rooms
from stagecoach.ui.cases import actions as deeds
from stagecoach.ui.cases.decision_aid import AidCard
from stagecoach.ui.cases.open_room import RoomSpace
from stagecoach.ui.widgets.fields import (
    button,
    card,
    column,
    framed,
    icon_label,
    label,
    row,
    ruled,
)
from stagecoach.ui.widgets.segmented import Segmented

Deed = Callable[[], object]


def parts(page: QWidget, space: RoomSpace, case: Case, shown: Station) -> list[QFrame]:
    """From top to bottom: the student's words, and the cards of this station."""
    if case.erased:
        return [_erased()]
    made = {
        Station.HEARD: _heard,
        Station.BELIEVED: _believed,
        Station.OPTIONS: _options,
        Station.AGREEMENT: _agreement,
        Station.AFTERCARE: _aftercare,
    }[shown](page, space, case)
    if not case.open:
        _freeze(made)
    return [_words(case), *made]


def _freeze(parts: list[QFrame]) -> None:
    """A case that is over is read; opening it again, and looking back, stay."""
    for part in parts:
        for made in part.findChildren(QPushButton):
            made.setVisible(bool(made.property("stays")))
        for choice in (*part.findChildren(Segmented), *part.findChildren(QComboBox)):
            choice.setEnabled(False)


def next_deed(page: QWidget, space: RoomSpace, case: Case) -> tuple[str, str, Deed] | None:
    """The one thing to do now: words, picture, deed."""
    if not case.open:
        return None
    here = (space, case, page)
    steps: list[tuple[bool, str, str, Deed]] = [
        (
            case.believed_on is None,
            _("Record what you said"),
            "heart",
            partial(deeds.believe, *here),
        ),
        (
            not case.options,
            _("Lay out the options"),
            "route",
            partial(deeds.offer_all, space, case),
        ),
        (
            not case.actions,
            _("Record what you agree"),
            "hand-helping",
            partial(deeds.agree, *here),
        ),
        (
            case.waiting("feedback") is not None,
            _("Tell the student"),
            "message-square",
            partial(deeds.hold_next, *here, "feedback"),
        ),
        (
            case.consequence is None,
            _("Record the consequence"),
            "landmark",
            partial(deeds.conclude, *here),
        ),
        (
            case.waiting("aftercare") is not None,
            _("Ask how it goes"),
            "hand-heart",
            partial(deeds.hold_next, *here, "aftercare"),
        ),
        (True, _("Close together"), "lock", partial(deeds.close, *here)),
    ]
    return next((text, icon, deed) for wanted, text, icon, deed in steps if wanted)


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


def _pairs(told: list[tuple[str, str]]) -> list[QFrame]:
    rows = []
    for word, said in told:
        name, text = label(word, "muted"), label(said or "–", "", wrap=True)
        name.setMinimumWidth(150)
        line = row(name, text, spacing=12, margins=(16, 7, 16, 7))
        line.setStretch(1, 1)
        rows.append(ruled(line))
    return rows


def _filled(title: str, rows: list[QFrame], *extra: QWidget, empty: str = "") -> QFrame:
    frame, body = card(title, *extra)
    if not rows and empty:
        rows = [ruled(row(label(empty, "muted", wrap=True), margins=(16, 10, 16, 12)))]
    for each in rows:
        body.addWidget(each)
    return frame


def _small(text: str, deed: Deed, icon: str = "plus", *, stays: bool = False) -> QWidget:
    made = button(text, deed, icon=icon, small=True)
    made.setProperty("stays", stays)
    return made


def _heard(page: QWidget, space: RoomSpace, case: Case) -> list[QFrame]:
    lists = rooms.lists(space.room)
    told = [
        (_("Fits with"), ", ".join(lists.names(case.kinds))),
        (_("Has to do with"), ", ".join(lists.names(case.grounds))),
        (_("What helps now"), ", ".join(lists.names((case.help,) if case.help else ()))),
    ]
    about = _filled(_("About the report"), _pairs(told))
    answers = [_said(each) for each in case.answers]
    extra = (
        []
        if not case.reply_to
        else [_small(_("Answer"), partial(deeds.answer, space, case, page), "mail-open")]
    )
    empty = (
        _("No answer yet. The reporter reads it with six words.")
        if case.reply_to
        else _("This case came in a talk; there is nobody with six words.")
    )
    return [about, _filled(_("Answers"), answers, *extra, empty=empty), *_notes(case)]


def _said(said: Said) -> QFrame:
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
    return [_filled(_("Notes for myself"), [_said(each) for each in case.notes])]


def _believed(page: QWidget, space: RoomSpace, case: Case) -> list[QFrame]:
    said = _filled(
        _("Believed"),
        _pairs([(_("You said"), case.believed)]),
        _small(_("Record"), partial(deeds.believe, space, case, page), "pencil"),
    )
    known = dict(case_guide.questions()[0].answers)
    now = case.safety or {}
    told = [
        (_("Safe now"), known.get(now.get("safe", ""), "")),
        (_("Under 18"), known.get(now.get("minor", ""), "")),
        (_("Done"), now.get("done", "")),
    ]
    safety = _filled(
        _("Safety now"),
        _pairs(told),
        _small(_("Record"), partial(deeds.safety, space, case, page), "pencil"),
    )
    return [said, safety, AidCard(space, case)]


def _options(page: QWidget, space: RoomSpace, case: Case) -> list[QFrame]:
    add = _small(_("Option"), partial(deeds.option, space, case, page))
    rows = [_option(page, space, case, key) for key in case.options]
    frame, body = card(_("Options"), label(_("The student chooses"), "muted"), add)
    for each in rows:
        body.addWidget(each)
    if not rows:
        offer = _small(_("Lay out the usual ones"), partial(deeds.offer_all, space, case), "route")
        text = label(_("No options yet. Doing nothing is one too."), "muted", wrap=True)
        line = row(text, offer, margins=(16, 10, 12, 12))
        line.setStretch(0, 1)
        body.addWidget(ruled(line))
    return [frame]


def _option(page: QWidget, space: RoomSpace, case: Case, key: str) -> QFrame:
    option = case.options[key]
    choice = Segmented(_("What the student wants: %s") % option.text, height=36, tone="sealed")
    for wish, text in (
        (Wish.WANTED, _("I want it")),
        (Wish.MAYBE, _("Maybe")),
        (Wish.RATHER_NOT, _("Rather not")),
    ):
        choice.add(wish, text)
    if option.wish is not None:
        choice.set_value(option.wish)
    choice.chosen.connect(partial(_choose, space, case, key))
    change = partial(deeds.option, space, case, page, option)
    words = column(
        label(option.text, "strong", wrap=True), label(option.hint, "muted", wrap=True), spacing=1
    )
    pen = button("", change, kind="quiet", icon="pencil", small=True)
    pen.setProperty("iconOnly", True)
    pen.setAccessibleName(_("Change: %s") % option.text)
    pen.setToolTip(_("Change"))
    line = row(words, pen, choice, spacing=10, margins=(16, 10, 16, 10))
    line.setStretch(0, 1)
    return ruled(line)


def _choose(space: RoomSpace, case: Case, key: str, chosen: object) -> None:
    """Choosing the same once more takes it back."""
    wish = Wish(str(chosen))
    space.do(cases.choose, case.id, key, None if case.options[key].wish is wish else wish)


def _agreement(page: QWidget, space: RoomSpace, case: Case) -> list[QFrame]:
    rows = []
    for action in case.actions.values():
        when = short_day(action.done_on or action.due)
        state = _("done %s") % when if action.done_on else _("by %s") % when
        done = None if action.done_on else partial(deeds.finish, space, case, page, action)
        rows.append(_item(action.what, f"{action.owner} · {state}", action.result, done))
    agreed = _filled(
        _("What you agree"),
        rows,
        _small(_("Action"), partial(deeds.agree, space, case, page)),
        empty=_("Nothing agreed yet. Nothing happens unless the student wants it."),
    )
    told = _moments(
        page,
        space,
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
    consequence = _filled(
        _("Consequence"),
        _pairs(what),
        _small(_("Record"), partial(deeds.conclude, space, case, page), "pencil"),
    )
    talks = _moments(page, space, case, "talk", case.talks, _("Talks"), _("No talks planned."))
    return [agreed, told, consequence, talks]


def _item(title: str, about: str, result: str, done: Deed | None) -> QFrame:
    words = column(
        label(title or "–", "strong", wrap=True),
        label(about, "muted", wrap=True),
        *([label(result, "", wrap=True)] if result else []),
        spacing=1,
    )
    end = [] if done is None else [_small(_("Done"), done, "check")]
    line = row(words, *end, spacing=10, margins=(16, 9, 12, 9))
    line.setStretch(0, 1)
    return ruled(line)


def _moments(
    page: QWidget,
    space: RoomSpace,
    case: Case,
    kind: str,
    many: dict[str, Moment],
    title: str,
    empty: str,
) -> QFrame:
    rows = []
    for moment in sorted(many.values(), key=lambda each: each.due):
        held = moment.done_on is not None
        done = None if held else partial(deeds.hold, space, case, page, kind, moment)
        where = " · ".join(part for part in (moment.at, moment.place) if part)
        state = _("done %s") % short_day(moment.done_on) if moment.done_on else where
        rows.append(_item(f"{day(moment.due)}  {moment.note}", state, moment.told, done))
    add = _small(_("Plan"), partial(deeds.plan, space, case, page, kind), "calendar-plus")
    return _filled(title, rows, add, empty=empty)


def _aftercare(page: QWidget, space: RoomSpace, case: Case) -> list[QFrame]:
    after = _moments(
        page,
        space,
        case,
        "aftercare",
        case.aftercare,
        _("Aftercare"),
        _("Dates come by themselves with the consequence."),
    )
    place = _filled(
        _("Another place"),
        _pairs([(_("Arranged"), case.replacement)]),
        _small(_("Record"), partial(deeds.replace_place, space, case, page), "pencil"),
    )
    learned = _filled(
        _("What you learned"),
        _pairs([(q, str(case.reflection.get(name, ""))) for name, q in case_guide.reflection()]),
        _small(
            _("Look back"), partial(deeds.reflect, space, case, page), "notebook-pen", stays=True
        ),
    )
    return [after, place, _closing(page, space, case), learned]


def _closing(page: QWidget, space: RoomSpace, case: Case) -> QFrame:
    if case.closing is None:
        deed, told = partial(deeds.close, space, case, page), [(_("Closed"), _("not yet"))]
        return _filled(_("Closing"), _pairs(told), _small(_("Close together"), deed, "lock"))
    again = partial(space.do, cases.reopen, case.id)
    together = _("together with the student") if case.closing.together else _("without them")
    told = [
        (_("Closed"), f"{full_date(case.closing.on_day)}, {together}"),
        (_("Why"), case.closing.reason),
        (_("Kept until"), full_date(case.closing.keep_until)),
    ]
    return _filled(
        _("Closing"), _pairs(told), _small(_("Open again"), again, "lock-open", stays=True)
    )
