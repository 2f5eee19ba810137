"""Marks from 1 to 5, revealed together."""
