"""The roadmap: placing milestones and tying them together."""
