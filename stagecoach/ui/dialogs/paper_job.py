"""From a PDF to a printer, by the dialog of the system.

Imported when somebody prints: see `late_parts_of_qt` in tests/test_architecture.py.
"""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtGui import QImage, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QWidget

from stagecoach.documents import spool
from stagecoach.documents.spool import Wanted
from stagecoach.i18n import _
from stagecoach.ui.widgets.scrim import show_over

_DPI = 300  # of pages that are drawn
_SIDES = {
    QPrinter.DuplexMode.DuplexNone: "one-sided",
    QPrinter.DuplexMode.DuplexLongSide: "two-sided-long-edge",
    QPrinter.DuplexMode.DuplexShortSide: "two-sided-short-edge",
}


def why_not() -> str:
    """Why nothing can be printed here; empty where it can."""
    if QPrinterInfo.availablePrinterNames():
        return ""
    return _("There is no printer on this computer. Add one in the system, or save as PDF.")


def ask(parent: QWidget, then: Callable[[QPrinter], Any]) -> QPrintDialog:
    """Which printer, pages, copies and sides; `then` hears it when somebody says print."""
    printer = QPrinter()
    printer.setResolution(_DPI)
    printer.setDocName("StageCoach")
    dialog = QPrintDialog(printer, parent)
    dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange)

    def go(*_chosen: object) -> None:
        then(printer)

    dialog.accepted.connect(go)
    dialog.finished.connect(dialog.deleteLater)
    show_over(parent.window(), dialog, dims=False)
    return dialog


def job_for(printer: QPrinter) -> Callable[[bytes], None]:
    """What brings a PDF onto paper as chosen; carried out beside the screen."""
    to_file = printer.outputFormat() == QPrinter.OutputFormat.PdfFormat
    if to_file or not spool.can_send():
        return partial(draw, printer)
    chosen = Wanted(
        printer.printerName(),
        printer.copyCount(),
        printer.fromPage(),
        printer.toPage(),
        _SIDES.get(printer.duplex(), ""),
    )
    return partial(_send, chosen)


def _send(wanted: Wanted, pdf: bytes) -> None:
    spool.send(pdf, wanted)


def draw(printer: QPrinter, pdf: bytes) -> None:
    """Page by page, in bands: a printer of Windows, or a file that the dialog was asked for."""
    printer.setFullPage(True)
    painter, page = QPainter(printer), 0
    for band in spool.bands(pdf, printer.fromPage(), printer.toPage(), _DPI):
        if page and band.page != page:
            printer.newPage()
        page = band.page
        strip = QImage(
            band.pixels, band.width, band.height, band.width * 3, QImage.Format.Format_RGB888
        )
        painter.drawImage(0, band.top, strip)
    painter.end()
