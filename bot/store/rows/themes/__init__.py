"""Rows of themes: the themes and their changes, rounds of sorting together, names proposed."""
