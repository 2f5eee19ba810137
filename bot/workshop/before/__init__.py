"""What is done before a meeting: a moment read, a step opened ahead, a session planned."""
