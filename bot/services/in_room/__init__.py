"""People in the room without Discord, through those who lead."""
