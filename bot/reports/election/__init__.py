"""Elections without candidates in the reports."""
