"""Sample newspapers and gold, written for this project."""
