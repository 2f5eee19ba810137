"""Marks from 1 to 5: given out of sight, revealed together."""
