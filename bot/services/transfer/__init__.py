"""What is brought in: whole sessions, and post-its from the files of other tools."""
