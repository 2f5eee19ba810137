"""Voting rules: one pure module each, exact numbers only (int, Fraction), ties stated.

Every rule has a `count` that takes options, ballots with weights, and settings, and returns a
`Result` (bot/tally/result.py). `recount` reads a vote from JSON, counts it with the same rules,
and answers in JSON: it is what ``python -m bot tally`` prints. Nothing here imports the rest of
the bot, does I/O, looks at the order in which ballots came, or prefers an option for its name.
"""
