"""Hands: who waits to speak, who has the floor, who sits in the middle."""
