"""Many articles through ``newsmine extract``, killed half way and run again: python -m benchmarks.endurance FOLDER [COUNT].

FOLDER holds .txt files; they are repeated with changed ids until there are COUNT (10,000). Prints time and peak memory of each
run, and whether the exports are the same as those of a run that nobody stopped.
"""

from __future__ import annotations

import hashlib
import itertools
import json
import os
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

TABLES = ("articles", "people", "quotations", "statistics", "references")


def make_lines(folder: Path, count: int, path: Path) -> None:
    """Write COUNT articles, one a line."""
    texts = [file.read_bytes().decode("utf-8") for file in sorted(folder.glob("*.txt"))]
    with path.open("w", encoding="utf-8") as lines:
        for number, text in zip(range(count), itertools.cycle(texts), strict=False):
            lines.write(json.dumps({"id": f"bai-{number}", "text": text}, ensure_ascii=False) + "\n")


def start(source: Path, out: Path) -> subprocess.Popen[bytes]:
    """Start the extraction of the lines."""
    command = [sys.executable, "-m", "newsmine", "extract", str(source), "--out", str(out), "--jobs", "2", "--quiet"]
    return subprocess.Popen(command)


def done_so_far(out: Path) -> int:
    """Return the number of articles that are committed."""
    try:
        with sqlite3.connect(f"file:{out / 'newsmine.sqlite'}?mode=ro", uri=True) as db:
            return int(db.execute("SELECT count(*) FROM inputs WHERE done = 1").fetchone()[0])
    except sqlite3.Error:
        return 0


def peak_of(process: subprocess.Popen[bytes]) -> int:
    """Wait for a process and return the peak memory of it and of its largest worker, in MB."""
    _, _, usage = os.wait4(process.pid, 0)
    return usage.ru_maxrss // 1024


def digest(out: Path) -> dict[str, tuple[int, str]]:
    """Return lines and hash of each exported table."""
    found = {}
    for table in TABLES:
        data = (out / f"{table}.jsonl").read_bytes()
        found[table] = (data.count(b"\n"), hashlib.sha256(data).hexdigest()[:12])
    return found


def main(args: list[str]) -> None:
    """Run and print."""
    count = int(args[1]) if len(args) > 1 else 10_000
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        source = work / "articles.jsonl"
        make_lines(Path(args[0]), count, source)
        print(f"{count:,} articles, {source.stat().st_size / 1e6:.0f} MB")

        process = start(source, work / "stopped")
        while process.poll() is None and done_so_far(work / "stopped") < count // 2:
            time.sleep(0.5)
        process.send_signal(signal.SIGKILL)
        print(f"killed at {done_so_far(work / 'stopped'):,} articles; peak {peak_of(process)} MB")

        for label in ("stopped", "whole"):
            begun = time.perf_counter()
            peak = peak_of(start(source, work / label))
            print(f"{'resumed' if label == 'stopped' else 'undisturbed'}: {time.perf_counter() - begun:.0f} s, peak {peak} MB")
        one, two = digest(work / "stopped"), digest(work / "whole")
        for table in TABLES:
            print(f"{table:12s} {one[table][0]:9,} rows   {'same bytes' if one[table] == two[table] else 'DIFFERENT'}")


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit("usage: python -m benchmarks.endurance FOLDER [COUNT]   (benchmarks/README.md says what it states)")
    main(sys.argv[1:])
