"""Notes of a discussion."""
