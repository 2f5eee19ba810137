"""The wall in the reports."""
