"""Sphinx: reads the Markdown of this folder; warnings are errors in ``make docs``."""

from __future__ import annotations

project = "newsmine"
author = "The newsmine developers"
copyright = "the newsmine developers"  # noqa: A001 - Sphinx asks for this name
extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
html_theme = "furo"
html_title = "newsmine"
exclude_patterns = ["_build"]
myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3
autodoc_typehints = "description"
suppress_warnings = ["myst.xref_missing"]  # links to files of the repository, which are no pages here
