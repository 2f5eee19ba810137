"""What a server chooses, as people choose it."""
