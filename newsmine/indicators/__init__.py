"""The taxonomy of indicators, and what maps a statistic to it."""
