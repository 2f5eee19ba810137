"""Sessions: opening them, leading them from the panel, finding one's way."""
