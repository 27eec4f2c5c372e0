"""What goes into a room and out of it as a file: envelopes, answers, cards, figures, a case."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QWidget

from stagecoach import clock
from stagecoach.documents import cases as adviser_sheets
from stagecoach.documents import printing
from stagecoach.domain.cases.case import Case
from stagecoach.errors import Invalid, StageCoachError
from stagecoach.i18n import _, ngettext
from stagecoach.services.cases import cases, handing_over
from stagecoach.services.cases import figures as case_figures
from stagecoach.services.cases import post as case_post
from stagecoach.services.cases import room as rooms
from stagecoach.services.cases.post import Opened
from stagecoach.ui.cases.form import FieldsSheet, open_sheet
from stagecoach.ui.cases.open_room import RoomSpace
from stagecoach.ui.dialogs import files, messages
from stagecoach.ui.dialogs.fields import ONE, SECRET, YES, Asked
from stagecoach.ui.dialogs.progress import RunSheet


def _chosen(path: Path | None) -> Path:
    """Raises Invalid, with nothing to say, where no place was chosen: the sheet stays."""
    if path is None:
        raise Invalid({})
    return path


def write(parent: QWidget, path: Path, content: bytes, space: RoomSpace) -> bool:
    """Wholly or not at all; says which."""
    try:
        printing.write(path, content)
    except OSError:
        messages.complain(parent, _("This place cannot be written. Choose another."))
        return False
    space.say(_("Saved: %s") % path.name)
    return True


def fetch(space: RoomSpace, parent: QWidget) -> None:
    """The envelopes of a folder or stick: each is tried, decoys are dropped without a word."""
    folder = files.ask_folder(parent, _("Folder with envelopes"))
    if folder is not None:
        fetch_from(space, parent, folder)


def fetch_from(space: RoomSpace, parent: QWidget, folder: Path) -> RunSheet | None:
    try:
        paths = case_post.envelopes_in(folder)
    except StageCoachError as error:
        messages.complain(parent, str(error))
        return None
    job = partial(case_post.try_all, paths, space.room.private.identity)
    sheet = RunSheet(_("Open envelopes"), "mail-open", job, partial(_received, space), parent)
    sheet.open_once()
    return sheet


def _received(space: RoomSpace, opened: Opened) -> str:
    return space.do(case_post.receive, opened).told


def answers(space: RoomSpace, parent: QWidget) -> None:
    folder = files.ask_folder(parent, _("Folder or stick for the answers"))
    if folder is not None:
        answers_to(space, parent, folder)


def answers_to(space: RoomSpace, parent: QWidget, folder: Path) -> RunSheet:
    """A stick may take its time, so it is written beside the window."""
    job = partial(case_post.write, space.ask(case_post.outgoing), folder)
    sheet = RunSheet(_("Answers to a stick"), "mailbox", job, partial(_written, space), parent)
    sheet.open_once()
    return sheet


def _written(space: RoomSpace, names: list[str]) -> str:
    count = space.ask(case_post.written, names)
    text = ngettext(
        "%d envelope written. How many are real nobody can see.",
        "%d envelopes written. How many are real nobody can see.",
        count,
    )
    return text % count


def backup(space: RoomSpace, parent: QWidget) -> None:
    folder = files.ask_folder(parent, _("Folder for the backup"))
    if folder is not None:
        try:
            made = space.do(rooms.make_backup, folder)
        except StageCoachError as error:
            messages.complain(parent, str(error))
            return
        space.say(_("Backup made and checked: %s") % made.name)


def card(space: RoomSpace, parent: QWidget) -> None:
    """To hand to whoever keeps the list; the four words are compared with it."""
    path = files.ask_save(parent, _("My card"), f"kaart{rooms.CARD}", files.of_program(rooms.CARD))
    if path is not None:
        write(parent, path, space.ask(rooms.card).encode(), space)


def figures(space: RoomSpace, parent: QWidget) -> None:
    """Counts per school year, from five up, for the coordinator."""
    suffix = case_figures.SUFFIX
    path = files.ask_save(parent, _("Figures"), f"cijfers{suffix}", f"StageCoach (*{suffix})")
    if path is not None:
        counted = space.ask(case_figures.count, clock.today())
        write(parent, path, space.ask(case_figures.pack, counted).encode(), space)


def passphrase(space: RoomSpace, parent: QWidget) -> FieldsSheet:
    asked = [
        Asked("passphrase", _("&New passphrase"), SECRET),
        Asked("again", _("Once &more"), SECRET),
    ]
    about = _("The recovery code stays the same.") + " " + rooms.lost_means()
    return open_sheet(
        space,
        parent,
        _("Change passphrase"),
        "key-round",
        asked,
        lambda v: space.do(rooms.change_passphrase, v["passphrase"], v["again"]),
        about=about,
    )


def desk_sheet(space: RoomSpace, case: Case, parent: QWidget) -> FieldsSheet | None:
    """Data for an outside desk, on paper: for a desk that the student said yes to."""
    given = [
        (f"{desk.code}/{each.id}", f"{desk.title}: {each.what}")
        for desk in rooms.lists(space.room).desks
        for each in case.consented
        if desk.title.casefold() in each.who.casefold()
    ]
    if not given:
        text = _(
            "First record that the student says yes to a desk, by its name: Who knows what, "
            "Consent."
        )
        messages.complain(parent, text)
        return None
    asked = [
        Asked("consent", _("The student said &yes to"), ONE, given[0][0], given),
        Asked("words", _("With the student's own words"), YES),
        Asked("name", _("With the name"), YES),
    ]
    return open_sheet(
        space,
        parent,
        _("Data sheet for a desk"),
        "file-text",
        asked,
        partial(_save_desk_sheet, space, case, parent),
        ok=_("Save PDF …"),
        about=_("Nothing goes on it that the student did not say yes to."),
    )


def _save_desk_sheet(
    space: RoomSpace, case: Case, parent: QWidget, values: dict[str, object]
) -> None:
    path = files.ask_save(parent, _("Data sheet for a desk"), adviser_sheets.DESK_SHEET, files.PDF)
    save_desk_sheet(space, case, parent, values, _chosen(path))


def save_desk_sheet(
    space: RoomSpace, case: Case, parent: QWidget, values: dict[str, object], path: Path
) -> None:
    lists = space.ask(rooms.lists)
    code, _slash, key = str(values["consent"]).rpartition("/")
    desk = next(each for each in lists.desks if each.code == code)
    given = [c.what for c in case.consented if c.id == key]
    content = adviser_sheets.desk_sheet(
        case, desk, given, lists, words=bool(values["words"]), name=bool(values["name"])
    )
    if not write(parent, path, content, space):
        raise Invalid({})
    space.do(cases.desk_sheet, case.id, desk.title)


def _others(space: RoomSpace, parent: QWidget) -> list[tuple[str, str]]:
    """The other advisers of the list; says so when there are none."""
    others = space.ask(rooms.others)
    if not others:
        messages.complain(parent, _("There is no other adviser on your list."))
    return [(each.recipient, f"{each.name}, {each.role}") for each in others]


def hand_over(space: RoomSpace, case: Case, parent: QWidget) -> FieldsSheet | None:
    """Sealed to another adviser of the list, as a file."""
    who = _others(space, parent)
    if not who:
        return None
    asked = [
        Asked("to", _("To &whom"), ONE, who[0][0], who),
        Asked("keep", _("I go on with it too"), YES),
    ]
    return open_sheet(
        space,
        parent,
        _("Hand over the case"),
        "corner-up-left",
        asked,
        partial(_save_case, space, case, parent),
        ok=_("Seal and save …"),
        about=_(
            "Ask the student first. What you read stays read; the file opens for that "
            "adviser alone."
        ),
    )


def _save_case(space: RoomSpace, case: Case, parent: QWidget, values: dict[str, object]) -> None:
    suffix = handing_over.SUFFIX
    path = files.ask_save(parent, _("Hand over"), f"overdracht{suffix}", f"StageCoach (*{suffix})")
    save_case(space, case, parent, values, _chosen(path))


def save_case(
    space: RoomSpace, case: Case, parent: QWidget, values: dict[str, object], path: Path
) -> None:
    """The file first; only then the case says that it was handed over."""
    reader = rooms.reader(space.room, str(values["to"]))
    content = space.ask(handing_over.sealed_case, case.id, reader)
    if not write(parent, path, content, space):
        raise Invalid({})
    space.do(handing_over.handed_over, case.id, reader, keep=bool(values["keep"]))


def share(space: RoomSpace, parent: QWidget) -> FieldsSheet | None:
    """All open cases for an adviser who came later; each a file of its own."""
    who = _others(space, parent)
    if not who:
        return None
    return open_sheet(
        space,
        parent,
        _("Share all open cases"),
        "users-round",
        [Asked("to", _("With &whom"), ONE, who[0][0], who)],
        partial(_choose_share, space, parent),
        ok=_("Seal and save …"),
        about=_(
            "For an adviser who came later. You both go on with them. Ask the students first."
        ),
    )


def _choose_share(space: RoomSpace, parent: QWidget, values: dict[str, object]) -> None:
    folder = files.ask_folder(parent, _("Folder for the cases"))
    share_in(space, str(values["to"]), _chosen(folder))


def share_in(space: RoomSpace, to: str, folder: Path) -> None:
    count = space.do(handing_over.share_open, rooms.reader(space.room, to), folder)
    space.say(ngettext("%d case sealed", "%d cases sealed", count) % count)


def take_over(space: RoomSpace, parent: QWidget) -> None:
    kind = f"StageCoach (*{handing_over.SUFFIX})"
    chosen = files.ask_open_several(parent, _("Cases of another adviser"), kind)
    if chosen:
        take_over_from(space, parent, [Path(each) for each in chosen])


def take_over_from(space: RoomSpace, parent: QWidget, paths: Sequence[Path]) -> None:
    """Each for itself: one that is refused does not keep the others out."""
    taken, refused = 0, {}
    for path in paths:
        try:
            space.do(handing_over.take_over, path)
            taken += 1
        except StageCoachError as error:
            refused[str(error)] = True
    if refused:
        messages.complain(parent, " ".join(refused))
    if taken:
        space.say(ngettext("%d case taken over", "%d cases taken over", taken) % taken)
