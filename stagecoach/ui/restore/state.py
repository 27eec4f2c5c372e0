"""Whether a backup works, in a picture and a word."""

from PySide6.QtWidgets import QHBoxLayout

from stagecoach.services import backups
from stagecoach.services.backups import Backup
from stagecoach.ui.widgets.fields import icon_label, label, row


def state(backup: Backup) -> QHBoxLayout:
    icon, token, style = "circle-dashed", "text.muted", "secondary"
    if backup.broken:
        icon, token, style = "circle-alert", "alert.strong", "alert"
    elif backup.tested_at:
        icon, token = "check", "brand.base"
    return row(icon_label(icon, token, 16), label(backups.state_name(backup), style), spacing=8)
