"""What people do in a round of consent."""
