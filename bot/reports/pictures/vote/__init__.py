"""Pictures of the result of a vote, one module for each way of showing it."""
