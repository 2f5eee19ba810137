"""The pure rules of a workshop: no Discord, no database, no clock, no files."""
