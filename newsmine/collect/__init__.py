"""Newspapers, discovery, polite fetching, frontier, page to article, archive."""
