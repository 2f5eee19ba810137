"""Finding summaries again."""
