"""The route of a student: what stands on it can be read, whatever the width."""

import uuid
from itertools import combinations

import pytest
from PySide6.QtGui import QFontMetrics
from pytestqt.qtbot import QtBot

from stagecoach.services import dossier
from stagecoach.services.tasks import tasks
from stagecoach.store.file.database import Database
from stagecoach.ui.widgets import route_paint
from stagecoach.ui.widgets.route_plan import DrawnRoute, RoutePlan


def _measure(text: str) -> float:
    return QFontMetrics(route_paint.typeface("caption", 600)).horizontalAdvance(text)


@pytest.mark.parametrize("width", [700.0, 1062.0, 1500.0])
def test_no_word_stands_on_another(
    database: Database, placements: dict[str, uuid.UUID], qtbot: QtBot, width: float
) -> None:
    labels = 0
    for key in placements.values():
        summary, plan = database.ask(dossier.summary, key), database.ask(tasks.plan, key)
        head, talks = summary.head, summary.stations
        laid = RoutePlan(DrawnRoute(head.starts_on, head.ends_on, plan, talks), width, _measure)
        words = [rect for rect, _task, _side in laid.labels]
        heads = [rect for talk in talks for rect, _text in laid.station_head(talk)]
        labels += len(words)
        assert not any(one.intersects(other) for one, other in combinations(words, 2))
        assert not any(word.intersects(area) for word in words for area in heads)
    assert labels > len(placements)
