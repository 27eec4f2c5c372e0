"""make bench: prints each figure beside its baseline, and fails when a target is missed."""

import os
import sys
from collections.abc import Iterator
from itertools import cycle

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import psutil
from uuid_utils.compat import uuid7

from stagecoach import clock
from stagecoach.documents.evaluations import form as forms
from stagecoach.domain.evaluations import Kind
from stagecoach.services.logs import entries as logs
from stagecoach.services.printing import forms as printing
from stagecoach.services.printing.forms import As, Wish
from stagecoach.services.today import today
from stagecoach.store import search
from stagecoach.store.file.database import Database, connect
from tests.bench import brought, daily, evaluating, peers, rivals, sealed, start
from tests.bench.common import Figure, median, ms, opened, times


def saving(database: Database) -> Figure:
    """A log entry with all that follows from it on screen."""
    bench = daily.Bench(database, "L", 1)
    keys = cycle(bench.keys)

    def entry() -> None:
        draft = logs.Draft(next(keys), text="Testte het alarm.", happened_on=clock.today())
        bench.workspace.do(logs.save, draft, author_id=bench.workspace.person_id)
        bench.shell.repaint()

    measurement = bench.figure("saving a log entry on screen", entry, 50, 100)
    bench.close()
    return measurement


def durable_save(database: Database) -> Figure:
    """One entry with its journal, against the driver writing the same rows."""
    assert database.person_id is not None
    placement = database.ask(today.overview, database.person_id)[0].placement_id
    raw = search.attach(
        search.teach(connect(database.path, database.key))
    )  # the same index is kept
    columns = [row[1] for row in raw.execute("PRAGMA table_info(log_entry)")]

    def ours() -> None:
        draft = logs.Draft(placement, text="Testte het alarm.", happened_on=clock.today())
        database.do(logs.save, draft, author_id=database.person_id)

    ours()
    newest = raw.execute("SELECT * FROM log_entry ORDER BY id DESC LIMIT 1").fetchone()
    place = columns.index("id")
    marks = ", ".join("?" * len(columns))

    def theirs() -> None:
        entry, action = uuid7().bytes, uuid7().bytes
        values = [entry if number == place else v for number, v in enumerate(newest)]
        raw.execute("BEGIN IMMEDIATE")
        raw.execute(f"INSERT INTO log_entry VALUES ({marks})", values)
        raw.execute(
            "INSERT INTO action (id, name, at, undoable) VALUES (?, 'logs.save', ?, 1)",
            (action, 1_793_275_200_000_000),
        )
        raw.execute(
            'INSERT INTO "change" (id, action_id, table_name, row_id, kind, fields) '
            "VALUES (?, ?, 'log_entry', ?, 'insert', '{}')",
            (uuid7().bytes, action, entry),
        )
        raw.execute("DELETE FROM draft WHERE form = 'log' AND subject = ''")
        raw.execute("COMMIT")

    # Turn by turn, so that a slow moment of the disk hits both.
    mine, driver = [], []
    for _round in range(12):
        mine += times(ours, 25)
        driver += times(theirs, 25)
    raw.close()
    ratio = median(sorted(mine)) / median(sorted(driver))
    return Figure(
        "one log entry saved durably",
        ms(median(sorted(mine))),
        f"driver, same rows {ms(median(sorted(driver)))}",
        f"{ratio:.1f}×",
        "≤ 4×",
        ratio <= 4,
    )


def printing_forms(database: Database) -> Iterator[Figure]:
    """Filled forms, read from the store, one file each; then a thousand in one go."""
    assert database.person_id is not None
    rows = database.ask(today.overview, database.person_id)
    begun = database.ask(printing.begun, Kind.INTERIM)
    keys = cycle([row.placement_id for row in rows if row.placement_id in begun])

    process = psutil.Process()
    start = process.memory_info().rss  # before fonts and templates were read

    def one() -> None:
        wish = Wish(Kind.INTERIM, As.FILLED, next(keys))
        forms.draw(database.ask(printing.prepare, wish))

    durations = times(one, 150)
    grown = process.memory_info().rss - start
    rate = len(durations) / sum(durations)
    yield Figure("filled forms a second, one core", f"{rate:.0f}", "", "", "≥ 60", rate >= 60)
    name, rival = rivals.forms_a_second(database, next(keys))
    if rival:
        yield Figure(
            "the same against another way",
            f"{rate:.0f}/s",
            f"{name} {rival:.1f}/s",
            f"{rate / rival:.0f}×",
            "≥ 10×",
            rate / rival >= 10,
        )
    else:
        yield Figure("the same against another way", f"{rate:.0f}/s", name, "", "≥ 10×", good=True)
    start = process.memory_info().rss  # what the rival took is not ours
    for _number in range(1000):
        one()
    grown = round((grown + process.memory_info().rss - start) / 1_000_000)
    yield Figure("memory after 1,000 forms", f"+{grown} MB", "", "", "≤ +60 MB", grown <= 60)


def figures() -> Iterator[Figure]:
    yield from start.figures()
    database = opened()
    yield durable_save(database)
    yield from printing_forms(database)
    yield saving(database)
    yield from daily.figures(opened())
    bench = daily.Bench(opened(), "L", 1)
    yield from brought.figures(bench)
    bench.close()
    yield from peers.figures(opened())
    yield from evaluating.figures(opened())
    yield from sealed.figures()
    if "--xl" in sys.argv:
        yield from daily.figures(opened("XL"), "XL", slack=2)


def main() -> int:
    print("| What | Measured | Baseline in this run | Ratio | Target | |")
    print("|---|---|---|---|---|---|")
    missed = 0
    for figure in figures():
        missed += not figure.good
        cells = (figure.what, figure.measured, figure.baseline, figure.ratio, figure.target)
        print("|", " | ".join(cells), "|", "ok" if figure.good else "MISSED", "|", flush=True)
    return int(missed > 0)


if __name__ == "__main__":
    sys.exit(main())
