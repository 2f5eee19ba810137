"""A session as a whole: what to check before it, its cards, its time, its summary."""
