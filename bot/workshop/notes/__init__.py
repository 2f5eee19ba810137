"""Notes taken during a discussion."""
