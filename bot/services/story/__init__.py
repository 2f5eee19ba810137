"""What people do with the story: prepare it, tell it."""
