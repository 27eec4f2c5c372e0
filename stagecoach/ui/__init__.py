"""Qt lives only here."""

import ctypes
import sys


def _keep_none() -> None:
    """Make None immortal, as Python 3.12 and later have it.

    PySide6 6.12 is built for that: every call that gives nothing back takes a reference to
    None away (measured: 200 calls of `repaint`, 200 fewer). On Python 3.11 the process aborts
    when the last one is gone, after some tens of thousands of calls: an hour of work. None's
    count stands first in the object; this puts it out of reach.
    """
    ctypes.c_ssize_t.from_address(id(None)).value += 1 << 40


if sys.version_info < (3, 12):
    _keep_none()
