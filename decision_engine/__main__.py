"""The engine for people: ``python -m decision_engine --help``. Not in the runtime bundle."""

import sys

from decision_engine.cli import main

sys.exit(main())
