"""The roadmap in the reports."""
