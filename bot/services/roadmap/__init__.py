"""What people do with the roadmap."""
