"""People and places by their names, never by what identifies them."""
