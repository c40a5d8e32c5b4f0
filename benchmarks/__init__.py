"""Speed, memory and quality, each against a peer in one run. Nothing here is a test: machines differ, ratios less so."""
