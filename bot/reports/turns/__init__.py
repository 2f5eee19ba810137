"""A speaking round in the reports."""
