"""How long importing newsmine and asking for help take, beside an empty Python: python -m benchmarks.startup."""

from __future__ import annotations

import subprocess
import sys
import time

ROUNDS = 7
COMMANDS = {
    "python -c pass": ["-c", "pass"],
    "import newsmine": ["-c", "import newsmine"],
    "newsmine --help": ["-m", "newsmine", "--help"],
}


def best(args: list[str]) -> float:
    """Return the least seconds of a few rounds."""
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        subprocess.run([sys.executable, *args], stdout=subprocess.DEVNULL, check=True)
        times.append(time.perf_counter() - start)
    return min(times)


def main() -> None:
    """Measure and print."""
    empty = best(COMMANDS["python -c pass"])
    for name, args in COMMANDS.items():
        taken = best(args)
        print(f"{name:18s} {taken * 1000:6.0f} ms   {taken / empty:4.1f} times an empty Python")


if __name__ == "__main__":
    main()
