"""What a session leaves, and what becomes of it."""
