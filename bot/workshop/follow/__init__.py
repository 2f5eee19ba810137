"""Sessions that follow each other, and what became of their actions."""
