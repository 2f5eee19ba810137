"""What is said of a server's settings, and of what the bot may do in its channels."""
