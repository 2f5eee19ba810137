"""A claim and a line on which people stand and move (débat mouvant)."""
