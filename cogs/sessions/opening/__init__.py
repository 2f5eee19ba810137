"""“Open…” on the panel: a vote, a proposal, a round, a note, an action, a subject for later, at any
step; and `/round`."""
