"""Themes: sorting the wall."""
