"""What was put right in a summary before it left."""
