"""The two tracks that run through everything (article, top-10 no. 1)."""

from enum import StrEnum


class Track(StrEnum):
    LEARNING = "learning"
    WORK = "work"

    @property
    def letter(self) -> str:
        """L and W: the same in both languages, on screen and on paper."""
        return "L" if self is Track.LEARNING else "W"


def code(track: Track, number: int) -> str:
    """L5, W7."""
    return f"{track.letter}{number}"
