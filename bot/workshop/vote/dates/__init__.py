"""Finding a date: what people write, read as dates that can be voted on."""
