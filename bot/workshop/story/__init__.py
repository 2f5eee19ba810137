"""The story: scenarios, how they are prepared, and how they are told."""
