"""What a person asks of their own data, as they do in Discord."""
