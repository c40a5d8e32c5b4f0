"""What holds for the tests of every room."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings

# How long an example takes says more about the machine than about newsmine: speed is shown in benchmarks/.
settings.register_profile("newsmine", deadline=None)
settings.load_profile("newsmine")


@pytest.fixture(scope="session")
def press():
    """Bodies of the invented articles of the sample press."""
    files = sorted((Path(__file__).parents[1] / "corpora" / "sample_site" / "articles").rglob("*.md"))
    return [file.read_text(encoding="utf-8").split("+++")[2].strip() for file in files]
