"""A small dialog of the open store whose fields are data; what was typed goes to one function."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from stagecoach.errors import Invalid, StageCoachError
from stagecoach.i18n import _
from stagecoach.ui.core.workspace import Workspace
from stagecoach.ui.dialogs import fields
from stagecoach.ui.dialogs.fields import Asked
from stagecoach.ui.dialogs.form import Form
from stagecoach.ui.widgets.fields import label


class AskForm(Form):
    """`act` gets the values by name; what it gives is `made`."""

    def __init__(
        self,
        workspace: Workspace,
        title: str,
        icon: str,
        asked: Sequence[Asked],
        act: Callable[[dict[str, Any]], Any],
        parent: QWidget | None = None,
        *,
        width: int = 480,
        above: Sequence[tuple[str, str]] = (),
        below: str = "",
        ok: str = "",
    ) -> None:
        """`above` the fields: texts, each with its style; `below` them: a remark."""
        super().__init__(workspace, title, icon, width, parent)
        self._act = act
        self.made: Any = None
        for text, style in above:
            self.body.addWidget(label(text, style, wrap=True))
        self.inputs = fields.add_fields(self, asked)
        if below:
            self.body.addWidget(label(below, "caption", wrap=True))
        self.add_buttons(ok)

    def save(self) -> None:
        """What cannot be done now is said beside the first field; what was typed stays."""
        if wrong := fields.no_days(self.inputs):
            raise Invalid({name: _("This date does not exist.") for name in wrong})
        try:
            self.made = self._act({name: fields.value(w) for name, w in self.inputs.items()})
        except Invalid:
            raise
        except StageCoachError as error:
            raise Invalid({next(iter(self.inputs)): str(error)}) from error
