"""Rows of small groups: who is in which, what they wrote, the places that were made for them."""
