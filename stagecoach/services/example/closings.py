"""The past evaluations of a generated store, agreed with by three and sealed, many at a time."""

import datetime as dt
import uuid
from collections.abc import Iterator
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from stagecoach import clock
from stagecoach.domain.evaluations import Party, Response, Status, Way
from stagecoach.services.evaluations import closing, versions
from stagecoach.services.evaluations import loading as sheets
from stagecoach.store.evaluations.consents import Consent
from stagecoach.store.evaluations.evaluations import Evaluation

_AT_ONCE = 500


def close_past(session: Session) -> None:
    """Close every evaluation whose talk is past."""
    query = select(Evaluation.id).where(
        Evaluation.talk_on < clock.today(), Evaluation.status == Status.DRAFT
    )
    keys = list(session.scalars(query.order_by(Evaluation.id)))
    for first in range(0, len(keys), _AT_ONCE):
        some = keys[first : first + _AT_ONCE]
        ready = [_agreed(session, key) for key in some]
        session.execute(insert(Consent), [row for agreed in ready for row in _consents(*agreed)])
        for key in some:
            session.get_one(Evaluation, key).status = Status.CLOSED
        session.flush()
        closing.close_all(session, [agreed[0] for agreed in ready])
        session.expunge_all()


Agreed = tuple[closing.Ready, dt.date]


def _agreed(session: Session, key: uuid.UUID) -> Agreed:
    sheet = sheets.load(session, key)
    version = versions.keep(session, sheet)
    assert sheet.talk_on is not None
    return (key, version.id, version.digest, sheet.structure.digest), sheet.talk_on


def _consents(ready: closing.Ready, talk_on: dt.date) -> Iterator[dict[str, Any]]:
    """All three said yes on the day of the talk."""
    for party in Party:
        yield {
            "evaluation_id": ready[0],
            "version_id": ready[1],
            "party": party,
            "guardian": False,
            "said": Response.AGREED,
            "name": f"Ondertekenaar {party.value}",
            "way": Way.NAME,
            "signed_at": dt.datetime.combine(talk_on, dt.time(14), dt.UTC),
            "reason": "",
            "verifier": "",
            "signature": "",
            "withdrawn_why": "",
        }
