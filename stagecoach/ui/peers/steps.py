"""Step by step through a talk: what to do now, and how many minutes there are for it."""

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QFrame

from stagecoach import clock
from stagecoach.domain.peers import Method
from stagecoach.i18n import _, ngettext
from stagecoach.services.peers import coach_tasks
from stagecoach.ui.widgets.badges import ProgressLine
from stagecoach.ui.widgets.fields import button, column, label, row


class StepAid(QFrame):
    """Runs on monotonic time; over time is told, and never hurries."""

    def __init__(self, method: Method) -> None:
        super().__init__()
        self.setObjectName("goal")
        self._steps = coach_tasks.steps(method)
        self._at, self._spent = 0, 0.0
        self._since: float | None = None
        self._title, self._text = label("", "strong"), label("", "", wrap=True)
        self._time = label("", "secondary")
        self._bar = ProgressLine("brand.base", "bg.pressed", 120, 6)
        self.run = button(_("Start"), self.toggle, small=True)
        self.back = button(_("Previous step"), self.go_back, kind="quiet", small=True)
        self.next = button(_("Next step"), self.go_on, kind="quiet", small=True)
        for push_button in (self.run, self.back, self.next):
            push_button.setAutoDefault(False)
        self._timer = QTimer(self, interval=1000)
        self._timer.timeout.connect(self.show_step)
        top = row(self._title, None, self._bar, self._time, spacing=10)
        self.setLayout(
            column(
                top,
                self._text,
                row(self.run, self.back, self.next, None),
                spacing=6,
                margins=(14, 10, 14, 10),
            )
        )
        self.show_step()

    def choose(self, method: Method) -> None:
        self._timer.stop()
        self._steps = coach_tasks.steps(method)
        self._at, self._since, self._spent = 0, None, 0.0
        self.show_step()

    @property
    def spent(self) -> float:
        """Seconds in this step."""
        running = clock.ticks() - self._since if self._since is not None else 0.0
        return self._spent + running

    @Slot()
    def toggle(self) -> None:
        """Start, or hold."""
        if self._since is None:
            self._since = clock.ticks()
            self._timer.start()
        else:
            self._spent, self._since = self.spent, None
            self._timer.stop()
        self.show_step()

    @Slot()
    def go_on(self) -> None:
        self._move(self._at + 1)

    @Slot()
    def go_back(self) -> None:
        self._move(self._at - 1)

    def _move(self, at: int) -> None:
        self._at, self._spent = max(0, min(len(self._steps) - 1, at)), 0.0
        if self._since is not None:
            self._since = clock.ticks()
        self.show_step()

    @Slot()
    def show_step(self) -> None:
        self.setVisible(bool(self._steps) and self.parent() is not None)
        if not self._steps:
            return
        step = self._steps[self._at]
        words = {"at": self._at + 1, "all": len(self._steps)}
        self._title.setText(_("Step %(at)d of %(all)d") % words)
        self._text.setText(step.text)
        left = step.minutes * 60 - self.spent
        minutes, seconds = divmod(abs(round(left)), 60)
        if self._since is None and not self._spent:
            self._time.setText(ngettext("%d min", "%d min", step.minutes) % step.minutes)
        elif left >= 0:
            self._time.setText(_("%s left") % f"{minutes}:{seconds:02}")
        else:
            self._time.setText(_("%s over") % f"{minutes}:{seconds:02}")
        self._bar.set_share(min(1.0, self.spent / (step.minutes * 60)))
        text = _("Start") if self._since is None else _("Hold")
        self.run.setText(text)
        self.run.setAccessibleName(text)
        self.back.setEnabled(self._at > 0)
        self.next.setEnabled(self._at < len(self._steps) - 1)
