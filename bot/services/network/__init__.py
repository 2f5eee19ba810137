"""Summaries that a server shares with another: use cases."""
