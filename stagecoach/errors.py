"""Errors a user can understand and act on. Anything else that is raised is a bug."""


class StageCoachError(Exception):
    """Its text may be shown to the user, in their language, so it names no person."""


class Invalid(StageCoachError):
    """A form was filled in wrongly; `problems` maps a field's name to advice."""

    def __init__(self, problems: dict[str, str]) -> None:
        super().__init__("\n".join(problems.values()))
        self.problems = problems


class CannotOpen(StageCoachError):
    """A store stays closed and untouched; the text says why and what to do."""


class WrongPin(StageCoachError):
    """Nothing was opened; the text says whether one has to wait."""


class WrongPassphrase(CannotOpen):
    """The same sentence for every wrong passphrase or recovery code."""
