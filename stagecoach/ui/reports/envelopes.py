"""At a computer where students report: envelopes out and answers in, and whose keys it seals to.

All of it without signing in, and none of it tells how many envelopes are real.
"""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from stagecoach.errors import StageCoachError
from stagecoach.i18n import _, full_date
from stagecoach.services.cases import figures as case_figures
from stagecoach.services.reports import post, rosters
from stagecoach.services.reports.post import Outbox, PostFolder
from stagecoach.services.reports.rosters import Offer
from stagecoach.ui.dialogs import files, messages
from stagecoach.ui.dialogs.dialog import Dialog
from stagecoach.ui.dialogs.progress import ProgressDialog
from stagecoach.ui.widgets.fields import button, column, label, row, ruled
from stagecoach.ui.widgets.layouts import clear


def take(box: Outbox, parent: QWidget) -> None:
    """Ophalen: to a folder or a stick."""
    folder = files.ask_folder(parent, _("Folder or stick for the envelopes"))
    if folder is not None:
        take_to(box, parent, folder)


def take_to(box: Outbox, parent: QWidget, folder: Path) -> ProgressDialog:
    dialog = ProgressDialog(
        _("Fetch envelopes"), "mailbox", partial(post.take, box, folder), post.sentence, parent
    )
    dialog.open_once()
    return dialog


def bring(place: PostFolder, parent: QWidget) -> None:
    """Terugbrengen: from a folder or a stick."""
    folder = files.ask_folder(parent, _("Folder or stick with answers"))
    if folder is not None:
        bring_from(place, parent, folder)


def bring_from(place: PostFolder, parent: QWidget, folder: Path) -> ProgressDialog:
    dialog = ProgressDialog(
        _("Bring answers back"), "inbox", partial(post.bring, place, folder), post.sentence, parent
    )
    dialog.open_once()
    return dialog


class AdvisersDialog(Dialog):
    """Whose keys this computer seals to; a new list is compared by its words, then taken over."""

    tone = "sealed.strong"
    save_kind = "seal"

    def __init__(self, place: PostFolder, parent: QWidget) -> None:
        super().__init__(_("Advisers of this computer"), "users-round", 620, parent)
        self._place = place
        self.offer: Offer | None = None
        self._told, self._about = label("", "strong", wrap=True), label("", "secondary", wrap=True)
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        choose = button(_("Read a list …"), self._choose, icon="folder-open", small=True)
        self.body.addWidget(self._told)
        self.body.addWidget(self.problem_label("roster", self))
        self.body.addWidget(self._about)
        self.body.addLayout(self._list)
        self.body.addLayout(row(choose, None))
        self.body.addStretch(1)
        self.add_buttons(_("These words are right: use this list"))
        self.ok.setEnabled(False)
        self._show_state()

    def _show_state(self) -> None:
        try:
            self._told.setText(rosters.state(self._place))
        except StageCoachError as error:
            self._told.setText(str(error))
        known = self._place.roster()
        self._show_lines(rosters.lines(known) if known is not None else [])
        self._about.setText(
            _(
                "Compare the four words with those on paper, or call the adviser. Whoever can put "
                "a list here decides who reads the reports."
            )
        )

    def _show_lines(self, lines: list[tuple[str, str]]) -> None:
        clear(self._list)
        for who, words in lines:
            self._list.addWidget(
                ruled(
                    column(
                        label(who, "", wrap=True),
                        label(words, "sealed"),
                        spacing=0,
                        margins=(4, 6, 4, 6),
                    )
                )
            )
        self.refit()

    @Slot()
    def _choose(self) -> None:
        chosen = files.ask_open(self, _("List of advisers"), files.of_program(rosters.SUFFIX))
        if chosen:
            self.read(chosen)

    def read(self, path: Path) -> None:
        """Shown first; nothing changes until somebody says that the words are right."""
        self.offer = None
        self.ok.setEnabled(False)
        try:
            self.offer = offer = rosters.offered(self._place, path)
        except StageCoachError as error:
            self.show_problems({"roster": str(error)})
            self._show_state()
            return
        self.show_problems({})
        text = _("List %(version)d of %(school)s, valid until %(day)s.")
        words = {
            "version": offer.roster.version,
            "school": offer.roster.school,
            "day": full_date(offer.roster.valid_until),
        }
        self._told.setText(text % words)
        self._show_lines(offer.lines)
        self.ok.setEnabled(True)

    def save(self) -> None:
        if self.offer is not None:
            rosters.accept(self._place, self.offer)


def figures(place: PostFolder, parent: QWidget) -> None:
    """How many cases per school year, from a file of an adviser."""
    chosen = files.ask_open(
        parent, _("Figures of an adviser"), files.of_program(case_figures.SUFFIX)
    )
    if chosen:
        figures_of(place, parent, chosen)


def figures_of(place: PostFolder, parent: QWidget, path: Path) -> None:
    try:
        year_figures = case_figures.read(place, path)
    except StageCoachError as error:
        messages.complain(parent, str(error))
        return
    FiguresDialog(year_figures, parent).open_once()


class FiguresDialog(Dialog):
    """Counts per school year, and nothing else."""

    tone = "sealed.strong"

    def __init__(self, year_figures: case_figures.Figures, parent: QWidget) -> None:
        super().__init__(_("Reports per school year"), "scale", 460, parent)
        signature = _("Signed by %(name)s on %(day)s.")
        words = {"name": year_figures.adviser, "day": full_date(year_figures.made_on)}
        self.body.addWidget(label(signature % words, "secondary", wrap=True))
        for year, count in year_figures.lines:
            self.body.addWidget(
                ruled(row(label(year), None, label(count, "strong"), margins=(4, 8, 4, 8)))
            )
        if not year_figures.lines:
            self.body.addWidget(label(_("No reports yet."), "muted"))
        self.footer.addWidget(button(_("Close"), self.reject, kind="seal", keys="Esc"))

    def accept(self) -> None:
        self.reject()
