"""HTML to a tree, and the small part of CSS that site rules are written in."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

import lxml.etree  # type: ignore[import-untyped]
import lxml.html  # type: ignore[import-untyped]

from newsmine.errors import InputError

__all__ = ["attr", "cleaned", "element_text", "parse", "select", "selector"]

_PARSER_ARGS = {"encoding": "utf-8", "remove_comments": True, "remove_pis": True, "huge_tree": True}
_SPACE = re.compile(r"[\s\u00a0]+")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_CLOSED = re.compile(r"</(?:html|body)\s*>", re.IGNORECASE)
_SILENT = {"script", "style", "noscript", "template", "svg", "iframe", "object", "select", "textarea", "button"}
MAX_DEPTH = 400


def parse(text: str) -> Any:
    """Return the root element of a page (an :class:`lxml.html.HtmlElement`).

    Raises :class:`InputError` where there is no element at all.
    """
    try:
        root = lxml.html.document_fromstring(cleaned(text).encode("utf-8"), parser=lxml.html.HTMLParser(**_PARSER_ARGS))
    except (lxml.etree.ParserError, lxml.etree.XMLSyntaxError, ValueError) as error:
        raise InputError("not an HTML page") from error
    return root


def cleaned(text: str) -> str:
    """Return a page without control characters and closing tags of the whole: libxml2 stops there, and some sites write on."""
    return _CLOSED.sub("", _CONTROL.sub("", text))


def attr(element: Any, name: str) -> str:
    """Return an attribute, or the empty string."""
    value = element.get(name)
    return value if isinstance(value, str) else ""


def element_text(element: Any) -> str:
    """Return the visible text of an element on one line."""
    parts: list[str] = []
    _gather(element, parts, 0)
    return _SPACE.sub(" ", "".join(parts)).strip()


def _gather(element: Any, parts: list[str], depth: int) -> None:
    if depth > MAX_DEPTH:
        return
    if isinstance(element.tag, str) and element.tag not in _SILENT:
        parts.append(element.text or "")
        for child in element:
            _gather(child, parts, depth + 1)
            parts.append(child.tail or "")
        if element.tag in {"p", "div", "br", "li", "tr", "td", "h1", "h2", "h3"}:
            parts.append(" ")


# -- selectors --------------------------------------------------------------------------------------------------------------

_STEP = re.compile(
    r"(?P<tag>[a-zA-Z][\w-]*|\*)?(?P<rest>(?:[#.][\w-]+|\[[\w-]+(?:[~|^$*]?=\s*(?:\"[^\"]*\"|'[^']*'|[^\]\"']+))?\]"
    r"|:first-child|:first-of-type|:last-of-type)*)"
)
_PART = re.compile(
    r"#(?P<id>[\w-]+)|\.(?P<cls>[\w-]+)|\[(?P<name>[\w-]+)(?:(?P<op>[~|^$*]?=)\s*(?P<value>\"[^\"]*\"|'[^']*'|[^\]\"']+))?\]"
    r"|(?P<pseudo>:first-child|:first-of-type|:last-of-type)"
)
_TOKENS = re.compile(r"\s*(>)\s*|\s+")


def _quoted(value: str) -> str:
    if "'" not in value:
        return f"'{value}'"
    return f'"{value}"'


def _word(name: str, value: str) -> str:
    return f"contains(concat(' ', normalize-space(@{name}), ' '), {_quoted(f' {value} ')})"


def _test(part: re.Match[str]) -> str:
    if part["id"]:
        return f"@id={_quoted(part['id'])}"
    if part["cls"]:
        return _word("class", part["cls"])
    if part["pseudo"]:
        return {":first-child": "not(preceding-sibling::*)", ":first-of-type": "1", ":last-of-type": "last()"}[part["pseudo"]]
    name, op = part["name"], part["op"]
    if not op:
        return f"@{name}"
    value = part["value"].strip().strip("\"'")
    return {
        "=": f"@{name}={_quoted(value)}",
        "~=": _word(name, value),
        "^=": f"starts-with(@{name}, {_quoted(value)})",
        "$=": f"substring(@{name}, string-length(@{name}) - {len(value) - 1}) = {_quoted(value)}",
        "*=": f"contains(@{name}, {_quoted(value)})",
        "|=": f"(@{name}={_quoted(value)} or starts-with(@{name}, {_quoted(value + '-')}))",
    }[op]


def _xpath(css: str) -> str:
    axis, out, here = "descendant-or-self::", "", 0
    css = css.strip()
    while here < len(css):
        step = _STEP.match(css, here)
        if not step or step.end() == here:
            raise ValueError(f"selector not understood: {css!r}")
        tests = "".join(f"[{_test(part)}]" for part in _PART.finditer(step["rest"]))
        out += f"{'/' if out else ''}{axis}{(step['tag'] or '*').lower()}{tests}"
        here = step.end()
        if here < len(css):
            gap = _TOKENS.match(css, here)
            if not gap:
                raise ValueError(f"selector not understood: {css!r}")
            axis = "child::" if gap[1] else "descendant::"
            here = gap.end()
            if here == len(css):
                raise ValueError(f"selector not understood: {css!r}")
    return out


@cache
def selector(css: str) -> Any:
    """Compile a selector: tags, ``.class``, ``#id``, ``[attribute]``, ``[attribute=value]`` (also ``^= $= *= ~=``), descendants,
    ``>`` children, and several split by commas. Raises :class:`ValueError` for anything else.
    """  # noqa: D205
    parts = [part for part in css.split(",") if part.strip()]
    if not parts:
        raise ValueError("empty selector")
    return lxml.etree.XPath(" | ".join(_xpath(part) for part in parts))


def select(root: Any, css: str) -> list[Any]:
    """Return the elements that a selector finds, in page order."""
    found: list[Any] = selector(css)(root)
    return found
