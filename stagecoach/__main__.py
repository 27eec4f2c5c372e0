"""python -m stagecoach, and what the installed command starts."""

import sys

from stagecoach import i18n, install, settings
from stagecoach.errors import StageCoachError


def main() -> int:
    """Nothing else of the program is loaded before it is known to be whole."""
    i18n.use("en" if settings.read().language == "en" else "nl")
    try:
        install.check()
    except StageCoachError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    from stagecoach import cli

    return cli.main()


if __name__ == "__main__":
    sys.exit(main())
