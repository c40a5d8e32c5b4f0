"""Tidy tables across localities and time, comparability checks, charts, maps, report."""
