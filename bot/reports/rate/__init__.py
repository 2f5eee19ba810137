"""Marks from 1 to 5 in the reports."""
