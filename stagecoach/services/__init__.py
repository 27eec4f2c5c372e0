"""What a user can do: functions, session first, one module per subject."""

from collections.abc import Callable
from typing import Any, Protocol


class Store(Protocol):
    """What jobs of documents, exchange and the command line get: the two verbs."""

    @property
    def ask(self) -> Callable[..., Any]: ...

    @property
    def do(self) -> Callable[..., Any]: ...
