"""The local page where a person checks records against the text."""
