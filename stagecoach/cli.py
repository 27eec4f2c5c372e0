"""The command line: a second, thin face on the same services."""

import argparse
import datetime as dt
import gc
import io
import os
import sys
from collections.abc import Callable
from ctypes import CDLL
from pathlib import Path
from typing import TypeAlias

from stagecoach import __version__, clock, i18n, settings
from stagecoach.errors import StageCoachError, WrongPassphrase
from stagecoach.i18n import _

_USER = 1  # exit status; argparse itself exits with 2 for wrong use


def main(arguments: list[str] | None = None) -> int:
    """0 when all went well, 1 for a problem the user can solve, 2 for wrong use."""
    words = sys.argv[1:] if arguments is None else arguments
    _write_any_letter()
    chosen = settings.read()
    i18n.use("en" if chosen.language == "en" else "nl")
    if not words or (words[0] not in _COMMANDS and not words[0].startswith("-")):
        words = ["open", *words]
    options = _parser().parse_args(words)
    try:
        if day := os.environ.get("STAGECOACH_TODAY"):
            clock.pretend_today(_today(day))
        return int(_COMMANDS[options.command](options) or 0)
    except WrongPassphrase:
        print(_("This passphrase does not open this file. Nothing was changed."), file=sys.stderr)
        return _USER
    except StageCoachError as error:
        print(error, file=sys.stderr)
        return _USER
    except KeyboardInterrupt:
        return _USER


def _write_any_letter() -> None:
    """A terminal or a pipe may have no letter for a name: it is written as its code then."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _today(text: str) -> dt.date:
    try:
        return _day(text)
    except argparse.ArgumentTypeError as error:
        raise StageCoachError(f"STAGECOACH_TODAY: {error}") from None


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="stagecoach",
        description=_("Guide students on placement, on a learning track and a work track."),
        epilog=_("Without a command, the window opens: stagecoach [STORE]"),
    )
    parser.add_argument("--version", action="version", version=__version__)
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    _add_open(commands)
    _add_example(commands)
    _add_print(commands)
    _add_store_commands(commands)
    _add_screenshot(commands)
    parser_of_write = commands.add_parser("write")  # what the window starts; not in the help
    parser_of_write.add_argument("start", choices=("write", "read"), nargs="?", default="write")
    commands.add_parser("draw")  # as above
    return parser


Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"  # noqa: SLF001 - no public name


def _command(commands: Commands, name: str, text: str) -> argparse.ArgumentParser:
    return commands.add_parser(name, help=text, description=text)


def _secret(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("store", type=Path, metavar="STORE")
    _passphrase_file(parser)


def _passphrase_file(parser: argparse.ArgumentParser) -> None:
    text = _("file with the passphrase; else STAGECOACH_PASSPHRASE, else a prompt")
    parser.add_argument("--passphrase-file", type=Path, metavar="FILE", help=text)


def _add_open(commands: Commands) -> None:
    parser = _command(commands, "open", _("open the window"))
    parser.add_argument("store", type=Path, nargs="?", metavar="STORE")


def _add_example(commands: Commands) -> None:
    parser = _command(commands, "example", _("make an example store"))
    _secret(parser)
    parser.add_argument("--size", choices=("S", "M", "L", "XL"), default="S")
    parser.add_argument("--seed", type=int, default=1, metavar="N")
    parser.add_argument(
        "--today", type=_day, metavar="YYYY-MM-DD", help=_("the day it is made for")
    )


def _add_print(commands: Commands) -> None:
    parser = _command(commands, "print", _("print evaluation forms"))
    _secret(parser)
    parser.add_argument("--form", choices=("start", "interim", "final"), required=True)
    parser.add_argument("--as", choices=("blank", "filled"), required=True, dest="way")
    text = _("only these students, by name or number; else all")
    parser.add_argument("--student", nargs="+", default=[], metavar="NAME_OR_NUMBER", help=text)
    nameless = _("blank forms without a name, for this qualification")
    parser.add_argument("--qualification", metavar="CREBO", help=nameless)
    parser.add_argument("--out", type=Path, metavar="DIR")
    parser.add_argument("--one-file", action="store_true", help=_("all in one PDF in that folder"))
    text = _("to this printer instead; all as one job")
    parser.add_argument("--to-printer", metavar="NAME", help=text)


def _add_store_commands(commands: Commands) -> None:
    parser = _command(commands, "qualifications", _("list or import qualifications"))
    _secret(parser)
    parser.add_argument("file", type=Path, nargs="?", metavar="FILE")
    _secret(_command(commands, "check", _("check a store, changing nothing")))
    _secret(_command(commands, "rescue", _("save what can be saved of a damaged store")))
    parser = _command(commands, "backup", _("make a verified backup"))
    _secret(parser)
    parser.add_argument("--to", type=Path, metavar="DIR")
    parser = _command(commands, "backups", _("list the backups of a store"))
    parser.add_argument("store", type=Path, metavar="STORE")
    parser.add_argument("--backups", type=Path, metavar="DIR")
    parser = _command(commands, "restore", _("put a backup back as a store"))
    parser.add_argument("backup", type=Path, metavar="BACKUP")
    parser.add_argument("--to", type=Path, required=True, metavar="STORE")
    _passphrase_file(parser)
    text = _("where what stands there now is kept; else the folder of its backups")
    parser.add_argument("--backups", type=Path, metavar="DIR", help=text)


def _add_screenshot(commands: Commands) -> None:
    parser = _command(commands, "screenshot", _("render a screen to a PNG, without a display"))
    _secret(parser)
    parser.add_argument(
        "--screen",
        required=True,
        metavar="NAME",
        help=_("one of the screens; a wrong name lists them"),
    )
    parser.add_argument("--out", type=Path, required=True, metavar="FILE.png")
    parser.add_argument("--student", metavar="NAME_OR_NUMBER")
    parser.add_argument("--theme", choices=("light", "dark"), default="light")
    parser.add_argument("--language", choices=i18n.LANGUAGES, default="nl")
    parser.add_argument("--size", type=_size, default=(1360, 860), metavar="WxH")
    parser.add_argument("--text-size", type=int, choices=settings.TEXT_SIZES, default=100)
    parser.add_argument("--today", type=_day, metavar="YYYY-MM-DD")


def _day(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(_("%s is no date like 2026-10-29") % text) from None


def _size(text: str) -> tuple[int, int]:
    width, cross, height = text.partition("x")
    if not (cross and width.isdecimal() and height.isdecimal()):
        raise argparse.ArgumentTypeError(_("%s is no size like 1360x860") % text)
    return int(width), int(height)


def _open_window(options: argparse.Namespace) -> int:
    gc.disable()  # what is loaded stays; a window has its own collector (ui/core/garbage.py)
    try:
        from stagecoach import app
    except ImportError as error:
        raise StageCoachError(_missing_library(str(error))) from None
    if _no_screen():
        text = _("There is no screen here. Print forms with: stagecoach print --help")
        raise StageCoachError(text)
    if package := _missing_package():
        text = _("The window needs a system library. On Debian: apt install %s")
        raise StageCoachError(text % package)
    return app.run(options.store)


def _write(options: argparse.Namespace) -> int:
    gc.disable()  # as above
    from stagecoach import app

    return app.write(options.start)


def _screenshot(options: argparse.Namespace) -> None:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    try:
        from stagecoach import app
    except ImportError as error:
        raise StageCoachError(_missing_library(str(error))) from None
    from stagecoach import commands

    app.screenshot(options, commands.passphrase(options))


def _missing_library(detail: str) -> str:
    library = detail.split(":", maxsplit=1)[0]
    packages = {"libEGL.so.1": "libegl1", "libGL.so.1": "libgl1", "libdbus-1.so.3": "libdbus-1-3"}
    text = _("The window needs a system library: %(library)s. On Debian: apt install %(package)s")
    return text % {"library": library, "package": packages.get(library, "libegl1 libgl1")}


def _missing_package() -> str:
    """Qt ends the process where a library of its X11 plug-in is missing; say which before."""
    if not sys.platform.startswith("linux") or not os.environ.get("DISPLAY"):
        return ""
    if os.environ.get("QT_QPA_PLATFORM") or os.environ.get("WAYLAND_DISPLAY"):
        return ""
    wanted = {
        "libxcb-cursor.so.0": "libxcb-cursor0",
        "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
        "libxcb-icccm.so.4": "libxcb-icccm4",
        "libxcb-keysyms.so.1": "libxcb-keysyms1",
        "libxcb-image.so.0": "libxcb-image0",
        "libxcb-render-util.so.0": "libxcb-render-util0",
    }
    return " ".join(package for name, package in wanted.items() if not _loads(name))


def _loads(library: str) -> bool:
    """Looking for a library by its name starts a program for each; Qt loads it anyway."""
    try:
        CDLL(library)
    except OSError:
        return False
    return True


def _no_screen() -> bool:
    if not sys.platform.startswith("linux") or os.environ.get("QT_QPA_PLATFORM"):
        return False
    return not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _draw(_options: argparse.Namespace) -> None:
    """What the viewer starts: a document comes in, pictures go out. Nothing else is loaded."""
    from stagecoach.documents import foreign

    foreign.serve(sys.stdin.buffer, sys.stdout.buffer)


def _command_line(name: str) -> Callable[[argparse.Namespace], int | None]:
    """What needs no window; its services are loaded when it is asked for."""

    def run(options: argparse.Namespace) -> int | None:
        from stagecoach import commands

        act: Callable[[argparse.Namespace], int | None] = getattr(commands, name)
        return act(options)

    return run


_COMMANDS: dict[str, Callable[[argparse.Namespace], int | None]] = {
    "open": _open_window,
    "screenshot": _screenshot,
    "write": _write,
    "draw": _draw,
    "example": _command_line("example"),
    "print": _command_line("print_forms"),
    "qualifications": _command_line("qualifications"),
    "check": _command_line("check"),
    "rescue": _command_line("rescue"),
    "backup": _command_line("backup"),
    "backups": _command_line("list_backups"),
    "restore": _command_line("restore"),
}
