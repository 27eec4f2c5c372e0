"""What two machines made apart comes together by a rule that stands beside each table."""

import datetime as dt
import uuid
from pathlib import Path

import pytest
from sqlalchemy import UniqueConstraint, insert, select
from sqlalchemy.orm import Session

from stagecoach import clock
from stagecoach.domain.hours import Kind
from stagecoach.services import stores
from stagecoach.services.example import example
from stagecoach.services.hours import entry
from stagecoach.store import merge_rules
from stagecoach.store.base import Base
from stagecoach.store.evaluations.evaluations import Mark
from stagecoach.store.file.database import Database
from stagecoach.store.hours import DayLine
from stagecoach.store.ids import new_id
from stagecoach.store.merge_rules import Rule
from tests import make

MODELS = sorted((m.class_ for m in Base.registry.mappers), key=lambda model: model.__tablename__)
SHIPPED = (
    "qualification core_task work_process blueprint template rule attention_rule hour_norm "
    "school_holiday"
).split()


def natural_keys(model: type[Base]) -> set[frozenset[str]]:
    table = Base.metadata.tables[model.__tablename__]
    unique = [c.columns for c in table.constraints if isinstance(c, UniqueConstraint)]
    unique += [index.columns for index in table.indexes if index.unique]
    return {frozenset(column.name for column in columns) for columns in unique}


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__tablename__)
def test_every_table_says_what_becomes_of_rows_made_apart(model: type[Base]) -> None:
    merge, keys = model.__merge__, natural_keys(model)
    columns = set(model.__table__.columns.keys())
    assert {*merge.columns, *filter(None, [merge.unless])} <= columns
    if merge.rule is Rule.BY_ID:
        assert not keys, "a natural key can be used twice: say what becomes of that"
    elif merge.rule is Rule.SAME_ROW:
        assert merge.columns
        assert keys <= {frozenset(merge.columns)}, "the id holds one key; two cannot be met"
    elif merge.rule is Rule.RENUMBERED:
        assert any(merge.columns[0] in key for key in keys)
    elif merge.rule is Rule.CONFLICT:
        assert keys, "without a natural key nothing can clash"


def test_what_ships_has_the_same_ids_in_every_store(tmp_path: Path) -> None:
    contents = []
    for name, day in (("een", dt.date(2026, 10, 29)), ("twee", dt.date(2027, 3, 1))):
        clock.pretend_today(day)
        database, _code = stores.create(tmp_path / f"{name}.stagecoach", example.new_store())
        with database.engine.connect() as connection:
            contents.append(
                {
                    table: set(connection.execute(select(Base.metadata.tables[table].c.id)))
                    for table in SHIPPED
                }
            )
        database.close()
    assert contents[0] == contents[1]
    assert all(contents[0].values())


def test_the_same_day_typed_on_two_machines_is_one_row(
    database: Database, youssef: uuid.UUID
) -> None:
    day = clock.today() - dt.timedelta(days=1)

    def line(session: Session) -> uuid.UUID | None:
        query = select(DayLine.id).where(DayLine.placement_id == youssef, DayLine.on_date == day)
        return session.scalar(query.where(DayLine.kind == Kind.SCHOOL))

    ids = []
    for typed in ("2", "", "3"):  # entered, taken away, entered again
        database.do(entry.enter, youssef, day, Kind.SCHOOL, typed)
        ids.append(database.ask(line))
    assert ids[0] == ids[2] == merge_rules.derived("day_line", youssef, day, Kind.SCHOOL)
    assert ids[1] is None


def test_a_correction_below_a_line_is_a_row_of_its_own() -> None:
    values = {"placement_id": new_id(), "on_date": clock.today(), "kind": Kind.PRACTICE}
    own = merge_rules.own_id(DayLine.__merge__, "day_line", values)
    assert own == merge_rules.own_id(DayLine.__merge__, "day_line", values)
    assert own is not None
    assert merge_rules.own_id(DayLine.__merge__, "day_line", values | {"correction": True}) is None


def test_a_derived_id_begins_with_the_time_of_its_parent() -> None:
    evaluation, criterion = new_id(), uuid.uuid4()
    own = merge_rules.derived("mark", evaluation, criterion)
    assert own.version == 8
    assert own.variant == uuid.RFC_4122
    assert own.int >> 80 == evaluation.int >> 80
    others = {merge_rules.derived("mark", evaluation, uuid.uuid4()) for _n in range(1000)}
    others.add(merge_rules.derived("outcome", evaluation, criterion))
    others.add(merge_rules.derived("mark", new_id(), criterion))
    assert len(others | {own}) == 1003
    assert merge_rules.derived("rule", "contacts", dt.date(2000, 1, 1)).version == 5


def test_a_key_that_made_an_id_never_changes(database: Database, youssef: uuid.UUID) -> None:
    def moved(session: Session) -> None:
        mark = session.scalars(select(Mark).where(Mark.evaluation_id == sheet.id)).first()
        assert mark is not None
        mark.criterion_id = uuid.uuid4()

    sheet = make.answered(database, youssef, "V")
    with pytest.raises(RuntimeError, match="make another row"):
        database.do(make.step(moved))


def test_an_id_that_its_key_does_not_give_is_refused(
    database: Database, youssef: uuid.UUID
) -> None:
    """The primary key is what keeps such a row single, so a wrong id would let in a second one."""
    sheet = make.answered(database, youssef, "V")

    def one(session: Session) -> None:
        session.add(Mark(id=new_id(), evaluation_id=sheet.id, criterion_id=uuid.uuid4()))

    def many(session: Session) -> None:
        row = {"id": new_id(), "evaluation_id": sheet.id, "criterion_id": uuid.uuid4()}
        session.execute(insert(Mark), [row | {"explanation": ""}])

    for wrong in (one, many):
        with pytest.raises(RuntimeError, match="another id"):
            database.do(make.step(wrong))
