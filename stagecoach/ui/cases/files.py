"""What goes into a room and out of it as a file: envelopes, answers, cards, figures, a case."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QWidget

from stagecoach import clock
from stagecoach.documents import printing
from stagecoach.domain.cases.case import Case
from stagecoach.errors import Invalid, StageCoachError
from stagecoach.i18n import _, ngettext
from stagecoach.services.cases import figures as case_figures
from stagecoach.services.cases import handing_over
from stagecoach.services.cases import post as case_post
from stagecoach.services.cases import room as rooms
from stagecoach.services.cases.post import Opened
from stagecoach.ui.cases.form import RoomDialog, open_dialog
from stagecoach.ui.cases.open_room import OpenRoom
from stagecoach.ui.dialogs import files, messages
from stagecoach.ui.dialogs.fields import ONE, SECRET, YES, Asked
from stagecoach.ui.dialogs.progress import ProgressDialog


def _chosen(path: Path | None) -> Path:
    """Raises Invalid, with nothing to say, where no place was chosen: the dialog stays."""
    if path is None:
        raise Invalid({})
    return path


def write(parent: QWidget, path: Path, content: bytes, open_room: OpenRoom) -> bool:
    """Wholly or not at all; says which."""
    try:
        printing.write(path, content)
    except OSError:
        messages.complain(parent, _("This place cannot be written. Choose another."))
        return False
    open_room.say(_("Saved: %s") % path.name)
    return True


def fetch(open_room: OpenRoom, parent: QWidget) -> None:
    """The envelopes of a folder or stick: each is tried, decoys are dropped without a word."""
    folder = files.ask_folder(parent, _("Folder with envelopes"))
    if folder is not None:
        fetch_from(open_room, parent, folder)


def fetch_from(open_room: OpenRoom, parent: QWidget, folder: Path) -> ProgressDialog | None:
    try:
        paths = case_post.envelopes_in(folder)
    except StageCoachError as error:
        messages.complain(parent, str(error))
        return None
    job = partial(case_post.try_all, paths, open_room.room.private.identity)
    dialog = ProgressDialog(
        _("Open envelopes"), "mail-open", job, partial(_received, open_room), parent
    )
    dialog.open_once()
    return dialog


def _received(open_room: OpenRoom, opened: Opened) -> str:
    return open_room.do(case_post.receive, opened).summary


def answers(open_room: OpenRoom, parent: QWidget) -> None:
    folder = files.ask_folder(parent, _("Folder or stick for the answers"))
    if folder is not None:
        answers_to(open_room, parent, folder)


def answers_to(open_room: OpenRoom, parent: QWidget, folder: Path) -> ProgressDialog:
    """A stick may take its time, so it is written beside the window."""
    job = partial(case_post.write, open_room.ask(case_post.outgoing), folder)
    dialog = ProgressDialog(
        _("Answers to a stick"), "mailbox", job, partial(_written, open_room), parent
    )
    dialog.open_once()
    return dialog


def _written(open_room: OpenRoom, names: list[str]) -> str:
    count = open_room.ask(case_post.written, names)
    text = ngettext(
        "%d envelope written. How many are real nobody can see.",
        "%d envelopes written. How many are real nobody can see.",
        count,
    )
    return text % count


def backup(open_room: OpenRoom, parent: QWidget) -> None:
    folder = files.ask_folder(parent, _("Folder for the backup"))
    if folder is not None:
        try:
            path = open_room.do(rooms.make_backup, folder)
        except StageCoachError as error:
            messages.complain(parent, str(error))
            return
        open_room.say(_("Backup made and checked: %s") % path.name)


def card(open_room: OpenRoom, parent: QWidget) -> None:
    """To hand to whoever keeps the list; the four words are compared with it."""
    path = files.ask_save(parent, _("My card"), f"kaart{rooms.CARD}", files.of_program(rooms.CARD))
    if path is not None:
        write(parent, path, open_room.ask(rooms.card).encode(), open_room)


def figures(open_room: OpenRoom, parent: QWidget) -> None:
    """Counts per school year, from five up, for the coordinator."""
    suffix = case_figures.SUFFIX
    path = files.ask_save(parent, _("Figures"), f"cijfers{suffix}", f"StageCoach (*{suffix})")
    if path is not None:
        counted = open_room.ask(case_figures.count, clock.today())
        write(parent, path, open_room.ask(case_figures.pack, counted).encode(), open_room)


def passphrase(open_room: OpenRoom, parent: QWidget) -> RoomDialog:
    asked = [
        Asked("passphrase", _("&New passphrase"), SECRET),
        Asked("again", _("Once &more"), SECRET),
    ]
    about = _("The recovery code stays the same.") + " " + rooms.lost_means()
    return open_dialog(
        open_room,
        parent,
        _("Change passphrase"),
        "key-round",
        asked,
        lambda v: open_room.do(rooms.change_passphrase, v["passphrase"], v["again"]),
        about=about,
    )


def _others(open_room: OpenRoom, parent: QWidget) -> list[tuple[str, str]]:
    """The other advisers of the list; says so when there are none."""
    others = open_room.ask(rooms.others)
    if not others:
        messages.complain(parent, _("There is no other adviser on your list."))
    return [(adviser.recipient, f"{adviser.name}, {adviser.role}") for adviser in others]


def hand_over(open_room: OpenRoom, case: Case, parent: QWidget) -> RoomDialog | None:
    """Sealed to another adviser of the list, as a file."""
    who = _others(open_room, parent)
    if not who:
        return None
    asked = [
        Asked("to", _("To &whom"), ONE, who[0][0], who),
        Asked("keep", _("I go on with it too"), YES),
    ]
    return open_dialog(
        open_room,
        parent,
        _("Hand over the case"),
        "corner-up-left",
        asked,
        partial(_save_case, open_room, case, parent),
        ok=_("Seal and save …"),
        about=_(
            "Ask the student first. What you read stays read; the file opens for that "
            "adviser alone."
        ),
    )


def _save_case(
    open_room: OpenRoom, case: Case, parent: QWidget, values: dict[str, object]
) -> None:
    suffix = handing_over.SUFFIX
    path = files.ask_save(parent, _("Hand over"), f"overdracht{suffix}", f"StageCoach (*{suffix})")
    save_case(open_room, case, parent, values, _chosen(path))


def save_case(
    open_room: OpenRoom, case: Case, parent: QWidget, values: dict[str, object], path: Path
) -> None:
    """The file first; only then the case says that it was handed over."""
    reader = rooms.reader(open_room.room, str(values["to"]))
    content = open_room.ask(handing_over.sealed_case, case.id, reader)
    if not write(parent, path, content, open_room):
        raise Invalid({})
    open_room.do(handing_over.handed_over, case.id, reader, keep=bool(values["keep"]))


def share(open_room: OpenRoom, parent: QWidget) -> RoomDialog | None:
    """All open cases for an adviser who came later; each a file of its own."""
    who = _others(open_room, parent)
    if not who:
        return None
    return open_dialog(
        open_room,
        parent,
        _("Share all open cases"),
        "users-round",
        [Asked("to", _("With &whom"), ONE, who[0][0], who)],
        partial(_choose_share, open_room, parent),
        ok=_("Seal and save …"),
        about=_(
            "For an adviser who came later. You both go on with them. Ask the students first."
        ),
    )


def _choose_share(open_room: OpenRoom, parent: QWidget, values: dict[str, object]) -> None:
    folder = files.ask_folder(parent, _("Folder for the cases"))
    share_in(open_room, str(values["to"]), _chosen(folder))


def share_in(open_room: OpenRoom, to: str, folder: Path) -> None:
    count = open_room.do(handing_over.share_open, rooms.reader(open_room.room, to), folder)
    open_room.say(ngettext("%d case sealed", "%d cases sealed", count) % count)


def take_over(open_room: OpenRoom, parent: QWidget) -> None:
    kind = f"StageCoach (*{handing_over.SUFFIX})"
    chosen = files.ask_open_several(parent, _("Cases of another adviser"), kind)
    if chosen:
        take_over_from(open_room, parent, [Path(file_name) for file_name in chosen])


def take_over_from(open_room: OpenRoom, parent: QWidget, paths: Sequence[Path]) -> None:
    """Each for itself: one that is refused does not keep the others out."""
    taken, refused = 0, {}
    for path in paths:
        try:
            open_room.do(handing_over.take_over, path)
            taken += 1
        except StageCoachError as error:
            refused[str(error)] = True
    if refused:
        messages.complain(parent, " ".join(refused))
    if taken:
        open_room.say(ngettext("%d case taken over", "%d cases taken over", taken) % taken)
