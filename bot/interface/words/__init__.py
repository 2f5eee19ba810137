"""What the bot says of each capability, as people read it."""
