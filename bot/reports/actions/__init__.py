"""Actions in the reports."""
