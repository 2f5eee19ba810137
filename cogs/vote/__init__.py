"""Votes: opening them, marking and casting a ballot, closing them."""
