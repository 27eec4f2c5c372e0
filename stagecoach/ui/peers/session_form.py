"""A talk: when, who coached whom and how in plain; what was said sealed to who was there."""

import datetime as dt
import uuid
from functools import partial
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QCheckBox, QComboBox, QFrame, QPlainTextEdit, QWidget

from stagecoach import clock
from stagecoach.documents import peers
from stagecoach.domain.peers import Method, Where, method_name
from stagecoach.domain.tracks import Track
from stagecoach.errors import Invalid
from stagecoach.i18n import _, listed
from stagecoach.services import Store
from stagecoach.services.peers import content as peer_content
from stagecoach.services.peers import groups, sessions
from stagecoach.services.peers.content import Content
from stagecoach.services.peers.sessions import Draft, Row
from stagecoach.ui.core.workspace import Workspace
from stagecoach.ui.dialogs.form import Form
from stagecoach.ui.dialogs.print import PrintForm, Way
from stagecoach.ui.peers.sessions import SessionLine
from stagecoach.ui.peers.steps import StepAid
from stagecoach.ui.widgets.badges import TRACK_ICON
from stagecoach.ui.widgets.date_field import DateField
from stagecoach.ui.widgets.fields import (
    button,
    column,
    framed,
    icon_label,
    label,
    named,
    number_box,
    pick,
    row,
    text_box,
)
from stagecoach.ui.widgets.segmented import Segmented

_TEXTS = ("question", "insight", "action", "help_from")


class SealedPart:
    """The fields of the sealed part of the form; no widget, which would outlive the form."""

    def __init__(self, form: Form, content: Content) -> None:
        self.texts: dict[str, QPlainTextEdit] = {}
        labels = {
            "question": (_("&Learning question"), _("of who brings something in"), 56),
            "insight": (_("&Insight"), _("what became clear"), 56),
            "action": (_("&Agreed action"), _("chosen by who brought it in"), 56),
            "help_from": (_("Help &wanted from"), _("if you cannot solve it together"), 34),
        }
        for name, (text, hint, high) in labels.items():
            self.texts[name] = text_box(high)
            self.texts[name].textChanged.connect(form.touch)
            form.add_field(name, text, self.texts[name], hint)
        self.due, self.done = DateField(_("By")), QCheckBox(_("&Done"))
        self.due.textEdited.connect(form.touch)
        line = row(
            form.field("due_on", _("B&y"), self.due, _("may stay empty")),
            self.done,
            None,
            spacing=20,
        )
        form.body.addLayout(line)
        self._done_on = content.done_on
        self.show_content(content)

    def show_content(self, content: Content) -> None:
        for name in _TEXTS:
            self.texts[name].setPlainText(getattr(content, name))
        self.due.set_day(content.due_on)
        self.done.setChecked(content.done_on is not None)

    def read(self) -> Content:
        """Raises Invalid for a date that is none."""
        if self.due.text().strip() and self.due.day() is None:
            raise Invalid({"due_on": _("This date does not exist.")})
        return self.typed()

    def typed(self) -> Content:
        texts = {name: field.toPlainText() for name, field in self.texts.items()}
        done_on = (self._done_on or clock.today()) if self.done.isChecked() else None
        return Content(**texts, due_on=self.due.day(), done_on=done_on)


class SessionForm(Form):
    def __init__(
        self,
        workspace: Workspace,
        group: sessions.GroupSessions,
        draft: Draft,
        old: SessionLine | None,
        parent: QWidget | None = None,
    ) -> None:
        title = _("Talk of %s") % group.group.name
        super().__init__(workspace, title, "handshake", 720, parent)
        self._group, self._draft, self._old = group, draft, old
        self.date, self.minutes = DateField(_("Date")), number_box(1, 480)
        self.date.set_day(draft.on_date)
        self.minutes.setValue(draft.minutes)
        self.coach, self.coachee, self.method = QComboBox(), QComboBox(), QComboBox()
        self.where, self.track = Segmented(_("Where")), Segmented(_("About"))
        self.steps = StepAid(draft.method)
        self.said: SealedPart | None = None
        self._offer()
        self._lay_out()
        self._add_sealed_part()
        self._add_buttons()
        self.draft_form, self.subject = peer_content.FORM, str(draft.id or draft.group_id)
        for box in self._boxes():
            box.activated.connect(self.touch)
        for way in (self.where, self.track):
            way.chosen.connect(self.touch)
        self.date.textEdited.connect(self.touch)
        self.minutes.valueChanged.connect(self.touch)

    def _offer(self) -> None:
        for key, name in groups.called(self._group.group.members).items():
            self.coach.addItem(name, key)
            self.coachee.addItem(name, key)
        pick(self.coach, self._draft.coach_id)
        pick(self.coachee, self._draft.coachee_id)
        self.coach.activated.connect(self._other_way)
        for method in Method:
            self.method.addItem(method_name(method), method)
        pick(self.method, self._draft.method)
        self.method.activated.connect(self._choose_method)
        self.where.add(Where.TOGETHER, _("In one place"), "users-round")
        self.where.add(Where.ONLINE, _("Online"), "phone")
        self.where.set_value(self._draft.held)
        self.track.add(None, _("Something else"))
        self.track.add(
            Track.LEARNING, _("Learning task"), TRACK_ICON[Track.LEARNING], Track.LEARNING
        )
        self.track.add(Track.WORK, _("Work task"), TRACK_ICON[Track.WORK], Track.WORK)
        self.track.set_value(self._draft.track)

    def _lay_out(self) -> None:
        lines: list[list[tuple[str, str, Any, str]]] = [
            [
                ("on_date", _("&Date"), self.date, ""),
                ("minutes", _("&Minutes"), self.minutes, ""),
                ("held", _("Where"), self.where, ""),
            ],
            [
                ("coach_id", _("Who &coaches"), self.coach, ""),
                ("coachee_id", _("Who &brings in"), self.coachee, ""),
                ("method", _("Me&thod"), self.method, ""),
            ],
        ]
        for parts in lines:
            line = row(spacing=16)
            for name, text, widget, hint in parts:
                line.addLayout(self.field(name, text, widget, hint), 1)
            self.body.addLayout(line)
        self.body.addWidget(self.steps)
        self.steps.show_step()
        hint = _("then it counts as guidance on that track")
        self.add_field("track", _("About a task"), self.track, hint)

    def _add_sealed_part(self) -> None:
        """The sealed fields, for one of the readers whose key is open; else why they are not."""
        old = self._old
        open_key = self.workspace.key is not None and self._group.reads
        if not open_key or (old is not None and old.closed):
            text = _("What was said stays sealed. Open it with your key first.")
            if not self._group.has_key:
                text = _("What is said here is sealed. To read and write it you need a key.")
            if open_key:
                text = _("This was sealed to a key you gave up. Who can read it can let you.")
            if not self._group.reads:
                names = listed([reader.name for reader in self._group.readers])
                text = _("What is said here is for %s alone. You keep that it took place.") % names
            self.body.addWidget(self._note("lock", text))
            return
        able = [reader.name for reader in self._group.readers if reader.key is not None]
        text = _("Sealed to %s: nobody else can read this.") % listed(able)
        late = [reader.name for reader in self._group.readers if reader.key is None]
        if late:
            text += " " + _("%s can read it once they have a key.") % listed(late)
        self.body.addWidget(self._note("lock-keyhole", text))
        self.said = SealedPart(self, (old.content if old else None) or Content())

    def _note(self, icon: str, text: str) -> QFrame:
        line = row(
            icon_label(icon, "brand.base", 17),
            label(text, "secondary", wrap=True),
            spacing=8,
            margins=(12, 8, 12, 8),
        )
        line.setStretch(1, 1)
        return framed("goal", column(line))

    def _add_buttons(self) -> None:
        if self._draft.id is not None:
            for push_button in (
                button(_("Remove"), self._remove, icon="trash-2"),
                button(_("Print"), self._print, icon="printer"),
            ):
                push_button.setAutoDefault(False)
                self.footer.addWidget(push_button)
        self.add_buttons()
        named(self.ok, _("Save"))

    @Slot()
    def _other_way(self) -> None:
        """Of two the other one brings in."""
        if self.coach.currentData() == self.coachee.currentData():
            others = (self.coachee.currentIndex() + 1) % self.coachee.count()
            self.coachee.setCurrentIndex(others)

    @Slot()
    def _choose_method(self) -> None:
        self.steps.choose(Method(self.method.currentData()))
        self.refit()

    def fields(self) -> dict[str, Any]:
        """What was said is never in a draft in plain."""
        kept: dict[str, Any] = {
            "minutes": self.minutes.value(),
            "date": self.date.text(),
            "boxes": [box.currentIndex() for box in self._boxes()],
            "ways": [way.values().index(way.value()) for way in (self.where, self.track)],
        }
        if self.said is not None and self.workspace.key is not None:
            sealed = peer_content.draft_for_me(self.said.typed(), self.workspace.key)
            kept["sealed"] = sealed
        return kept

    def fill(self, fields: dict[str, Any]) -> None:
        self.minutes.setValue(fields.get("minutes", self.minutes.value()))
        self.date.setText(fields.get("date", self.date.text()))
        for box, index in zip(self._boxes(), fields.get("boxes", ()), strict=False):
            box.setCurrentIndex(index)
        for way, index in zip((self.where, self.track), fields.get("ways", ()), strict=False):
            way.set_value(way.values()[index])
        self.steps.choose(Method(self.method.currentData()))
        mine = peer_content.read(fields.get("sealed", ""), self.workspace.key)
        if self.said is not None and mine is not None:  # not under a key that was given up
            self.said.show_content(mine)

    def _boxes(self) -> tuple[QComboBox, ...]:
        return self.coach, self.coachee, self.method

    def save(self) -> None:
        day: dt.date | None = self.date.day()
        draft = Draft(
            self._draft.group_id,
            self.coach.currentData(),
            self.coachee.currentData(),
            day,
            self.minutes.value(),
            Where(str(self.where.value())),
            Method(self.method.currentData()),
            Track(str(self.track.value())) if self.track.value() is not None else None,
            self.said.read() if self.said is not None else None,
            self._draft.id,
        )
        self._timer.stop()
        self.workspace.do(sessions.save_typed, draft, self.subject)
        self.workspace.say(_("Talk saved"), undo=True)

    @Slot()
    def _print(self) -> None:
        """As it is kept; and without what was said, to write on."""
        assert self._old is not None  # the button is there only then
        key, row_ = self._draft.group_id, self._old.row
        ways = [Way(_("Blank"), partial(_draw, key, row_, None))]
        if self._old.content is not None:
            ways.insert(0, Way(_("Filled in"), partial(_draw, key, row_, self._old.content)))
        name = _("peer-talk.pdf")
        PrintForm(self.workspace, _("Print the talk"), name, ways, self).open_once()

    @Slot()
    def _remove(self) -> None:
        assert self._draft.id is not None
        self.workspace.do(sessions.delete, self._draft.id)
        self.workspace.say(_("Talk removed"), undo=True)
        self.done(0)


def _draw(group_id: uuid.UUID, row_: Row, content: Content | None, store: Store) -> bytes:
    return peers.session(store, group_id, row_, content)
