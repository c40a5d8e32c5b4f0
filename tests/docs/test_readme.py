"""What the README shows is what its commands print: lines as they are, ``…`` for what is left out."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from newsmine.cli import cli

ROOT = Path(__file__).parents[2]
SHOWN = [
    pytest.param(command, shown, id=f"{name}-{command}")
    for name in ("README.md", "README.vi.md")
    for command, shown in re.findall(
        r"^```\n\$ newsmine ([^\n]*)\n(.*?)^```$", (ROOT / name).read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
    )
]


def test_each_readme_shows_a_command():
    assert len(SHOWN) >= 2


@pytest.mark.parametrize(("command", "shown"), SHOWN)
def test_the_command_prints_what_is_shown(command, shown, monkeypatch):
    monkeypatch.chdir(ROOT)
    printed = CliRunner().invoke(cli, shlex.split(command)).output.splitlines()
    at = 0
    for line in (line for line in shown.splitlines() if line.strip() != "…"):
        start = line.removesuffix("…").rstrip()
        found = next(
            (i for i in range(at, len(printed)) if printed[i].startswith(start) if line.endswith("…") or printed[i] == line), None
        )
        assert found is not None, f"not printed (any more): {line}"
        at = found + 1
