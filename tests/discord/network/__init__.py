"""Summaries shared between servers."""
