"""python -m stagecoach."""

import sys

from stagecoach.cli import main

sys.exit(main())
