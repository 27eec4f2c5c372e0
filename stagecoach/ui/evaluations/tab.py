"""Evaluaties in the dossier: one row per station, to open and to print."""

from functools import partial

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from stagecoach.domain.evaluations import Status, kind_name, state_name
from stagecoach.i18n import _, sentence_day
from stagecoach.services.dossier import Summary
from stagecoach.services.evaluations.stations import Station
from stagecoach.ui.core.page import Place
from stagecoach.ui.core.tab import Tab
from stagecoach.ui.core.workspace import Workspace
from stagecoach.ui.widgets.fields import (
    button,
    card,
    column,
    icon_button,
    icon_label,
    label,
    row,
    ruled,
    scroll,
)
from stagecoach.ui.widgets.layouts import clear


def _icon(station: Station) -> str:
    if station.closed:
        return "check"
    if station.status is Status.PROPOSED:
        return "signature"
    return "circle-dashed" if station.evaluation_id else "calendar"


class EvaluationsTab(Tab):
    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        frame, self._rows = card(_("Evaluations"))
        content = QWidget()
        content.setLayout(column(frame, None, margins=(32, 16, 32, 16)))
        self.setLayout(column(scroll(content)))

    def show_summary(self, summary: Summary) -> None:
        clear(self._rows)
        for station in summary.stations:
            self._rows.addWidget(self._row(summary, station))

    def _row(self, summary: Summary, station: Station) -> QFrame:
        key = summary.head.placement_id
        words = state_name(station.status, station.signed)
        name = kind_name(station.kind)
        open_text = _("Open") if station.evaluation_id else _("Prepare")
        place = Place("evaluation", key, kind=station.kind)
        act = button(open_text, partial(self.go.emit, place), small=True)
        act.setAccessibleDescription(name)
        paper = Place("forms", key, kind=station.kind)
        printer = icon_button(
            "printer", _("Print the %s") % name.lower(), partial(self.go.emit, paper)
        )
        texts: QVBoxLayout = column(
            label(name, "strong"), label(sentence_day(station.on), "secondary"), spacing=0
        )
        sign = icon_label(_icon(station), "text.secondary", 18)
        layout = row(texts, None, sign, label(words, "secondary"), act, printer, spacing=12)
        layout.setContentsMargins(16, 10, 16, 10)
        return ruled(layout)
