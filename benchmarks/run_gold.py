"""Extract a folder of .txt files into DIR as JSONL, for a quick look while writing rules: run_gold.py FOLDER DIR."""

from __future__ import annotations

import dataclasses
import json
import sys
from pathlib import Path

import newsmine
from newsmine.records import stable_id

TABLES = ("people", "quotations", "statistics", "references", "rejects")


def main(folder: str, out: str) -> None:
    target = Path(out)
    target.mkdir(parents=True, exist_ok=True)
    files = {name: (target / f"{name}.jsonl").open("w", encoding="utf-8") for name in ("articles", *TABLES)}
    for path in sorted(Path(folder).glob("*.txt")):
        text = path.read_bytes().decode("utf-8")
        article = newsmine.Article(article_id=stable_id(path.name, text), text=text, origin=str(path))
        found = newsmine.extract(article)
        for name in TABLES:
            for record in getattr(found, name):
                files[name].write(json.dumps(record.as_dict(), ensure_ascii=False) + "\n")
        files["articles"].write(json.dumps(dataclasses.replace(article, text="").as_dict(), ensure_ascii=False) + "\n")
    for file in files.values():
        file.close()


main(*sys.argv[1:])
