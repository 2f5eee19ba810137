"""What a server chooses once."""
