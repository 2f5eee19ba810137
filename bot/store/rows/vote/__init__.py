"""The rows of votes: options and ballots, who may vote and has, a press in one trip."""
