"""``python -m corpora.sample_site`` serves the sample press until it is interrupted."""

from __future__ import annotations

from corpora.sample_site.serve import main

main()
