"""How the one SQLite file is opened, asked and erased: nothing here knows what a row means."""
