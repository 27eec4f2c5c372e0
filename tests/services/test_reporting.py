"""Making a report, carrying it, and reading the answer: to the letter, and to nobody else."""

import datetime as dt
import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stagecoach import clock
from stagecoach.domain import reports
from stagecoach.domain.reports import Kind, Letter
from stagecoach.errors import Invalid, StageCoachError
from stagecoach.services.cases import post as case_post
from stagecoach.services.cases import room as rooms
from stagecoach.services.reports import lists as report_lists
from stagecoach.services.reports import post, rosters
from stagecoach.services.reports import reports as reporting
from stagecoach.services.reports.reports import Typed
from stagecoach.store.reports import envelopes
from stagecoach.store.reports import rosters as store_rosters
from tests import sealed
from tests.sealed import School

TEXTS = [  # docs/threats.md, Texts
    "Jan <b",
    "</para> Jan",
    '<font color="[[[1]]]">',
    '<img src="/path/local.png">',
    "&xxe;",
    "=HYPERLINK()",
    "=cmd|' /C calc'!A0",
    "'); DROP TABLE entry",
    "{0.__class__} %n %s",
    "\0 NUL",
    "lone \ud800 surrogate",
    "gnp.exe\u202e",
    "emoji 🧑🏽‍🎓 عربى עברית",
    "a" + "\u0301" * 500,
    "zero\u200bwidth",
    "\ttab and\r\nlines\rof all kinds\n",
    "  spaces at both ends  ",
]


@pytest.mark.parametrize("words", TEXTS)
def test_words_come_through_to_the_letter(school: School, words: str) -> None:
    school.report(words)
    assert school.fetch().new == 1
    (entry,) = school.first.entries()
    assert entry.content is not None
    assert entry.content["words"] == words


@given(st.text(min_size=1, max_size=400).filter(str.strip))
def test_any_text_packs_and_unpacks(words: str) -> None:
    letter = Letter(Kind.REPORT, words, "age1", dt.date(2026, 10, 29), id="x")
    assert reports.unpack(letter.pack()) == letter


def test_only_the_first_question_is_needed(school: School) -> None:
    school.report("x")
    with pytest.raises(Invalid) as refused:
        school.report("  \n ", kinds=("exclusion",), name="Youssef Amrani")
    assert set(refused.value.problems) == {"words"}


def test_what_does_not_fit_is_said_and_nothing_is_cut(school: School) -> None:
    rng = "".join(chr(0x4E00 + number % 20_000) for number in range(0, 400_000 * 7, 7))
    for words in (rng[:40_000], rng):
        told = reporting.too_long(Typed(words))
        assert "afgeknipt" in told
        with pytest.raises(Invalid):
            reporting.seal(Typed(words), school.roster, reporting.new_receipt())
    assert reporting.too_long(Typed("Ik mocht niet mee. " * 2_100)) == ""


def test_a_reader_who_is_unticked_cannot_read_it(school: School) -> None:
    school.report(without=(school.first.private.recipient,))
    stick = school.folder / "stick"
    post.take(school.box, stick)
    assert school.receive(stick, school.first).new == 0
    assert school.receive(stick, school.second).new == 1


def test_one_reader_stays_at_least(school: School) -> None:
    everybody = tuple(reader.recipient for reader in school.roster.readers)
    with pytest.raises(Invalid) as refused:
        school.report(without=everybody)
    assert set(refused.value.problems) == {"readers"}


def test_without_a_valid_list_nothing_is_sealed_and_the_desks_stay(school: School) -> None:
    roster = school.roster
    receipt = reporting.new_receipt()
    for day, told in (("2027-07-31", ""), ("2027-08-01", "31 juli 2027")):
        clock.pretend_today(dt.date.fromisoformat(day))
        if not told:
            assert reporting.seal(Typed("x"), roster, receipt)
            continue
        with pytest.raises(Invalid, match=told):
            reporting.seal(Typed("x"), roster, receipt)
    with pytest.raises(Invalid):
        reporting.seal(Typed("x"), None, receipt)
    assert any(desk.form and desk.phone for desk in report_lists.read(None).desks)


def test_the_answer_is_read_by_receipt_with_the_name_of_who_signed_it(school: School) -> None:
    receipt = school.report()
    school.fetch()
    case = sealed.only_case(school.first)
    case_post.answer(school.first, case, "Ik geloof je.")
    stick = school.folder / "terug"
    assert sealed.answers_out(school.first, stick) % 8 == 0
    post.bring(school.place, stick)
    typed = " ".join(word[:4].upper() for word in receipt.words)
    mail = reporting.find(school.place.envelopes(), reporting.read_receipt(typed), school.roster)
    (answer,) = mail.answers
    assert (answer.words, answer.sender) == ("Ik geloof je.", "Samira el Idrissi")
    other = reporting.find(school.place.envelopes(), reporting.new_receipt(), school.roster)
    assert (other.answers, other.draft) == ([], None)


def test_an_answer_that_nobody_signed_has_no_name(school: School) -> None:
    receipt = reporting.new_receipt()
    forged = Letter(
        Kind.ANSWER,
        "Trek je melding in.",
        receipt.recipient,
        clock.today(),
        sender="Samira el Idrissi",
        signature="00" * 64,
        id=reports.new_id(),
    )
    path = school.folder / "vals.envelope"
    to = [receipt.recipient]
    path.write_bytes(envelopes.wrap(envelopes.close(forged.pack(), to), to))
    (answer,) = reporting.find([path], receipt, school.roster).answers
    assert answer.sender == ""


def test_what_is_kept_for_later_only_its_writer_opens(school: School) -> None:
    receipt = reporting.new_receipt()
    school.box.put(reporting.keep_for_later(Typed("Eerste versie"), receipt))
    clock.pretend_today(dt.date(2026, 10, 30))
    school.box.put(reporting.keep_for_later(Typed("Tweede versie", kinds=("other",)), receipt))
    school.box.rewrite()
    mail = reporting.find(school.place.envelopes(), receipt, school.roster)
    assert mail.draft is not None
    assert reporting.typed_of(mail.draft).words == "Tweede versie"
    assert reporting.typed_of(mail.draft).kinds == ("other",)
    assert school.fetch().new == 0  # no adviser sees it


def test_more_is_added_with_the_same_words(school: School) -> None:
    receipt = school.report()
    school.fetch()
    again = reporting.read_receipt(" ".join(receipt.words))
    school.report("En vandaag weer.", again)
    received = school.fetch()
    assert (received.new, received.added) == (0, 1)
    sealed.only_case(school.first)


def test_the_same_envelopes_twice_are_one_report(school: School) -> None:
    school.report()
    assert school.fetch().new == 1
    assert school.receive(school.folder / "stick").new == 0


HOSTILE: list[dict[str, object]] = [
    {"version": 2},
    {"version": -1},
    {"version": True},
    {"version": "1"},
    {"words": 5},
    {"id": ""},
    {"id": 7},
    {"kinds": "abc"},
    {"kinds": ["x"] * 1_000},
    {"kinds": [["x"]]},
    {"on_day": "gisteren"},
    {"reply_to": "notakey"},
    {"reply_to": ["x"]},
    {"unknown": 1},
    {"kind": "x"},
]


@pytest.mark.parametrize("change", HOSTILE)
def test_one_hostile_letter_does_not_keep_the_others_out(
    school: School, change: dict[str, object]
) -> None:
    """Anybody can seal to an adviser: the key stands in the list."""
    school.report()
    stick = school.folder / "stick"
    post.take(school.box, stick)
    good = Letter(Kind.REPORT, "x", reporting.new_receipt().recipient, clock.today(), id="1" * 32)
    content = {**json.loads(good.pack()), **change}
    to = [school.first.private.recipient]
    data = json.dumps(content).encode()
    place = post.bag_of(stick) / "00.envelope"
    place.write_bytes(envelopes.wrap(envelopes.close(data, to), to))
    (post.bag_of(stick) / "01.envelope").write_bytes(envelopes.wrap(b"", to))
    (post.bag_of(stick) / "02.envelope").mkdir()
    received = school.receive(stick)
    assert received.new == 1
    assert received.opened.damaged + received.opened.newer == 3
    assert str(received.opened.damaged) in received.summary


def test_foreign_files_in_the_folder_are_left_alone(school: School, tmp_path: Path) -> None:
    school.report()
    stick = school.folder / "stick"
    post.take(school.box, stick)
    bag = post.bag_of(stick)
    for name, content in (
        ("groot.envelope", b"x" * 200_000),
        ("leeg.envelope", b""),
        ("foto.jpg", b"x"),
        ("vreemd.envelope", b"\xff" * envelopes.SIZE),
    ):
        (bag / name).write_bytes(content)
    received = school.receive(stick)
    assert (received.new, received.opened.damaged) == (1, 3)
    with pytest.raises(StageCoachError):
        case_post.envelopes_in(tmp_path)


def test_bringing_takes_what_is_new_and_of_the_right_size(school: School) -> None:
    stick = school.folder / "terug"
    sealed.answers_out(school.first, stick)
    (post.bag_of(stick) / "groot.envelope").write_bytes(b"x")
    assert post.bring(school.place, stick) == 8
    assert post.bring(school.place, stick) == 0
    with pytest.raises(StageCoachError):
        post.bring(school.place, school.folder / "leeg")


def test_old_answers_go_and_a_clock_that_runs_ahead_throws_nothing_away(school: School) -> None:
    stick = school.folder / "terug"
    sealed.answers_out(school.first, stick)
    post.bring(school.place, stick)
    clock.pretend_today(dt.date(2036, 10, 29))
    post.bring(school.place, stick)
    assert len(list(school.place.back.glob("*.envelope"))) == 8
    later = school.folder / "later"
    sealed.answers_out(school.second, later)
    post.bring(school.place, later)
    assert len(list(school.place.back.glob("*.envelope"))) == 8  # the ten years old are gone


def test_a_roster_is_shown_first_and_used_after_somebody_said_so(tmp_path: Path) -> None:
    keeper = sealed.room(tmp_path)
    place = post.PostFolder(tmp_path / "sealed")
    offer = rosters.offered(place, sealed.publish(keeper, tmp_path / "a.roster"))
    assert (offer.vouched, offer.before) == (True, None)
    assert [who for who, _words in offer.lines] == ["Samira el Idrissi, vertrouwenspersoon"]
    assert place.roster() is None
    rosters.accept(place, offer)
    assert "ROC Merwestad" in rosters.state(place)
    keeper.close()


def test_a_new_adviser_is_added_by_card_and_the_next_list_is_followed(school: School) -> None:
    third = sealed.room(school.folder, "Ferry de Groot")
    card = school.folder / "kaart.adviser"
    card.write_text(rooms.card(third), encoding="utf-8")
    readers = [*school.roster.readers, rooms.read_card(card)]
    path = school.folder / "nieuw.roster"
    rooms.publish(school.first, path, "ROC Merwestad", readers, sealed.UNTIL, None)
    rosters.accept(school.place, rosters.offered(school.place, path))
    assert school.roster.version == 2
    school.report()
    assert school.fetch(third).new == 1
    third.close()


def test_a_list_of_others_needs_a_manager_and_is_shown_to_who_reports(
    school: School, tmp_path: Path
) -> None:
    assert rosters.changed_lately(school.place) == ""
    other = sealed.room(school.folder / "ander", "Ferry de Groot")
    path = sealed.publish(other, tmp_path / "ander.roster")
    offer = rosters.offered(school.place, path)
    assert not offer.vouched
    assert school.roster.readers[0].name == "Samira el Idrissi"
    rosters.accept(school.place, offer)  # after the PIN
    assert rosters.changed_lately(school.place) == (
        "Wie dit kan lezen is op 29 oktober 2026 veranderd: nieuw is Ferry de Groot; weg is "
        "Samira el Idrissi en Thea Brouwer. Vergelijk de woorden met die op papier."
    )
    before = {file.name: file.read_bytes() for file in school.place.folder.glob("advisers*")}
    school.report()
    after = {file.name: file.read_bytes() for file in school.place.folder.glob("advisers*")}
    assert after == before, "a report would be told by what goes"
    clock.pretend_today(dt.date(2027, 2, 1))
    assert rosters.changed_lately(school.place) == ""
    other.close()


def test_the_next_list_of_the_same_readers_tells_of_no_change(school: School) -> None:
    path = school.folder / "nieuw.roster"
    readers = list(school.roster.readers)
    rooms.publish(school.first, path, "ROC Merwestad", readers, sealed.UNTIL, None)
    offer = rosters.offered(school.place, path)
    assert offer.vouched
    rosters.accept(school.place, offer)
    assert rosters.changed_lately(school.place) == ""


def test_a_kill_between_notice_and_list_and_a_full_disk_hide_no_change(
    school: School, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = sealed.room(school.folder / "ander", "Ferry de Groot")
    offer = rosters.offered(school.place, sealed.publish(other, tmp_path / "ander.roster"))
    other.close()
    notice, keep = school.place.roster_file.with_suffix(".changed"), store_rosters.keep
    stopped: type[BaseException] = KeyboardInterrupt

    def until_the_list(path: Path, text: str) -> None:
        if path == school.place.roster_file:
            raise stopped
        keep(path, text)

    monkeypatch.setattr(store_rosters, "keep", until_the_list)
    with pytest.raises(KeyboardInterrupt):
        rosters.accept(school.place, offer)
    assert notice.exists(), "one too many is well, one too few is not"
    assert school.roster.readers[0].name == "Samira el Idrissi"
    notice.unlink()
    stopped = OSError
    with pytest.raises(Invalid, match="niets veranderd"):
        rosters.accept(school.place, offer)
    assert not notice.exists()
    assert school.roster.readers[0].name == "Samira el Idrissi"


def test_a_next_list_of_the_same_readers_leaves_the_notice(school: School, tmp_path: Path) -> None:
    other = sealed.room(school.folder / "ander", "Ferry de Groot")
    rosters.accept(
        school.place, rosters.offered(school.place, sealed.publish(other, tmp_path / "a.roster"))
    )
    readers = list(school.roster.readers)
    rooms.publish(other, tmp_path / "b.roster", "ROC Merwestad", readers, sealed.UNTIL, None)
    rosters.accept(school.place, rosters.offered(school.place, tmp_path / "b.roster"))
    assert school.roster.version == 2
    assert "Ferry de Groot" in rosters.changed_lately(school.place)
    other.close()


def test_a_list_that_was_changed_on_disk_vouches_for_nothing(school: School) -> None:
    file = school.place.roster_file
    file.write_text(file.read_text(encoding="utf-8").replace("Samira", "Simara"), "utf-8")
    path = school.folder / "advisers.roster"
    assert not rosters.offered(school.place, path).vouched
    for damage in ("", "[]", '{"on": "gisteren"}', '{"on": "2026-10-29", "new": 5, "gone": []}'):
        file.with_suffix(".changed").write_text(damage)
        assert rosters.changed_lately(school.place) == ""


@pytest.mark.parametrize(
    "change",
    [{"name": " "}, {"name": 5}, {"recipient": "x"}, {"verifier": "zz"}, {"phone": "a" * 300}],
)
def test_a_card_of_nonsense_is_refused(school: School, change: dict[str, object]) -> None:
    whole = json.loads(rooms.card(school.first))
    whole["adviser"].update(change)
    data = json.dumps(whole["adviser"], sort_keys=True).encode()
    whole["signature"] = school.first.private.sign(data)
    path = school.folder / "kaart.adviser"
    path.write_text(json.dumps(whole), encoding="utf-8")
    with pytest.raises(rosters.BadRoster):
        rooms.read_card(path)


@pytest.mark.parametrize(
    "lists",
    [
        {"kinds": [{"code": "a", "nl": 5, "en": "", "source": ""}]},
        {"desks": [{"name": "x"}]},
        {"numbers": {"first_response_days": {"value": "1", "source": ""}}},
        {"numbers": 5},
        {"helps": "x"},
    ],
)
def test_lists_of_nonsense_in_a_roster_give_the_shipped_ones(
    school: School, lists: dict[str, object]
) -> None:
    assert report_lists.read(replace(school.roster, lists=lists)) == report_lists.read(None)


def test_a_school_has_its_own_lists_in_the_next_roster(school: School) -> None:
    rows = report_lists.rows(report_lists.read(None))
    fresh = {"code": "", "nl": "Grapjes", "en": "Jokes", "source": "school", "grounds": True}
    rows["kinds"].append(fresh)
    for row in rows["desks"]:
        row["checked"] = "2026-10-28"
    rows["numbers"][2]["value"] = "3, 8"
    lists = report_lists.from_rows(rows)
    path = school.folder / "eigen.roster"
    readers = list(school.roster.readers)
    rooms.publish(school.first, path, "ROC Merwestad", readers, sealed.UNTIL, lists)
    rosters.accept(school.place, rosters.offered(school.place, path))
    own_lists = report_lists.read(school.roster)
    assert own_lists.kinds[-1].name == "Grapjes"
    assert own_lists.desks[1].checked_on == dt.date(2026, 10, 28)
    assert own_lists.numbers.aftercare_weeks == (3, 8)


@pytest.mark.parametrize(
    ("name", "row", "value"),
    [
        ("kinds", 0, {"nl": ""}),
        ("desks", 0, {"name": ""}),
        ("desks", 0, {"checked": "gisteren"}),
        ("desks", 0, {"checked": "2030-01-01"}),
        ("numbers", 0, {"value": "0"}),
        ("numbers", 1, {"value": "٣"}),
        ("numbers", 2, {"value": "2, x"}),
        ("numbers", 3, {"value": "999999"}),
        ("numbers", 5, {"value": "4"}),  # below five a figure could point at somebody
    ],
)
def test_a_wrong_row_of_a_list_is_named(name: str, row: int, value: dict[str, str]) -> None:
    rows = report_lists.rows(report_lists.read(None))
    rows[name][row].update(value)
    with pytest.raises(Invalid) as refused:
        report_lists.from_rows(rows)
    assert set(refused.value.problems) == {"lists"}


def test_a_stick_that_lost_its_folder_is_said(school: School) -> None:
    school.report()
    stick = school.folder / "stick"
    stick.write_text("no folder", encoding="utf-8")
    with pytest.raises(StageCoachError, match="0 van 4"):
        post.take(school.box, stick)
    assert len(school.box.all()) == 4
    stick.unlink()
    assert school.fetch().new == 1
    shutil.rmtree(stick)
