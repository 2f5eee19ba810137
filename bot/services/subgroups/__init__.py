"""Use cases of small groups."""
