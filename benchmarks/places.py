"""Speed of places: load, look-ups, mentions an article; beside underthesea.convert_address where both answer one question.

Run: ``python benchmarks/places.py``. Times are processor seconds of one process.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path


def timed(work: Callable[[], object], repeat: int = 3) -> float:
    best = float("inf")
    for _ in range(repeat):
        start = time.process_time()
        work()
        best = min(best, time.process_time() - start)
    return best


def main() -> None:
    from newsmine.places import find_places, load, resolve, successors

    start = time.process_time()
    gazetteer = load()
    print(f"load: {time.process_time() - start:.2f} s, {len(gazetteer.units)} units")

    day = "2025-06-30"
    communes = gazetteer.standing(day, "commune")
    chains = [", ".join([unit.full_name, *(above.full_name for above in gazetteer.parents(unit, day))]) for unit in communes]
    bare = [unit.full_name for unit in communes]
    seconds = timed(lambda: [resolve(name, on=day, home="Lạng Sơn") for name in bare])
    print(f"look-ups, name and home: {len(bare) / seconds:,.0f} a second")
    seconds = timed(lambda: [resolve(chain, on=day) for chain in chains])
    print(f"look-ups, name and chain: {len(chains) / seconds:,.0f} a second")

    cases = Path(__file__).parents[1] / "tests" / "cases" / "places" / "mentions.jsonl"
    sentences = [json.loads(line)["text"] for line in cases.read_text(encoding="utf-8").splitlines()]

    articles = ["\n".join(sentences[i : i + 40]) for i in range(0, len(sentences), 40)]
    size = sum(map(len, articles)) / len(articles)
    seconds = timed(lambda: [find_places(text, on=day, home="Lạng Sơn") for text in articles])
    places = sum(len(find_places(text, on=day, home="Lạng Sơn")) for text in articles)
    print(
        f"mentions: {seconds / len(articles) * 1000:.2f} ms for {size:,.0f} characters with {places / len(articles):.0f} places"
        " (made of cases: four times as dense as news)"
    )

    ours = timed(lambda: [successors(resolve(chain, on=day).locality_id) for chain in chains], 1)
    from underthesea import convert_address

    convert_address(chains[0])
    theirs = timed(lambda: [convert_address(chain) for chain in chains], 1)
    print(f"old address → new unit, {len(chains)} communes: newsmine {ours:.2f} s, underthesea.convert_address {theirs:.2f} s")


if __name__ == "__main__":
    main()
