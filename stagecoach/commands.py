"""What the command line does, on the same services as the screens."""

import argparse
import codecs
import getpass
import os
import sys
import uuid
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from stagecoach import clock
from stagecoach.documents import printing as jobs
from stagecoach.documents import spool
from stagecoach.domain.evaluations import Kind
from stagecoach.errors import CannotOpen, StageCoachError
from stagecoach.i18n import _, moment, ngettext
from stagecoach.services import backups, marks, store_checks, stores
from stagecoach.services import rescue as rescuing
from stagecoach.services import restore as restoring
from stagecoach.services.example import example as worlds
from stagecoach.services.example import generate
from stagecoach.services.printing import forms as printing
from stagecoach.services.printing.forms import As, Wish
from stagecoach.services.students import list as student_list
from stagecoach.services.templates import qualifications as kinds


def passphrase(options: argparse.Namespace) -> str:
    """From a file, the environment or a prompt, in this order. Raises StageCoachError."""
    if (known := _given_passphrase(options)) is not None:
        return known
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", getpass.GetPassWarning)  # a pipe shows no letters
            return getpass.getpass(_("Passphrase: "))
    except EOFError:
        text = _("There is no passphrase, and no terminal to ask for it.")
        way = _("Use --passphrase-file FILE or STAGECOACH_PASSPHRASE.")
        raise StageCoachError(f"{text} {way}") from None


def _given_passphrase(options: argparse.Namespace) -> str | None:
    if options.passphrase_file is None:
        return os.environ.get("STAGECOACH_PASSPHRASE") or None
    try:
        content: bytes = options.passphrase_file.read_bytes()
        wide = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))  # of PowerShell
        return content.decode("utf-16" if wide else "utf-8-sig").rstrip("\r\n")
    except (OSError, ValueError):
        raise StageCoachError(_("The passphrase file cannot be read.")) from None


@contextmanager
def _read(path: Path, secret: str) -> Iterator[stores.Database]:
    """The store, to look at: it lies as it lay, and whoever has it open goes on."""
    database = stores.read(path, secret)
    try:
        yield database
    finally:
        database.close()


@contextmanager
def _opened(options: argparse.Namespace) -> Iterator[stores.Database]:
    """The store, open to write. It takes the lock, which a window may have."""
    path: Path = options.store
    lock = stores.take_lock(path) if path.exists() else None
    try:
        database = stores.open_store(
            path, passphrase(options), backups=backups.default_folder(path)
        )
        try:
            yield database
            marks.note(database)
        finally:
            database.close()
    finally:
        if lock is not None:
            lock.release()


def example(options: argparse.Namespace) -> None:
    if options.today:
        clock.pretend_today(options.today)
    new = worlds.new_store()
    if (chosen := _given_passphrase(options)) is not None:
        new = replace(new, passphrase=chosen)
    database, _code = stores.create(options.store, new)
    try:
        if options.size == "S":
            database.do(worlds.fill)
        else:
            size = generate.SIZES[options.size]
            database.do(generate.fill, size, options.seed, _count_up)
        marks.note(database)
    finally:
        database.close()
    print(_("Example store made: %s") % options.store)
    if chosen is None:
        print(_("Its passphrase: %s") % new.passphrase)


def _count_up(done: int, total: int) -> None:
    if sys.stderr.isatty():
        print(f"\r{done}/{total}", end="", file=sys.stderr)


def print_forms(options: argparse.Namespace) -> None:
    if (options.out is None) == (options.to_printer is None):
        raise StageCoachError(_("Say where it goes: --out or --to-printer, one of them."))
    if options.to_printer or options.one_file:
        _print_as_one(options)
        return
    with _opened(options) as database:
        wishes = _wishes(database, options)
        printed = jobs.save_all(database, wishes, options.out)
    count = len(printed.files)
    text = ngettext("%(count)d form in %(folder)s", "%(count)d forms in %(folder)s", count)
    print(text % {"count": count, "folder": options.out})


def _print_as_one(options: argparse.Namespace) -> None:
    with _opened(options) as database:
        wishes = _wishes(database, options)
        pdf = jobs.draw_all(database, wishes)
    if options.to_printer:
        spool.send(pdf, spool.Wanted(options.to_printer))
        text = ngettext("%d form to the printer", "%d forms to the printer", len(wishes))
        print(text % len(wishes))
        return
    try:
        options.out.mkdir(parents=True, exist_ok=True)
        path = jobs.write(options.out / f"{options.form}-{options.way}.pdf", pdf)
    except OSError as error:
        text = _("Writing to this folder failed. Choose another folder.")
        raise StageCoachError(text) from error
    print(path)


def _wishes(database: stores.Database, options: argparse.Namespace) -> list[Wish]:
    kind, way = Kind(options.form), As(options.way)
    if options.qualification:
        if way is As.FILLED:
            raise StageCoachError(_("A form without a name is always blank: use --as blank."))
        return [Wish(kind, way, qualification_id=_crebo(database, options.qualification))]
    keys = database.ask(student_list.find, options.student)
    if way is As.FILLED:
        begun = database.ask(printing.begun, kind)
        missing = [key for key in keys if key not in begun]
        if options.student and missing:
            text = ngettext(
                "This evaluation has not been begun for %d of these students.",
                "This evaluation has not been begun for %d of these students.",
                len(missing),
            )
            raise StageCoachError(text % len(missing))
        keys = [key for key in keys if key in begun]
    if not keys:
        raise StageCoachError(_("There is nothing to print."))
    return [Wish(kind, way, placement_id=key) for key in keys]


def _crebo(database: stores.Database, crebo: str) -> uuid.UUID:
    keys: list[uuid.UUID] = [row.id for row in database.ask(kinds.overview) if row.crebo == crebo]
    if not keys:
        raise StageCoachError(_("There is no qualification with crebo %s.") % crebo)
    return keys[-1]


def qualifications(options: argparse.Namespace) -> None:
    if options.file is None:
        with _read(options.store, passphrase(options)) as database:
            for row in database.ask(kinds.overview):
                count = _("%d work processes") % row.work_processes
                print(f"{row.crebo}  {row.title}  {row.version}  ({count})")
        return
    try:
        content = options.file.read_bytes()
    except OSError:
        raise StageCoachError(_("The file cannot be read. Nothing was imported.")) from None
    with _opened(options) as database:
        new = database.do(kinds.import_file, content)
    print(ngettext("%d new qualification", "%d new qualifications", new) % new)


def check(options: argparse.Namespace) -> int:
    secret = passphrase(options)
    texts, first = store_checks.check(options.store, secret), False
    if not texts:
        try:
            with _read(options.store, secret) as database:
                texts = store_checks.check_contents(database)
                first = marks.is_first_time(database)
        except stores.NotUpToDate as error:
            print(_("Key, pages, references and journal are well. Seals were not looked at."))
            print(error)
            return 0
    if texts:
        raise StageCoachError("\n".join(texts))
    print(_("All is well: key, pages, references, journal and sealed evaluations."))
    if first:
        print(_("First time on this computer: there is nothing yet to compare it with."))
    return 0


def backup(options: argparse.Namespace) -> None:
    folder = options.to or backups.default_folder(options.store)
    full_copy = stores.back_up(options.store, passphrase(options), folder)
    print(_("Backup made, opened and compared: %s") % full_copy.path)


def restore(options: argparse.Namespace) -> None:
    folder = options.backups or backups.default_folder(options.to)
    done = restoring.put_back(options.backup, options.to, passphrase(options), folder)
    print(_("Restored: %s") % options.to)
    if done.kept is not None:
        print(_("What stood there is kept whole: %s") % done.kept.path)
    for warning in done.warnings:
        print(warning, file=sys.stderr)


def rescue(options: argparse.Namespace) -> None:
    folder = backups.default_folder(options.store)
    try:
        report = rescuing.rescue(options.store, passphrase(options), folder)
    except CannotOpen as error:
        if newest := backups.newest_tested(options.store, folder):
            text = _("The newest backup that was tested: %s. Put it back with: stagecoach restore")
            raise StageCoachError(f"{error}\n{text % newest.path}") from None
        raise
    print("\n".join(report.sentences))
    if report.kept is not None:
        print(_("What stood there is kept whole: %s") % report.kept.path)


def list_backups(options: argparse.Namespace) -> None:
    """What can be seen without a passphrase: which there are, and whether they were tried."""
    folder = options.backups or backups.default_folder(options.store)
    for copy in backups.overview(options.store, folder):
        print(f"{moment(copy.made_at)}  {backups.state_name(copy)}  {copy.path}")
