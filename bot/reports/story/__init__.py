"""The story in the reports."""
