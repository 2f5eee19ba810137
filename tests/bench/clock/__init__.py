"""How late what falls due is done, and what running sessions weigh."""
