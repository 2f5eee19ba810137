"""A shared budget in words: sums of money, what is funded, what each project cost whom."""
