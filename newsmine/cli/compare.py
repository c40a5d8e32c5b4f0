"""``newsmine compare``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    import pandas as pd

    from newsmine.compare import Comparison
    from newsmine.dataset import Store

__all__ = ["command"]


@click.command("compare", short_help="Compare an indicator across localities.")
@click.argument("store", metavar="STORE", type=click.Path(path_type=Path))
@click.option(
    "--indicator", "-i", "indicators", multiple=True, help="Indicator id; may be given more than once. Without it: list them."
)
@click.option("--by", type=click.Choice(["province", "district", "commune"]), default="province", show_default=True)
@click.option("--period", type=click.Choice(["year"]), default="year", show_default=True)
@click.option("--status", type=click.Choice(["actual", "target", "estimate"]), default="actual", show_default=True)
@click.option("--assumed-places", is_flag=True, help="Also take figures to whose place nothing printed ties them.")
@click.option("--map", "to", metavar="63|34|DATE", help="Carry the figures onto the map of 63 or 34 provinces, or of a day.")
@click.option("--trends", "with_trends", is_flag=True, help="Print the change from each figure to the next, with breaks.")
@click.option("--ranks", "rank_year", metavar="YEAR", help="Print the localities by rank in a year, ties as ranges.")
@click.option(
    "--scores", type=click.Path(path_type=Path), help="CSV of published province scores (columns prov, year, …) to join."
)
@click.option("--geojson", type=click.Path(path_type=Path), help="Shapes of your own for a map of the last year.")
@click.option("--excel", is_flag=True, help="Write CSV that Excel opens right.")
@click.option(
    "--out", "-o", type=click.Path(file_okay=False, path_type=Path), help="Folder for CSV and chart; default: the store's."
)
def command(store: Path, indicators: tuple[str, ...], **options: Any) -> int:
    """Compare indicators across the localities in STORE (a folder that ``newsmine extract`` wrote, or its newsmine.sqlite).

    Prints a table, and writes compare-INDICATOR-LEVEL.csv and charts. Exit code 1: an indicator has no statistics at this level,
    or none in the year to rank.
    """
    from newsmine.compare.facts import indicators_in
    from newsmine.dataset import Store

    if options["to"]:
        _refuse_map(options["to"])
    with Store(store, must_exist=True) as opened:
        if not indicators:
            taxonomy = opened.taxonomy()
            for name, count in indicators_in(opened):
                click.echo(f"{count:6,}  {name:28s} {taxonomy[name].name_vi}")
            return 0
        folder = options["out"] or opened.path.parent
        folder.mkdir(parents=True, exist_ok=True)
        found = [_one(opened, name, folder, options) for name in indicators]
    return 0 if all(found) else 1


def _refuse_map(name: str) -> None:
    """Raise for a map that is none, before anything is printed."""
    from newsmine.compare.harmonised import map_day
    from newsmine.errors import InputError

    try:
        map_day(name)
    except InputError as error:
        raise InputError(f"--map {name}: give 63, 34 or a day as YYYY-MM-DD") from error


def _one(store: Store, name: str, folder: Path, options: dict[str, Any]) -> bool:
    """Print and write the comparison of one indicator; False where there is nothing to compare."""
    from newsmine.compare import chart_files, compare

    meaning, by, status, excel = store.taxonomy()[name], options["by"], options["status"], options["excel"]
    result = compare(store, meaning.id, by=by, status=status, assumed_places=options["assumed_places"])
    click.echo(f"{meaning.name_vi} ({meaning.unit}) · {by} · {options['period']} · {status}")
    for line in result.lines():
        click.echo(f"  {line}")
    if not result.rows:
        click.echo(f"newsmine: {name}: no {status} statistics about a {by} in {store.path}", err=True)
        return False
    written = chart_files(result, folder, excel=excel)
    stem = f"compare-{meaning.id}-{by}"
    if options["to"]:
        written += _harmonised(store, result, options["to"], folder / f"{stem}-map", excel=excel)
    if options["with_trends"]:
        written.append(_trends(result, folder / f"{stem}-trends.csv", excel=excel))
    ranked = options["rank_year"] is None or options["rank_year"] in result.columns()
    if not ranked:
        click.echo(
            f"newsmine: {name}: nothing to rank in {options['rank_year']}; there are {', '.join(result.columns())}", err=True
        )
    elif options["rank_year"]:
        written.append(_ranks(result, options["rank_year"], folder / f"{stem}-ranks-{options['rank_year']}.csv", excel=excel))
    if options["scores"]:
        written.append(_scores(result, options["scores"], folder / f"{stem}-scores.csv", excel=excel))
    if options["geojson"]:
        written.append(_map(result, options["geojson"], folder / f"{stem}-map.png"))
    click.echo(f"  written: {', '.join(str(path) for path in written)}\n")
    return ranked


def _harmonised(store: Store, result: Comparison, to: str, stem: Path, *, excel: bool) -> list[Path]:
    from newsmine.compare import carry
    from newsmine.compare.chart import save
    from newsmine.compare.harmonised import MAPS
    from newsmine.compare.maps import tile_map

    carried = carry(store, result, to)
    click.echo(f"  on the map of {carried.day}:")
    for line in carried.lines():
        click.echo(f"    {line}")
    written = [stem.with_name(f"{stem.name}-{carried.day}.csv")]
    carried.to_csv(written[0], excel=excel)
    values = {c.locality_id: float(c.value) for c in carried.cells if c.value is not None and c.column == carried.columns[-1]}
    if result.level == "province" and to in MAPS and values:
        meaning = result.meaning
        title = f"{meaning.name_vi}, {carried.columns[-1]}"
        written.append(stem.with_name(f"{stem.name}-{to}.png"))
        save(tile_map(dict(values), title, meaning.unit, provinces=int(to)), written[-1])
    return written


def _trends(result: Comparison, path: Path, *, excel: bool) -> Path:
    from newsmine.compare import trends

    frame = trends(result)
    for row in frame.itertuples(index=False):
        step = row.refused if isinstance(row.refused, str) else f"{row.value_from:g} → {row.value_to:g}"
        broken = f"  [{row.breaks}]" if isinstance(row.breaks, str) else ""
        click.echo(f"    {row.locality}: {row[2]} → {row[3]}: {step}{broken}")
    return _written(frame, path, excel=excel)


def _ranks(result: Comparison, year: str, path: Path, *, excel: bool) -> Path:
    from newsmine.compare import ranks

    frame = ranks(result, year)
    for row in frame.itertuples(index=False):
        place = f"{row.rank_from}" if row.rank_from == row.rank_to else f"{row.rank_from}–{row.rank_to}"
        click.echo(f"    {place:>7}  {row.locality}  {row.value:g}")
    return _written(frame, path, excel=excel)


def _scores(result: Comparison, table: Path, path: Path, *, excel: bool) -> Path:
    from newsmine.compare import join_scores

    joined = join_scores(result, table)
    if joined.unknown_names:
        click.echo(f"  no province of the year, in {table}: {', '.join(joined.unknown_names)}", err=True)
    click.echo(
        f"  {len(joined.frame) - joined.without_score} of {len(joined.frame)} rows have a score of the same province and year"
    )
    return _written(joined.frame, path, excel=excel)


def _map(result: Comparison, geojson: Path, path: Path) -> Path:
    from newsmine.compare.chart import save
    from newsmine.compare.maps import choropleth
    from newsmine.places.gazetteer import LAST_DAY

    meaning, column = result.meaning, result.columns()[-1]
    values = {unit: float(row.fact.value) for (unit, year), row in result.cells().items() if year == column}
    day = min(f"{column[-4:]}-12-31", LAST_DAY)
    drawn = choropleth(dict(values), geojson, f"{meaning.name_vi}, {column}", meaning.unit, on=day)
    if drawn.without_shape:
        click.echo(f"  without a shape in {geojson}: {', '.join(drawn.without_shape)}", err=True)
    save(drawn.figure, path)
    return path


def _written(frame: pd.DataFrame, path: Path, *, excel: bool) -> Path:
    from newsmine.dataset.export import write_cells

    cells = frame.astype(object).where(frame.notna(), None).to_numpy().tolist()
    write_cells(path, [str(name) for name in frame.columns], cells, excel=excel)
    return path
