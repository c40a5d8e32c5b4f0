"""What holds for the tests of every room."""

from __future__ import annotations

from hypothesis import settings

# How long an example takes says more about the machine than about newsmine: speed is shown in benchmarks/.
settings.register_profile("newsmine", deadline=None)
settings.load_profile("newsmine")
