"""What the store says when it cannot be used."""

from __future__ import annotations


class StoreError(Exception):
    """The database cannot be used; the message is a sentence for the operator."""
