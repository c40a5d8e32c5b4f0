"""Cases, and stores of a few reports, each a figure that an article gives of a place."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from pathlib import Path

import pytest

from newsmine.dataset import Store
from newsmine.dataset.localities import localities_of
from newsmine.extractors.extraction import Extraction
from newsmine.places import load
from newsmine.records import Article, Statistic

ROOT = Path(__file__).parents[2]


def pytest_generate_tests(metafunc):
    """Give a test that asks for ``case`` every entry of the file that it names with ``@pytest.mark.cases``."""
    if "case" in metafunc.fixturenames:
        (mark,) = metafunc.definition.iter_markers("cases")
        path = ROOT / "tests" / "cases" / "compare" / f"{mark.args[0]}.toml"
        entries = tomllib.loads(path.read_text(encoding="utf-8"))["case"]
        metafunc.parametrize("case", [pytest.param(case, id=case["id"]) for case in entries])


def record(number: int, report: dict) -> Extraction:
    """One article with one figure; ``of`` is the unit's id, ``in`` a year or two ISO days, the rest as in records.

    ``assumed``: the unit is only assumed.
    """
    name = load().by_id[report["of"]].full_name
    period = report.get("in")
    start, end = (f"{period}-01-01", f"{period}-12-31") if isinstance(period, int) else period or (None, None)
    article_id = report.get("article", f"a{number}")
    text = f"{name}: {report['value']} {report.get('unit', '%')}."
    article = Article(
        article_id=article_id, text=text, origin=f"{article_id}.txt", source=report.get("source", f"bao{number}"),
        published_at=report.get("published", "2024-05-04"), duplicate_of=report.get("duplicate_of"),
    )  # fmt: skip
    decimals = {key: Decimal(str(report[key])) for key in ("value", "value_max", "denominator") if key in report}
    statistic = Statistic(
        statistic_id=f"s{number}", article_id=article_id, start=len(name) + 2, end=len(text) - 1, text=text[len(name) + 2 : -1],
        unit=report.get("unit", "%"), kind=report.get("kind", "percent"), bound=report.get("bound", "exact"),
        status=report.get("status", "actual"), negated=report.get("negated", False), period_start=start or None,
        period_end=end or None, locality=name, indicator_id=report.get("indicator", "poverty_rate"),
        locality_id=None if report.get("assumed") else report["of"],
        locality_assumed_id=report["of"] if report.get("assumed") else None, speaker_name=report.get("speaker"), **decimals,
    )  # fmt: skip
    return Extraction(article, statistics=(statistic,))


@pytest.fixture
def book(tmp_path):
    """Return a function that makes a store of reports."""
    made = []

    def make(reports: list[dict]) -> Store:
        store = Store(tmp_path / f"book{len(made)}.sqlite")
        made.append(store)
        for number, report in enumerate(reports, 1):
            store.put(record(number, report))
        store.add("localities", localities_of(store))
        store.db.commit()
        return store

    yield make
    for store in made:
        store.db.close()
