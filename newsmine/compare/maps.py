"""Maps without a network: a tile grid of the provinces, and a choropleth from any GeoJSON that the user has.

The tile grid (``data/tilegrid63.csv``, ``tilegrid34.csv``: own positions) needs nothing else. For a choropleth the shapes are
matched by GSO code or by name; ``docs/compare.md`` says where openly licensed ones are found. None is part of newsmine.
"""

from __future__ import annotations

import csv
import io
import json
import math
import textwrap
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from newsmine._data import data_text
from newsmine.compare.harmonised import MAPS
from newsmine.errors import InputError
from newsmine.places import Unit, load
from newsmine.places.gazetteer import REFORM
from newsmine.places.names import name_key, plain_key

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = ["Choropleth", "choropleth", "tile_map"]

_MAPS = {int(name): day for name, day in MAPS.items()}
_EMPTY, _EDGE, _INK, _SAND = "#eeeeee", "#ffffff", "#222222", "#c9c9c9"
_ARCHIPELAGOS = {"Hoàng Sa": "Đà Nẵng", "Trường Sa": "Khánh Hòa"}  # with the province of each
_PALE, _DARK = (0xE8, 0xF1, 0xF8), (0x0B, 0x4A, 0x82)
_PLAIN = "~"  # marks a key without diacritics
_FEW = 2  # features that may be numbered one after another by chance
_HALF = 0.55  # above it the tile is dark, its words white


def tile_map(
    values: Mapping[str, float | None], title: str, unit: str, *, provinces: int = 34, shown: Mapping[str, str] | None = None
) -> Figure:
    """Draw a tile for each province, its colour by its value: the same size for all, so that small ones are seen.

    ``values``: by locality_id of a province, ``provinces``: 63 or 34. ``shown``: what is written in a tile in place of the value.
    A province without a value stays grey; where its name changed without its ground (Thừa Thiên Huế), values under either id are
    drawn. Hoàng Sa and Trường Sa are drawn beside their provinces and in their colours, as official maps do. Raises
    :class:`InputError` for another number of provinces, or where no value is of one of them.
    """
    if provinces not in _MAPS:
        raise InputError(f"a tile grid of {provinces} provinces: there is one of 63 and one of 34")
    tiles = list(csv.DictReader(io.StringIO(data_text("newsmine.compare", f"tilegrid{provinces}.csv"))))
    standing = {unit.locality_id.partition("@")[0][4:]: unit for unit in load().standing(_MAPS[provinces], "province")}
    ids = {tile["code"]: _id_of(standing[tile["code"]], values, provinces) for tile in tiles}
    found = {code: values.get(locality_id) for code, locality_id in ids.items()}
    known = [value for value in found.values() if value is not None]
    if values and not known:
        raise InputError(
            f"none of the figures is of one of the {provinces} provinces: choose the other map, or carry them onto it"
        )
    figure, axes = _canvas(title)
    from matplotlib.patches import FancyBboxPatch

    for tile in tiles:
        x, y, value = int(tile["col"]), -int(tile["row"]), found[tile["code"]]
        weight = _weight(value, known)
        face = _EMPTY if weight is None else _colour(weight)
        axes.add_patch(
            FancyBboxPatch((x + 0.04, y + 0.04), 0.92, 0.92, "round,pad=0,rounding_size=0.08", facecolor=face, edgecolor=_EDGE)
        )
        ink = "#ffffff" if weight is not None and weight > _HALF else _INK
        name = _broken(standing[tile["code"]].name)
        axes.text(x + 0.5, y + 0.68, name, ha="center", va="center", fontsize=5.6, color=ink, linespacing=1.2)
        text = (shown or {}).get(ids[tile["code"]]) or ("" if value is None else f"{value:g}".replace(".", ","))
        axes.text(x + 0.5, y + 0.22, text, ha="center", va="center", fontsize=7, color=ink, fontweight="bold")
    columns, rows = [int(tile["col"]) for tile in tiles], [int(tile["row"]) for tile in tiles]
    right = max(columns) + 1
    for name, province in _ARCHIPELAGOS.items():
        tile = next(tile for tile in tiles if name_key(tile["name"]) == name_key(province))
        weight = _weight(found[tile["code"]], known)
        face = _SAND if weight is None else _colour(weight)
        _archipelago(axes, right + 0.5, -int(tile["row"]), f"Qđ. {name}", f"({province})", face)
    axes.set_xlim(min(columns), right + 1.6)
    axes.set_ylim(-max(rows) - 0.1, 1.1)
    _legend(figure, known, unit)
    return figure


def _id_of(unit: Unit, values: Mapping[str, float | None], provinces: int) -> str:
    """Return the id under which the values have a province of a map: of the day of the map, else of another version of it."""
    versions = [version for version in load().by_code[unit.lineage] if (version.start < REFORM) == (_MAPS[provinces] < REFORM)]
    return next((version.locality_id for version in (unit, *versions) if version.locality_id in values), unit.locality_id)


def _archipelago(axes: Any, x: float, y: float, name: str, province: str, face: str) -> None:
    for dx, dy in ((0.1, 0.7), (0.32, 0.82), (0.5, 0.62), (0.26, 0.5), (0.6, 0.8)):
        axes.add_patch(_circle((x + dx, y + dy), 0.05, face))
    axes.text(x + 0.36, y + 0.3, name, ha="center", va="center", fontsize=6, color=_INK)
    axes.text(x + 0.36, y + 0.14, province, ha="center", va="center", fontsize=5.6, color=_INK)


def _circle(at: tuple[float, float], radius: float, face: str = _SAND) -> Any:
    from matplotlib.patches import Circle

    return Circle(at, radius, facecolor=face, edgecolor="#888888", linewidth=0.3)


def _broken(name: str) -> str:
    """Break a long name over two lines, at its dash if it has one."""
    if " - " in name:
        return name.replace(" - ", " -\n")
    words = name.split()
    if len(name) <= 8 or len(words) == 1:  # noqa: PLR2004 - what fits a tile
        return name
    half = (len(words) + 1) // 2
    return " ".join(words[:half]) + "\n" + " ".join(words[half:])


def _weight(value: float | None, known: Sequence[float]) -> float | None:
    if value is None:
        return None
    low, high = min(known), max(known)
    return 0.5 if high == low else (value - low) / (high - low)


def _colour(weight: float) -> str:
    red, green, blue = (round(a + (b - a) * weight) for a, b in zip(_PALE, _DARK, strict=True))
    return f"#{red:02x}{green:02x}{blue:02x}"


def _canvas(title: str) -> tuple[Figure, Any]:
    try:
        from matplotlib.figure import Figure
    except ImportError as error:
        raise InputError("maps need matplotlib; install it with: pip install 'newsmine[plot]'") from error
    figure = Figure(figsize=(7, 9.5))
    axes = figure.add_axes((0.02, 0.06, 0.96, 0.87))
    axes.set_aspect("equal")
    axes.axis("off")
    figure.text(0.03, 0.955, textwrap.fill(title, 72), fontsize=12)
    return figure, axes


def _legend(figure: Figure, known: Sequence[float], unit: str) -> None:
    """Draw the scale of colours below the map, with its ends and its unit."""
    if not known:
        return
    bar = figure.add_axes((0.06, 0.025, 0.3, 0.014))
    bar.imshow([[i / 63 for i in range(64)]], aspect="auto", cmap=_cmap(), extent=(0, 1, 0, 1))
    bar.set_yticks([])
    bar.set_xticks([0, 1], [f"{value:g}".replace(".", ",") for value in (min(known), max(known))], fontsize=8)
    bar.set_title(f"{unit}; grey: no figure", fontsize=8, loc="left", pad=2)
    for spine in bar.spines.values():
        spine.set_visible(False)


def _cmap() -> Any:
    from matplotlib.colors import LinearSegmentedColormap

    return LinearSegmentedColormap.from_list("newsmine", [_colour(0), _colour(1)])


@dataclass(frozen=True, slots=True)
class Choropleth:
    """The figure, and what found no partner: localities with a value without a shape, shapes of no known unit."""

    figure: Figure
    without_shape: tuple[str, ...]
    unknown_shapes: tuple[str, ...]


def choropleth(
    values: Mapping[str, float | None], geojson: Path | str | Mapping[str, Any], title: str, unit: str, *, on: str
) -> Choropleth:
    """Draw units as the shapes of a GeoJSON file, coloured by value.

    ``values``: by locality_id; ``on``: the day of the map. A feature is matched by the GSO code or by the name, with or without
    diacritics, in one of its properties: the one that fits the most localities, another only where a feature lacks it (so that
    districts are not matched by the name of their province). A name that several of the localities bear is matched by its code
    alone. What the file draws of the archipelagos is drawn; where it has no shape at their place, they are marked in the sea as
    official maps show them. Raises :class:`InputError` for what is no GeoJSON of areas, or where nothing matches.
    """
    features = _features(geojson)
    wanted = {unit.locality_id: unit for unit in load().standing(on) if unit.locality_id in values}
    matched = _matched(features, wanted)
    drawn = {locality_id for _, locality_id in matched if locality_id}
    if values and not drawn:
        raise InputError(f"no shape of the GeoJSON bears the code or the name of one of the {len(values)} localities on {on}")
    known = [float(value) for key in drawn if (value := values[key]) is not None]
    figure, axes = _canvas(title)
    for feature, unit_id in matched:
        weight = _weight(values[unit_id], known) if unit_id else None
        _draw(axes, feature["geometry"], _EMPTY if weight is None else _colour(weight))
    _sea(axes, features)
    _fit(figure, axes)
    _legend(figure, known, unit)
    missing = tuple(place.full_name for key, place in wanted.items() if key not in drawn and values[key] is not None)
    unknown = tuple(_label(feature) for feature, locality_id in matched if locality_id is None)
    return Choropleth(figure, missing, unknown)


def _fit(figure: Figure, axes: Any) -> None:
    """Make the paper as high as the map needs, with a degree north as long as it is at the latitude of its middle."""
    axes.autoscale_view()
    (west, east), (south, north) = axes.get_xlim(), axes.get_ylim()
    stretch = 1 / math.cos(math.radians((south + north) / 2))
    axes.set_aspect(stretch)
    width = figure.get_size_inches()[0]
    figure.set_size_inches(width, max(_LOWEST, min(_HIGHEST, width * (north - south) * stretch / (east - west) * 1.08)))


_LOWEST, _HIGHEST = 5.0, 12.0  # inches
_AREAS = ("Polygon", "MultiPolygon")


def _features(geojson: Path | str | Mapping[str, Any]) -> list[dict[str, Any]]:
    if isinstance(geojson, Mapping):
        data: Any = geojson
    else:
        try:
            data = json.loads(Path(geojson).read_text(encoding="utf-8"))
        except OSError as error:
            raise InputError(f"{geojson}: cannot be read ({error.strerror})") from error
        except ValueError as error:
            raise InputError(f"{geojson}: no GeoJSON ({error})") from error
    features = data.get("features") if isinstance(data, Mapping) else None
    areas = [f for f in features or () if isinstance(f, dict) and (f.get("geometry") or {}).get("type") in _AREAS]
    if not areas:
        raise InputError("the GeoJSON holds no areas (features of type Polygon or MultiPolygon)")
    return areas


def _matched(features: Sequence[dict[str, Any]], wanted: Mapping[str, Unit]) -> list[tuple[dict[str, Any], str | None]]:
    """Return each feature with the locality that it is, or None."""
    keys = _keys(wanted)
    fitting: dict[str, set[str]] = {}
    columns: dict[str, list[Any]] = defaultdict(list)
    for feature in features:
        for name, value in (feature.get("properties") or {}).items():
            columns[name].append(value)
    for name, values in columns.items():
        if not _is_numbering(values):
            fitting[name] = {found for value in values if (found := _match(value, keys))}
    order = sorted((name for name in fitting if fitting[name]), key=lambda name: len(fitting[name]), reverse=True)
    out: list[tuple[dict[str, Any], str | None]] = []
    for feature in features:
        properties = feature.get("properties") or {}
        first = next((properties[name] for name in order if properties.get(name) not in {None, ""}), None)
        out.append((feature, _match(first, keys)))
    return out


def _is_numbering(values: Sequence[Any]) -> bool:
    """Tell whether a property only numbers the features (1, 2, 3 …): its values are no codes of units, which leave gaps."""
    numbers = sorted(int(value) for value in values if str(value).isdigit())
    return len(numbers) == len(values) > _FEW and numbers == list(range(numbers[0], numbers[0] + len(numbers)))


def _keys(wanted: Mapping[str, Unit]) -> dict[str, str]:
    """Return what names one of the localities alone: its code, its name with and without its type."""
    keys: dict[str, set[str]] = defaultdict(set)
    for locality_id, place in wanted.items():
        code = locality_id.partition("@")[0][4:]
        bare = str(int(code)) if code.isdigit() else code
        plain = {_PLAIN + plain_key(place.name), _PLAIN + plain_key(place.full_name)}
        for key in {code, bare, name_key(place.name), name_key(place.full_name), *plain}:
            keys[key].add(locality_id)
    return {key: next(iter(ids)) for key, ids in keys.items() if len(ids) == 1}


def _match(value: Any, keys: Mapping[str, str]) -> str | None:
    if not isinstance(value, str | int) or isinstance(value, bool):
        return None
    text = str(value).strip()
    return keys.get(text) or keys.get(name_key(text)) or (keys.get(_PLAIN + plain_key(text)) if text.isascii() else None)


def _label(feature: Mapping[str, Any]) -> str:
    names = [value for value in (feature.get("properties") or {}).values() if isinstance(value, str)]
    return names[0] if names else "a shape without a name"


def _draw(axes: Any, geometry: Mapping[str, Any], face: str) -> None:
    from matplotlib.patches import PathPatch
    from matplotlib.path import Path as Outline

    polygons = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
    for rings in polygons:
        points: list[tuple[float, float]] = []
        codes: list[int] = []
        for ring in rings:
            points += [(point[0], point[1]) for point in ring]
            codes += [int(Outline.MOVETO), *[int(Outline.LINETO)] * (len(ring) - 2), int(Outline.CLOSEPOLY)]
        axes.add_patch(PathPatch(Outline(points, codes), facecolor=face, edgecolor="#888888", linewidth=0.3))


_SEA = {"Hoàng Sa": (112.0, 16.5), "Trường Sa": (114.0, 9.5)}
"""Where the archipelagos lie, in degrees east and north (rounded)."""


def _sea(axes: Any, features: Sequence[Mapping[str, Any]]) -> None:
    """Mark the archipelagos where the shapes have none of their islands, and name them."""
    for name, (x, y) in _SEA.items():
        drawn = any(
            abs(px - x) < _NEAR and abs(py - y) < _NEAR for feature in features for px, py in _points(feature["geometry"])
        )
        axes.text(x, y - 0.7, f"Quần đảo {name}", ha="center", fontsize=7, color=_INK)
        if drawn:
            continue
        for dx, dy in ((-0.3, 0.2), (0.1, 0.35), (0.3, 0.0), (-0.1, -0.2)):
            axes.add_patch(_circle((x + dx, y + dy), 0.09))


_NEAR = 2.0  # degrees


def _points(geometry: Mapping[str, Any]) -> Iterator[tuple[float, float]]:
    polygons = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
    for rings in polygons:
        for ring in rings:
            for point in ring:
                yield point[0], point[1]
