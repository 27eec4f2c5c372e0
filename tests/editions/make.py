"""python -m tests.editions.make: the store of this edition, to be kept for as long as it opens.

Made once, when an edition is released, and never again: what stands beside this file is what
people have on their disks. One student with a log, hours, guidance, a closed evaluation and one
that was begun, changes that can be followed back, and the shipped data of its day.
"""

import datetime as dt
import os
import sys
import tempfile
from pathlib import Path

from stagecoach import clock, i18n, paths
from stagecoach.domain.evaluations import Kind
from stagecoach.domain.people import Role
from stagecoach.services import stores
from stagecoach.services.logs import entries as logs
from stagecoach.services.stores import NewStore
from stagecoach.store.file import migrate, vault
from tests import make

FOLDER = Path(__file__).parent
DAY = dt.date(2026, 10, 29)
PASSPHRASE = "een winkel van toen"


def path_of(revision: str) -> Path:
    return FOLDER / f"{revision}.stagecoach"


def main() -> None:
    os.umask(0o077)
    clock.pretend_today(DAY)
    i18n.use("nl")
    path = path_of(migrate.revisions()[-1])
    if path.exists():
        sys.exit(f"{path.name} was made already, and stays as it is.")
    with tempfile.TemporaryDirectory() as folder:
        paths.device_key = lambda: Path(folder) / "device.key"
        new = NewStore("Kadewerk Software", "Marloes Verbeek", Role.WORKPLACE_TRAINER, PASSPHRASE)
        database, _code = stores.create(path, new)
        _fill(database)
        database.close()
    vault.keys_file(path).with_suffix(".keys-old").unlink(missing_ok=True)


def _fill(database: stores.Database) -> None:
    placement = make.student(database, starts_on=DAY - dt.timedelta(days=120))
    entry = make.log(database, placement, text="Testte het alarm.")
    draft = database.ask(logs.draft, entry)
    draft.text = "Testte het alarm twee keer."
    database.do(logs.save, draft, author_id=database.person_id)
    make.worked(database, placement, 8)
    sheet = make.answered(database, placement, "V", Kind.INTERIM)
    assert sheet.id is not None
    make.sign(database, sheet.id)
    make.answered(database, placement, "G", Kind.FINAL)


if __name__ == "__main__":
    main()
