"""What a person asks of their own data."""
