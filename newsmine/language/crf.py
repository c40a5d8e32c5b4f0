"""underthesea's sequence models, asked quickly: what is known of a phrase is looked up once, for all words that see it.

The features of these models are described by templates (``T[-1,0].lower``: the word before and this one, in lower case).
underthesea's Python taggers rebuild every column of the sentence for every feature of every word, which makes them
quadratic. Here the templates are sorted by the width of the phrases that they see; each phrase of a sentence is looked up
once, which gives its features for all words around it, shared by all models that are asked about that sentence; and of the
features only those are handed over that have weights, about half of them. Their order stays as it is: labels that are nearly
even are told apart by the last digit of a sum of weights, which hangs on it.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Callable, Iterable, Sequence
from itertools import chain, pairwise, repeat
from operator import add
from pathlib import Path
from typing import Any, NamedTuple

__all__ = ["Features", "Model", "WordFeatures", "isdigit_rust", "read_features", "titled_python", "titled_rust"]

_SYNTAX = re.compile(r"T\[(-?\d+)(?:,(-?\d+))?\](?:\[(\d+)\])?(?:\.(\w+))?")
_KEPT = 1 << 15  # phrases whose answers are kept: bounded, however many articles pass
_INTEGER = re.compile(r"[+-]?0*[0-9]{1,10}\Z")
_PAD = 3  # the farthest that a template looks from its word
Features = dict[str, dict[str, str]]  # template → phrase → feature: "T[0]" → "Hà Nội" → "T[0]=Hà Nội"
Functions = dict[str, Callable[[str], bool]]  # of templates, but for "lower": "istitle" → whether a phrase is title case
_Found = tuple[str, ...]  # what each of some templates finds in a phrase: a feature that has weights, or nothing
_HEADER = struct.Struct("<4sI4s9I")  # of a CRFsuite file: magic, size, type, version, counts (3), offsets (5)
_QUARKS = struct.Struct("<4s5I")  # of its string table: magic, size, flag, byte order, entries, offset of the table of entries


def titled_python(word: str) -> bool:
    """Tell whether each part of a word starts with a title-case letter (underthesea's Python taggers)."""
    return word[:1].istitle() and all(part[:1].istitle() for part in word.split(" "))


def titled_rust(word: str) -> bool:
    """Tell whether each part of a word starts with a character that is its own capital (underthesea's compiled featurizer)."""
    return word[:1] == word[:1].upper() and all(part[:1] == part[:1].upper() for part in word.split(" "))


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


class _Template(NamedTuple):
    """What a template sees: phrases of a layer (0: words, 1 …: labels), which start ``first`` words on, through a function."""

    layer: int
    width: int
    first: int
    function: str | None
    name: str


def _parse(name: str) -> _Template:
    match = _SYNTAX.fullmatch(name)
    first = int(match[1]) if match else _PAD + 1
    last = int(match[2]) if match and match[2] else first
    if match is None or max(-first, last) > _PAD:
        raise ValueError(f"feature template {name!r} is not understood")
    return _Template(int(match[3] or 0), last - first + 1, first, match[4], name)


def join(layer: Sequence[str], width: int) -> Iterable[str]:
    """Return the phrases of ``width`` neighbours."""
    if width == 1:
        return layer
    if width == 2:  # noqa: PLR2004 - most templates pair two words, and this is twice as fast
        return [f"{word} {following}" for word, following in pairwise(layer)]
    return map(" ".join, zip(*(layer[offset:] for offset in range(width)), strict=False))


class _Phrases(dict[str, _Found]):
    """What is known of phrases of one width: phrase → what each template finds in it.

    Most long phrases have no weight of their own; what functions say of them is one of a few answers, each made once.
    """

    def __init__(self, templates: Sequence[_Template], features: Features, functions: Functions) -> None:
        super().__init__()
        self.width = templates[0].width
        self.firsts = [template.first for template in templates]
        asked = {template.function for template in templates}
        used = [name for name in functions if name in asked]
        self._calls = [functions[name] for name in used]
        order = [None, "lower", *used]
        if unknown := asked.difference(order):
            raise ValueError(f"feature functions not understood: {', '.join(sorted(map(str, unknown)))}")
        self._seen = [(order.index(template.function), features[template.name]) for template in templates]
        self._printed, self._lower = (
            frozenset(chain.from_iterable(known for function, known in self._seen if function == wanted)) for wanted in (0, 1)
        )
        self._answers: dict[tuple[bool, ...], _Found] = {}
        self.before, self.after = (tuple(known.get(edge, "") for _, known in self._seen) for edge in ("BOS", "EOS"))

    def __missing__(self, phrase: str) -> _Found:
        answers = tuple([call(phrase) for call in self._calls])
        lower = phrase.lower()
        common = phrase not in self._printed and lower not in self._lower
        found = self._answers.get(answers) if common else None
        if found is None:
            values = (phrase, lower, *map(str, answers))
            found = tuple([known.get(values[function], "") for function, known in self._seen])
            if common:
                self._answers[answers] = found
        if len(self) >= _KEPT:
            self.clear()
        self[phrase] = found
        return found

    def columns(self, layer: Sequence[str]) -> list[Sequence[str]]:
        """Return for each template what the items of a layer see through it."""
        length = len(layer)
        found = [self.before] * _PAD
        found += map(self.__getitem__, join(layer, self.width))
        found += [self.after] * (_PAD + self.width - 1)
        columns = zip(*found, strict=True)
        return [column[_PAD + first : _PAD + first + length] for first, column in zip(self.firsts, columns, strict=True)]


class _View:
    """What the items of a sentence see through some templates, in their order; those without any weight are left out."""

    def __init__(self, templates: Iterable[_Template], features: Features, functions: Functions) -> None:
        known = [template for template in templates if template.name in features]
        self._groups: list[tuple[int, list[int], _Phrases]] = []
        for layer, width in sorted({(template.layer, template.width) for template in known}):
            places = [index for index, template in enumerate(known) if (template.layer, template.width) == (layer, width)]
            self._groups.append((layer, places, _Phrases([known[index] for index in places], features, functions)))
        self._count = len(known)

    def __bool__(self) -> bool:
        return self._count > 0

    def rows(self, *layers: Sequence[str]) -> Iterable[tuple[str, ...]]:
        """Return the features of each item."""
        columns: list[Sequence[str]] = [()] * self._count
        for layer, places, phrases in self._groups:
            for place, column in zip(places, phrases.columns(layers[layer]), strict=True):
                columns[place] = column
        return map(tuple, map(filter, repeat(None), zip(*columns, strict=True)))


class WordFeatures:
    """What the templates of some models see of the words of a sentence."""

    def __init__(self, templates: Iterable[Iterable[str]], features: Features, functions: Functions) -> None:
        """Take the templates of each model, the features that any has weights for, and what functions tell of phrases.

        A feature that one of the models has no weight for does it no harm. Raises :class:`ValueError` on a template that is
        not understood, and where one model's order cannot serve all.
        """
        ours = [[template for template in map(_parse, names) if not template.layer] for names in templates]
        most = max(ours, key=len)
        if any([template for template in most if template in set(each)] != each for each in ours):
            raise ValueError("the models look at words in different orders")
        self._view = _View(most, features, functions)

    def rows(self, words: Sequence[str]) -> list[tuple[str, ...]]:
        """Return the features of each word."""
        return list(self._view.rows(words)) if self._view else [()] * len(words)


class Model:
    """A sequence model of underthesea: what its templates see of labels, and its tagging function."""

    def __init__(self, templates: Iterable[str], features: Features, tag: Callable[[Any], list[str]]) -> None:
        """Take the templates, the features of the model (more do no harm), and ``CRFTagger.tag``.

        Raises :class:`ValueError` on a template that is not understood, and where one of words follows one of labels.
        """
        self._tag = tag
        layers = [_parse(name) for name in templates]
        if any(before.layer and not after.layer for before, after in pairwise(layers)):
            raise ValueError("a template of words follows one of labels")
        self._view = _View([template for template in layers if template.layer], features, {})

    def label(self, words: list[tuple[str, ...]], *labels: Sequence[str]) -> list[str]:
        """Label the words of a sentence by their features; ``labels`` are layers 1, 2 … of it."""
        return self._tag(list(map(add, words, self._view.rows((), *labels))) if self._view else words)
