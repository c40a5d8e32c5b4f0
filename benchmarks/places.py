"""Places: speed, and how many statistics of articles have a unit: python -m benchmarks.places [OPTIONS].

Without an option: load, look-ups and mentions in processor seconds of one process, and beside ``underthesea.convert_address``
where both answer one question, in one run; the articles are the cases of the tests.

``--reform``: what became of the provinces and communes on 1/7/2025, with the exceptions and with what is inferred.

``--articles FOLDER``: the ``.txt`` files of a folder are extracted, or with ``--press`` the sample press; for each rule of the
place (printed, speaker, article, newspaper) it prints how many statistics there are, how many of them have a unit, and how many
one that is only assumed. The day of
an article is the ``published_guess`` of its line in ``manifest.jsonl``, where there is such a file, else what its text tells.
``--home 'binhdinh*=Bình Định'`` says whose newspaper printed the files of a pattern. ``--sample N`` prints N statistics with a
unit, drawn with ``--seed``, to be read by hand; ``--namesakes`` draws only from those whose name several units of that day bear.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import time
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from newsmine.extractors import extract
from newsmine.normal import read
from newsmine.places import find_places, load, resolve, successors
from newsmine.places.names import name_key, parse
from newsmine.records import Article, Statistic

RULES = ("printed", "speaker", "article", "newspaper")


def timed(work: Callable[[], object], repeat: int = 3) -> float:
    best = float("inf")
    for _ in range(repeat):
        start = time.process_time()
        work()
        best = min(best, time.process_time() - start)
    return best


def speed() -> None:
    """Print load, look-ups and mentions."""
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


def reform() -> None:
    """Print what became of the units on 1/7/2025, with what is split, inferred or made of no commune."""
    gazetteer = load()
    before, after = "2025-06-30", "2025-07-01"
    for level in ("province", "commune"):
        old, new = gazetteer.standing(before, level), gazetteer.standing(after, level)
        fates = {unit: successors(unit.locality_id, after) for unit in old}
        made = Counter(step.locality_id for steps in fates.values() for step in steps)
        split = [unit for unit, steps in fates.items() if len(steps) > 1]
        people = [unit for unit in split if any(step.mark == "people" for step in gazetteer.after(unit))]
        print(f"{level}: {len(old):,} → {len(new):,}")
        print(f"  without a successor: {sum(not steps for steps in fates.values())}")
        print(f"  resting on an inferred step: {sum(step.inferred for steps in fates.values() for step in steps)}")
        print(f"  whole into one: {sum(len(steps) == 1 for steps in fates.values()):,}")
        print(f"  split between several: {len(split)}, with all the people going one way: {len(people)}")
        alone = [unit for unit, steps in fates.items() if len(steps) == 1 and made[steps[0].locality_id] == 1]
        print(f"  alone in its successor: {len(alone)}")
        origins = ", ".join(unit.full_name for unit in new if not made[unit.locality_id])
        print(f"  new ones made of none: {origins or 'none'}")
        named = {(gazetteer.parents(unit, after)[-1:] or [unit])[0].locality_id + name_key(unit.name): unit for unit in new}
        false = 0
        for unit, steps in fates.items():
            province = successors((gazetteer.parents(unit, before)[-1:] or [unit])[0].locality_id, after)[0].locality_id
            same = named.get(province + name_key(unit.name))
            false += same is not None and same.locality_id not in {step.locality_id for step in steps}
        print(f"  whose name another unit of that province bears today: {false}")


def articles(folder: Path, homes: Mapping[str, str]) -> Iterator[Article]:
    """Give the articles of a folder with their days, as far as its manifest has them, and the provinces of their papers."""
    manifest = folder / "manifest.jsonl"
    lines = manifest.read_text(encoding="utf-8").splitlines() if manifest.is_file() else []
    days = {row["file"]: row.get("published_guess") for row in map(json.loads, lines)}
    for path in sorted(folder.glob("*.txt")):
        day = days.get(path.name) or ""
        printed = day if re.fullmatch(r"\d{4}-\d\d-\d\d", day) else None
        home = next((home for pattern, home in homes.items() if path.match(pattern)), None)
        yield Article(article_id=path.name, text=path.read_bytes().decode("utf-8"), published_at=printed, home=home)


def press() -> Iterator[Article]:
    """Give the articles of the sample press with the provinces of its papers."""
    from corpora.sample_site import expected, load_pages, load_papers

    file = Path(__file__).parents[1] / "corpora" / "sample_site" / "registry.toml"
    registry = tomllib.loads(file.read_text(encoding="utf-8"))
    provinces = {paper["id"]: (paper["province_pre2025"], paper["province_2025"]) for paper in registry["newspaper"]}
    for paper in load_papers():
        for page in load_pages(paper):
            printed = expected(paper, page.slug)
            day = printed["published"]
            home = provinces[printed["paper"]][day >= "2025-07-01"]
            yield Article(article_id=page.slug, text=printed["text"], published_at=day, home=home)


def coverage(found: list[tuple[Article, Statistic]]) -> None:
    """Print how many statistics have a place and a unit, by the rule that gave it."""
    print(f"{len(found)} statistics")
    print(f"{'rule':<10} {'statistics':>10} {'with a unit':>12} {'share':>6} {'assumed':>8}")
    for rule in (*RULES, None):
        rows = [item for _, item in found if item.locality_rule == rule]
        units = sum(item.locality_id is not None for item in rows)
        share = f"{units / len(rows):.2f}" if rows else "–"
        assumed = sum(item.locality_assumed_id is not None for item in rows)
        print(f"{rule or 'no place':<10} {len(rows):>10} {units:>12} {share:>6} {assumed:>8}")
    units = sum(item.locality_id is not None for _, item in found)
    assumed = sum(item.locality_assumed_id is not None for _, item in found)
    print(f"{'all':<10} {len(found):>10} {units:>12} {units / len(found):>6.2f} {assumed:>8}")
    levels = Counter(item.locality_level for _, item in found if item.locality_id)
    print("units by level: " + ", ".join(f"{level} {count}" for level, count in levels.most_common()))


def namesakes(item: Statistic, day: str | None) -> int:
    """Return how many units of the day bear the printed name, of any kind that its type word allows."""
    parts = parse(item.locality or "")
    if not parts:
        return 0
    units = load().named(name_key(parts[0].name), parts[0].types)
    return len({unit.lineage for unit in units if day is None or unit.valid(day)})


def sample(found: list[tuple[Article, Statistic]], count: int, seed: int) -> None:
    """Print statistics drawn by chance, each with its unit and the words around it."""
    gazetteer = load()
    drawn = random.Random(seed).sample(found, min(count, len(found)))  # noqa: S311 (a sample, no secret)
    for number, (article, item) in enumerate(drawn, 1):
        day = article.published_at
        unit = gazetteer.by_id[item.locality_id or ""]
        chain = ", ".join(one.full_name for one in (unit, *gazetteer.parents(unit, day)))
        before = article.text[max(article.text.rfind("\n", 0, item.start) + 1, item.start - 240) : item.start]
        after = article.text[item.end : item.end + 120].split("\n", 1)[0]
        print(f"\n{number}. {article.article_id} ({day or 'no day'})")
        print(f"   {item.locality} → {unit.locality_id} {chain}  [{item.locality_rule}]")
        print(f"   {before}[[{item.text}]]{after}")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--reform", action="store_true", help="print what became of the units on 1/7/2025")
    parser.add_argument("--articles", type=Path, help="a folder of .txt files")
    parser.add_argument("--press", action="store_true", help="take the sample press in place of a folder")
    parser.add_argument("--home", action="append", default=[], metavar="PATTERN=PROVINCE", help="whose newspaper printed files")
    parser.add_argument("--sample", type=int, default=0, help="print so many statistics with a unit, to be read")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--namesakes", action="store_true", help="draw only names that several units of the day bear")
    options = parser.parse_args()
    if options.reform:
        reform()
        return
    if options.articles is None and not options.press:
        speed()
        return
    homes = dict(item.split("=", 1) for item in options.home)
    given = list(press() if options.press else articles(options.articles, homes))
    found = [(article, item) for article in given for item in extract(article).statistics]
    coverage(found)
    texts = [(article.published_at, read(article.text).text) for article in given]
    seconds = timed(lambda: [find_places(text, on=day) for day, text in texts])
    size = sum(len(text) for _, text in texts) / len(texts)
    print(f"places of an article: {seconds / len(texts) * 1000:.2f} ms for {size:,.0f} characters")
    with_unit = [(article, item) for article, item in found if item.locality_id]
    if options.namesakes:
        with_unit = [(article, item) for article, item in with_unit if namesakes(item, article.published_at) > 1]
        print(f"{len(with_unit)} of them bear a name of several units")
    if options.sample:
        sample(with_unit, options.sample, options.seed)


if __name__ == "__main__":
    main()
