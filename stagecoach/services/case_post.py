"""The post of a case: reports come out of envelopes, answers go into them."""

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
from stagecoach.services import cases, rooms
from stagecoach.services.post import bag_of
from stagecoach.store import envelopes, outbox, rosters
from stagecoach.store.rooms import Room

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
        found = sorted(folder.glob(f"*{outbox.SUFFIX}")) if folder.is_dir() else []
        if found:
            return found
    raise StageCoachError(_("There are no envelopes in this folder. Choose another."))


def try_all(
    paths: Iterable[Path],
    identity: str,
    progress: Progress | None = None,
    stop: threading.Event | None = None,
) -> Opened:
    """Try each envelope: 1.4 ms each. Touches nothing; may run beside the window."""
    found, wished = Opened([]), list(paths)
    for path in wished:
        if stop is not None and stop.is_set():
            break
        _try(path, identity, found)
        found.looked += 1
        if progress is not None:
            progress(found.looked, len(wished))
    return found


def _try(path: Path, identity: str, found: Opened) -> None:
    try:
        with path.open("rb") as file:
            content = file.read(envelopes.SIZE + 1)  # a file of gigabytes is no envelope
        data = envelopes.open_with(content, identity)
        if data is not None:
            found.letters.append(reports.unpack(data))
    except reports.Newer:
        found.newer += 1
    except (OSError, envelopes.Damaged, reports.Broken):
        found.damaged += 1


@dataclass(frozen=True, slots=True)
class Received:
    new: int
    added: int
    opened: Opened

    @property
    def told(self) -> str:
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
    known, whose, number = _known(room)
    new = added = 0
    with room.writing():
        for letter in opened.letters:
            if letter.kind is not Kind.REPORT or letter.id in known:
                continue
            known.add(letter.id)
            case_id = whose.get(letter.reply_to)
            if case_id is not None:
                added += 1
                room.append(case_id, "added", **_content(letter))
                continue
            new, number = new + 1, number + 1
            case_id = whose[letter.reply_to] = reports.new_id()
            room.append(case_id, "received", number=number, channel="envelope", **_content(letter))
    return Received(new, added, opened)


def _known(room: Room) -> tuple[set[str], dict[str, str], int]:
    """Letters and reporters that are here already, and the highest number of a case."""
    letters, whose, number = set(), {}, 0
    for entry in room.entries():
        if entry.kind == "received":
            number += 1
        if entry.kind in {"received", "added"} and entry.content is not None:
            letters.add(entry.content["letter"])
            if entry.content["reply_to"]:
                whose[entry.content["reply_to"]] = entry.case_id
    return letters, whose, number


def _content(letter: Letter) -> dict[str, object]:
    day = letter.on_day or clock.today()
    return {
        "letter": letter.id, "on_day": day.isoformat(), "words": letter.words,
        "kinds": letter.kinds, "grounds": letter.grounds, "help": letter.help,
        "name": letter.name, "contact": letter.contact, "reply_to": letter.reply_to,
    }  # fmt: skip


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
    made = Letter(Kind.ANSWER, words, reply_to, clock.today(), sender=rooms.me(room).name,
                  id=reports.new_id())  # fmt: skip
    return replace(made, signature=rosters.signature(room.private, made.signed))


def answers_out(room: Room, chosen: Path) -> int:
    """All answers that may still be wanted, among decoys; gives how many envelopes were written.

    What this room wrote there before is replaced. Raises StageCoachError when writing fails.
    """
    letters = _answers(room)
    sealed = [
        envelopes.wrap(envelopes.close(each.pack(), [each.reply_to]), [each.reply_to])
        for each in letters
    ]
    count = -(-max(len(sealed), 1) // _AT_LEAST) * _AT_LEAST
    sealed += [envelopes.decoy() for _number in range(count - len(sealed))]
    random.SystemRandom().shuffle(sealed)
    bag = bag_of(chosen)
    before: list[str] = json.loads(room.held("posted") or "[]")
    try:
        names = outbox.place(sealed, bag)
        for name in before:
            (bag / name).unlink(missing_ok=True)
    except OSError as error:
        text = _("Writing to this folder failed. The answers are still in your room. Try again.")
        raise StageCoachError(text) from error
    room.hold("posted", json.dumps(names))
    return count


def _answers(room: Room) -> list[Letter]:
    oldest = clock.today().toordinal() - rooms.lists(room).numbers.answers_stay_days
    return [
        letter
        for entry in room.entries()
        if entry.kind == "answer" and entry.content is not None and entry.content["letter"]
        for letter in [reports.unpack(json.dumps(entry.content["letter"]).encode())]
        if letter.on_day is not None and letter.on_day.toordinal() >= oldest
    ]
