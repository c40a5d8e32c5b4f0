"""The command line: parse the arguments, call one function, print.

Each command stands in a module of its own, loaded when asked for. Exit codes:

- 0: all went well
- 1: the work was done, but some inputs were not read or failed (each is named)
- 2: the command was not understood or cannot be done as asked
- 70: a fault of newsmine itself
- 130: stopped by the user; the same command goes on where it was
"""

from __future__ import annotations

import os
import sys
from importlib import import_module

import click

from newsmine import __version__
from newsmine.errors import NewsmineError

__all__ = ["cli", "main"]

_COMMANDS = {
    "extract": "Extract people, quotations, figures and documents from articles.",
    "scale": "Extract in shards, on this machine or on a Dask cluster.",
    "crawl": "Collect articles of registered newspapers, politely and resumably.",
    "compare": "Compare an indicator across localities and time.",
    "export": "Write a store as CSV, Parquet, Stata, SQLite or a data package.",
    "report": "Write one self-contained HTML page about a store.",
    "review": "Check a sample of records against the text on a local page.",
    "evaluate": "Score extracted records against gold annotation.",
    "sources": "List, show and check the registered newspapers.",
    "places": "Resolve the name of a place at a date, and say what it is today.",
    "numerals": "Account for every number of articles: read, or refused and why.",
    "indicators": "List and match indicators, and discover what none claims.",
    "rule": "Teach which indicator a figure is, by an example.",
    "people": "List officials with their offices over time.",
}
"""Commands and their one-line help: here, so that ``--help`` loads none of them."""


class _Lazy(click.Group):
    """A group whose commands are imported only when one is run."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in _COMMANDS:
            return None
        command: click.Command = import_module(f"newsmine.cli.{cmd_name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section("Commands"):
            formatter.write_dl(list(_COMMANDS.items()))


@click.command(cls=_Lazy, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="newsmine")
def cli() -> None:
    """Turn Vietnamese provincial newspapers into structured, comparable records of local governance."""


def main(args: list[str] | None = None) -> None:
    """Run the command line and exit with its code; an error is one line on standard error, never a traceback."""
    try:
        code = cli.main(args, prog_name="newsmine", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except NewsmineError as error:
        click.echo(f"newsmine: {error}", err=True)
        sys.exit(2)
    except (KeyboardInterrupt, click.Abort):
        click.echo("newsmine: stopped; run the same command again to go on where it was", err=True)
        sys.exit(130)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(1)
    except OSError as error:
        click.echo(f"newsmine: {error.filename or ''}: {error.strerror or error}".replace(": :", ":"), err=True)
        sys.exit(2)
    except Exception as error:
        if os.environ.get("NEWSMINE_DEBUG"):
            raise
        click.echo(f"newsmine: a fault of newsmine itself: {type(error).__name__}: {error}", err=True)
        click.echo("newsmine: with NEWSMINE_DEBUG=1 the same command shows where; please report it", err=True)
        sys.exit(70)
    sys.exit(code if isinstance(code, int) else 0)
