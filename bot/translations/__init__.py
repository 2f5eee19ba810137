"""What a translation owes to its source: what makes a sentence unfit, and what is told of it."""
