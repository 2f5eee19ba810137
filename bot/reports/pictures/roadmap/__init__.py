"""Pictures of the roadmap."""
