"""A summary that is read again before it leaves."""
