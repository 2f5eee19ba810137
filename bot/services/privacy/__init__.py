"""What a person asks of their own data: what is kept of them, a file of it, that it be deleted."""
