"""What people will do after the session."""
