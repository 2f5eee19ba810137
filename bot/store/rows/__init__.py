"""The rows of each capability: one module per aggregate, one method per question asked."""
