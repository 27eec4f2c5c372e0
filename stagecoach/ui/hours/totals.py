"""What was made of the hours agreed: practice and school as bars, and week by week."""

from PySide6.QtWidgets import QWidget

from stagecoach import clock
from stagecoach.domain.hours import Kind
from stagecoach.domain.students.placements import monday
from stagecoach.i18n import _
from stagecoach.i18n import hours as shown
from stagecoach.services.hours.rows import Ledger
from stagecoach.ui.hours.chart import HourBars, HourChart, Legend
from stagecoach.ui.widgets.fields import column, framed, icon_label, label, row, tip


class HourTotals(QWidget):
    """A card over the ledger."""

    def __init__(self) -> None:
        super().__init__()
        self._chart = HourChart()
        self._practice, self._school = HourBars(), HourBars()
        self._norm, self._made = label("", "secondary"), label("", "secondary")
        self._school_norm, self._school_made = label("", "secondary"), label("", "strong")
        self._now = label("", "secondary")
        self._norm.setWordWrap(True)
        told = row(icon_label("building-2", "text.primary", 18), label(_("Practice"), "strong"))
        told.addWidget(self._norm, 1)
        told.addWidget(self._made)
        practice = column(told, self._practice, spacing=8)
        school = column(
            row(
                icon_label("graduation-cap", "text.primary", 18),
                label(_("School"), "strong"),
                self._school_norm,
                None,
                self._school_made,
            ),
            self._school,
            spacing=8,
        )
        bars = row(spacing=36)
        bars.addLayout(practice, 9)
        bars.addLayout(school, 4)
        head = row(label(_("Together per week"), "strong"), self._now, None, Legend())
        self._unsigned = _unsigned()
        body = column(bars, self._unsigned, head, self._chart, spacing=10, margins=(16, 12, 16, 4))
        self.setLayout(column(framed("card", body)))

    def show_ledger(self, ledger: Ledger) -> None:
        self._chart.show_ledger(ledger)
        signs = ledger.agreements
        self._unsigned.setVisible(bool(signs.sheets) and signs.counts_from is None)
        agreed = ledger.agreed_minutes
        waiting = ledger.logged - ledger.approved
        norm = _("norm %s hours") % shown(agreed)
        if ledger.norm is not None:
            text = _("programme %(made)s of at least %(norm)s")
            words = {"made": shown(ledger.career_minutes), "norm": shown(ledger.norm.minutes)}
            norm = f"{norm} · {text % words}"
            self._norm.setToolTip(tip(ledger.norm.source))
        self._norm.setText(norm)
        text = _("%(approved)s of %(agreed)s approved, %(waiting)s logged, %(left)s to do")
        self._made.setText(
            text
            % {
                "approved": shown(ledger.approved),
                "agreed": shown(agreed),
                "waiting": shown(waiting),
                "left": shown(ledger.still_to_do),
            }
        )
        share = 1 / agreed if agreed else 0
        self._practice.show_parts(
            [(ledger.approved * share, "brand.base", False), (waiting * share, "brand.base", True)]
        )
        planned = ledger.school_planned
        self._school_norm.setText(_("norm %s hours") % shown(planned))
        words = {"made": shown(ledger.school), "planned": shown(planned)}
        self._school_made.setText(_("%(made)s of %(planned)s") % words)
        self._school.show_parts([(ledger.school / planned if planned else 0, "text.muted", False)])
        now = next((w for w in ledger.weeks if w.monday == monday(clock.today())), None)
        self._now.setVisible(now is not None)
        if now is not None:
            text = _("week %(week)d: %(practice)s practice and %(school)s school")
            words = {"practice": shown(now.logged()), "school": shown(now.logged(Kind.SCHOOL))}
            self._now.setText(text % {"week": now.number, **words})


def _unsigned() -> QWidget:
    """Why nothing adds up (Rijn IJssel, Aeres: hours count from the day of the last sign)."""
    text = _(
        "These hours do not count yet: the agreement is not signed. Note under Documents"
        " when all three signed; then the hours from that day on count."
    )
    line = row(icon_label("info", "brand.base", 18), label(text, "secondary", wrap=True))
    line.setStretch(1, 1)
    return framed("goal", column(line, margins=(12, 8, 12, 8)))
