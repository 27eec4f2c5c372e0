"""Beside the sessions: who sees what, training in resilience, and learning to coach."""

import datetime as dt
import uuid
from collections.abc import Callable, Collection, Sequence
from functools import partial

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QCheckBox, QFrame, QPushButton, QWidget

from stagecoach.domain.texts import first_name
from stagecoach.i18n import _, day, ngettext, short_day, time_of_day
from stagecoach.services.peers import groups
from stagecoach.services.peers.coach_tasks import Row as CoachTask
from stagecoach.services.peers.content import TalkReader
from stagecoach.services.peers.sessions import GroupSessions
from stagecoach.services.peers.trainings import Row as Training
from stagecoach.services.people.persons import Choice
from stagecoach.ui.core import theme
from stagecoach.ui.peers.pairs import Faces, talks
from stagecoach.ui.widgets.badges import Avatar
from stagecoach.ui.widgets.fields import (
    button,
    card,
    column,
    framed,
    icon_button,
    icon_label,
    label,
    row,
    ruled,
)

_MOST_BOXES = 12


def who_sees_what(told: GroupSessions, trainers: Sequence[Choice]) -> QFrame:
    """Each reader, with or without a key; and what the workplace trainer sees."""
    frame, body = card(_("Who sees what"))
    together = [reader for reader in told.readers if not reader.guide]
    if all(reader.key for reader in together):
        body.addWidget(_seen(Faces(told.group.members, 24), _("together"), sees=True))
    else:
        for member, reader in zip(told.group.members, together, strict=False):
            body.addWidget(_reader(member, reader))
    guide = next((reader for reader in told.readers if reader.guide), None)
    if guide is not None:
        name = _("%s, school") % guide.name
        face = Choice(guide.person_id or uuid.UUID(int=0), told.group.guide)
        body.addWidget(_reader(face, guide, name))
    for trainer in trainers:
        avatar = Avatar(trainer.name, trainer.id.int, 24)
        body.addWidget(_seen(avatar, first_name(trainer.name), sees=False))
    body.addWidget(counted(told.group))
    return frame


def _reader(face: Choice, reader: TalkReader, name: str = "") -> QFrame:
    avatar = Avatar(face.name, face.id.int, 24)
    return _seen(avatar, name or reader.name, sees=True, key=reader.key is not None)


def _seen(face: QWidget, name: str, *, sees: bool, key: bool = True) -> QFrame:
    icon = "eye" if sees and key else "eye-off"
    said = _("all of it") if sees else _("how many")
    if sees and not key:
        said = _("no key yet")
    line = row(
        face,
        label(name, "compact"),
        None,
        icon_label(icon, "text.primary", 17),
        label(said, "compact"),
        spacing=8,
        margins=(16, 6, 16, 6),
    )
    return ruled(line)


def counted(group: groups.Row) -> QFrame:
    """What the workplace trainer sees: how many, and when the last one was."""
    text, last = talks(group), group.last_on
    said = [label(f"{text}," if last else text, "strong")]
    if last is not None:
        said.append(label(_("the last on %s") % short_day(last), "compact"))
    inner = framed(
        "counted",
        column(
            label(_("This is what the workplace trainer sees"), "caption", wrap=True),
            row(*said, None, spacing=6),
            spacing=2,
            margins=(10, 8, 10, 8),
        ),
    )
    return framed("plain", row(inner, margins=(16, 8, 16, 14)))


class Boxes(QWidget):
    """A box per day, filled for who was there."""

    def __init__(self, there: int, days: int) -> None:
        super().__init__()
        self._there, self._days = there, min(days, _MOST_BOXES)
        self.setFixedSize(QSize(theme.scaled(17) * max(1, self._days), theme.scaled(18)))

    def paintEvent(self, _event: object) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side, step = theme.scaled(12), theme.scaled(17)
        tint = theme.color("brand.base")
        for number in range(self._days):
            painter.setPen(QPen(tint, 1.5))
            painter.setBrush(tint if number < self._there else theme.color("bg.surface"))
            top = (self.height() - side) / 2
            painter.drawRoundedRect(QRectF(number * step + 1, top, side, side), 2, 2)


def resilience(
    members: Sequence[Choice],
    rows: Sequence[Training],
    *extra: QWidget,
    paper: Callable[[Training], None],
    prints: Callable[[Training], bool],
) -> QFrame:
    """Per training a line per student: how many days, and the certificate, for who prints it."""
    frame, body = card(_("Mental resilience"), *extra)
    names = {member.id: member for member in members}
    for training in dict.fromkeys(attendance.training_id for attendance in rows):
        own = [attendance for attendance in rows if attendance.training_id == training]
        body.addWidget(_training(own, names, paper, prints))
    if not rows:
        text = label(_("No training yet."), "muted")
        body.addWidget(framed("plain", row(text, margins=(16, 0, 16, 14))))
    return frame


def _certificate(print_it: Callable[[], None], name: str) -> QPushButton:
    act = button(_("Certificate"), print_it, kind="quiet", icon="printer", small=True)
    act.setAccessibleName(_("Certificate of %s") % name)
    return act


def _training(
    rows: list[Training],
    names: dict[uuid.UUID, Choice],
    paper: Callable[[Training], None],
    prints: Callable[[Training], bool],
) -> QFrame:
    first = rows[0]
    times = ngettext("%d time", "%d times", first.days) % first.days
    words = {"name": first.name, "times": times}
    lines: list[object] = [
        label(_("Training %(name)s, %(times)s") % words, "secondary", wrap=True)
    ]
    for attendance in rows:
        member = names[attendance.student_id]
        figure = label(f"{attendance.there}/{attendance.days}", "secondary")
        text = _("%(name)s was there %(there)d of %(days)d times")
        figure.setAccessibleName(
            text % {"name": member.name, "there": attendance.there, "days": attendance.days}
        )
        parts: list[object] = [
            Avatar(member.name, member.id.int, 24),
            label(first_name(member.name), "compact"),
            None,
            Boxes(attendance.there, attendance.days),
            figure,
        ]
        lines.append(row(*parts, spacing=8))
        if attendance.there and prints(attendance):
            lines.append(row(None, _certificate(partial(paper, attendance), member.name)))
    if first.next_on is not None:
        when = day(first.next_on)
        if first.next_at:
            at = time_of_day(dt.time.fromisoformat(first.next_at))
            when = _("%(day)s, %(time)s") % {"day": when, "time": at}
        lines.append(label(_("Next: %s") % when, "compact"))
    return framed("plain", column(*lines, spacing=6, margins=(16, 0, 16, 14)))


def coaching(
    members: Sequence[Choice],
    tasks: Sequence[CoachTask],
    *,
    changes: Collection[uuid.UUID],
    ticked: Callable[[uuid.UUID, bool], None],
    more: Callable[[Choice], None],
) -> QFrame:
    """Learning to coach: each student's own tasks in that role; `changes` are one's own."""
    frame, body = card(_("Learning to coach"))
    for member in members:
        mine = member.id in changes
        own = [task for task in tasks if task.student_id == member.id]
        done = sum(task.done_on is not None for task in own)
        head: list[object] = [
            Avatar(member.name, member.id.int, 24),
            label(first_name(member.name), "label"),
            label(f"{done}/{len(own)}" if own else "", "muted"),
            None,
        ]
        if mine:
            name = _("Coaching tasks of %s") % member.name
            head.append(icon_button("pencil", name, partial(more, member)))
        lines: list[object] = [row(*head, spacing=8)]
        for task in own:
            tick = QCheckBox()
            tick.setChecked(task.done_on is not None)
            tick.setEnabled(mine)
            tick.setAccessibleName(f"{task.title}, {member.name}")
            tick.toggled.connect(partial(ticked, task.id))
            line = row(tick, label(task.title, "compact", wrap=True), spacing=8)
            line.setStretch(1, 1)
            lines.append(line)
        body.addWidget(ruled(column(*lines, spacing=4, margins=(16, 8, 12, 10))))
    return frame
