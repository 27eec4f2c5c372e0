"""What an adviser does in a case, each as a small dialog: fields are data, the service decides."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from stagecoach import clock
from stagecoach.domain.cases import words as case_words
from stagecoach.domain.cases.case import Action, Case, Consequence, Option
from stagecoach.i18n import _
from stagecoach.services.cases import cases, closing, notes
from stagecoach.services.cases import guide as case_guide
from stagecoach.services.cases import post as case_post
from stagecoach.services.cases import room as rooms
from stagecoach.ui.cases.form import RoomDialog, asked_text, open_dialog
from stagecoach.ui.cases.open_room import OpenRoom
from stagecoach.ui.dialogs.fields import DAY, ONE, TEXT, YES, Asked


def start(open_room: OpenRoom, parent: QWidget, then: Callable[[str], Any]) -> RoomDialog:
    """A case that came in a talk or a call."""
    ways = [(channel, case_words.channel_name(channel)) for channel in ("talk", "phone", "other")]
    asked = [
        Asked("words", _("In the words of the &student"), TEXT, hint=_("to the letter")),
        Asked("channel", _("How did it &come in?"), ONE, "talk", ways),
        Asked("on_day", _("&Day"), DAY, clock.today()),
        Asked("name", _("&Name, if the student wants that"), hint=_("may stay empty")),
    ]
    return open_dialog(
        open_room,
        parent,
        _("A case of a talk"),
        "message-square",
        asked,
        lambda v: then(
            open_room.do(cases.start, v["channel"], v["words"], v["on_day"], v["name"])
        ),
        name="new",
        about=_("Thank the student. Ask first whether you may write it down."),
    )


def answer(open_room: OpenRoom, case: Case, parent: QWidget) -> RoomDialog:
    about = _(
        "Sealed for whoever has the six words. It is carried with the next envelopes: "
        "File, Answers to a stick."
    )
    return open_dialog(
        open_room,
        parent,
        _("Answer to the reporter"),
        "mail-open",
        asked_text("words", _("&Answer")),
        lambda v: open_room.do(case_post.answer, case.id, v["words"]),
        name=f"{case.id}/answer",
        about=about,
        ok=_("Seal answer"),
    )


def believe(open_room: OpenRoom, case: Case, parent: QWidget) -> RoomDialog:
    return open_dialog(
        open_room,
        parent,
        _("What you said to the student"),
        "heart",
        asked_text("said", _("&Your words"), case.believed),
        lambda v: open_room.do(cases.believe, case.id, v["said"]),
        name=f"{case.id}/believe",
        about=_("That you believe them. No proof is asked, and none is written here."),
    )


def safety(open_room: OpenRoom, case: Case, parent: QWidget) -> RoomDialog:
    said, known = case.safety or {}, case_guide.questions()[0].answers
    asked = [
        Asked("safe", _("Is it safe &now?"), ONE, said.get("safe", ""), [("", ""), *known]),
        Asked(
            "minor", _("Is the student &under 18?"), ONE, said.get("minor", ""), [("", ""), *known]
        ),
        Asked("done", _("What was &done for it?"), TEXT, said.get("done", "")),
    ]
    return open_dialog(
        open_room,
        parent,
        _("Safety now"),
        "shield",
        asked,
        lambda v: open_room.do(cases.safety, case.id, v["safe"], v["minor"], v["done"]),
        name=f"{case.id}/safety",
    )


def option(
    open_room: OpenRoom, case: Case, parent: QWidget, before: Option | None = None
) -> RoomDialog:
    """One of those that are offered often, or another one."""
    asked = [
        Asked("text", _("&Option"), value=before.text if before else ""),
        Asked("hint", _("What it &means"), value=before.hint if before else ""),
    ]
    key = before.id if before else ""
    dialog = RoomDialog(
        open_room,
        _("Option"),
        "route",
        asked,
        lambda v: open_room.do(cases.add_option, case.id, v["text"], v["hint"], key),
        parent,
        about=_("Doing nothing is one too. The student chooses."),
        name="" if before else f"{case.id}/option",
    )
    dialog.open_once()
    return dialog


def offer_all(open_room: OpenRoom, case: Case, _parent: QWidget) -> None:
    """The options that are offered often, those that are not there yet."""
    there = {choice.text for choice in case.options.values()}
    with open_room.room.writing():
        for choice in case_guide.offers():
            if choice.text not in there:
                open_room.ask(cases.add_option, case.id, choice.text, choice.hint)
    open_room.changed.emit()


def agree(open_room: OpenRoom, case: Case, parent: QWidget) -> RoomDialog:
    me = rooms.me(open_room.room).name
    asked = [
        Asked("what", _("&What will be done")),
        Asked("owner", _("W&ho does it"), value=me),
        Asked("due", _("By &when"), DAY, clock.today() + dt.timedelta(days=7)),
    ]
    return open_dialog(
        open_room,
        parent,
        _("What you agree"),
        "hand-helping",
        asked,
        lambda v: open_room.do(cases.agree, case.id, v["what"], v["owner"], v["due"]),
        name=f"{case.id}/agree",
        about=_("Nothing that the student did not say yes to."),
    )


def finish(open_room: OpenRoom, case: Case, parent: QWidget, action: Action) -> RoomDialog:
    return open_dialog(
        open_room,
        parent,
        _("Action done"),
        "check",
        asked_text("result", _("How it &went")),
        lambda v: open_room.do(cases.finish, case.id, action.id, v["result"]),
        name=f"{case.id}/{action.id}",
        about=action.what,
    )


def conclude(open_room: OpenRoom, case: Case, parent: QWidget) -> RoomDialog:
    what = [(outcome.value, case_words.consequence_name(outcome)) for outcome in Consequence]
    value = case.consequence.value if case.consequence else Consequence.NONE.value
    asked = [
        Asked("consequence", _("For the &company"), ONE, value, what),
        Asked("note", _("&About it"), TEXT, case.consequence_note),
    ]
    return open_dialog(
        open_room,
        parent,
        _("Consequence"),
        "landmark",
        asked,
        lambda v: open_room.do(cases.conclude, case.id, Consequence(v["consequence"]), v["note"]),
        name=f"{case.id}/consequence",
        about=_("No consequence is one too: tell the student. Aftercare is planned with it."),
    )


def replace_place(open_room: OpenRoom, case: Case, parent: QWidget) -> RoomDialog:
    return open_dialog(
        open_room,
        parent,
        _("Another place"),
        "map-pin",
        asked_text("words", _("What is &arranged: hours, tasks, delay"), case.replacement),
        lambda v: open_room.do(cases.replace_place, case.id, v["words"]),
        name=f"{case.id}/place",
        about=_("The school looks for another place when guidance falls short (WEB 7.2.9)."),
    )


def note(open_room: OpenRoom, case: Case, parent: QWidget) -> RoomDialog:
    return open_dialog(
        open_room,
        parent,
        _("Note for myself"),
        "pencil-line",
        asked_text("words", _("&Note")),
        lambda v: open_room.do(notes.note, case.id, v["words"]),
        name=f"{case.id}/note",
    )


def reflect(open_room: OpenRoom, case: Case, parent: QWidget) -> RoomDialog:
    asked = [
        Asked(name, question, TEXT, case.reflection.get(name, ""))
        for name, question in case_guide.reflection()
    ]
    return open_dialog(
        open_room,
        parent,
        _("What you learned"),
        "notebook-pen",
        asked,
        lambda v: open_room.do(notes.reflect, case.id, v),
        name=f"{case.id}/reflection",
        about=_("Your own learning task. Only you read it; it is under Way of working too."),
    )


def close(open_room: OpenRoom, case: Case, parent: QWidget) -> RoomDialog:
    asked = [
        *asked_text("reason", _("&Why it can be closed")),
        Asked("together", _("We closed it together, the student and I"), YES),
    ]
    told = [_("The case stays here until its retention date. You can open it again.")]
    if case.waiting("feedback") is not None:
        told.append(_("The student has not been told yet what happened."))
    if case.consequence is None:
        told.append(_("No consequence was recorded."))
    about = " ".join(told)
    return open_dialog(
        open_room,
        parent,
        _("Close the case"),
        "lock",
        asked,
        lambda v: open_room.do(closing.close, case.id, v["reason"], together=v["together"]),
        name=f"{case.id}/close",
        about=about,
        ok=_("Close case"),
    )
