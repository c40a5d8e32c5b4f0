"""The whole way on sample newspapers: serve, crawl, extract, store, compare, report. ``make demo`` runs it.

Everything it does is done by the commands that a user has; it prints each before it runs it.
"""

from __future__ import annotations

import shlex
import subprocess
import sys
import time
from pathlib import Path

from corpora.sample_site import Site, serve
from corpora.sample_site.serve import DEFAULT_PORT

OUT = Path("demo-out")
REGISTRY = Path(__file__).parent / "sample_site" / "registry.toml"
INDICATORS = ("poverty_rate", "cadre_univ_share")


def _serve() -> Site:
    """Serve at the usual ports, so that a second demo finds the same addresses; at any where they are taken."""
    try:
        return serve(DEFAULT_PORT)
    except OSError:
        return serve()


def run(*args: str) -> None:
    """Print a command and run it; stop the demo where it fails."""
    print(f"\n$ newsmine {shlex.join(args)}", flush=True)
    done = subprocess.run([sys.executable, "-m", "newsmine", *args], check=False)  # noqa: S603 - the project's own commands
    if done.returncode:
        raise SystemExit(f"demo: newsmine {args[0]} ended with {done.returncode}")


def main() -> None:
    """Run the demo into ``demo-out/``."""
    started = time.monotonic()
    print("Six newspapers that do not exist, with invented people and figures, are served on this machine and read from it.")
    with _serve() as site:
        bases = [part for paper, url in site.urls.items() for part in ("--base", f"{paper}={url}")]
        options = ["--registry", str(REGISTRY), "--allow-host", "127.0.0.1", "--delay", "0.02"]
        run("crawl", *site.urls, "--out", str(OUT / "crawl"), *options, *bases)
    run("extract", str(OUT / "crawl" / "articles.jsonl"), "--out", str(OUT / "data"), "--format", "csv", "--jobs", "2")
    named = [part for name in INDICATORS for part in ("--indicator", name)]
    run("compare", str(OUT / "data"), *named, "--by", "province", "--map", "34")
    run("compare", str(OUT / "data"), *named, "--by", "district")
    run("report", str(OUT / "data"), "--out", str(OUT / "report.html"), "--title", "Six sample newspapers")
    print(f"""
Done in {time.monotonic() - started:.0f} s. All of it is in {OUT}/:
  crawl/                   pages as WARC, articles.jsonl, the crawler's book
  data/newsmine.sqlite     the store; *.csv are its tables, codebook.json says what the columns mean
  data/compare-*.csv .png  the comparisons
  report.html              open it in a browser: every figure leads to its sentence

On your own data:
  newsmine extract ARTICLES… --out data        .txt, .html, .jsonl, .warc.gz files or folders of them
  newsmine compare data                        lists the indicators it found; add --indicator NAME
  newsmine report data --out report.html       one page to read and to send on
(in this folder: .venv/bin/newsmine)""")


if __name__ == "__main__":
    main()
