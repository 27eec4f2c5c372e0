"""Kills a writing process again and again at random moments. Run by a test; prints JSON.

Each child opens the store, saves log entries and acknowledges each one through a pipe. After
the kill the store must hold every acknowledged entry, and its pages must be whole.
"""

import json
import os
import random
import signal
import sys
import time
from pathlib import Path

from stagecoach import clock
from stagecoach.services import stores
from stagecoach.services.example import example
from stagecoach.services.logs import entries as logs
from stagecoach.services.today import today
from stagecoach.store.file import backup, vault
from stagecoach.store.file.database import connect


def child(path: Path, key: vault.Key, acknowledge: int) -> None:
    database = stores.reopen(path, key, backups=path.parent)
    assert database.person_id is not None
    placement = database.ask(today.overview, database.person_id)[0].placement_id
    while True:
        draft = logs.Draft(placement_id=placement, text="Testte.", happened_on=clock.today())
        entry = database.do(logs.save, draft, author_id=database.person_id)
        os.write(acknowledge, entry.bytes)


def one_kill(path: Path, key: vault.Key, wait: float) -> list[str]:
    reading, writing = os.pipe()
    process = os.fork()
    if process == 0:
        os.close(reading)
        child(path, key, writing)
    os.close(writing)
    acknowledged = os.read(reading, 16)  # it runs
    time.sleep(wait)
    os.kill(process, signal.SIGKILL)
    os.waitpid(process, 0)
    while piece := os.read(reading, 1 << 16):
        acknowledged += piece
    os.close(reading)
    return [acknowledged[at : at + 16].hex() for at in range(0, len(acknowledged) // 16 * 16, 16)]


def main(path: Path, kills: int, seed: int) -> None:
    clock.pretend_today(clock.today())
    key = vault.unlock(path, example.PASSPHRASE)
    rng = random.Random(seed)
    saved: list[str] = []
    lost = faults = 0
    for _number in range(kills):
        saved += one_kill(path, key, rng.uniform(0, 0.05))
        connection = connect(path, key)
        entry_ids = {row[0].hex() for row in connection.execute("SELECT id FROM log_entry")}
        actions = connection.execute(
            "SELECT count(*) FROM change c LEFT JOIN action a ON a.id = c.action_id "
            "WHERE a.id IS NULL"
        ).fetchone()[0]
        faults += len(backup.faults(connection)) + actions
        connection.close()
        lost += len(set(saved) - entry_ids)
    print(json.dumps({"saved": len(saved), "lost": lost, "faults": faults}))  # noqa: T201


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
