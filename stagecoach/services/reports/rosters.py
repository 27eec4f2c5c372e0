"""The roster of this computer: looked at, accepted by its words, and printed for the handbook."""

from dataclasses import dataclass
from pathlib import Path

from stagecoach import clock, i18n
from stagecoach.errors import Invalid
from stagecoach.i18n import _
from stagecoach.services.reports.post import PostFolder
from stagecoach.services.reports.reports import fingerprint
from stagecoach.store.reports import rosters
from stagecoach.store.reports.rosters import BadRoster as BadRoster  # noqa: PLC0414 - for floors above
from stagecoach.store.reports.rosters import Roster as Roster  # noqa: PLC0414

SUFFIX = rosters.SUFFIX


@dataclass(frozen=True, slots=True)
class Offer:
    """A roster that was read from a file and is right; `first`: nothing vouches for it yet."""

    text: str
    roster: Roster
    first: bool

    @property
    def lines(self) -> list[tuple[str, str]]:
        return lines(self.roster)


def lines(roster: Roster) -> list[tuple[str, str]]:
    """Per reader: who, and the four words to compare with paper or by telephone."""
    return [(f"{reader.name}, {reader.role}", fingerprint(reader)) for reader in roster.readers]


def offered(place: PostFolder, path: Path) -> Offer:
    """Raises BadRoster with the reason; what was there stays."""
    text = rosters.text_of(path)
    before = rosters.find(place.roster_file)
    return Offer(text, rosters.read(text, before, clock.today()), before is None)


def accept(place: PostFolder, offer: Offer) -> None:
    """From now on reports are sealed to these readers. Raises Invalid."""
    try:
        rosters.keep(place.roster_file, offer.text)
    except OSError as error:
        text = _("This place cannot be written. Nothing has changed.")
        raise Invalid({"roster": text}) from error


def state(place: PostFolder) -> str:
    """What this computer has, in one sentence. Raises BadRoster when the file was changed."""
    roster = rosters.find(place.roster_file)
    if roster is None:
        return _("This computer knows no advisers yet: nothing can be sent from it.")
    if roster.valid_until < clock.today():
        text = _("The list of %(school)s ended on %(day)s: nothing can be sent from here.")
    else:
        text = _("List %(version)d of %(school)s, valid until %(day)s.")
    return text % {
        "school": roster.school,
        "day": i18n.full_date(roster.valid_until),
        "version": roster.version,
    }
