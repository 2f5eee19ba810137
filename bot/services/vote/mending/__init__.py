"""Mending a vote that is open: looked at first, with what becomes of the ballots, then done."""
