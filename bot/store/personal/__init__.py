"""What the tables hold of one person: read for them, and deleted when they ask."""
