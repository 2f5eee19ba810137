"""Hands are raised, the floor is given, people sit in the middle."""
