"""Pictures of the wall."""
