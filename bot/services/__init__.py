"""What a person can do: one use case, one transaction (rule + rows + what is to be said)."""
