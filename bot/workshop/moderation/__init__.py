"""What the facilitators hide from the room: rules."""
