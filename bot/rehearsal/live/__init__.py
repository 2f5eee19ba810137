"""The rehearsal that one plays oneself: the simulated Discord, live on a local page."""
