"""Hours as they are typed and kept: a line a day, in whole minutes."""

import re
from enum import StrEnum

MINUTES_A_DAY = 24 * 60
_CLOCK = re.compile(r"(\d{1,2}):([0-5]\d)", re.ASCII)
_DECIMAL = re.compile(r"(\d{1,2})(?:[.,](\d{1,2}))?", re.ASCII)


class Kind(StrEnum):
    PRACTICE = "practice"
    SCHOOL = "school"


def minutes(typed: str) -> int | None:
    """7,5 and 7.5 and 7:30 are 450 minutes; None when it is no time within one day.

    An own parser, since int() and float() also read 1_000, ٣ and 1e400 (RELIABILITY.md 6.3).
    """
    typed = typed.strip()
    if match := _CLOCK.fullmatch(typed):
        total = int(match[1]) * 60 + int(match[2])
    elif match := _DECIMAL.fullmatch(typed):
        total = int(match[1]) * 60 + round(int((match[2] or "").ljust(2, "0")) * 60 / 100)
    else:
        return None
    return total if total <= MINUTES_A_DAY else None
