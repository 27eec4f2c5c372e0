"""Engines, and what SQLAlchemy works out of a statement once for every store of this process.

Working out a statement takes longer than carrying it out. So the statements of the first page are
worked out while somebody types the passphrase (`learn`, of a store in memory), and every store
begins with those. What it works out itself holds what people typed, and is gone with its engine.
"""

from collections.abc import Callable, MutableMapping
from typing import Any

from sqlalchemy import Connection, Dialect, Engine, QueuePool, create_engine, event
from sqlalchemy.util import LRUCache
from sqlcipher3 import dbapi2

_STATEMENTS = 500  # kept of each store
_learnt: dict[Any, Any] = {}
_dialects: list[Dialect] = []  # of whom the statements are: they know it by identity


def make(connect: Callable[[], Any], *, pool: int = 2) -> Engine:
    """For the connections that `connect` gives, `pool` of which are kept."""
    # The plain dialect with our own driver and pool: the pysqlcipher dialect's default pool
    # crashes the process from six threads on (docs/decisions/0001-sqlcipher-driver.md, Context).
    engine = create_engine(
        "sqlite://",
        module=dbapi2,
        creator=connect,
        pool_size=pool,
        max_overflow=8,
        hide_parameters=True,  # no names in error texts
        poolclass=QueuePool,
        execution_options={"compiled_cache": _kept(_learnt)},
    )
    if _dialects:
        engine.dialect = _dialects[0]
    event.listen(engine, "begin", _begin)
    return engine


def learn(engine: Engine) -> None:
    """What this one worked out, every later one knows. It held nothing of anybody."""
    _learnt.update(engine.get_execution_options()["compiled_cache"])
    _dialects[:] = [engine.dialect]


def _kept(known: dict[Any, Any]) -> MutableMapping[Any, Any]:
    statements: LRUCache[Any, Any] = LRUCache(_STATEMENTS)
    statements.update(known)
    return statements


def _begin(connection: Connection) -> None:
    # A writer takes its lock at once: one that first reads can be refused without waiting.
    connection.exec_driver_sql(connection.get_execution_options().get("begin", "BEGIN"))
