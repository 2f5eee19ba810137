"""Themes: named groups of post-its."""
