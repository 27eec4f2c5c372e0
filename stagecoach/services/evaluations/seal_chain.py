"""All seals of a store in one chain, whichever machine closed: how many, and the head.

Each seal names the chain before it, and every form on paper the one of its day: who takes a
closed evaluation away, or seals one anew, cannot change what the later seals and the papers say.
The chain is the one that the mark outside the file keeps.
"""

from sqlalchemy import select
from sqlalchemy.orm import Session

from stagecoach.services.evaluations import versions
from stagecoach.store import context
from stagecoach.store.evaluations.consents import Closing
from stagecoach.store.file import mark
from stagecoach.store.file.mark import Chain

_TABLES = frozenset({"closing"})


def now(session: Session) -> Chain:
    query = select(Closing.id, Closing.digest).order_by(Closing.id)

    def read() -> Chain:
        return mark.follow(
            Chain(), ((key.bytes, digest) for key, digest in session.execute(query))
        )

    return context.remembered(session, ("seal chain",), _TABLES, read)


def today(session: Session) -> str:
    """What a paper of this moment says of it."""
    return code(now(session))


def code(chain: Chain) -> str:
    """To compare with a paper: 34 · 9F3A-11C2."""
    return f"{chain.count} · {versions.short(chain.head)}" if chain.count else "0"
