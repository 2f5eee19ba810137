"""Post-its in the reports."""
