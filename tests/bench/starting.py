"""One start, told by a line on stdout when the window stands there. Run by the benchmark.

`app` is the program up to a filled Vandaag; `empty` imports the same libraries, opens the
file and shows an empty window. The key comes ready-made: unwrapping it is left out.
"""

import sys
from pathlib import Path

from stagecoach import app, clock, i18n
from stagecoach.services import stores
from stagecoach.settings import Settings
from stagecoach.store.file.vault import Key
from stagecoach.ui.core.current_store import CurrentStore
from stagecoach.ui.window.main_window import MainWindow
from tests.conftest import DAY


def main(kind: str, path: Path, data: str, salt: str) -> None:
    from PySide6.QtWidgets import QApplication, QMainWindow

    clock.pretend_today(DAY)
    i18n.use("nl")
    application = app.make_application()
    key = Key(bytes.fromhex(data), bytes.fromhex(salt))
    database = stores.reopen(path, key, backups=path.parent)
    if kind == "app":
        current = CurrentStore(path, Settings(theme="light"), path.parent / "settings.toml")
        current.apply_look()
        window: QMainWindow = MainWindow(current)
        current.database = database
        current._enter()
    else:
        window = QMainWindow()
        window.resize(1360, 860)
    window.show()
    QApplication.processEvents()
    window.grab()
    print("ready", flush=True)
    database.close()  # else the next start would have to look for damage
    del application


if __name__ == "__main__":
    import os

    main(sys.argv[1], Path(sys.argv[2]), sys.argv[3], sys.argv[4])
    os._exit(0)
