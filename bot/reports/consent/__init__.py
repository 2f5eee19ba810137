"""Decisions by consent in the reports."""
