"""Themes in the reports."""
