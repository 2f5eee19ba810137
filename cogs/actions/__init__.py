"""Actions: proposing and removing them."""
