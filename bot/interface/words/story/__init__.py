"""The story, as the room reads it and as whoever prepares it previews it."""
