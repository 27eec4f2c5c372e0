"""The past evaluations of a generated store, agreed with by three and sealed, many at a time."""

import datetime as dt
import uuid

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from stagecoach import clock
from stagecoach.domain.evaluations import Party, Response, Status, Way
from stagecoach.services.evaluations import closing, versions
from stagecoach.services.evaluations import loading as sheets
from stagecoach.store.evaluations.consents import Consent
from stagecoach.store.evaluations.evaluations import Evaluation
from stagecoach.store.ids import new_id

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
        session.flush()
        closing.close_all(session, ready)
        session.expunge_all()


def _agreed(session: Session, key: uuid.UUID) -> closing.Ready:
    sheet = sheets.load(session, key)
    version = versions.keep(session, sheet)
    assert sheet.talk_on is not None
    at = dt.datetime.combine(sheet.talk_on, dt.time(14), dt.UTC)
    session.execute(
        insert(Consent),
        [
            {
                "id": new_id(),
                "evaluation_id": key,
                "version_id": version.id,
                "party": party,
                "guardian": False,
                "said": Response.AGREED,
                "name": f"Ondertekenaar {party.value}",
                "way": Way.NAME,
                "signed_at": at,
                "reason": "",
                "verifier": "",
                "signature": "",
                "withdrawn_why": "",
            }
            for party in Party
        ],
    )
    session.get_one(Evaluation, key).status = Status.CLOSED
    return key, version.id, version.digest, sheet.structure.digest
