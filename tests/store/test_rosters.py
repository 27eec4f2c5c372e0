"""Who may read reports: signed, versioned, dated; anything else leaves the list there was."""

import datetime as dt
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from stagecoach.services.reports import rosters as computer
from stagecoach.services.reports.post import PostFolder
from stagecoach.store import sealing
from stagecoach.store.reports import rosters
from stagecoach.store.reports.rosters import BadRoster, Reader, Roster
from stagecoach.store.sealing import Private

TODAY = dt.date(2026, 10, 29)


def reader(private: Private, name: str = "Samira el Idrissi") -> Reader:
    return Reader(name, "vertrouwenspersoon", "214", private.recipient, private.verifier)


@pytest.fixture(scope="module")
def keepers() -> tuple[Private, Private]:
    return sealing.new(), sealing.new()


@pytest.fixture(scope="module")
def roster(keepers: tuple[Private, Private]) -> Roster:
    readers = reader(keepers[0]), reader(keepers[1], "Thea Brouwer")
    until = TODAY + dt.timedelta(days=200)
    return Roster("ROC Merwestad", 3, until, readers, (keepers[0].verifier, keepers[1].verifier))


def test_what_was_signed_is_read_back(roster: Roster, keepers: tuple[Private, Private]) -> None:
    assert rosters.read(rosters.sign(roster, keepers[0]), None, TODAY) == roster
    newer = replace(roster, version=4)
    assert rosters.read(rosters.sign(newer, keepers[1]), roster, TODAY) == newer


def refused(text: str, before: Roster | None = None) -> str:
    with pytest.raises(BadRoster) as error:
        rosters.read(text, before, TODAY)
    return str(error.value)


def test_a_stranger_puts_no_other_readers_in_its_place(
    roster: Roster, keepers: tuple[Private, Private]
) -> None:
    stranger = sealing.new()
    own = replace(roster, version=9, readers=(reader(stranger),), keepers=(stranger.verifier,))
    assert "beheerder" in refused(rosters.sign(own, stranger), roster)
    assert rosters.read(rosters.sign(own, stranger), None, TODAY) == own  # by words, the first


@pytest.mark.parametrize(
    "change", [{"version": 2}, {"school": "Ander"}, {"valid_until": TODAY - dt.timedelta(days=1)}]
)
def test_an_older_another_or_an_ended_list_is_refused(
    roster: Roster, keepers: tuple[Private, Private], change: dict[str, Any]
) -> None:
    changed = replace(roster, **change)
    assert refused(rosters.sign(changed, keepers[0]), roster)


def test_a_list_on_its_last_day_still_counts(
    roster: Roster, keepers: tuple[Private, Private]
) -> None:
    last = replace(roster, valid_until=TODAY)
    assert rosters.read(rosters.sign(last, keepers[0]), None, TODAY) == last


@pytest.mark.parametrize("count", [0, 9])
def test_nobody_or_too_many_to_read_is_refused(
    roster: Roster, keepers: tuple[Private, Private], count: int
) -> None:
    readers = tuple(reader(sealing.new()) for _number in range(count))
    assert refused(rosters.sign(replace(roster, readers=readers), keepers[0]))


def signed(roster: Roster, private: Private, change: Callable[[dict[str, Any]], Any]) -> str:
    """With a right signature, over something that a program of ours would not write."""
    body = rosters._body(roster)
    change(body)
    data = rosters._canonical(body)
    signature = private.sign(data)
    return json.dumps({"roster": body, "by": private.verifier, "signature": signature})


@pytest.mark.parametrize(
    "change",
    [
        lambda body: body.update(version=True),
        lambda body: body.update(version="7"),
        lambda body: body.update(version=10**400),
        lambda body: body.update(version=float("inf")),
        lambda body: body.update(version=-1),
        lambda body: body.update(school=["x"]),
        lambda body: body.update(valid_until="ooit"),
        lambda body: body.update(lists=[1]),
        lambda body: body.update(keepers=["zz"]),
        lambda body: body["readers"][0].update(phone=5),
        lambda body: body["readers"][0].update(role=None),
        lambda body: body["readers"][0].update(name="  "),
        lambda body: body["readers"][0].update(name="a" * 201),
        lambda body: body["readers"][0].update(name="Samira\u202edrow"),
        lambda body: body["readers"][0].update(recipient="age1x"),
        lambda body: body["readers"][0].update(verifier=""),
        lambda body: body.update(readers=[body["readers"][0]] * 2),
        lambda body: body.update(readers=5),
        lambda body: body.pop("school"),
    ],
)
def test_a_rightly_signed_list_of_nonsense_is_refused(
    roster: Roster, keepers: tuple[Private, Private], change: Callable[[dict[str, Any]], Any]
) -> None:
    assert refused(signed(roster, keepers[0], change))


@pytest.mark.parametrize("text", ["", "[]", "{}", "null", "[" * 50_000, '{"roster": 1}', "\0"])
def test_another_file_is_no_list(text: str) -> None:
    assert refused(text)


def test_a_changed_letter_breaks_the_signature(
    roster: Roster, keepers: tuple[Private, Private]
) -> None:
    text = rosters.sign(roster, keepers[0])
    assert refused(text.replace("Thea Brouwer", "Thea Brouwed"))
    assert refused(text.replace('"version": 3', '"version": 4'))


def test_a_list_of_a_newer_program_is_left_for_it(
    roster: Roster, keepers: tuple[Private, Private]
) -> None:
    text = signed(roster, keepers[0], lambda body: body.update(format=2, extra=1))
    assert "nieuwere" in refused(text)


def test_four_words_tell_two_keys_apart(keepers: tuple[Private, Private]) -> None:
    words = [rosters.fingerprint(reader(private)) for private in keepers]
    assert len(set(words)) == 2
    assert {len(phrase.split()) for phrase in words} == {4}
    assert rosters.fingerprint(reader(keepers[0], "Andere naam")) == words[0]


def test_a_list_that_was_changed_on_this_computer_is_used_for_nobody(
    roster: Roster, keepers: tuple[Private, Private], tmp_path: Path
) -> None:
    place = PostFolder(tmp_path)
    rosters.keep(place.roster_file, rosters.sign(roster, keepers[0]))
    assert place.roster() == roster
    text = place.roster_file.read_text(encoding="utf-8")
    place.roster_file.write_text(text.replace("Thea", "Theo"), encoding="utf-8")
    assert place.roster() is None
    with pytest.raises(BadRoster):
        computer.state(place)
