"""Where people of small groups are in Discord, and what brings them elsewhere."""
