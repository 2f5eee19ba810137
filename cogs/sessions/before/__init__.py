"""Before the meeting: what may be open ahead of it, and sessions planned for later."""
