"""Mending a vote that is open: its screen, its forms, and the preview of each change."""
