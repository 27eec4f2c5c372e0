"""Who can say something about an evaluation at this machine, and how they can show it is them."""

import uuid
from dataclasses import dataclass

from sqlalchemy.orm import Session

from stagecoach.domain.evaluations import Party, Response
from stagecoach.services.evaluations import consents, evidence
from stagecoach.services.evaluations.sheet import Sheet
from stagecoach.services.people import keys, pins


@dataclass(frozen=True, slots=True)
class Signer:
    """One who can speak now. A guardian is a name to be typed."""

    party: Party
    guardian: bool
    name: str
    person_id: uuid.UUID | None
    has_pin: bool
    has_key: bool
    said: Response | None  # what they said to this version already


def of(session: Session, sheet: Sheet) -> list[Signer]:
    """Those of whoever is here, in the order of the form; who has agreed is left out."""
    signers = []
    for party in sheet.structure.blueprint.signers:
        if party not in sheet.signs_for:
            continue
        if party not in sheet.signatures:
            signers.append(_signer(session, sheet, party))
        if party is Party.STUDENT and sheet.guardian and sheet.guardian_signed is None:
            said = next((s.said for s in sheet.said if s.guardian), None)
            signers.append(Signer(party, True, "", None, False, False, said))
    return signers


def _signer(session: Session, sheet: Sheet, party: Party) -> Signer:
    assert sheet.head is not None
    h = sheet.head
    name = {Party.STUDENT: h.name, Party.COMPANY: h.trainer, Party.SCHOOL: h.supervisor}[party]
    person = consents.signer_id(session, sheet, party)
    said = next((s.said for s in sheet.said if s.party is party and not s.guardian), None)
    return Signer(
        party,
        guardian=False,
        name=name,
        person_id=person,
        has_pin=person is not None and pins.has_pin(session, person),
        has_key=person is not None and keys.state(session, person) is not None,
        said=said,
    )


def doubts(session: Session, sheet: Sheet) -> list[str]:
    """What is worth a second look before signing: judged, and never seen in the log.

    The codes of the work processes, each once; two tracks without anything are one doubt.
    """
    without = (section.process for section in evidence.without(session, sheet))
    return list(dict.fromkeys(process.code for process in without if process is not None))
