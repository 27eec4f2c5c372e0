"""Making a report: who can read it, whether it fits, sealed; and reading the answer by receipt."""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from stagecoach import clock, i18n
from stagecoach.domain import reports
from stagecoach.domain.reports import Kind, Letter
from stagecoach.errors import Invalid
from stagecoach.i18n import _
from stagecoach.services.reports.lists import Desk
from stagecoach.store import sealing
from stagecoach.store.reports import envelopes, receipts, rosters
from stagecoach.store.reports.outbox import Parcel as Parcel  # noqa: PLC0414 - for the floors above
from stagecoach.store.reports.rosters import Reader as Reader  # noqa: PLC0414
from stagecoach.store.reports.rosters import Roster as Roster  # noqa: PLC0414

_LONGEST_LINE = 200


@dataclass(slots=True)
class Typed:
    """What stands in the form. Only the words are needed."""

    words: str = ""
    kinds: tuple[str, ...] = ()
    grounds: tuple[str, ...] = ()
    help: str = ""
    name: str = ""
    contact: str = ""
    without: tuple[str, ...] = ()  # recipients of readers who were unticked


@dataclass(frozen=True, slots=True)
class Receipt:
    """Six words, and what they make; making it takes a tenth of a second, so it is done early."""

    words: tuple[str, ...]
    identity: str = field(repr=False)
    recipient: str


@dataclass(slots=True)
class Found:
    """What a receipt opens: answers, oldest first, and the text that was kept for later."""

    answers: list[Letter] = field(default_factory=list)
    draft: Letter | None = None


def can_read(roster: Roster | None) -> Sequence[Reader]:
    """To whom can be sealed today; nobody without a list, or after its end date."""
    if roster is None or roster.valid_until < clock.today():
        return ()
    return roster.readers


def fingerprint(reader: Reader) -> str:
    """Four words that stand on paper too."""
    return rosters.fingerprint(reader)


def why_nobody(roster: Roster | None) -> str:
    """Said in place of the readers."""
    if roster is None:
        return _(
            "On this computer no confidential adviser is known yet, so nothing can be sent. "
            "Call one of the numbers beside this."
        )
    return _(
        "The list of confidential advisers has ended on %s, so nothing can be sent. "
        "Call one of the numbers beside this."
    ) % i18n.full_date(roster.valid_until)


def letter(typed: Typed, kind: Kind, reply_to: str) -> Letter:
    """The words to the letter; only what stands on one line is trimmed."""
    return Letter(
        kind,
        typed.words,
        reply_to,
        clock.today(),
        typed.kinds,
        typed.grounds,
        typed.help,
        typed.name.strip()[:_LONGEST_LINE],
        typed.contact.strip()[:_LONGEST_LINE],
        typed.without,
        id=reports.new_id(),
    )


_SOME_RECEIPT = "age1" + "q" * 58  # as long as a real one


def too_long(typed: Typed) -> str:
    """Said beside the words when they do not fit; empty when they do."""
    data = letter(typed, Kind.REPORT, _SOME_RECEIPT).pack()
    if envelopes.room_left(data) >= 0:
        return ""
    return _(
        "This does not fit in one envelope. Nothing is cut. Make it shorter, or send "
        "a part now. Add the rest later with your six words. Now %s characters."
    ) % i18n.number(len(typed.words))


def seal(typed: Typed, roster: Roster | None, receipt: Receipt) -> Parcel:
    """A report for the readers that stay ticked. Raises Invalid."""
    able = [reader for reader in can_read(roster) if reader.recipient not in typed.without]
    problems = {}
    if not can_read(roster):
        problems["readers"] = why_nobody(roster)
    elif not able:
        problems["readers"] = one_stays()
    problems |= _wrong_words(typed)
    if problems:
        raise Invalid(problems)
    report = letter(typed, Kind.REPORT, receipt.recipient)
    return _parcel(report, [reader.recipient for reader in able])


def one_stays() -> str:
    return _("Somebody has to be able to read it. Nobody here? Call one of the numbers.")


def _wrong_words(typed: Typed) -> dict[str, str]:
    if not typed.words.strip():
        return {"words": _("Write what happened. One sentence is enough.")}
    return {"words": text} if (text := too_long(typed)) else {}


def keep_for_later(typed: Typed, receipt: Receipt) -> Parcel:
    """What is there now, for the receipt's words alone. Raises Invalid."""
    if problems := _wrong_words(typed):
        raise Invalid(problems)
    draft = letter(typed, Kind.DRAFT, receipt.recipient)
    return _parcel(replace(draft, at=clock.now().isoformat()), [receipt.recipient])


def _parcel(note: Letter, readers: Sequence[str]) -> Parcel:
    return Parcel(envelopes.close(note.pack(), readers), tuple(readers))


def new_receipt() -> Receipt:
    return _receipt(receipts.new(i18n.language()))


def read_receipt(typed: str) -> Receipt:
    """Raises Invalid, with which word is wrong."""
    return _receipt(receipts.read(typed))


def _receipt(words: list[str]) -> Receipt:
    identity = receipts.identity(words)
    return Receipt(tuple(words), identity, receipts.recipient(identity))


def find(paths: Iterable[Path], receipt: Receipt, roster: Roster | None) -> Found:
    """What these words open, of all envelopes that lie here."""
    letters, seen = Found(), set()
    for path in paths:
        opened = _opened(path, receipt.identity)
        if opened is None or opened.reply_to != receipt.recipient or opened.id in seen:
            continue
        seen.add(opened.id)
        if opened.kind is Kind.DRAFT and (letters.draft is None or opened.at > letters.draft.at):
            letters.draft = opened
        elif opened.kind is Kind.ANSWER:
            letters.answers.append(replace(opened, sender=_sender(opened, roster)))
    letters.answers.sort(key=lambda answer: answer.on_day or clock.today())
    return letters


def _opened(path: Path, identity: str) -> Letter | None:
    try:
        data = envelopes.open_with(path.read_bytes(), identity)
        return None if data is None else reports.unpack(data)
    except (OSError, envelopes.Damaged, reports.Broken, reports.Newer):
        return None


def _sender(note: Letter, roster: Roster | None) -> str:
    """Who signed it, of the advisers known here; empty when nobody did."""
    for reader in roster.readers if roster is not None else ():
        if sealing.signed_by(reader.verifier, note.signed, note.signature):
            return reader.name
    return ""


def typed_of(note: Letter) -> Typed:
    """A text that was kept, back in the form."""
    return Typed(
        note.words, note.kinds, note.grounds, note.help, note.name, note.contact, note.without
    )


def only_these(readers: Sequence[Reader]) -> str:
    """The first line of the form, in words."""
    names = [reader.name for reader in readers]
    if len(names) == 1:
        return _("Only %s can read this") % names[0]
    return _("Only %s are able to read this") % i18n.listed(names)


def desk_line(desk: Desk, as_text: Callable[[dt.date], str] = i18n.date) -> str:
    """When the number was last checked."""
    if desk.checked_on is None:
        return _("not checked yet")
    return _("checked on %s") % as_text(desk.checked_on)


def explained() -> tuple[str, ...]:
    """What happens with a report, for who wants to know before writing."""
    return (
        _(
            "Your report is sealed for the names on the form. Nobody else can open it: not the "
            "owner of this computer, not the manager of the file, not us."
        ),
        _(
            "Nobody can see that a report was made. StageCoach always writes envelopes, "
            "and most are empty."
        ),
        _(
            "The envelopes are carried to the adviser on a stick, and answers come back the same "
            "way. With your six words you read the answer."
        ),
        _("Only the first question is needed. Nothing happens unless you want it."),
    )
