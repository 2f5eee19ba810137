"""What operators ask for beside running: a look at what is needed, a copy, an address."""
