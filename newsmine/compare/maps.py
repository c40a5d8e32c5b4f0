"""Maps without a network: a tile grid of the provinces, and a choropleth from any GeoJSON that the user has.

The tile grid (``data/tilegrid63.csv``, ``tilegrid34.csv``: own positions) needs nothing else. For a choropleth the shapes are
matched by GSO code or by name; ``docs/compare.md`` says where openly licensed ones are found. None is part of newsmine.
"""

from __future__ import annotations

import csv
import io
import json
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from newsmine._data import data_text
from newsmine.errors import InputError
from newsmine.places import load
from newsmine.places.names import name_key

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = ["Choropleth", "choropleth", "tile_map"]

_MAPS = {63: "2025-06-30", 34: "2025-07-01"}
_EMPTY, _EDGE, _INK = "#eeeeee", "#ffffff", "#222222"
_PALE, _DARK = (0xE8, 0xF1, 0xF8), (0x0B, 0x4A, 0x82)
_HALF = 0.55  # above it the tile is dark, its words white


def tile_map(
    values: Mapping[str, float | None], title: str, unit: str, *, provinces: int = 34, shown: Mapping[str, str] | None = None
) -> Figure:
    """Draw a tile for each province, its colour by its value: the same size for all, so that small ones are seen.

    ``values``: by locality_id of a province, ``provinces``: 63 or 34. ``shown``: what is written in a tile in place of the value.
    A province without a value stays grey. Hoàng Sa and Trường Sa are drawn beside their provinces, as official maps do. Raises
    :class:`InputError` for another number of provinces, or where no value is of one of them.
    """
    if provinces not in _MAPS:
        raise InputError(f"a tile grid of {provinces} provinces: there is one of 63 and one of 34")
    tiles = list(csv.DictReader(io.StringIO(data_text("newsmine.compare", f"tilegrid{provinces}.csv"))))
    standing = {unit.locality_id.partition("@")[0][4:]: unit for unit in load().standing(_MAPS[provinces], "province")}
    found = {tile["code"]: values.get(standing[tile["code"]].locality_id) for tile in tiles}
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
        axes.text(x + 0.5, y + 0.68, _broken(tile["name"]), ha="center", va="center", fontsize=5.6, color=ink, linespacing=1.2)
        text = (shown or {}).get(standing[tile["code"]].locality_id) or ("" if value is None else f"{value:g}".replace(".", ","))
        axes.text(x + 0.5, y + 0.22, text, ha="center", va="center", fontsize=7, color=ink, fontweight="bold")
    columns, rows = [int(tile["col"]) for tile in tiles], [int(tile["row"]) for tile in tiles]
    right = max(columns) + 1
    for name, row in (("Hoàng Sa", _row_of(tiles, "Đà Nẵng")), ("Trường Sa", _row_of(tiles, "Khánh Hòa"))):
        _archipelago(axes, right + 0.5, -row, name)
    axes.set_xlim(min(columns), right + 1.6)
    axes.set_ylim(-max(rows) - 0.1, 1.1)
    _legend(figure, known, unit)
    return figure


def _row_of(tiles: Sequence[Mapping[str, str]], name: str) -> int:
    return next(int(tile["row"]) for tile in tiles if name_key(tile["name"]) == name_key(name))


def _archipelago(axes: Any, x: float, y: float, name: str) -> None:
    for dx, dy in ((0.1, 0.7), (0.32, 0.82), (0.5, 0.62), (0.26, 0.5), (0.6, 0.8)):
        axes.add_patch(_circle((x + dx, y + dy), 0.05))
    axes.text(x + 0.36, y + 0.3, f"Qđ. {name}", ha="center", va="center", fontsize=6, color=_INK)


def _circle(at: tuple[float, float], radius: float) -> Any:
    from matplotlib.patches import Circle

    return Circle(at, radius, facecolor="#c9c9c9", edgecolor=_EDGE)


def _broken(name: str) -> str:
    """Break a long name over two lines."""
    words = name.replace(" - ", "-").split()
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

    ``values``: by locality_id; ``on``: the day of the map. A feature is matched by the GSO code or by the name that one of its
    properties holds. What the file draws of the archipelagos is drawn; where it has no shape at their place, they are marked in
    the sea as official maps show them. Raises :class:`InputError` for what is no GeoJSON of areas, or where nothing matches.
    """
    features = _features(geojson)
    wanted = {unit.locality_id: unit for unit in load().standing(on) if unit.locality_id in values}
    keys: dict[str, str] = {}
    for locality_id, place in wanted.items():
        code = locality_id.partition("@")[0][4:]
        keys |= {code: locality_id, name_key(place.name): locality_id, name_key(place.full_name): locality_id}
        if code.isdigit():
            keys.setdefault(str(int(code)), locality_id)
    matched = [(feature, _match(feature.get("properties") or {}, keys)) for feature in features]
    drawn = {locality_id for _, locality_id in matched if locality_id}
    if values and not drawn:
        raise InputError(f"no shape of the GeoJSON bears the code or the name of one of the {len(values)} localities on {on}")
    known = [float(value) for key in drawn if (value := values[key]) is not None]
    figure, axes = _canvas(title)
    for feature, unit_id in matched:
        weight = _weight(values[unit_id], known) if unit_id else None
        _draw(axes, feature["geometry"], _EMPTY if weight is None else _colour(weight))
    _sea(axes, features)
    axes.autoscale_view()
    _legend(figure, known, unit)
    missing = tuple(place.full_name for key, place in wanted.items() if key not in drawn and values[key] is not None)
    unknown = tuple(_label(feature) for feature, locality_id in matched if locality_id is None)
    return Choropleth(figure, missing, unknown)


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


def _match(properties: Mapping[str, Any], keys: Mapping[str, str]) -> str | None:
    for value in properties.values():
        if isinstance(value, str | int) and not isinstance(value, bool):
            text = str(value).strip()
            found = keys.get(text) or keys.get(name_key(text))
            if found:
                return found
    return None


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
