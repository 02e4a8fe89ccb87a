"""``python -m hub`` is the ``tomte`` command."""

import sys

from hub.cli.main import main

sys.exit(main())
