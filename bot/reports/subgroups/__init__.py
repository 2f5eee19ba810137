"""What small groups brought back."""
