"""Ballots: what each method shows to be marked, the box, and what facilitators do with a vote."""
