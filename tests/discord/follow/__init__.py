"""Actions after their session, and sessions that follow each other, as people live them."""
