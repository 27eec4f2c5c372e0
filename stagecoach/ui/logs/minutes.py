"""Minutes of guidance: the usual ones with one click, any other typed."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QSpinBox, QWidget

from stagecoach.domain.logs import LONGEST_MINUTES
from stagecoach.i18n import _
from stagecoach.ui.core import theme
from stagecoach.ui.widgets.fields import number_box, row
from stagecoach.ui.widgets.segmented import Segmented

_USUAL = (5, 10, 20, 30)


class MinutesField(QWidget):
    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.quick = Segmented(_("Minutes of guidance"))
        for minutes in _USUAL:
            self.quick.add(minutes, str(minutes))
        self.box: QSpinBox = number_box(0, LONGEST_MINUTES)
        self.box.setAccessibleName(_("Minutes of guidance"))
        self.box.setFixedWidth(theme.scaled(84))
        self.setFocusProxy(self.box)
        self.setLayout(row(self.quick, self.box))
        self.quick.chosen.connect(self.box.setValue)
        self.box.valueChanged.connect(self._changed)

    def value(self) -> int:
        return self.box.value()

    def set_value(self, minutes: int) -> None:
        self.box.setValue(minutes)
        self.quick.set_value(minutes)

    @Slot(int)
    def _changed(self, minutes: int) -> None:
        self.quick.set_value(minutes)
        self.edited.emit()
