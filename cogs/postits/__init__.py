"""Post-its: writing, changing and withdrawing them."""
