"""What people do with a vote: cast, withdraw, close, settle."""
