"""Summaries that a server shares with another: rules."""
