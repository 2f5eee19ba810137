"""Summaries shared between servers: words."""
