"""Whether what is closed is still what was signed: on opening, printing, exporting, or all of it.

A mismatch is told and never sealed anew. That the newest one was taken out of the file whole no
later seal tells; the mark outside the file does (services/marks.py), and every paper since.
"""

import contextlib
import datetime as dt
import uuid
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

import msgspec
from sqlalchemy import func, or_, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from stagecoach import clock
from stagecoach.domain.evaluations import Status
from stagecoach.i18n import _, ngettext
from stagecoach.services.evaluations import seal_rows, versions
from stagecoach.services.templates import blueprints
from stagecoach.store import sealing
from stagecoach.store.evaluations import fingerprints, machine_key
from stagecoach.store.evaluations.consents import Closing
from stagecoach.store.evaluations.evaluations import Evaluation
from stagecoach.store.file import mark
from stagecoach.store.file.mark import Chain

_AT_ONCE = 500  # evaluations checked in one step, so that one can stop
_FEW = 8  # whose signatures are checked sooner than a thread begins


@dataclass(frozen=True, slots=True)
class Seal:
    """What checking found; no faults: it is what was closed."""

    closed_at: dt.datetime
    digest: str
    faults: tuple[str, ...] = ()
    here: bool = False  # it was closed on this machine

    @property
    def code(self) -> str:
        return versions.short(self.digest)


@dataclass(frozen=True, slots=True)
class Checked:
    """One evaluation of many, and what is wrong with it."""

    evaluation_id: uuid.UUID
    faults: tuple[str, ...]
    seal: tuple[dt.datetime, str, str | None] | None = (
        None  # when, digest, whose; where it has one
    )


def verify(session: Session, evaluation_id: uuid.UUID) -> Seal | None:
    """Check one; on opening, printing and exporting. None: never sealed, and rightly so."""
    checked = next(iter(_check(session, [evaluation_id])), None)
    if checked is None:
        return None
    if checked.seal is None:
        return Seal(clock.now(), "", checked.faults)
    at, digest, verifier = checked.seal
    return Seal(at, digest, checked.faults, verifier == machine_key.known())


def check_all(
    session: Session, progress: Callable[[int, int], bool] = lambda _done, _all: True
) -> list[Checked]:
    """Every evaluation that is closed or was, and the chain of each machine; gives the faulty.

    `progress` is told how far it is and says whether to go on.
    """
    sealed = select(Closing.evaluation_id)
    query = select(Evaluation.id).where(
        or_(Evaluation.status == Status.CLOSED, Evaluation.id.in_(sealed))
    )
    keys = list(session.scalars(query.order_by(Evaluation.id)))
    gone = session.scalars(sealed.where(Closing.evaluation_id.not_in(select(Evaluation.id))))
    wrong = [*_chains(session)]
    wrong += [Checked(key, (_("the evaluation itself is gone"),)) for key in gone]
    for first in range(0, len(keys), _AT_ONCE):
        wrong += [
            checked
            for checked in _check(session, keys[first : first + _AT_ONCE])
            if checked.faults
        ]
        if not progress(min(first + _AT_ONCE, len(keys)), len(keys)):
            break
    return wrong


def count(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(Closing)) or 0


def sentences(wrong: Sequence[Checked]) -> list[str]:
    """In sentences that name nobody; each kind of fault once, with how many have it."""
    counts = Counter("; ".join(checked.faults) for checked in wrong)
    return [
        ngettext(
            "%(count)d closed evaluation is not what was signed: %(fault)s.",
            "%(count)d closed evaluations are not what was signed: %(fault)s.",
            count_of,
        )
        % {"count": count_of, "fault": fault}
        for fault, count_of in counts.items()
    ]


def _chains(session: Session) -> Iterator[Checked]:
    """A seal that is missing shows in the one that names it: on its machine, and in the whole.

    After a gap the seals are held against each other again: one gap is told once.
    """
    c = Closing
    query = select(c.id, c.evaluation_id, c.device_id, c.number, c.digest, c.body).order_by(c.id)
    before: dict[uuid.UUID, tuple[int, str]] = {}
    chain = Chain()
    for seal_id, key, machine, number, digest, body in session.execute(query):
        said = _content(body)
        last, last_digest = before.get(machine, (0, ""))
        all_before = said.get("seals")  # not in the first edition of seals
        if number != last + 1 or said.get("previous") != last_digest:
            yield Checked(key, (_("the seal before this one is missing or was changed"),))
        elif all_before not in (None, [chain.count, chain.head]):
            yield Checked(key, (_("the seals before this one are not those it was closed after"),))
        before[machine] = number, digest
        chain = mark.follow(_said(all_before) or chain, [(seal_id.bytes, digest)])


def _said(seals: Any) -> Chain | None:
    """The chain that a seal names, where it names one."""
    with contextlib.suppress(TypeError, ValueError, IndexError):
        return Chain(int(seals[0]), head=bytes.fromhex(seals[1]).hex())
    return None


def _content(body: str) -> dict[str, Any]:
    """What a seal says; nothing where it is no seal any more."""
    try:
        said = msgspec.json.decode(body)
    except (msgspec.DecodeError, ValueError, TypeError, RecursionError):
        return {}
    return said if isinstance(said, dict) else {}


_FIELDS: Final = ("seal", "version", "device", "number", "closed_at")
_UNREADABLE = (
    ValueError,
    TypeError,
    LookupError,
    ArithmeticError,  # a time that no calendar has
    AttributeError,
    SQLAlchemyError,
)


def _check(session: Session, keys: Sequence[uuid.UUID]) -> Iterator[Checked]:
    """Recompute everything of these. What cannot even be read is a fault of that one alone."""
    try:
        yield from _checked(session, keys)
    except _UNREADABLE:
        if len(keys) == 1:
            yield Checked(keys[0], (_("it cannot be read"),))
            return
        for key in keys:
            yield from _check(session, [key])


def _checked(session: Session, keys: Sequence[uuid.UUID]) -> list[Checked]:
    """The order of the checks is from the outside in."""
    stored = list(session.execute(seal_rows.seals(keys)))
    unsealed = [row[1] for row in stored if row[0] is None and row[11] is Status.CLOSED]
    checked = [Checked(key, (_("its seal is missing"),)) for key in unsealed]
    sealed = {row[1]: row for row in stored if row[0] is not None}
    return checked + _compared(session, sealed) if sealed else checked


def _compared(session: Session, sealed: dict[uuid.UUID, Any]) -> list[Checked]:
    with ThreadPoolExecutor(1) as beside:  # signatures ask nothing of the store
        check = partial(_genuine, list(sealed.values()))
        genuine: Callable[[], dict[uuid.UUID, list[str]]] = check
        if len(sealed) > _FEW:
            genuine = beside.submit(check).result
        rows, answers = {}, {}
        for key, digest, said_there in fingerprints.with_answers(
            session.connection(), list(sealed)
        ):
            rows[key], answers[key] = digest, said_there
        by_version, agreed = seal_rows.versions(session, list(sealed))
        forms = seal_rows.forms(session, {row[10] for row in sealed.values()})
        texts = seal_rows.Texts(by_version, forms)
        said = {key: _content(row[6]) for key, row in sealed.items()}
        signers = {key: content.get("signers", []) for key, content in said.items()}
        on_paper = [key for key, names in signers.items() if any(name[-1] for name in names)]
        with_key = [key for key, names in signers.items() if any(name[-2] for name in names)]
        scans = seal_rows.papers(session, on_paper) if on_paper else {}
        keyed = seal_rows.wrongly_keyed(session, with_key) if with_key else {}
        wrong = genuine()
    checked = []
    for key, row in sealed.items():
        faults = list(wrong[key])  # changed, a seal proves nothing any more
        if not faults:
            faults += _apart(row, said[key], texts)
            faults += _otherwise(said[key], rows[key], scans.get(key, []))
            if not faults and agreed.get(row[2]) != answers[key]:
                faults.append(_("what stands here is not what was agreed with"))
        seal = row[5], row[7], row[9]
        checked.append(Checked(key, (*faults, *keyed.get(key, ())), seal))
    return checked


def _genuine(rows: Sequence[Any]) -> dict[uuid.UUID, list[str]]:
    """By evaluation what is wrong with the seal itself; of one that is as it was made nothing."""
    faults: dict[uuid.UUID, list[str]] = {}
    for _seal_id, key, *_rest, text, digest, signature, verifier, _form, _status in rows:
        body = text.encode()
        if verifier is None:
            faults[key] = [_("the machine that sealed it is not known any more")]
        elif blueprints.digest_of(body) == digest and sealing.signed_by(verifier, body, signature):
            faults[key] = []
        else:
            faults[key] = [_("the seal itself was changed")]
    return faults


def _otherwise(said: dict[str, Any], rows: str, scans: list[str | None]) -> Iterator[str]:
    """Where the stored rows and the scans are no longer what the seal is of."""
    if [signer[-1] for signer in said["signers"] if signer[-1]] != scans:
        yield _("the scan of a signed paper is another one")
    if rows != said["rows"]:
        yield _("an answer, an outcome, a signature or another stored field was changed")


def _apart(row: Any, said: dict[str, Any], texts: seal_rows.Texts) -> Iterator[str]:
    """Where the seal and what stands beside it differ."""
    seal, key, version, machine, number, at = row[:6]
    form, status = row[10:]
    beside = {
        "seal": str(seal),
        "version": str(version),
        "device": str(machine),
        "number": number,
        "closed_at": at.isoformat(),
    }
    if said["evaluation"] != str(key) or any(said[name] != beside[name] for name in _FIELDS):
        yield _("the seal is of another evaluation")
    if status is not Status.CLOSED:
        yield _("it was opened again, past StageCoach")
    digests = texts.versions.get(key, {})
    if digests.get(version) != said["content"] or "" in digests.values():
        yield _("what was agreed with was changed")
    if said["form"] != texts.forms.get(form):
        yield _("the texts of the form were changed")
