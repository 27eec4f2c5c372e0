"""Why what was said cannot be read here, and what can be done; or who cannot read it yet."""

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QPushButton

from stagecoach.i18n import _, listed, ngettext
from stagecoach.services.peers import sessions
from stagecoach.services.peers.sessions import GroupSessions
from stagecoach.services.people.keys import Private
from stagecoach.ui.widgets.fields import button, framed, icon_label, label, row

Acts = dict[str, Callable[[], None]]  # "make" a key, "open" it, "let" others read


def why_closed(talks: GroupSessions, key: Private | None, acts: Acts) -> QFrame | None:
    """A line above the talks; None where everything is as it should be."""
    if not talks.reads:
        if not any(entry.sealed for entry in talks.rows):
            return None
        names = listed([entry.name for entry in talks.readers])
        return _line("lock", _("What was said is sealed: only %s can read it.") % names)
    if not talks.has_key:
        text = _("What is said here is sealed. To read and write it you need a key.")
        return _line("lock", text, button(_("Make my key"), acts["make"], small=True))
    if key is None:
        act = button(_("Open with my key"), acts["open"], icon="key-round", small=True)
        return _line("lock", _("What was said is sealed to you."), act)
    return _who_cannot(talks, key, acts)


def _who_cannot(talks: GroupSessions, key: Private, acts: Acts) -> QFrame | None:
    late = sessions.not_for_all(talks.rows, talks.readers)
    able = [session for session in late if session.content(key) is not None]
    if able:
        text = ngettext(
            "%d talk is not readable for everybody yet.",
            "%d talks are not readable for everybody yet.",
            len(able),
        )
        act = button(_("Let them read"), acts["let"], small=True)
        return _line("eye-off", text % len(able), act)
    closed = [session for session in talks.rows if session.sealed and session.content(key) is None]
    if closed:
        text = _("Some talks were sealed to a key that is gone. Who can read them can let you.")
        return _line("lock", text)
    return None


def _line(icon: str, text: str, act: QPushButton | None = None) -> QFrame:
    parts: list[object] = [
        icon_label(icon, "text.secondary", 16),
        label(text, "secondary", wrap=True),
    ]
    if act is not None:
        parts.append(act)
    line = row(*parts, spacing=8, margins=(16, 8, 12, 8))
    line.setStretch(1, 1)
    return framed("band", line)
