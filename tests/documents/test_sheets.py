"""Sheets of hours, logs and pairs, beside the forms."""

from stagecoach.documents import hours, logs, peers
from stagecoach.services.evaluations import seal_chain
from stagecoach.services.logs.logbook import Filter
from stagecoach.store.file.database import Database
from tests import make
from tests.documents.test_forms import text_of


def test_every_paper_witnesses_the_seals_of_its_day(database: Database) -> None:
    """So that an evaluation taken away later cannot change what lies in a drawer."""
    placement_id = make.student(database)
    group_id = make.pair(database, placement_id, make.student(database))
    chain = database.ask(seal_chain.today)
    assert " · " in chain
    for pdf in (
        hours.draw(database, placement_id, blank=True),
        logs.draw(database, placement_id, Filter()),
        peers.agreement(database, group_id),
    ):
        assert chain in text_of(pdf)
