"""What facilitators do with themes."""
