"""What lies in the memory of this process stays there: keys, names, a report being written.

A process that fails leaves its memory in a file where the system is told to (a core dump), and
another program of the same user can read it while it runs (ptrace). Both are refused where the
system knows how. The system's own administrator can undo that; nothing of ours can help it.
"""

import contextlib
import ctypes
import sys

_PR_SET_DUMPABLE = 4  # linux/prctl.h


def keep_to_itself() -> None:
    """No file of the memory when the process fails, and no other program that reads it."""
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource  # not on Windows, which keeps no such file unless it is asked to

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform.startswith("linux"):
        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
