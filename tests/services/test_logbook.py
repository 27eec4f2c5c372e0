"""The log in depth: filters, several students, quick lines, sentences, history and the bin."""

import datetime as dt
import uuid

import pytest

from stagecoach.domain.logs import Author, EntryKind, Guide, Mark
from stagecoach.domain.tracks import Track
from stagecoach.errors import Invalid
from stagecoach.services.history import undo as history
from stagecoach.services.logs import entries as logs
from stagecoach.services.logs import logbook, quick_line, snippets
from stagecoach.services.logs.logbook import STUDENT, Filter
from stagecoach.services.logs.quick_line import Understood
from stagecoach.services.tasks import tasks
from stagecoach.store.file.database import Database
from stagecoach.ui.logs.text_foot import halves
from tests import make
from tests.conftest import DAY


def texts(database: Database, key: uuid.UUID, wanted: Filter) -> list[str]:
    return [row.text for row in database.ask(logbook.entries, key, wanted)]


def test_every_filter_leaves_what_it_says(database: Database, youssef: uuid.UUID) -> None:
    every = database.ask(logbook.entries, youssef)
    choices = database.ask(logbook.choices, youssef)
    task_id, name = next(task for task in choices.tasks if task[1].startswith("W7"))
    process = next(key for key, text in choices.processes if text.startswith("B1-K1-W4"))
    make.log(database, youssef, text="Zelf geschreven", written_by=Author.STUDENT)
    make.log(database, youssef, text="Dit gaat mis", mark=Mark.CONCERN)
    assert name == "W7 Alarm testen op de proefopstelling"
    for wanted, fits in (
        (Filter(track=Track.LEARNING), lambda r: r.track is Track.LEARNING),
        (Filter(task_id=task_id), lambda r: r.code == "W7"),
        (Filter(process_id=process), lambda r: r.code in {"L6", "W4", "W7", "W9"}),
        (Filter(person="Joost"), lambda r: r.guide == "Joost"),
        (
            Filter(since=DAY - dt.timedelta(days=7)),
            lambda r: r.happened_on >= dt.date(2026, 10, 22),
        ),
    ):
        ids = [r.id for r in database.ask(logbook.entries, youssef, wanted)]
        assert [r.id for r in every if fits(r)] == [k for k in ids if k in {r.id for r in every}]
        assert ids
    assert texts(database, youssef, Filter(person=STUDENT)) == ["Zelf geschreven"]
    assert texts(database, youssef, Filter(mark=Mark.CONCERN)) == ["Dit gaat mis"]


def test_pages_follow_each_other_without_a_gap(database: Database, youssef: uuid.UUID) -> None:
    for number in range(25):
        make.log(database, youssef, text=f"Log {number}")
    whole = database.ask(logbook.entries, youssef, limit=1000)
    paged: list[logbook.Row] = []
    while page := database.ask(
        logbook.entries, youssef, after=paged[-1] if paged else None, limit=10
    ):
        paged += page
    assert paged == whole


def test_one_note_for_several_students_is_one_action(
    database: Database, placements: dict[str, uuid.UUID]
) -> None:
    own = next(t for t in database.ask(tasks.plan, placements["Youssef"]) if t.code == "W7")
    draft = logs.Draft(
        placement_id=placements["Youssef"],
        task_id=own.id,
        text="Samen het alarm getest.",
        happened_on=DAY,
        mark=Mark.POSITIVE,
        told=True,
        observers="Ravi, Hanneke",
    )
    actions: list[uuid.UUID | None] = []
    database.on_action = actions.append
    others = [placements["Lotte"], placements["Sem"], placements["Youssef"]]
    database.do(logs.save_several, draft, others, author_id=database.person_id)
    for name in ("Youssef", "Lotte", "Sem"):
        row = database.ask(logbook.entries, placements[name])[0]
        assert (row.text, row.mark, row.told) == (draft.text, Mark.POSITIVE, True)
        assert (row.code == "W7") is (name == "Youssef")
    assert len(actions) == 1
    assert actions[0] is not None
    database.do(history.reverse, actions[0])
    assert database.ask(logbook.entries, placements["Sem"])[0].text != draft.text


def test_a_reflection_is_the_students(database: Database, youssef: uuid.UUID) -> None:
    make.log(database, youssef, kind=EntryKind.REFLECTION, written_by=Author.STUDENT)
    make.log(database, youssef, kind=EntryKind.REFLECTION, written_by=Author.SUPERVISOR)
    kinds = [row.kind for row in database.ask(logbook.entries, youssef, limit=2)]
    assert kinds == [EntryKind.NOTE, EntryKind.REFLECTION]


def understood(database: Database, typed: str) -> Understood:
    assert database.person_id is not None
    return database.ask(quick_line.understand, database.person_id, typed)


def test_the_line_of_the_design_is_understood(database: Database, youssef: uuid.UUID) -> None:
    line = understood(database, "Youssef testte het alarm, 15 minuten hulp")
    assert line.said == ("Youssef Amrani", "W7 Alarm testen op de proefopstelling", "15 minuten")
    assert (line.draft.placement_id, line.draft.track) == (youssef, Track.WORK)
    assert (line.draft.minutes, line.draft.happened_on) == (15, DAY)
    assert line.draft.text == "Youssef testte het alarm, 15 minuten hulp"


@pytest.mark.parametrize(
    ("typed", "name", "minutes", "guide", "day"),
    [
        (
            "lotte maakte een plattegrond met hulp van school, een half uur",
            "Lotte",
            30,
            Guide.SCHOOL,
            DAY,
        ),
        (
            "Gisteren bouwde Thi Lan zelfstandig een pagina",
            "Thi",
            0,
            Guide.NOBODY,
            DAY - dt.timedelta(days=1),
        ),
        (
            "giovani medicijnen gedeeld 1,5 uur maandag",
            "Giovanni",
            90,
            Guide.COMPANY,
            DAY - dt.timedelta(days=3),
        ),
        ("de Wit: herinnering sturen 10 min", "Sem", 10, Guide.COMPANY, DAY),
        ("99999 minuten naomi", "Naomi", 0, Guide.COMPANY, DAY),
    ],
)
def test_quick_lines_of_all_kinds(
    database: Database,
    placements: dict[str, uuid.UUID],
    typed: str,
    name: str,
    minutes: int,
    guide: Guide,
    day: dt.date,
) -> None:
    draft = understood(database, typed).draft
    assert draft.placement_id == placements[name]
    assert (draft.minutes, draft.guided_by, draft.happened_on) == (minutes, guide, day)


@pytest.mark.parametrize("typed", ["", "   ", "%", "'; DROP", "a" * 5_000, "\0"])
def test_a_line_that_means_nothing_changes_nothing(database: Database, typed: str) -> None:
    assert understood(database, typed).said == ()


def test_a_sentence_is_kept_once_and_can_go(database: Database) -> None:
    me = database.person_id
    assert me is not None
    key = database.do(snippets.add, me, "  Werkt rustig en controleert zichzelf. ")
    assert database.do(snippets.add, me, "Werkt rustig en controleert zichzelf.") == key
    assert [row.text for row in database.ask(snippets.overview, me)] == [
        "Werkt rustig en controleert zichzelf."
    ]
    for text, words in (("  ", "Selecteer"), ("a" * 501, "500")):
        with pytest.raises(Invalid) as refused:
            database.do(snippets.add, me, text)
        assert words in refused.value.problems["text"]
    database.do(snippets.remove, key)
    assert database.ask(snippets.overview, me) == []


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        ("Een. Twee. Drie. Vier.", "Een. Twee.", "Drie. Vier."),
        ("Regel een\nRegel twee", "Regel een", "Regel twee"),
        ("zonder punt maar met spaties", "zonder punt maar", "met spaties"),
    ],
)
def test_a_long_note_is_cut_between_sentences(text: str, first: str, second: str) -> None:
    assert halves(text) == (first, second)
