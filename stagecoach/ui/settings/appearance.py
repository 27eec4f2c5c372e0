"""How the program looks, and when it locks by itself."""

from functools import partial
from typing import Any

from PySide6.QtWidgets import QCheckBox, QFrame, QWidget

from stagecoach.i18n import _
from stagecoach.ui.core.current_store import CurrentStore
from stagecoach.ui.widgets.fields import card, column, label, named, number_box, row, ruled
from stagecoach.ui.widgets.segmented import Segmented


class AppearanceCard(QWidget):
    def __init__(self, current: CurrentStore) -> None:
        super().__init__()
        chosen = current.settings
        self.language = Segmented(_("Language"), height=36)
        self.language.add("nl", "Nederlands")
        self.language.add("en", "English")
        self.language.set_value(chosen.language)
        self.theme = Segmented(_("Theme"), height=36)
        for value, text in (("light", _("Light")), ("dark", _("Dark")), ("system", _("System"))):
            self.theme.add(value, text)
        self.theme.set_value(chosen.theme)
        self.text_size = Segmented(_("Text size"), height=36)
        for percent in (100, 125, 150):
            self.text_size.add(percent, f"{percent}%")
        self.text_size.set_value(chosen.text_size)
        self.motion = named(QCheckBox(), _("Less motion"))
        self.motion.setChecked(chosen.less_motion)
        self.idle = named(number_box(1, 120), _("Lock after minutes without a key"))
        self.idle.setValue(chosen.lock_after)
        frame, body = card(_("Appearance"), icon="sun")
        for text, hint, widget in (
            (_("Language"), "", self.language),
            (_("Theme"), "", self.theme),
            (_("Text size"), _("Ctrl plus and minus"), self.text_size),
            (_("Less motion"), _("nothing slides or fades"), self.motion),
            (_("Lock by itself"), _("after minutes without a key"), self.idle),
        ):
            body.addWidget(_setting(text, hint, widget))
        for signal, name in (
            (self.language.chosen, "language"),
            (self.theme.chosen, "theme"),
            (self.text_size.chosen, "text_size"),
            (self.motion.toggled, "less_motion"),
            (self.idle.valueChanged, "lock_after"),
        ):
            signal.connect(partial(_change, current, name))
        self.setLayout(column(frame))


def _change(current: CurrentStore, name: str, value: Any) -> None:
    current.change(**{name: value})


def _setting(text: str, hint: str, widget: QWidget) -> QFrame:
    words = column(label(text), *([label(hint, "caption")] if hint else []), spacing=0)
    return ruled(row(words, None, widget, margins=(16, 7, 16, 7)))
