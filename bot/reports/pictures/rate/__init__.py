"""Pictures of marks from 1 to 5."""
