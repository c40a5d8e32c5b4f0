"""The archive: raw pages as WARC 1.1, one gzip member a record, with digests; readable by any tool that reads WARC.

A record is on the disk (written and synced) before anybody is told where it stands; after a kill, :func:`repair` cuts off a torn
last member and gives back the whole records that nobody was told of.
"""

from __future__ import annotations

import io
import os
import threading
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

from newsmine import __version__
from newsmine.collect.compression import TooLarge, decompress
from newsmine.collect.dates import parse_time

__all__ = ["Archive", "Page", "Place", "read_warc", "repair"]

# Own headers, ignored by other tools: what the page was fetched as, and the address that was asked for before redirects.
ROLE = "WARC-Newsmine-Role"
ASKED = "WARC-Newsmine-Asked"
ROTATE_BYTES = 1_000_000_000
_LISTS = {"feed", "sitemap", "section", "robots"}
_PAGE_TYPES = ("text/html", "application/xhtml", "text/plain")
_OK = 200


@dataclass(frozen=True, slots=True)
class Page:
    """A response out of an archive, its body decompressed."""

    url: str
    body: bytes
    status: int = 200
    content_type: str | None = None
    fetched_at: str | None = None
    role: str | None = None
    asked: str | None = None
    etag: str | None = None
    last_modified: str | None = None

    @property
    def is_list(self) -> bool:
        """Whether it was fetched as a feed, sitemap, section page or robots.txt."""
        return self.role in _LISTS

    @property
    def is_article_candidate(self) -> bool:
        """Whether it may hold an article: an HTML page that came with status 200 and is not known to be a list."""
        kind = (self.content_type or "text/html").lower()
        return self.status == _OK and not self.is_list and kind.startswith(_PAGE_TYPES)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a record stands: file name inside the archive folder, offset and length in bytes."""

    file: str
    offset: int
    length: int


class Archive:
    """Appends records to ``FOLDER/newsmine-00001.warc.gz`` and on; safe to share between threads."""

    def __init__(self, folder: Path, rotate_bytes: int = ROTATE_BYTES) -> None:
        """Open the archive for appending; the newest file is gone on with."""
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._rotate = rotate_bytes
        self._lock = threading.Lock()
        files = sorted(folder.glob("newsmine-*.warc.gz"))
        self._number = int(files[-1].name[9:14]) if files else 1
        self._file: IO[bytes] | None = None

    def _open(self) -> IO[bytes]:
        if self._file is not None and self._file.tell() >= self._rotate:
            self._file.close()
            self._file = None
            self._number += 1
        if self._file is None:
            path = self._folder / f"newsmine-{self._number:05d}.warc.gz"
            self._file = path.open("ab")
            if self._file.tell() == 0:
                self._file.write(_info(path.name))
        return self._file

    def write(self, page: Page, headers: Mapping[str, str], raw: bytes, reason: str = "OK") -> Place:
        """Append a response (``raw``: the body as transferred, still compressed) and sync it; return where it stands."""
        member = _response(page, headers, raw, reason)
        with self._lock:
            file = self._open()
            offset = file.tell()
            file.write(member)
            file.flush()
            os.fsync(file.fileno())
            return Place(Path(file.name).name, offset, len(member))

    def close(self) -> None:
        """Close the file that is being written."""
        with self._lock:
            if self._file is not None:
                self._file.close()
                self._file = None


def _writer(buffer: IO[bytes]) -> Any:
    from warcio.warcwriter import WARCWriter

    return WARCWriter(buffer, gzip=True, warc_version="1.1")


def _info(name: str) -> bytes:
    buffer = io.BytesIO()
    writer = _writer(buffer)
    fields = {
        "software": f"newsmine/{__version__}",
        "format": "WARC File Format 1.1",
        "conformsTo": "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/",
        "robots": "obey",
    }
    writer.write_record(writer.create_warcinfo_record(name, fields))
    return buffer.getvalue()


def _response(page: Page, headers: Mapping[str, str], raw: bytes, reason: str) -> bytes:
    from warcio.statusandheaders import StatusAndHeaders

    # The body is stored as sent but out of its chunks, so the two headers that describe the transfer keep another name.
    renamed = {"transfer-encoding", "content-length"}
    fields = [(f"X-Archive-Orig-{name}" if name.lower() in renamed else name, value) for name, value in headers.items()]
    fields.append(("Content-Length", str(len(raw))))
    moment = datetime.fromisoformat(page.fetched_at) if page.fetched_at else datetime.now(UTC)
    extra = {"WARC-Date": moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")}
    if page.role:
        extra[ROLE] = page.role
    if page.asked and page.asked != page.url:
        extra[ASKED] = page.asked
    buffer = io.BytesIO()
    writer = _writer(buffer)
    head = StatusAndHeaders(f"{page.status} {reason or 'OK'}", fields, protocol="HTTP/1.1")
    record = writer.create_warc_record(page.url, "response", payload=io.BytesIO(raw), http_headers=head, warc_headers_dict=extra)
    writer.write_record(record)
    return buffer.getvalue()


def read_warc(path: Path, *, max_bytes: int, start: int = 0) -> Iterator[Page | str]:
    """Give the responses of a WARC file one by one; a string says in words what could not be read."""
    with path.open("rb") as file:
        file.seek(start)
        for page, _ in _records(file, max_bytes):
            if page is not None:
                yield page


def _records(file: IO[bytes], max_bytes: int) -> Iterator[tuple[Page | str | None, int]]:
    """Give (page, problem in words or None for another kind of record; offset of the record after it)."""
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    count = 0
    try:
        records = ArchiveIterator(file)
        for record in records:
            count += 1
            page: Page | str | None = None
            if record.rec_type in {"response", "resource"}:
                page = _page(record, max_bytes)
            if _drain(record) and isinstance(page, Page):
                page = f"{page.url}: the archive is cut off inside this record"
            yield page, records.get_record_offset()
    except (ArchiveLoadFailed, EOFError, zlib.error, ValueError, AttributeError, IndexError, UnicodeError) as error:
        words = str(error).strip().split("\n")[0][:120] or type(error).__name__
        yield f"the archive cannot be read after its record {count} ({words})", -1


def _drain(record: Any) -> bool:
    """Read a record to its end; whether bytes are missing."""
    while record.raw_stream.read(65_536):
        pass
    return bool(getattr(record.raw_stream, "limit", 0) > 0)


def _page(record: Any, max_bytes: int) -> Page | str:
    url = record.rec_headers.get_header("WARC-Target-URI") or ""
    url = url.strip("<>")
    headers = record.http_headers
    status = 200
    content_type = record.rec_headers.get_header("Content-Type") if headers is None else None
    encoding = ""
    if headers is not None:
        code = headers.get_statuscode()
        status = int(code) if code and code.isdigit() else 0
        content_type = headers.get_header("Content-Type")
        encoding = headers.get_header("Content-Encoding") or ""
    page = Page(
        url=url,
        body=b"",
        status=status,
        content_type=content_type,
        fetched_at=parse_time(record.rec_headers.get_header("WARC-Date") or ""),
        role=record.rec_headers.get_header(ROLE),
        asked=record.rec_headers.get_header(ASKED) or url,
        etag=headers.get_header("ETag") if headers is not None else None,
        last_modified=headers.get_header("Last-Modified") if headers is not None else None,
    )
    if page.is_list or not page.is_article_candidate:
        body = _raw(record, max_bytes) if page.is_list else b""
    else:
        body = _raw(record, max_bytes)
        if len(body) > max_bytes:
            return f"{url}: more than one page can be (limit {max_bytes / 1e6:g} MB, --max-bytes raises it)"
    try:
        body = decompress(body, encoding, max_bytes)
    except TooLarge:
        return f"{url}: more than one page can be when decompressed (limit {max_bytes / 1e6:g} MB)"
    except (zlib.error, EOFError, ValueError) as error:
        return f"{url}: the page's compression is damaged ({error})"
    return replace(page, body=body)


def _raw(record: Any, max_bytes: int) -> bytes:
    """Return the body out of its chunks (archives of other tools keep them), still compressed."""
    headers = record.http_headers
    stream = record.raw_stream
    if headers is not None and "chunked" in (headers.get_header("Transfer-Encoding") or "").lower():
        from warcio.bufferedreaders import ChunkedDataReader

        stream = ChunkedDataReader(stream)
    parts: list[bytes] = []
    size = 0
    while size <= max_bytes and (part := stream.read(min(1 << 20, max_bytes + 1 - size))):
        parts.append(part)
        size += len(part)
    return b"".join(parts)


def repair(folder: Path, known: Mapping[str, int], max_bytes: int) -> list[tuple[Page, Place]]:
    """Make the archive whole after a kill: ``known`` gives for each file how many bytes are accounted for.

    A torn member at the end of a file is cut off; whole records beyond what is known are returned, to be accounted for.
    """
    found: list[tuple[Page, Place]] = []
    for path in sorted(folder.glob("newsmine-*.warc.gz")):
        start = known.get(path.name, 0)
        size = path.stat().st_size
        if size <= start:
            continue
        data = path.read_bytes()[start:] if size - start < ROTATE_BYTES else b""
        here = 0
        while here < len(data):
            length = _member(data, here)
            if length is None:
                break
            page = next(_records(io.BytesIO(data[here : here + length]), max_bytes), (None, 0))[0]
            if isinstance(page, Page):
                found.append((page, Place(path.name, start + here, length)))
            here += length
        if here < len(data):
            with path.open("r+b") as file:
                file.truncate(start + here)
                os.fsync(file.fileno())
    return found


def _member(data: bytes, start: int) -> int | None:
    """Length of the whole gzip member at ``start``, or None if it is torn."""
    machine = zlib.decompressobj(wbits=31)
    here = start
    try:
        while here < len(data) and not machine.eof:
            machine.decompress(data[here : here + 65_536])
            here += 65_536
    except zlib.error:
        return None
    if not machine.eof:
        return None
    return min(here, len(data)) - len(machine.unused_data) - start
