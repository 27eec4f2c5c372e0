"""The rows of Documenten: a sheet of the agreement, what is dated, and what is attached."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QFrame

from stagecoach.domain.access import Right
from stagecoach.domain.students.agreements import a_week, change_name
from stagecoach.domain.students.placements import route_name
from stagecoach.i18n import _, date, hours, number
from stagecoach.services.students import attachments
from stagecoach.services.students.agreements import Row
from stagecoach.ui.widgets.fields import button, column, icon_button, icon_label, label, row, ruled

Act = Callable[..., Any]


def sheet(sheet: Row, note_signature: Act) -> QFrame:
    title = f"{sheet.number}. {change_name(sheet.change)}"
    state = _("signed on %s") % date(sheet.signed_on) if sheet.signed_on else _("not signed yet")
    practice, school = a_week(sheet.pattern)
    week = _("%(practice)s hours practice and %(school)s school a week")
    parts = [
        f"{date(sheet.starts_on)} – {date(sheet.ends_on)}",
        _("%s hours") % hours(sheet.agreed_minutes),
        route_name(sheet.route),
        sheet.company,
    ]
    if practice or school:
        parts.append(week % {"practice": hours(practice), "school": hours(school)})
    texts = column(
        row(label(title, "strong"), label(_("from %s") % date(sheet.valid_from), "muted"), None),
        label(" · ".join(parts), "secondary", wrap=True),
        *([label(sheet.reason, "secondary", wrap=True)] if sheet.reason else []),
        spacing=1,
    )
    token = "brand.base" if sheet.signed_on else "alert.strong"
    sign = row(icon_label("signature", token, 18), label(state, "secondary"))
    line = row(texts, sign, spacing=16, margins=(16, 10, 16, 12))
    line.setStretchFactor(texts, 1)
    if not sheet.signed_on:
        note = button(_("Note signature"), note_signature, small=True, right=Right.STUDENTS)
        line.addWidget(note)
    return ruled(line)


def removable(icon: str, text: str, span: str, remove: Act) -> QFrame:
    gone = icon_button("trash-2", _("Remove %s") % text, remove, right=Right.STUDENTS)
    texts = column(label(text, "strong", wrap=True), label(span, "secondary"), spacing=0)
    line = row(icon_label(icon), texts, gone, spacing=12, margins=(16, 8, 10, 8))
    line.setStretchFactor(texts, 1)
    return ruled(line)


def document(file: attachments.Row, look_at: Act, remove: Act) -> QFrame:
    size = number(max(0.1, round(file.size / 1_000_000, 1)))
    said = _("%(size)s MB, added on %(day)s") % {"size": size, "day": date(file.added_on)}
    icon = "file-text" if file.media_type == attachments.PDF else "file-image"
    texts = column(label(file.name, "strong", wrap=True), label(said, "secondary"), spacing=0)
    look = button(_("Open"), look_at, small=True)
    look.setAccessibleDescription(file.name)
    gone = icon_button("trash-2", _("Remove %s") % file.name, remove, right=Right.DOCUMENTS)
    line = row(icon_label(icon), texts, look, gone, spacing=12, margins=(16, 8, 10, 8))
    line.setStretchFactor(texts, 1)
    return ruled(line)


def span(period: Any) -> str:
    return f"{date(period.from_on)} – {date(period.until_on)}"
