"""Notes in the reports."""
