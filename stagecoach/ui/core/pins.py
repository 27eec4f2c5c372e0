"""Who comes in by a PIN while the store is open, and how long somebody waits after wrong ones."""

import uuid
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from stagecoach import clock
from stagecoach.errors import StageCoachError, WrongPassphrase, WrongPin
from stagecoach.i18n import _

if TYPE_CHECKING:
    from stagecoach.services.people.pins import Face
    from stagecoach.services.stores import Database


class OpenStore(Protocol):
    """What is asked of the store that is open."""

    wrong_tries: int

    @property
    def database(self) -> "Database | None": ...
    @property
    def path(self) -> Path | None: ...
    def wait(self) -> int: ...
    def note_wrong(self) -> None: ...
    def enter(self) -> None: ...


class Pins:
    """Of the store that is open; asked only then."""

    def __init__(self, current: OpenStore) -> None:
        self._current = current
        self._waits: dict[uuid.UUID, float] = {}

    def faces(self) -> "list[Face]":
        """Who can come, where the store is open; nobody where it is one person's."""
        from stagecoach.services.people import pins

        database = self._current.database
        return [] if database is None else database.ask(pins.faces)

    def wait(self, face: "Face") -> int:
        """Seconds until this person's PIN may be tried again, also after the store was shut."""
        from stagecoach.services import stores

        if face.id not in self._waits:
            wait = stores.wait_after(face.wrong_tries - face.wrong_tries % 5)
            self._waits[face.id] = clock.ticks() + wait
        return max(0, round(self._waits[face.id] - clock.ticks()))

    def check(self, face: "Face", pin: str) -> None:
        """That it is them; nobody comes in by it. Raises WrongPin."""
        if wait := self.wait(face):
            raise WrongPin(_("Wait %d seconds. Nothing has been erased.") % wait)
        self._try(face.id, pin)

    def come_in(self, person_id: uuid.UUID, pin: str) -> None:
        """Be this person from now on. Raises WrongPin, and Refused when that is over."""
        self._try(person_id, pin)
        database = self._current.database
        assert database is not None
        database.person_id = person_id
        self._current.enter()

    def _try(self, person_id: uuid.UUID, pin: str) -> None:
        from stagecoach.services import stores
        from stagecoach.services.people import pins

        database = self._current.database
        assert database is not None
        tries = database.do(pins.enter, person_id, pin)
        self._waits[person_id] = clock.ticks() + stores.wait_after(tries)
        if tries:
            raise WrongPin(pins.wrong(tries))

    def renew(self, face: "Face", secret: str, pin: str, again: str) -> None:
        """For a manager who forgot theirs: whoever opens the file may. Raises what is wrong."""
        from stagecoach.services import passphrases
        from stagecoach.services.people import pins

        current, database = self._current, self._current.database
        assert database is not None
        assert current.path is not None
        if not face.manages:
            raise StageCoachError(_("A manager of this file can give you a new PIN."))
        if wait := current.wait():
            raise WrongPassphrase(_("Wait %d seconds. Nothing has been erased.") % wait)
        if not passphrases.opens(current.path, secret):
            current.note_wrong()
            raise WrongPassphrase(_("This opens nothing here. Nothing has been changed."))
        current.wrong_tries = 0
        minutes = database.ask(pins.lock_after, face.id) or pins.DEFAULT_LOCK
        database.do(pins.choose, face.id, pin, again, minutes)
        self._waits.pop(face.id, None)
