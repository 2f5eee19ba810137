"""What the sessions of a server left over a while, in one text."""
