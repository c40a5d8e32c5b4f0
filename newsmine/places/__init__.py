"""Places in time: gazetteer with dates of validity, names to units at a date, succession of units."""
