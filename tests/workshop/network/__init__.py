"""Rules of what is shared between servers."""
