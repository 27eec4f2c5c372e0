"""Undo and redo of what no other test of the services does, and that all of it is looked at."""

import datetime as dt
import uuid
from collections.abc import Callable

import pytest
from sqlalchemy import select

from stagecoach import clock
from stagecoach.domain.guidance import MomentKind
from stagecoach.domain.people import Role
from stagecoach.domain.tracks import Track
from stagecoach.services import list_views
from stagecoach.services.guidance import actions
from stagecoach.services.guidance import moments as guidance
from stagecoach.services.peers import trainings
from stagecoach.services.rules import lists as rule_lists
from stagecoach.services.students import pauses
from stagecoach.services.tasks import tasks
from stagecoach.services.templates import drafts as template_drafts
from stagecoach.store.file.database import Database
from stagecoach.store.rules import SchoolHoliday
from stagecoach.store.students.placements import Placement
from stagecoach.store.templates import Template
from tests import undoing
from tests.persons import become

DAY = dt.timedelta(days=1)


def an_action(database: Database, youssef: uuid.UUID) -> None:
    draft = actions.Draft(text="Bel de school.", due_on=clock.today() + DAY)
    database.do(actions.delete, database.do(actions.save, youssef, draft))


def a_moment(database: Database, youssef: uuid.UUID) -> None:
    draft = guidance.Draft(placement_id=youssef, kind=MomentKind.VISIT, on_date=clock.today())
    key = database.do(guidance.save, draft, author_id=database.person_id)
    database.do(guidance.delete, key)


def a_task(database: Database, youssef: uuid.UUID) -> None:
    draft = database.ask(tasks.new_draft, youssef, Track.WORK)
    draft.title = "Testplan schrijven"
    database.do(tasks.delete, database.do(tasks.save, draft))


def a_filter(database: Database, _youssef: uuid.UUID) -> None:
    assert database.person_id is not None
    key = database.do(
        list_views.keep, database.person_id, "tasks", "Mijn taken", {"track": "work"}
    )
    database.do(list_views.remove, key)


def a_pause(database: Database, youssef: uuid.UUID) -> None:
    day = clock.today()
    database.do(pauses.remove, database.do(pauses.add, youssef, day, day + DAY, "ziek"))


def lists_of_rules(database: Database, _youssef: uuid.UUID) -> None:
    day = clock.today()
    database.do(rule_lists.add_holiday, "zuid", "Herfst", day, day + 5 * DAY, "OCW")
    key = database.ask(lambda session: session.scalars(select(SchoolHoliday.id)).all())[-1]
    database.do(rule_lists.remove_holiday, key)
    name = database.ask(rule_lists.attention)[0].name
    database.do(rule_lists.set_attention, name, 9, day + DAY, "eigen", enabled=False)


def a_training(database: Database, youssef: uuid.UUID) -> None:
    student = database.ask(lambda session: session.get_one(Placement, youssef).student_id)
    become(database, Role.CAREER_COACH, youssef)
    day = trainings.Day(clock.today())
    draft = trainings.Draft("Leren coachen", "ROC Merwestad", [day], [student])
    database.do(trainings.delete, database.do(trainings.save, draft))


def a_template(database: Database, _youssef: uuid.UUID) -> None:
    key = database.ask(lambda session: session.scalars(select(Template.id)).all())[0]
    database.do(template_drafts.make_standard, key, standard=False)


@pytest.mark.parametrize(
    ("does", "names"),
    [
        (an_action, "actions.save actions.delete"),
        (a_moment, "guidance.save guidance.delete"),
        (a_task, "tasks.delete"),
        (a_filter, "lists.keep lists.remove"),
        (a_pause, "pauses.add pauses.remove"),
        (lists_of_rules, "rule_lists.add_holiday rule_lists.remove_holiday"),
        (lists_of_rules, "rule_lists.set_attention"),
        (a_training, "trainings.save trainings.delete"),
        (a_template, "template_drafts.make_standard"),
    ],
    ids=lambda value: value.__name__ if callable(value) else "",
)
def test_it_is_undone_and_done_again(
    does: Callable[[Database, uuid.UUID], None], names: str, database: Database, youssef: uuid.UUID
) -> None:
    """The comparing is done by tests/undoing.py, after the test."""
    undoing.tried.clear()
    does(database, youssef)
    assert set(names.split()) <= set(undoing.tried)
