"""The page: one record at a time in its paragraph, its fields beside it, keys for the decisions. Listens on this machine only."""

from __future__ import annotations

import secrets
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs

from newsmine._data import data_text
from newsmine.dataset.store import Store
from newsmine.errors import NewsmineError
from newsmine.extractors.highlight import STYLE
from newsmine.review.book import FIELDS, decide, draw, plain, progress

if TYPE_CHECKING:
    from starlette.applications import Starlette
    from starlette.requests import Request
    from starlette.responses import Response

__all__ = ["make_app", "run"]

_HOSTS = ("127.0.0.1", "localhost", "[::1]")
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'"
_MOST_BYTES = 100_000


class _Desk:
    """What the page needs to know: the store, the records drawn, who reads them, and the word that forms must bring back."""

    def __init__(self, path: Path, table: str, reviewer: str, count: int, seed: int) -> None:
        self.path, self.table, self.reviewer = path, table, reviewer
        self.token = secrets.token_urlsafe(16)
        with Store(path, must_exist=True) as store:
            self.ids = draw(store, table, count, seed)

    def record(self, record_id: str) -> Any:
        """Return the record with its article, or None."""
        key = "statistic_id" if self.table == "statistics" else "quotation_id"
        with Store(self.path) as store:
            query = (
                "SELECT r.*, a.text AS a_text, a.title AS a_title, a.source AS a_source, a.published_at AS a_day "  # noqa: S608
                f'FROM "{self.table}" r JOIN articles a USING (article_id) WHERE r.{key} = ?'
            )
            return store.db.execute(query, (record_id,)).fetchone()

    def next_id(self, after: str | None = None) -> str | None:
        """Return the next record that the reviewer has not read: after one, then from the beginning."""
        with Store(self.path) as store:
            rows = store.db.execute("SELECT DISTINCT record_id FROM reviews WHERE reviewer = ?", (self.reviewer,))
            read = {row[0] for row in rows}
        start = self.ids.index(after) + 1 if after in self.ids else 0
        return next((record_id for record_id in self.ids[start:] + self.ids[:start] if record_id not in read), None)

    def page(self, record_id: str | None) -> str:
        """Return the page of a record, or the closing page."""
        import jinja2

        environment = jinja2.Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=jinja2.StrictUndefined)
        template = environment.from_string(data_text("newsmine.review", "review.html.j2"))
        with Store(self.path) as store:
            done = progress(store, self.table, self.ids, self.reviewer)
        row = self.record(record_id) if record_id else None
        return template.render(
            style=STYLE,
            table=self.table,
            reviewer=self.reviewer,
            done=done,
            lines=done.lines(),
            token=self.token,
            record_id=record_id,
            row=row,
            text=_in_paragraph(row) if row is not None else "",
            fields=[(name, plain(row[name])) for name in FIELDS[self.table]] if row is not None else [],
        )


def _in_paragraph(row: Any) -> str:
    """Return the paragraph before, the record's own with the record marked, and the next, as HTML."""
    text, start, end = row["a_text"], row["start"], row["end"]
    left = text.rfind("\n", 0, max(0, text.rfind("\n", 0, start))) + 1
    right = text.find("\n", text.find("\n", end) + 1) if "\n" in text[end:] else len(text)
    right = len(text) if right < 0 else right
    css = "nm-s" if "statistic_id" in row.keys() else "nm-q"  # noqa: SIM118 - a row of SQLite is no mapping
    return f'{escape(text[left:start])}<mark class="{css}">{escape(text[start:end])}</mark>{escape(text[end:right])}'


def make_app(store: Path | str, *, table: str = "statistics", reviewer: str, count: int = 60, seed: int = 1) -> Starlette:
    """Return the application that shows ``count`` records of a store, drawn by ``seed``, to one reviewer.

    It answers to names of this machine only, and takes decisions only from its own pages. Raises
    :class:`newsmine.errors.InputError` for no store or no such table, :class:`NewsmineError` without the extra ``review``.
    """
    try:
        from starlette.applications import Starlette
        from starlette.middleware import Middleware
        from starlette.middleware.trustedhost import TrustedHostMiddleware
        from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse
        from starlette.routing import Route
    except ImportError as error:
        raise NewsmineError("the review page needs starlette and uvicorn; install: pip install 'newsmine[review]'") from error
    desk = _Desk(Path(store), table, reviewer, count, seed)
    headers = {"Content-Security-Policy": _POLICY, "Referrer-Policy": "no-referrer", "X-Content-Type-Options": "nosniff"}

    async def show(request: Request) -> Response:
        wanted = request.query_params.get("record")
        record_id = wanted if wanted in desk.ids else desk.next_id(request.query_params.get("after"))
        return HTMLResponse(desk.page(record_id), headers=headers)

    async def take(request: Request) -> Response:
        body = await request.body()
        sent = {name: values[0] for name, values in parse_qs(body.decode("utf-8", "replace"), keep_blank_values=True).items()}
        record_id = sent.get("record", "")
        if len(body) > _MOST_BYTES or not secrets.compare_digest(sent.get("token", ""), desk.token) or record_id not in desk.ids:
            return PlainTextResponse("not from this page", status_code=403, headers=headers)
        if sent.get("decision") != "skip":
            fields = None if sent.get("decision") == "reject" else {name: sent.get(name, "") for name in FIELDS[desk.table]}
            with Store(desk.path) as opened:
                decide(opened, desk.table, record_id, desk.reviewer, fields, sent.get("note"))
        return RedirectResponse(f"/?after={record_id}", status_code=303, headers=headers)

    hosts = Middleware(TrustedHostMiddleware, allowed_hosts=list(_HOSTS))
    return Starlette(routes=[Route("/", show), Route("/", take, methods=["POST"])], middleware=[hosts])


def run(app: Starlette, port: int) -> None:
    """Serve the page on 127.0.0.1 until interrupted."""
    import uvicorn

    uvicorn.run(app, host="127.0.0.1", port=port, log_level="warning")
