"""The menus over the window as a table, and with them every key that works everywhere."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtGui import QKeySequence

from stagecoach.domain.access import Right
from stagecoach.domain.people import Role, role_name
from stagecoach.domain.texts import listed
from stagecoach.i18n import _
from stagecoach.ui.core.current_store import CurrentStore
from stagecoach.ui.stores.recent import others
from stagecoach.ui.widgets.copying import copy_rows
from stagecoach.ui.widgets.menus import MenuEntry, Menus
from stagecoach.ui.widgets.scrim import covered
from stagecoach.ui.window.sealed import Sealed
from stagecoach.ui.window.undoing import Undoing

if TYPE_CHECKING:
    from stagecoach.ui.core.page import Command
    from stagecoach.ui.window.shell import Shell

_COMMAND_ICONS = {
    "quick_log": "pencil-line",
    "new_student": "user-round-plus",
    "print": "printer",
    "settings": "settings",
    "lock": "lock",
    "switch": "users-round",
    "backup": "hard-drive",
    "restore": "rotate-ccw",
    "undo": "undo-2",
    "evaluation": "clipboard-check",
}


class Window(Protocol):
    """What the menus act on; the shell is there while a store is open."""

    @property
    def current(self) -> CurrentStore: ...
    @property
    def shell(self) -> "Shell | None": ...
    @property
    def sealed(self) -> Sealed: ...
    @property
    def menus(self) -> Menus | None: ...
    def new_store(self) -> None: ...
    def ask_store(self) -> None: ...
    def open_store(self, path: Path) -> None: ...
    def take_role(self, role: Role) -> None: ...
    def next_pane(self, by: int) -> None: ...
    @property
    def undoing(self) -> Undoing: ...
    def find_anything(self) -> None: ...
    def resize_text(self, step: int) -> None: ...
    def about(self) -> None: ...
    def close(self) -> bool: ...


def table(window: Window) -> Iterator[MenuEntry]:
    """What there is now: more while a store is open, and for who may more."""
    shell = window.shell
    yield from _file(window)
    if shell is not None:
        yield from _edit(window, shell)
        yield from _view(window, shell)
        yield from _student(shell)
        forms = _("F&orms")
        yield MenuEntry(forms, "print", _("&Print what is open"), shell.print_here, "Ctrl+P")
    yield from _report(window)
    yield from _help(window)


def _file(window: Window) -> Iterator[MenuEntry]:
    menu, shell = _("&File"), window.shell
    yield MenuEntry(menu, "new", _("&New file …"), window.new_store)
    yield MenuEntry(menu, "open", _("&Open file …"), window.ask_store, "Ctrl+O")
    for number, (name, path) in enumerate(others(window.current), start=1):
        text = f"&{number} {name.replace('&', '&&')}"
        go = partial(window.open_store, path)
        yield MenuEntry(menu, f"recent_{number}", text, go, line_before=number == 1)
    if shell is not None:
        identity, backup = shell.workspace.identity, partial(_back_up, window)
        yield MenuEntry(
            menu, "backup", _("Make a &backup now"), backup, "Ctrl+B", line_before=True
        )
        yield MenuEntry(menu, "restore", _("P&ut a backup back …"), _go(shell, "backups"))
        yield MenuEntry(menu, "settings", _("&Settings"), _go(shell, "settings"))
        yield MenuEntry(menu, "pin", _("M&y PIN …"), _go(shell, "my_pin"))
        yield MenuEntry(menu, "key", _("My &key …"), _go(shell, "my_key"))
        if identity.manages:
            yield MenuEntry(menu, "people", _("P&ersons"), _go(shell, "people"))
        for role in identity.roles[1:]:
            text = _("Go on as %s") % listed([role_name(role)])
            yield MenuEntry(menu, f"as_{role}", text, partial(window.take_role, role))
        yield MenuEntry(menu, "switch", _("Somebody &else"), window.current.step_out, "F9")
        yield MenuEntry(menu, "lock", _("&Lock"), window.current.lock, "Ctrl+Shift+L")
    yield MenuEntry(menu, "quit", _("&Quit"), window.close, "Ctrl+Q", line_before=True)


def _edit(window: Window, shell: "Shell") -> Iterator[MenuEntry]:
    menu, workspace, undoing = _("&Edit"), shell.workspace, window.undoing
    yield MenuEntry(
        menu,
        "undo",
        _("&Undo"),
        undoing.undo,
        "Ctrl+Z",
        possible=lambda: workspace.can_undo,
        words=undoing.text,
    )
    yield MenuEntry(
        menu,
        "redo",
        _("&Redo"),
        undoing.redo,
        "Ctrl+Shift+Z | Ctrl+Y",
        possible=lambda: workspace.can_redo,
        words=partial(undoing.text, undone=True),
    )
    copy = partial(copy_rows, window)
    yield MenuEntry(menu, "copy", _("&Copy rows"), copy, "Ctrl+C", line_before=True)
    yield MenuEntry(menu, "bin", _("&Bin"), _go(shell, "bin"), line_before=True)
    yield MenuEntry(menu, "search", _("&Find anything"), window.find_anything, "Ctrl+K")


def _view(window: Window, shell: "Shell") -> Iterator[MenuEntry]:
    from stagecoach.ui.window.places import destinations

    menu, size = _("&View"), window.resize_text
    for number, place in enumerate(destinations(shell.workspace.identity.role), start=1):
        yield MenuEntry(menu, place.name, place.title, _go(shell, place.name), _digit(number))
    yield MenuEntry(menu, "back", _("&Back"), shell.back, "Alt+Left", line_before=True)
    yield MenuEntry(menu, "next_tab", _("Next &part"), shell.next_tab, "Ctrl+Tab")
    yield MenuEntry(menu, "next_pane", _("Next pa&ne"), partial(window.next_pane, 1), "F6")
    before = partial(window.next_pane, -1)
    yield MenuEntry(menu, "previous_pane", _("P&revious pane"), before, "Shift+F6")
    yield MenuEntry(
        menu, "larger", _("&Larger text"), partial(size, 1), "Ctrl++ | Ctrl+=", line_before=True
    )
    yield MenuEntry(menu, "smaller", _("&Smaller text"), partial(size, -1), "Ctrl+-")
    yield MenuEntry(menu, "normal", _("&Normal text"), partial(size, 0), _digit(0))


def _back_up(window: Window) -> None:
    """Beside the work, whatever screen is open; the toast says when it is made."""
    if window.current.safekeeping is not None:
        window.current.safekeeping.make_now()


def _new_here(shell: "Shell") -> None:
    """A student, a task, a talk: what the screen is about; else a log."""
    from stagecoach.ui.core.page import Place

    if not covered(shell) and not shell.current().new_here():
        shell.go(Place("quick_log"))


_AZERTY = "à&é\"'(§è!ç"  # what the digits are without Shift on a Belgian or French keyboard


def _digit(number: int) -> str:
    return f"Ctrl+{number} | Ctrl+{_AZERTY[number]}"


def _student(shell: "Shell") -> Iterator[MenuEntry]:
    menu = _("&Student")
    yield MenuEntry(menu, "new_here", _("&New here"), partial(_new_here, shell), "Ctrl+N")
    yield MenuEntry(menu, "quick_log", _("&Quick log"), _go(shell, "quick_log"), "Ctrl+L")
    new = _go(shell, "new_student")
    yield MenuEntry(menu, "new_student", _("&New student"), new, "Ctrl+Shift+S")
    yield MenuEntry(menu, "new_task", _("New &task"), shell.new_task_here, "Ctrl+T")
    yield MenuEntry(menu, "grid", _("For &all my students"), _go(shell, "grid"), "Ctrl+G")
    if shell.workspace.may(Right.PEER_COUNTS):
        peers = _go(shell, "peers")
        yield MenuEntry(menu, "peers", _("&Peer coaching"), peers, "Ctrl+Shift+P")
    yield MenuEntry(menu, "evaluation", _("Next &evaluation"), shell.next_evaluation, "Ctrl+E")


def _report(window: Window) -> Iterator[MenuEntry]:
    """In every state of the window, also where nobody signed in."""
    menu, sealed = _("&Report"), window.sealed
    yield MenuEntry(menu, "report", _("&Make a report"), partial(sealed.write, "write"))
    yield MenuEntry(menu, "answer", _("&Read an answer"), partial(sealed.write, "read"))
    yield MenuEntry(menu, "take", _("&Fetch envelopes …"), sealed.take, line_before=True)
    yield MenuEntry(menu, "bring", _("&Bring answers back …"), sealed.bring)
    yield MenuEntry(menu, "advisers", _("&Advisers of this computer …"), sealed.advisers)
    yield MenuEntry(menu, "figures", _("Fi&gures of an adviser …"), sealed.figures)
    yield MenuEntry(menu, "room", _("R&oom of an adviser …"), sealed.open_room, line_before=True)


def _help(window: Window) -> Iterator[MenuEntry]:
    menu, shell = _("&Help"), window.shell
    if shell is not None:
        yield MenuEntry(menu, "help", _("&Help on this screen"), shell.help_here, "F1")
        yield MenuEntry(menu, "keys", _("All &keys"), partial(_keys, window), "Ctrl+F1")
        yield MenuEntry(menu, "rights", _("&Who may do what"), _go(shell, "help", "rights"))
    yield MenuEntry(menu, "about", _("About StageCoach"), window.about)


def _keys(window: Window) -> None:
    from stagecoach.ui.dialogs.help import KeysForm

    shell, menus = window.shell, window.menus
    if shell is not None and menus is not None and not covered(shell):
        KeysForm(shell.workspace, commands(menus), shell).open_once()


def _go(shell: "Shell", name: str, tab: str = "") -> Callable[[], Any]:
    def go() -> None:
        from stagecoach.ui.core.page import Place

        if not covered(shell):
            shell.go(Place(name, tab=tab))

    return go


def commands(menus: Menus) -> "list[Command]":
    """What the menu can do, for the search."""
    from stagecoach.ui.core.page import Command

    skipped = {"search", "quit"}
    return [
        Command(
            action.text().replace("&", "").removesuffix(" …"),
            _COMMAND_ICONS.get(name, "chevron-right"),
            action.shortcut().toString(QKeySequence.SequenceFormat.NativeText),
            action.trigger,
        )
        for name, action in menus.actions.items()
        if name not in skipped
    ]
