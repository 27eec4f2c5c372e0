"""Qt lives only here."""

import ctypes
import sys


def _keep_singletons() -> None:
    """Make None, True and False immortal, as Python 3.12 and later have them.

    PySide6 6.12 is built for that: every call that gives nothing back takes a reference to
    None away, and every signal that is emitted one to True (measured: 200 calls of `repaint` or
    `emit`, 200 fewer). On Python 3.11 the process aborts when the last one is gone, after some
    tens of thousands of calls: an hour of work. The count stands first in the object; this puts
    it out of reach.
    """
    for single in (None, True, False):
        ctypes.c_ssize_t.from_address(id(single)).value += 1 << 40


if sys.version_info < (3, 12):
    _keep_singletons()
