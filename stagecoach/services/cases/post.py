"""The post of a case: reports come out of envelopes, answers go into them."""

import contextlib
import json
import random
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from stagecoach import clock
from stagecoach.domain import reports
from stagecoach.domain.reports import Kind, Letter
from stagecoach.errors import Invalid, StageCoachError
from stagecoach.i18n import _, ngettext
from stagecoach.services.cases import cases
from stagecoach.services.cases import room as rooms
from stagecoach.services.reports.post import bag_of
from stagecoach.store.cases import Room
from stagecoach.store.reports import envelopes, outbox

_AT_LEAST = 8  # answers go in multiples of this, most of them decoys
Progress = Callable[[int, int], None]


@dataclass(slots=True)
class Opened:
    """What the envelopes held for this adviser; decoys are dropped without a word."""

    letters: list[Letter]
    damaged: int = 0
    newer: int = 0
    looked: int = 0


def envelopes_in(chosen: Path) -> list[Path]:
    """In the bag, or in the folder itself. Raises StageCoachError where there are none."""
    for folder in (bag_of(chosen), chosen):
        paths = sorted(folder.glob(f"*{outbox.SUFFIX}")) if folder.is_dir() else []
        if paths:
            return paths
    raise StageCoachError(_("There are no envelopes in this folder. Choose another."))


def try_all(
    paths: Iterable[Path],
    identity: str,
    progress: Progress | None = None,
    stop: threading.Event | None = None,
) -> Opened:
    """Try each envelope: a millisecond each. Touches nothing; may run beside the window."""
    opened, wished = Opened([]), list(paths)
    for path in wished:
        if stop is not None and stop.is_set():
            break
        _try(path, identity, opened)
        opened.looked += 1
        if progress is not None:
            progress(opened.looked, len(wished))
    return opened


def _try(path: Path, identity: str, intake: Opened) -> None:
    try:
        with path.open("rb") as file:
            content = file.read(envelopes.SIZE + 1)  # a file of gigabytes is no envelope
        data = envelopes.open_with(content, identity)
        if data is not None:
            letter = reports.unpack(data)
            envelopes.wrap(b"", [letter.reply_to])  # or nobody could answer it
            intake.letters.append(letter)
    except reports.Newer:
        intake.newer += 1
    except (OSError, envelopes.Damaged, reports.Broken, envelopes.NoReader):
        intake.damaged += 1


@dataclass(frozen=True, slots=True)
class Received:
    new: int
    added: int
    opened: Opened

    @property
    def summary(self) -> str:
        """What came in, in sentences."""
        said = [
            ngettext("%d new report.", "%d new reports.", self.new) % self.new,
            ngettext("%d addition.", "%d additions.", self.added) % self.added,
        ]
        if self.opened.damaged:
            said.append(
                ngettext(
                    "%d file was damaged or no envelope; it was left as it is.",
                    "%d files were damaged or no envelopes; they were left as they are.",
                    self.opened.damaged,
                )
                % self.opened.damaged
            )
        if self.opened.newer:
            said.append(_("Some were made by a newer StageCoach: install it to read them."))
        return " ".join(said)


def receive(room: Room, opened: Opened) -> Received:
    """Each letter once, however often it is brought: a case, or more in a case that is there."""
    known, whose = _known(room)
    number = cases.next_number(room) - 1
    new = added = 0
    with room.writing():
        for letter in opened.letters:
            if letter.kind is not Kind.REPORT or reports.mark(letter.id) in known:
                continue
            known.add(reports.mark(letter.id))
            case_id = whose.get(letter.reply_to)
            if case_id is not None:
                added += 1
                room.append(case_id, "added", **_content(letter))
                continue
            new, number = new + 1, number + 1
            case_id = reports.new_id()
            if letter.reply_to:
                whose[letter.reply_to] = case_id
            room.append(case_id, "received", number=number, channel="envelope", **_content(letter))
    return Received(new, added, opened)


def _known(room: Room) -> tuple[set[str], dict[str, str]]:
    """Marks of letters that are here or were erased, and the case of each reporter."""
    marks, whose = set(), {}
    for entry in room.entries():
        content = entry.content or {}
        if entry.kind in {"received", "added"} and content:
            marks.add(reports.mark(content["letter"]))
            if content["reply_to"]:
                whose[content["reply_to"]] = entry.case_id
        elif entry.kind == "erased":
            marks.update(content.get("letters", ()))
    return marks, whose


def _content(letter: Letter) -> dict[str, object]:
    day = letter.on_day or clock.today()
    return {
        "letter": letter.id,
        "on_day": day.isoformat(),
        "words": letter.words,
        "kinds": letter.kinds,
        "grounds": letter.grounds,
        "help": letter.help,
        "name": letter.name,
        "contact": letter.contact,
        "reply_to": letter.reply_to,
    }


def answer(room: Room, case_id: str, words: str) -> None:
    """For the reporter, who reads it with six words once the envelopes are brought back.

    Raises Invalid: without words, without a receipt, or when it does not fit.
    """
    problem, reply_to = "", cases.find(room, case_id).reply_to
    if not words.strip():
        problem = _("Write something here first.")
    elif not reply_to:
        problem = _("This case came in a talk: there are no six words to answer to.")
    if problem:
        raise Invalid({"words": problem})
    letter = _letter(room, words, reply_to)
    if envelopes.room_left(letter.pack()) < 0:
        text = _("This does not fit in one envelope. Nothing was cut; make it shorter.")
        raise Invalid({"words": text})
    content = json.loads(letter.pack())
    day = clock.today().isoformat()
    room.append(case_id, "answer", words=words, on_day=day, letter=content)


def _letter(room: Room, words: str, reply_to: str) -> Letter:
    """Signed, so that the reporter sees from whom it is."""
    letter = Letter(
        Kind.ANSWER,
        words,
        reply_to,
        clock.today(),
        sender=rooms.me(room).name,
        id=reports.new_id(),
    )
    return replace(letter, signature=room.private.sign(letter.signed))


@dataclass(frozen=True, slots=True)
class Outgoing:
    """Envelopes to be written, and the names of those that were written before."""

    envelopes: list[bytes]
    before: list[str]


def outgoing(room: Room) -> Outgoing:
    """All answers that may still be wanted, among decoys."""
    sealed = [envelope for letter in _answers(room) if (envelope := _sealed(letter)) is not None]
    count = -(-max(len(sealed), 1) // _AT_LEAST) * _AT_LEAST
    sealed += [envelopes.decoy() for _number in range(count - len(sealed))]
    random.SystemRandom().shuffle(sealed)
    return Outgoing(sealed, json.loads(room.held("posted") or "[]"))


def write(mailing: Outgoing, chosen: Path, *_progress: object) -> list[str]:
    """Into the bag, in place of what this room wrote there before; gives the names.

    Touches files only. Raises StageCoachError when writing fails.
    """
    bag = bag_of(chosen)
    try:
        names = outbox.place(mailing.envelopes, bag)
        for name in mailing.before:
            (bag / name).unlink(missing_ok=True)
    except OSError as error:
        text = _("Writing to this folder failed. The answers are still in your room. Try again.")
        raise StageCoachError(text) from error
    return names


def written(room: Room, names: list[str]) -> int:
    """Remembered, so that the next ones replace them; gives how many."""
    room.put_value("posted", json.dumps(names))
    return len(names)


def _sealed(letter: Letter) -> bytes | None:
    """None for one that nobody can be answered with: it does not stop the others."""
    try:
        to = [letter.reply_to]
        return envelopes.wrap(envelopes.close(letter.pack(), to), to)
    except (envelopes.NoReader, envelopes.TooLong):
        return None


def _answers(room: Room) -> list[Letter]:
    """That are not too old; one of another version or of no sense is passed over."""
    oldest = clock.today().toordinal() - rooms.lists(room).numbers.answers_stay_days
    letters = []
    for entry in room.entries():
        content = entry.content if entry.kind == "answer" else None
        if not content or not content.get("letter"):
            continue
        with contextlib.suppress(reports.Broken, reports.Newer):
            letter = reports.unpack(json.dumps(content["letter"]).encode())
            if letter.on_day is not None and letter.on_day.toordinal() >= oldest:
                letters.append(letter)
    return letters
