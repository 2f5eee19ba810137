"""How what is to be said reaches Discord: letters, cards, pictures, recordings, marks."""
