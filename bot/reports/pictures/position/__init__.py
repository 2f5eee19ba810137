"""Pictures of a line: people where they stand, and how they moved."""
