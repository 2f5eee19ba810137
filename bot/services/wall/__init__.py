"""What people do with the wall: open it, react to it."""
