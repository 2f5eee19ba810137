"""A claim and a line: people take a place, move, and say what moved them."""
