"""An election without candidates as people live it."""
