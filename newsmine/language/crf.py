"""underthesea's sequence models, asked quickly: each column of features is computed once a sentence.

The features of these models are described by templates (``T[-1,0].lower``: the word before and this one, in lower case).
underthesea's Python taggers rebuild every column of the sentence for every feature of every word, which makes them
quadratic. Here a template is a column over the sentence, computed once; the columns are shared by all models asked about
that sentence; and of the features only those are handed over that have weights, about half of them. Order and spelling
stay as they are, so sums, and labels, are the same.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from itertools import groupby, pairwise, repeat
from operator import add
from pathlib import Path
from typing import Any, NamedTuple

__all__ = ["Features", "Model", "Phrases", "isdigit_rust", "read_features", "titled_python", "titled_rust"]

_SYNTAX = re.compile(r"T\[(-?\d+)(?:,(-?\d+))?\](?:\[(\d+)\])?(?:\.(\w+))?")
_KEPT = 1 << 15  # words whose answers are kept: bounded, however many articles pass
_INTEGER = re.compile(r"[+-]?0*[0-9]{1,10}\Z")
_PAD = 3  # the farthest that a template looks from its word
_Feature = Callable[[str, str], str]  # phrase, "" → feature of the model, or ""
_NOTHING = repeat("")
Features = dict[str, dict[str, str]]  # template → phrase → feature: "T[0]" → "Hà Nội" → "T[0]=Hà Nội"
_Key = tuple[int, str | None]  # width of a phrase in words, and function
_HEADER = struct.Struct("<4sI4s9I")  # of a CRFsuite file: magic, size, type, version, counts (3), offsets (5)
_QUARKS = struct.Struct("<4s5I")  # of its string table: magic, size, flag, byte order, entries, offset of the table of entries


@lru_cache(maxsize=_KEPT)
def titled_python(word: str) -> bool:
    """Tell whether each part of a word starts with a title-case letter (underthesea's Python taggers)."""
    return all(part[:1].istitle() for part in word.split(" "))


@lru_cache(maxsize=_KEPT)
def titled_rust(word: str) -> bool:
    """Tell whether each part of a word starts with a character that is its own capital (underthesea's compiled featurizer)."""
    return all(part[:1] == part[:1].upper() for part in word.split(" "))


@lru_cache(maxsize=_KEPT)
def isdigit_rust(word: str) -> bool:
    """Tell whether a word is an integer of 32 bits in ASCII digits (underthesea's compiled featurizer)."""
    return _INTEGER.match(word) is not None and -(2**31) <= int(word) < 2**31


def read_features(path: str | Path) -> Features:
    """Return all features that a CRFsuite model file has weights for.

    Raises :class:`ValueError` where the file is not one.
    """
    data = Path(path).read_bytes()
    magic, _, _, _, _, _, count, _, _, strings, _, _ = _HEADER.unpack_from(data)
    if magic != b"lCRF":
        raise ValueError(f"{path} is not a CRFsuite model")
    magic, _, _, _, entries, table = _QUARKS.unpack_from(data, strings)
    if magic != b"CQDB" or entries < count:
        raise ValueError(f"{path} holds no table of {count} features")
    features: Features = {}
    for (offset,) in struct.iter_unpack("<I", data[strings + table : strings + table + 4 * count]):
        _, size = struct.unpack_from("<2I", data, strings + offset)
        start = strings + offset + 8
        name = data[start : start + size - 1].decode("utf-8", "replace")
        template, _, phrase = name.partition("=")
        features.setdefault(template, {})[phrase] = name
    return features


class _Column(NamedTuple):
    """Where a template looks: the start of its column in a padded list, the layer, width and function of its phrases."""

    start: int
    layer: int
    key: _Key

    @property
    def repeats(self) -> bool:
        """Whether it sees labels, or true and false, and not words."""
        return self.layer > 0 or self.key[1] in ("istitle", "isdigit", "is_in_dict")


class Phrases:
    """The phrases of one sentence that templates speak of, each list computed once."""

    def __init__(self, words: Sequence[str], titled: Callable[[str], bool], dictionary: frozenset[str] = frozenset()) -> None:
        """Take the words, what makes a word title case for the models asked, and the dictionary that templates may look into."""
        self.words = words
        self._titled = titled
        self._dictionary = dictionary
        self._lists: dict[_Key, list[str]] = {}
        self._padded: dict[_Key, list[str]] = {}
        self.rows: dict[tuple[_Column, ...], list[tuple[str, ...]]] = {}  # kept by the models that are asked

    def padded(self, key: _Key) -> list[str]:
        """Return the phrases of a width and function by where they start, from ``_PAD`` before the sentence to beyond its end."""
        if key not in self._padded:
            self._padded[key] = pad(self._get(key), key[0])
        return self._padded[key]

    def _get(self, key: _Key) -> list[str]:
        if key not in self._lists:
            self._lists[key] = self._compute(*key)
        return self._lists[key]

    def _compute(self, width: int, function: str | None) -> list[str]:
        if function is None:
            return join(self.words, width)
        if function == "lower":
            return join([word.lower() for word in self.words], width)
        if function == "is_in_dict":
            dictionary = self._dictionary
            return ["True" if phrase in dictionary else "False" for phrase in self._get((width, "lower"))]
        if function == "istitle":
            if width > 1:  # a phrase is title case where each of its words is
                shorter, word = self._get((width - 1, function)), self._get((1, function))[width - 1 :]
                return ["True" if one == other == "True" else "False" for one, other in zip(shorter, word, strict=False)]
            titled = self._titled
            return ["True" if titled(word) else "False" for word in self.words]
        if function == "isdigit" and width == 1:
            return ["True" if isdigit_rust(word) else "False" for word in self.words]
        raise ValueError(f"feature function {function!r} over {width} words is not understood")


def join(layer: Sequence[str], width: int) -> list[str]:
    """Return the phrases of ``width`` neighbours."""
    if width == 1:
        return list(layer)
    if width == 2:  # noqa: PLR2004 - most templates pair two words, and this is twice as fast
        return [f"{word} {following}" for word, following in pairwise(layer)]
    return [" ".join(phrase) for phrase in zip(*(layer[offset:] for offset in range(width)), strict=False)]


def pad(phrases: list[str], width: int) -> list[str]:
    """Put BOS where a phrase would start before the sentence, EOS where it would end after it."""
    return ["BOS"] * _PAD + phrases + ["EOS"] * (_PAD + width - 1)


class _Rows(dict[tuple[str, ...], tuple[str, ...]]):
    """Features of neighbouring templates by the row of phrases that they see, kept where rows come again and again."""

    def __init__(self, features: tuple[_Feature, ...]) -> None:
        super().__init__()
        self._features = features

    def __missing__(self, row: tuple[str, ...]) -> tuple[str, ...]:
        if len(self) >= _KEPT:
            self.clear()
        found = (feature(phrase, "") for feature, phrase in zip(self._features, row, strict=True))
        self[row] = out = tuple(filter(None, found))
        return out


class Model:
    """A sequence model of underthesea: its templates, the features that have weights, and its tagging function."""

    def __init__(self, templates: Sequence[str], features: Features, tag: Callable[[Any], list[str]]) -> None:
        """Take the templates in order, the features of the model (more do no harm), and ``CRFTagger.tag``.

        Models that are asked about the same :class:`Phrases` must be given the same ``features``.
        Raises :class:`ValueError` on a template that is not understood.
        """
        self._tag = tag
        known: list[tuple[_Column, _Feature]] = []
        for template in templates:
            match = _SYNTAX.fullmatch(template)
            first = int(match[1]) if match else _PAD + 1
            last = int(match[2]) if match and match[2] else first
            if match is None or max(-first, last) > _PAD:
                raise ValueError(f"feature template {template!r} is not understood")
            if template in features:
                column = _Column(_PAD + first, int(match[3] or 0), (last - first + 1, match[4]))
                known.append((column, features[template].get))
        self._runs: list[tuple[tuple[_Column, ...], tuple[_Feature, ...], _Rows | None]] = []
        for repeats, run in groupby(known, key=lambda item: item[0].repeats):
            columns, getters = zip(*run, strict=True)
            self._runs.append((columns, getters, _Rows(getters) if repeats else None))

    def label(self, phrases: Phrases, *labels: Sequence[str]) -> list[str]:
        """Label the words of a sentence; ``labels`` are layers 1, 2 … of it."""
        length = len(phrases.words)
        out: Iterable[tuple[str, ...]] = repeat((), length)
        for columns, getters, memory in self._runs:
            rows = phrases.rows.get(columns)
            if rows is None:
                seen = [
                    (pad(join(labels[layer - 1], key[0]), key[0]) if layer else phrases.padded(key))[start : start + length]
                    for start, layer, key in columns
                ]
                if memory is not None:
                    rows = list(map(memory.__getitem__, zip(*seen, strict=True)))
                else:  # a feature without a weight is handed over as "", which has none either
                    rows = list(
                        zip(*[map(get, phrase, _NOTHING) for get, phrase in zip(getters, seen, strict=True)], strict=True)
                    )
                if not any(column.layer for column in columns):
                    phrases.rows[columns] = rows
            out = map(add, out, rows)
        return self._tag(list(out))
