"""Post-its: what people write, by form or in the channel."""
