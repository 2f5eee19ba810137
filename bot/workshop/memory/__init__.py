"""Finding again what was decided: words, rights, passages; pure."""
