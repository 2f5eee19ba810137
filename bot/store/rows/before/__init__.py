"""Rows of what is done before a meeting."""
