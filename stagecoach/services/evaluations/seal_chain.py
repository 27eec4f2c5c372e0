"""All seals of a store in one chain, whichever machine closed: how many, and the head.

Each seal names the chain before it, and every form on paper the one of its day: who takes a
closed evaluation away, or seals one anew, cannot change what the later seals and the papers say.
"""

import hashlib
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from stagecoach.services.evaluations import versions
from stagecoach.store import context
from stagecoach.store.evaluations.consents import Closing

_TABLES = frozenset({"closing"})


@dataclass(frozen=True, slots=True)
class Chain:
    """Of the seals in the order in which they were made. The same links as in store/file/mark."""

    count: int = 0
    head: str = ""  # SHA-256, hex

    def on(self, digest: str) -> "Chain":
        link = bytes.fromhex(self.head) + digest.encode()
        return Chain(self.count + 1, hashlib.sha256(link).hexdigest())

    @property
    def code(self) -> str:
        """To compare with a paper: 34 · 9F3A-11C2."""
        return f"{self.count} · {versions.short(self.head)}" if self.count else "0"


def now(session: Session) -> Chain:
    def read() -> Chain:
        chain = Chain()
        for digest in session.scalars(select(Closing.digest).order_by(Closing.id)):
            chain = chain.on(digest)
        return chain

    return context.remembered(session, ("seal chain",), _TABLES, read)
