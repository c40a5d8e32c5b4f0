"""Shards on a pool of processes, and on a distributed engine."""
