"""Places in time: units with their dates, names in text → the unit of the day, and what became of it."""

from __future__ import annotations

from newsmine.places.bodies import body_level, body_place
from newsmine.places.gazetteer import Gazetteer, Unit, load
from newsmine.places.lookup import place_lines, resolve_series
from newsmine.places.mentions import PlaceMention, find_places
from newsmine.places.names import normal_name
from newsmine.places.resolve import Resolution, resolve
from newsmine.places.succession import Harmonised, harmonise, predecessors, successors

__all__ = [
    "Gazetteer",
    "Harmonised",
    "PlaceMention",
    "Resolution",
    "Unit",
    "body_level",
    "body_place",
    "find_places",
    "harmonise",
    "load",
    "normal_name",
    "place_lines",
    "predecessors",
    "resolve",
    "resolve_series",
    "successors",
]
