"""What all tests share: how Hypothesis looks for counterexamples."""

import os

from hypothesis import settings

# No deadline: a busy machine is no defect. Where every run must give one answer, the examples are always the same.
settings.register_profile("newslake", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("newslake")
