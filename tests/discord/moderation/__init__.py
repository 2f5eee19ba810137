"""Hiding what has no place before everyone, as people live it."""
