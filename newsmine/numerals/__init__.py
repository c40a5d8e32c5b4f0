"""Numbers, units, bounds, periods, and what only looks like a number: pure functions on strings."""
