"""The cases of a room: looked at, and carried from heard to aftercare. Every act is an entry.

The student decides: what was chosen, agreed to and withdrawn is written down as theirs. Nothing
here judges proof or credibility, and nothing leaves the room without consent.
"""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Iterable

from stagecoach import clock
from stagecoach.domain import reports
from stagecoach.domain.cases import entries as case_entries
from stagecoach.domain.cases.case import Case, Consequence, Wish
from stagecoach.domain.texts import LONGEST_TEXT
from stagecoach.errors import Invalid, StageCoachError
from stagecoach.i18n import _
from stagecoach.services.cases import fields as case_fields
from stagecoach.services.cases import room as rooms
from stagecoach.services.cases.fields import day_wanted, line, needed, text, to_come, today_text
from stagecoach.store.cases import Room, RoomEntry


def overview(room: Room) -> list[Case]:
    """All cases, newest first. One of a later version is left out: see `newer`."""
    cases = [case for case in _folded(room) if case is not None]
    return sorted(cases, key=lambda case: case.number, reverse=True)


def newer(room: Room) -> int:
    """How many cases only a later StageCoach can show."""
    return len({case_id for case_id, kind in room.kinds() if kind not in case_entries.KNOWN})


def _folded(room: Room) -> list[Case | None]:
    by_case: dict[str, list[RoomEntry]] = defaultdict(list)
    for entry in room.entries():
        by_case[entry.case_id].append(entry)
    return [_fold(case_id, entries) for case_id, entries in by_case.items()]


def _fold(case_id: str, entries: Iterable[RoomEntry]) -> Case | None:
    try:
        return case_entries.fold(
            case_id, ((entry.at, entry.kind, entry.content) for entry in entries)
        )
    except case_entries.Newer:
        return None
    except (KeyError, TypeError, ValueError, AttributeError):
        return Case(case_id, broken=True)  # one bad entry leaves the others as they are


def find(room: Room, case_id: str) -> Case:
    """Raises StageCoachError where this version cannot show it."""
    case = _fold(case_id, room.entries(case_id))
    if case is None:
        text = _("This case was made by a newer StageCoach. Install that to open it.")
        raise StageCoachError(text)
    if case.broken:
        text = _("This case was changed outside StageCoach and cannot be read. Take a backup.")
        raise StageCoachError(text)
    return case


def look(room: Room, case_id: str) -> Case:
    """Open a case: that it was read, and when, is in the log."""
    room.append(case_id, "read", on_day=today_text())
    return find(room, case_id)


def show_name(room: Room, case_id: str) -> None:
    """The name is shown for a moment; that it was, is in the log."""
    room.append(case_id, "name_shown", on_day=today_text())


def start(room: Room, channel: str, words: str, on_day: dt.date | None, name: str) -> str:
    """A case of a talk or a call: the student's own words, typed here. Raises Invalid."""
    problems = {}
    if not words.strip():
        problems["words"] = _("Write what the student said, in their own words.")
    elif len(words) > LONGEST_TEXT:
        problems["words"] = case_fields.too_long()
    if on_day is None or on_day > clock.today():
        problems["on_day"] = _("Choose a day up to today.")
    if problems:
        raise Invalid(problems)
    assert on_day is not None  # seen to above
    case_id = reports.new_id()
    room.append(
        case_id,
        "received",
        number=next_number(room),
        channel=channel,
        letter=reports.new_id(),
        on_day=on_day.isoformat(),
        words=words,
        kinds=[],
        grounds=[],
        help="",
        name=line("name", name),
        contact="",
        reply_to="",
    )
    return case_id


def next_number(room: Room) -> int:
    """Never one that was given before, also to a case that was erased or cannot be shown."""
    folded = _folded(room)
    return 1 + max(len(folded), *(case.number for case in folded if case is not None), 0)


def entitle(room: Room, case_id: str, title: str) -> None:
    room.append(case_id, "titled", title=line("title", title))


def name_student(room: Room, case_id: str, name: str, contact: str) -> None:
    """Who it is, when the student wants that written down."""
    room.append(case_id, "named", name=line("name", name), contact=line("contact", contact))


def link_student(room: Room, case_id: str, student_id: str) -> None:
    """Which student of this computer's store; empty for none. It stands here and nowhere else."""
    if student_id:
        student_id = str(uuid.UUID(student_id))
    room.append(case_id, "student", student_id=student_id)


def believe(room: Room, case_id: str, said: str) -> None:
    """What was said to the student: that they are believed. Raises Invalid."""
    room.append(case_id, "believed", said=needed("said", said), on_day=today_text())


def safety(room: Room, case_id: str, safe: str, minor: str, done: str) -> None:
    """Is it safe now: yes, no, unknown; under age: the same; and what was done."""
    if safe not in {"yes", "no", "unknown"}:
        raise Invalid({"safe": _("Choose an answer. I do not know is one too.")})
    room.append(
        case_id, "safety", safe=safe, minor=minor, done=text("done", done), on_day=today_text()
    )


def aid(room: Room, case_id: str, answers: dict[str, str]) -> None:
    """The answers given in the decision aid."""
    room.append(case_id, "aid", **answers)


def add_option(room: Room, case_id: str, text: str, hint: str, option_id: str = "") -> None:
    """Something that can be done, also nothing; or other words for it. Raises Invalid."""
    key = option_id or reports.new_id()
    room.append(case_id, "option", id=key, text=needed("text", text), hint=line("hint", hint))


def choose(room: Room, case_id: str, option_id: str, wish: Wish | None) -> None:
    """What the student says of it; may be said otherwise later."""
    if option_id not in find(room, case_id).options:
        raise StageCoachError(_gone())
    room.append(
        case_id, "wish", id=option_id, wish=wish.value if wish else "", on_day=today_text()
    )


def consent(room: Room, case_id: str, who: str, what: str) -> None:
    """The student says that somebody may know something. Raises Invalid."""
    key = reports.new_id()
    content = {"who": needed("who", who), "what": needed("what", what)}
    room.append(case_id, "consent", id=key, on_day=today_text(), **content)


def withdraw(room: Room, case_id: str, consent_id: str) -> None:
    """No more of it from today; what was told stays told."""
    if consent_id not in find(room, case_id).consents:
        raise StageCoachError(_gone())
    room.append(case_id, "withdrawn", id=consent_id, on_day=today_text())


def agree(room: Room, case_id: str, what: str, owner: str, due: dt.date | None) -> None:
    """An action with who does it and when; the telling back is planned with it. Raises Invalid."""
    problems: dict[str, str] = {}
    if not what.strip():
        problems["what"] = _("Write what will be done.")
    if not owner.strip():
        problems["owner"] = _("Say who does it.")
    if not to_come(due):
        problems["due"] = day_wanted()
    if problems:
        raise Invalid(problems)
    assert due is not None  # seen to above
    case = find(room, case_id)
    with room.writing():
        room.append(
            case_id,
            "action",
            id=reports.new_id(),
            what=line("what", what),
            owner=line("owner", owner),
            due=due.isoformat(),
        )
        if not any(moment.done_on is None for moment in case.feedback.values()):
            days = rooms.lists(room).numbers.feedback_days
            _plan(room, case_id, "feedback", due + dt.timedelta(days=days))


def finish(room: Room, case_id: str, action_id: str, result: str) -> None:
    room.append(
        case_id, "action_done", id=action_id, on_day=today_text(), result=text("result", result)
    )


def plan(
    room: Room,
    case_id: str,
    kind: str,
    due: dt.date | None,
    note: str,
    at: str = "",
    place: str = "",
) -> None:
    """A talk, a telling back or aftercare on a day. Raises Invalid."""
    if due is None or not to_come(due):
        raise Invalid({"due": day_wanted()})
    texts = line("note", note), line("at", at), line("place", place)
    _plan(room, case_id, kind, due, *texts)


def _plan(
    room: Room,
    case_id: str,
    kind: str,
    due: dt.date,
    note: str = "",
    at: str = "",
    place: str = "",
) -> None:
    room.append(
        case_id, kind, id=reports.new_id(), due=due.isoformat(), note=note, at=at, place=place
    )


def mark_held(room: Room, case_id: str, kind: str, moment_id: str, told: str) -> None:
    """It was held: what was told, or how the student is. Raises Invalid."""
    moment = find(room, case_id).moments(kind)[moment_id]
    room.append(
        case_id,
        kind,
        id=moment.id,
        due=moment.due.isoformat(),
        note=moment.note,
        at=moment.at,
        place=moment.place,
        done_on=today_text(),
        told=needed("told", told),
    )


def conclude(room: Room, case_id: str, consequence: Consequence, note: str) -> None:
    """What it means for the company; aftercare is planned, on dates that are data."""
    case = find(room, case_id)
    with room.writing():
        room.append(
            case_id,
            "consequence",
            consequence=consequence.value,
            note=text("note", note),
            on_day=today_text(),
        )
        if not case.aftercare:
            for weeks in rooms.lists(room).numbers.aftercare_weeks:
                _plan(room, case_id, "aftercare", clock.today() + dt.timedelta(weeks=weeks))


def replace_place(room: Room, case_id: str, words: str) -> None:
    """About another place: hours, tasks, delay."""
    room.append(case_id, "replacement", words=text("words", words))


def desk_sheet(room: Room, case_id: str, desk: str) -> None:
    """Data for a desk left the room, on paper."""
    room.append(case_id, "desk_sheet", desk=desk, on_day=today_text())


def first_reply_late(room: Room, case: Case) -> bool:
    """No word to the student within the days that the lists say."""
    if case.first_reply is not None or case.received_on is None or not case.open:
        return False
    days = rooms.lists(room).numbers.first_response_days
    return (clock.today() - case.received_on).days > days


def _gone() -> str:
    return _("That is not in this case. Look at it once more.")
