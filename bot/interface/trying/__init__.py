"""What the bot may do in the channels of a server, tried before a meeting."""
