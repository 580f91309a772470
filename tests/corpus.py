"""Where the corpus of real feeds, wires, pages and dates lies, for the tests that need it."""

import os
from pathlib import Path

CORPUS = Path(os.environ.get("NEWSLAKE_CORPUS") or Path(__file__).resolve().parents[2] / "shared" / "corpus")
MISSING = f"the corpus of real feeds and pages is not there ({CORPUS}); NEWSLAKE_CORPUS names another place"
