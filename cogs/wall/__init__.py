"""The wall: reading it, reacting to it."""
