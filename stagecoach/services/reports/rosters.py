"""The roster of this computer: looked at, accepted by its words, and printed for the handbook."""

import contextlib
import datetime as dt
import json
from dataclasses import dataclass
from pathlib import Path

from stagecoach import clock, i18n
from stagecoach.errors import Invalid
from stagecoach.i18n import _
from stagecoach.services.reports.post import PostFolder
from stagecoach.services.reports.reports import fingerprint
from stagecoach.store.reports import rosters
from stagecoach.store.reports.rosters import BadRoster as BadRoster  # noqa: PLC0414 - for floors above
from stagecoach.store.reports.rosters import NotByKeeper
from stagecoach.store.reports.rosters import Roster as Roster  # noqa: PLC0414

SUFFIX = rosters.SUFFIX
_SHOWN_FOR = dt.timedelta(days=92)


@dataclass(frozen=True, slots=True)
class Offer:
    """A roster that was read from a file and is right in itself.

    `before` is the one it takes the place of. `vouched`: a keeper of that one signed it, or there
    is none before; else a manager has to say so.
    """

    text: str
    roster: Roster
    before: Roster | None = None
    vouched: bool = True

    @property
    def lines(self) -> list[tuple[str, str]]:
        return lines(self.roster)


def lines(roster: Roster) -> list[tuple[str, str]]:
    """Per reader: who, and the four words to compare with paper or by telephone."""
    return [(f"{reader.name}, {reader.role}", fingerprint(reader)) for reader in roster.readers]


def offered(place: PostFolder, path: Path) -> Offer:
    """Raises BadRoster with the reason; what was there stays."""
    text, today = rosters.text_of(path), clock.today()
    before = place.roster()
    if before is None and place.roster_file.exists():  # one that was changed vouches for nothing
        return Offer(text, rosters.read(text, None, today), vouched=False)
    try:
        return Offer(text, rosters.read(text, before, today), before)
    except NotByKeeper:
        return Offer(text, rosters.read(text, None, today), before, vouched=False)


def accept(place: PostFolder, offer: Offer) -> None:
    """From now on reports are sealed to these readers. Raises Invalid.

    The notice goes first: a kill between the two leaves one too many, not other readers of whom
    nobody is shown anything. A list of the same readers leaves the notice of an earlier change.
    """
    change, notice = _change(offer), _changed_file(place)
    try:
        earlier = notice.read_text(encoding="utf-8") if notice.exists() else None
        if (offer.before is not None or not offer.vouched) and (change["new"] or change["gone"]):
            rosters.keep(notice, json.dumps(change))
        try:
            rosters.keep(place.roster_file, offer.text)
        except OSError:
            _put_back(notice, earlier)
            raise
    except (OSError, ValueError) as error:
        text = _("This place cannot be written. Nothing has changed.")
        raise Invalid({"roster": text}) from error


def _put_back(notice: Path, text: str | None) -> None:
    with contextlib.suppress(OSError):
        if text is None:
            notice.unlink(missing_ok=True)
        else:
            rosters.keep(notice, text)


def _changed_file(place: PostFolder) -> Path:
    return place.roster_file.with_suffix(".changed")


def _change(offer: Offer) -> dict[str, str | list[str]]:
    old = {r.recipient: r.name for r in offer.before.readers} if offer.before else {}
    new = {r.recipient: r.name for r in offer.roster.readers}
    return {
        "on": clock.today().isoformat(),
        "new": [name for key, name in new.items() if key not in old],
        "gone": [name for key, name in old.items() if key not in new],
    }


def changed_lately(place: PostFolder) -> str:
    """For who reports: that other people read it than before. Empty when nothing changed.

    It goes by time and not by the first report after it: what goes then would tell that there
    was one.
    """
    with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
        change = json.loads(_changed_file(place).read_text(encoding="utf-8"))
        on = dt.date.fromisoformat(change["on"])
        if not on <= clock.today() <= on + _SHOWN_FOR:
            return ""
        parts = []
        if change["new"]:
            parts.append(_("new is %s") % i18n.listed([str(name) for name in change["new"]]))
        if change["gone"]:
            parts.append(_("gone is %s") % i18n.listed([str(name) for name in change["gone"]]))
        text = _("Who can read this changed on %(day)s: %(change)s. Compare the words on paper.")
        if parts:
            return text % {"day": i18n.full_date(on), "change": "; ".join(parts)}
    return ""


def accepted(offer: Offer) -> str:
    """Said when it is the list of this computer."""
    names = i18n.listed([reader.name for reader in offer.roster.readers])
    return _("From now on reports of this computer are sealed to %s.") % names


def steps() -> list[tuple[str, str]]:
    """From nothing to a report that somebody can read: what, and who does it where."""
    return [
        (_("Room"), _("Each adviser makes a room of their own, and in it a card.")),
        (_("List"), _("One of them puts the cards on a list and signs it.")),
        (_("Computer"), _("The list comes to each computer where students report.")),
    ]


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
