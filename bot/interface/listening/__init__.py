"""What is typed in channels: read as it is said, and again after an absence."""
