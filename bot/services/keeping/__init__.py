"""What is kept leaves: raw data, and all that is of a server."""
