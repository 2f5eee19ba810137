"""Lines on which people moved, in the reports."""
