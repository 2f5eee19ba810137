"""What leaves by itself, and is not of one session."""
