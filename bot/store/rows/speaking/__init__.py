"""Rows of who speaks: the floor, turns, hands."""
