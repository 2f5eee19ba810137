"""What a server chooses: the rules."""
