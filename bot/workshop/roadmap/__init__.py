"""The roadmap: milestones on years and dimensions."""
