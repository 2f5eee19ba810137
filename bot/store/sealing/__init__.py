"""Sealed ballots on the disk: what is written there is read with a key that is kept elsewhere."""
