"""What a person asks of their own data, over the use cases."""
