"""What facilitators write down of a discussion."""
