"""Comparison and report on many generated records: python -m benchmarks.compare [COUNT].

Makes a store of COUNT (1,000,000) statistics of every indicator, over provinces and years, and times one comparison by province
and year, in a process of its own, with its peak memory; then a report of 5,000 records in Chromium, if there is one: time to
first paint, and from a filter's last key to the page at rest.
"""

from __future__ import annotations

import json
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from newsmine.compare.report import write_report
from newsmine.dataset import Store
from newsmine.dataset.localities import localities_of
from newsmine.indicators import taxonomy
from newsmine.places import load

WORDS = "Năm 2021, địa phương đạt kết quả theo báo cáo của Sở Nội vụ; con số là {value}, cao hơn cùng kỳ."
PER_ARTICLE = 10


def fill(store: Store, count: int, names: list[str]) -> None:
    """Write COUNT statistics, ten an article, values with one decimal, over the 63 provinces and ten years."""
    draw = random.Random(1)  # noqa: S311 - figures to fill a store, no secret
    provinces = [unit.locality_id for unit in load().standing("2021-04-05", "province")]
    units = {name: taxonomy()[name].unit for name in names}

    def articles() -> Iterator[tuple[Any, ...]]:
        for number in range(count // PER_ARTICLE):
            yield f"a{number}", f"a{number}.txt", WORDS, f"bao{number % 60}", f"{2012 + number % 10}-04-05"

    def statistics() -> Iterator[tuple[Any, ...]]:
        for number in range(count):
            name = names[draw.randrange(len(names))]
            year = 2012 + draw.randrange(10)
            unit = units[name]
            yield (
                f"s{number}", f"a{number // PER_ARTICLE}", 52, 59, "{value}", round(draw.random() * 100, 1), unit,
                "percent" if unit == "%" else "count", "exact", "actual", 0, f"{year}-01-01", f"{year}-12-31",
                draw.choice(provinces), name, 1.0, "generated", "[]",
            )  # fmt: skip

    store.db.executemany(
        "INSERT INTO articles (article_id, origin, text, source, published_at) VALUES (?, ?, ?, ?, ?)", articles()
    )
    store.db.executemany(
        "INSERT INTO statistics (statistic_id, article_id, start, end, text, value, unit, kind, bound, status, negated, "
        "period_start, period_end, locality_id, indicator_id, confidence, rule, checks) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        statistics(),
    )
    store.add("localities", localities_of(store))
    store.db.commit()


ONE = """
import json, resource, sys, time
start = time.perf_counter()
from newsmine.compare import compare
result = compare(sys.argv[1], "poverty_rate", by="province")
table = result.wide()
print(json.dumps([time.perf_counter() - start, len(result.rows), sum(1 + len(r.agreeing) + len(r.others) for r in result.rows),
                  resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024, list(table.shape)]))
"""


def compare_in_its_own_process(path: Path) -> None:
    """Time a comparison with its imports, and print its size and peak memory."""
    done = subprocess.run([sys.executable, "-c", ONE, str(path)], check=True, capture_output=True, text=True)
    seconds, rows, reports, peak, shape = json.loads(done.stdout)
    size = f"{reports:,} figures in {rows:,} rows, {shape[0]} × {shape[1]}"
    print(f"  one comparison, imports too: {seconds:.2f} s, peak {peak} MB ({size})")


def in_chromium(path: Path) -> None:
    """Print first paint and the time of a filter in a real browser."""
    found = shutil.which("chromium") or shutil.which("google-chrome")
    if found is None:
        print("  no Chromium on this machine: not measured")
        return
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=found, args=["--no-sandbox"])
        page = browser.new_context(bypass_csp=True).new_page()  # to look into a page that allows nothing
        page.goto(path.as_uri())
        paint = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime")
        page.fill("#filter", "lang son")
        start = time.perf_counter()
        page.wait_for_function("document.getElementById('count').textContent !== ''")
        taken = 1000 * (time.perf_counter() - start)
        print(f"  first paint {paint:.0f} ms; filter over all figures {taken:.0f} ms after the last key")
        browser.close()


def main() -> None:
    """Make the stores and print the figures."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "newsmine.sqlite"
        with Store(path) as store:
            fill(store, count, list(taxonomy()))
        print(f"{count:,} statistics, {len(taxonomy())} indicators, {path.stat().st_size // 2**20} MB")
        compare_in_its_own_process(path)
        small = Path(folder) / "small" / "newsmine.sqlite"
        with Store(small) as store:
            fill(store, 5_000, list(taxonomy())[:12])
            page = Path(folder) / "report.html"
            start = time.perf_counter()
            write_report(store, page, quotations=0)
            size = page.stat().st_size / 2**20
            print(f"report of 5,000 statistics: written in {time.perf_counter() - start:.1f} s, {size:.1f} MB")
        in_chromium(page)


if __name__ == "__main__":
    main()
