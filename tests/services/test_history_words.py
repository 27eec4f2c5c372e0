"""What Undo names."""

from stagecoach.services.history import words
from stagecoach.store.base import Base
from stagecoach.store.journal import ChangeKind


def test_every_table_has_words_for_what_is_done_in_it() -> None:
    """So that a new table cannot be taken back as `something`."""
    tables = {mapper.class_.__tablename__ for mapper in Base.registry.mappers}
    named = (words.KINDS.keys() | words._PARTS.keys()) - words.ALONG
    assert tables - named == words.ALONG
    assert named == tables - words.ALONG
    assert words.done("log_entry", ChangeKind.INSERT) == "Log, nieuw"
