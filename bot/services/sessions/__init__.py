"""What people do with a session: open it, lead it, find out where it is."""
