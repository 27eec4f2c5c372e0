"""Advisers, their rooms and rosters, and a computer where students report, in one line each."""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from stagecoach.services.cases import post as case_post
from stagecoach.services.cases import room as rooms
from stagecoach.services.cases.room import Reader, Room
from stagecoach.services.reports import post, rosters
from stagecoach.services.reports import reports as reporting
from stagecoach.services.reports.post import Outbox, PostFolder
from stagecoach.services.reports.reports import Receipt, Typed

PASSPHRASE = "gehoord en geloofd worden"
UNTIL = dt.date(2027, 7, 31)
WORDS = "Ik mocht weer niet mee naar de proefvaart. Iedereen lachte."


def room(folder: Path, name: str = "Samira el Idrissi") -> Room:
    """Open, of a new adviser; its file says nothing of whose it is."""
    path = folder / f"{len(list(folder.glob('*.keys')))}{rooms.SUFFIX}"
    who = (name, "vertrouwenspersoon", "toestel 214")
    new_room, _code = rooms.create(path, who, PASSPHRASE, PASSPHRASE)
    rooms.code_noted(new_room)
    return new_room


def publish(keeper: Room, path: Path, *others: Room, until: dt.date = UNTIL) -> Path:
    """A roster of these advisers, signed by the first."""
    readers: list[Reader] = [rooms.me(adviser) for adviser in (keeper, *others)]
    rooms.publish(keeper, path, "ROC Merwestad", readers, until, None)
    return path


@dataclass
class School:
    """Two advisers, their roster, and a computer on which it was accepted."""

    folder: Path
    first: Room
    second: Room
    place: PostFolder
    box: Outbox

    @property
    def roster(self) -> reporting.Roster:
        signed_roster = self.place.roster()
        assert signed_roster is not None
        return signed_roster

    def report(
        self, words: str = WORDS, receipt: Receipt | None = None, **more: object
    ) -> Receipt:
        """Sealed, and on disk."""
        typed = Typed(words)
        for name, value in more.items():
            setattr(typed, name, value)
        receipt = receipt or reporting.new_receipt()
        self.box.put(reporting.seal(typed, self.roster, receipt))
        self.box.rewrite()
        return receipt

    def fetch(self, room: Room | None = None) -> case_post.Received:
        """Carried to a stick and opened by an adviser."""
        stick = self.folder / "stick"
        post.take(self.box, stick)
        return self.receive(stick, room)

    def receive(self, stick: Path, room: Room | None = None) -> case_post.Received:
        reader = room or self.first
        opened = case_post.try_all(case_post.envelopes_in(stick), reader.private.identity)
        return case_post.receive(reader, opened)

    def close(self) -> None:
        for adviser_room in (self.first, self.second):
            adviser_room.close()


def school(folder: Path) -> School:
    first, second = room(folder), room(folder, "Thea Brouwer")
    place = PostFolder(folder / "sealed")
    offer = rosters.offered(place, publish(first, folder / "advisers.roster", second))
    rosters.accept(place, offer)
    return School(folder, first, second, place, Outbox(place.out))


def answers_out(room: Room, folder: Path) -> int:
    """As the sheet of the room does it, in one go; gives how many envelopes."""
    names = case_post.write(case_post.outgoing(room), folder)
    return case_post.written(room, names)


def only_case(room: Room) -> str:
    """The id of the one case there is."""
    (case_id,) = {entry.case_id for entry in room.entries()}
    return case_id
