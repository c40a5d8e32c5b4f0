"""Lets ``python -m newsmine`` do what ``newsmine`` does."""

from newsmine.cli import main

if __name__ == "__main__":
    main()
