"""The search index: folded words beside every row that can be found.

One full-text table per subject, with the rowid of the row it tells of. It is contentless: what
people typed stands in the store once. Words are folded (ı, ł, ø, ß and every accent gone) by a
function of ours, so the triggers that keep the index are temporary ones of each connection:
SQLite lets only those call it while `trusted_schema` is off, and they follow bulk inserts too.
"""

from dataclasses import dataclass
from typing import Any

from anyascii import anyascii

from stagecoach.store.attachments import Attachment
from stagecoach.store.base import Base
from stagecoach.store.companies import Company
from stagecoach.store.guidance import GuidanceMoment
from stagecoach.store.logs import LogEntry
from stagecoach.store.students.students import Student
from stagecoach.store.tasks import Task


@dataclass(frozen=True)
class Indexed:
    """What of a table can be found. Of names a vocabulary is kept, to forgive typing errors."""

    model: type[Base]
    columns: tuple[str, ...]
    names: bool

    @property
    def table(self) -> str:
        return str(self.model.__tablename__)

    @property
    def index(self) -> str:
        return f"search_{self.table}"

    @property
    def vocabulary(self) -> str:
        return f"{self.index}_words"

    def fill(self) -> str:
        """Index the rows that are there already."""
        words = ", ".join(self.columns)
        return (
            f"INSERT INTO {self.index}(rowid, words) "  # noqa: S608 - names of our own
            f"SELECT rowid, fold({words}) FROM {self.table}"
        )

    def triggers(self) -> list[str]:
        table, index = self.table, self.index
        new = ", ".join(f"new.{name}" for name in self.columns)
        add = f"INSERT INTO {index}(rowid, words) VALUES (new.rowid, fold({new}));"  # noqa: S608
        drop = f"DELETE FROM {index} WHERE rowid = old.rowid;"  # noqa: S608
        edited = ", ".join(self.columns)
        return [
            f"CREATE TEMP TRIGGER {index}_a AFTER INSERT ON main.{table} BEGIN {add} END",
            f"CREATE TEMP TRIGGER {index}_d AFTER DELETE ON main.{table} BEGIN {drop} END",
            (
                f"CREATE TEMP TRIGGER {index}_u AFTER UPDATE OF {edited} ON main.{table} "
                f"BEGIN {drop} {add} END"
            ),
        ]


INDEXED = (
    Indexed(Student, ("name", "number"), names=True),
    Indexed(Company, ("name", "training_company_id"), names=True),
    Indexed(Task, ("title", "short_title"), names=True),
    Indexed(Attachment, ("name",), names=True),
    Indexed(LogEntry, ("text", "went_well", "next_step"), names=False),
    Indexed(GuidanceMoment, ("agenda", "result"), names=False),
)


def fold(*texts: str | None) -> str:
    """In plain small letters: Yıldırım and Yildirim, Łukasz and lukasz are one."""
    whole = " ".join([text for text in texts if text])
    return (whole if whole.isascii() else anyascii(whole)).casefold()


def teach(connection: Any) -> Any:
    """Let a driver connection fold; gives it back."""
    connection.create_function("fold", -1, fold, deterministic=True)
    return connection


def attach(connection: Any) -> Any:
    """Keep the index on this connection, which can fold; gives it back."""
    for indexed in INDEXED:
        for trigger in indexed.triggers():
            connection.execute(trigger)
    return connection


def rebuild(connection: Any) -> None:
    """Index every row anew: after a migration, which may give rows other places."""
    for indexed in INDEXED:
        name = indexed.index
        connection.execute(f"INSERT INTO {name}({name}) VALUES ('delete-all')")  # noqa: S608
        connection.execute(indexed.fill())
