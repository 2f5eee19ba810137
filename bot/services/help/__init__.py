"""Help: what is under way where someone asks for it."""
