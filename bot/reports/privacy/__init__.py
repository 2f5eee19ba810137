"""What is kept of one person, as files for them."""
