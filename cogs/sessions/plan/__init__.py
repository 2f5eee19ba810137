"""The plan of a session, which bends while the room goes on: private pages of those who lead."""
