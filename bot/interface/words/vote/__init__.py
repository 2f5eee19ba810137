"""What the bot says of a vote."""
