"""The rows of post-its, of what is being written, and of the messages that say them."""
