"""What post-its mean: the optional encoder, and the worker that reads them with it."""
