"""A dialog over the window: values go in, problems come out beside their fields."""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QLabel, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from stagecoach.errors import Invalid
from stagecoach.i18n import _
from stagecoach.ui.core import theme
from stagecoach.ui.dialogs.problems import Problems
from stagecoach.ui.widgets.fields import (
    button,
    column,
    framed,
    icon_button,
    icon_label,
    label,
    labelled,
    row,
    scroll,
)
from stagecoach.ui.widgets.focus import enter_goes_on
from stagecoach.ui.widgets.scrim import show_over


class Dialog(QDialog):
    """Subclasses add fields to `body`, and save them in `save`."""

    saved = Signal()
    tone = "brand.base"  # of its picture
    save_kind = "primary"  # of the button that saves

    def __init__(self, title: str, icon: str, width: int, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self._width = width
        self._saves = False  # there is a button for it
        self._problems = Problems()
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._fit_again)
        self.status = label("", "muted")
        self.body = QVBoxLayout()
        self.body.setContentsMargins(24, 16, 24, 16)
        self.body.setSpacing(14)
        self.footer = row(self.status, None, spacing=8, margins=(24, 14, 24, 14))
        self._build(title, icon)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self.accept)

    def _build(self, title: str, icon: str) -> None:
        self.close_button = icon_button("x", _("Close"), self.reject)
        self.close_button.setProperty("kind", "quiet")
        heading, sign = label(title, "section"), icon_label(icon, self.tone, 22)
        head = framed(
            "sheetHead", row(sign, heading, None, self.close_button, margins=(24, 8, 14, 8))
        )
        inner = QWidget()
        inner.setLayout(self.body)
        self._area = scroll(inner)
        inner.setObjectName("sheetBody")
        outer = QVBoxLayout()
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        for part in (head, self._area, framed("sheetFoot", self.footer)):
            outer.addWidget(part)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(framed("sheet", outer))
        self._content = inner

    def add_buttons(self, save_text: str = "") -> None:
        self._saves = True
        self.cancel = button(_("&Cancel"), self.reject, kind="quiet", keys="Esc")
        self.ok = button(
            save_text or _("Save"), self.accept, kind=self.save_kind, keys="Ctrl+Enter"
        )
        for footer_button in (self.cancel, self.ok):
            footer_button.setAutoDefault(False)
            self.footer.addWidget(footer_button)

    def problem_label(self, name: str, widget: QWidget) -> QLabel:
        """The place under a field where its problem appears."""
        return self._problems.add(name, widget)

    def field(self, name: str, text: str, widget: QWidget, hint: str = "") -> QVBoxLayout:
        """A field under its label, with the place for its problem."""
        return self.problem_below(name, labelled(text, widget, hint), widget)

    def problem_below(
        self, name: str, part: QVBoxLayout | QWidget, widget: QWidget
    ) -> QVBoxLayout:
        """Any part of a form, with the place for the problem of its field."""
        return column(part, self.problem_label(name, widget), spacing=2)

    def add_field(self, name: str, text: str, widget: QWidget, hint: str = "") -> None:
        self.body.addLayout(self.field(name, text, widget, hint))

    def open_once(self) -> None:
        """Show without blocking over the window, and dispose of it afterwards."""
        self.finished.connect(self.deleteLater)
        window = self._window()
        self._prepare()
        self._fit(window)
        for text in self._content.findChildren(QPlainTextEdit):
            text.installEventFilter(self)
        show_over(window, self)
        if not self._content.isAncestorOf(self.focusWidget() or self):
            self._focus_first()

    def _prepare(self) -> None:
        """Before it is shown."""

    def _window(self) -> QWidget | None:
        """What the dialog lies over."""
        parent = self.parentWidget()
        return parent.window() if parent is not None else None

    def _focus_first(self) -> None:
        """Where typing begins; the close button comes first in the window, not in the work."""
        for widget in self._content.findChildren(QWidget):
            usable = widget.isEnabled() and widget.isVisible()
            if usable and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
                widget.setFocus(Qt.FocusReason.OtherFocusReason)
                return

    def _fit(self, window: QWidget | None) -> None:
        self.ensurePolished()
        room = window.height() - 24 if window else 10_000
        needed = max(theme.scaled(self._width), self.footer.sizeHint().width() + 4)
        width = min(needed, window.width() - 24 if window else 10_000)
        self._content.setFixedWidth(width - 2)
        chrome = theme.scaled(52) + theme.scaled(72)
        # Wrapped texts are as high as the width makes them; where the fields do not fit, the area
        # would take Qt's guess at it, and spread the difference between them.
        high = self.body.totalHeightForWidth(width - 2)
        if high < 0:  # nothing wraps
            high = self._content.sizeHint().height()
        self._content.setMinimumHeight(high)
        self.resize(width, min(room, high + chrome))
        if window is not None:
            corner = window.mapToGlobal(window.rect().topLeft())
            self.move(
                corner.x() + (window.width() - width) // 2,
                corner.y() + max(12, (window.height() - self.height()) // 2 - theme.scaled(38)),
            )

    @Slot()
    def refit(self) -> None:
        """After a field appeared or disappeared."""
        self._fit_again()
        self._soon.start()  # what was added now is shown, and counts, after this event

    @Slot()
    def _fit_again(self) -> None:
        self._fit(self._window())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A text field would take Enter for itself, also with Ctrl."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
            if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                more = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
                self.save_and_stay() if more else self.accept()
                return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not (self._saves and enter_goes_on(event, self._content, self.ok.click)):
            super().keyPressEvent(event)

    def save_and_stay(self) -> None:
        """Ctrl+Shift+Enter, where a form has something to go on with."""
        self.accept()

    def save(self) -> None:
        """Keep what the fields hold; raise Invalid for what is wrong."""
        raise NotImplementedError

    def try_save(self) -> bool:
        """Save; or show each problem beside its field, and keep nothing."""
        try:
            self.save()
        except Invalid as invalid:
            self.show_problems(invalid.problems)
            return False
        self.show_problems({})
        return True

    def accept(self) -> None:
        if self.try_save():
            self.saved.emit()
            super().accept()

    def problem(self, name: str) -> str:
        return self._problems.text(name, self)

    def show_problems(self, problems: dict[str, str]) -> None:
        if (first := self._problems.show(problems)) is not None:
            first[1].setFocus()
            self._area.ensureWidgetVisible(first[0])
        if unplaced := self._problems.unplaced(problems):
            self.status.setText(unplaced)

    def half_typed(self) -> bool:
        """Something was typed that is gone when this closes."""
        if not self._saves:
            return False
        lines = [line.isModified() for line in self._content.findChildren(QLineEdit)]
        texts = self._content.findChildren(QPlainTextEdit)
        return any(lines) or any(text.document().isModified() for text in texts)
