"""Score against gold."""
