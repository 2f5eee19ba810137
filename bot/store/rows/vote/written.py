"""Ballots as rows hold them: JSON texts; those that are prepared for a sealed vote, closed."""

from __future__ import annotations

import json
from base64 import b85decode, b85encode
from typing import cast

from bot.store.sealing import cipher
from bot.workshop.vote.ballot import Content


def as_content(text: str) -> Content:
    """Return the ballot that a row holds."""
    return cast(Content, json.loads(text))


def as_text(content: Content) -> str:
    """Return a ballot as a row holds it."""
    return json.dumps(content, ensure_ascii=False)


# How a closed draft begins, as no JSON does; and as which it is written at the least, in bytes.
_CLOSED = "~"
_LEAST = 1024


def as_closed(content: Content, passing: bytes) -> str:
    """Return a ballot that is being prepared as a row holds it for a sealed vote: closed under a
    key that ends with the program."""
    return _CLOSED + b85encode(cipher.close(passing, as_text(content), _LEAST)).decode()


def as_opened(text: str, passing: bytes) -> str:
    """Return what a row holds of a ballot being prepared, as if it were not closed; nothing where
    the program that closed it is over."""
    if not text.startswith(_CLOSED):
        return text
    return cipher.opened(passing, b85decode(text[len(_CLOSED) :])) or ""


def of_draft(text: str, passing: bytes) -> Content | None:
    """Return the ballot being prepared that a row holds; None where that cannot be read."""
    plain = as_opened(text, passing)
    return as_content(plain) if plain else None


def like(text: str, content: Content, passing: bytes) -> str:
    """Return a ballot as a row holds it, closed where `text`, which it takes the place of, is."""
    return as_closed(content, passing) if text.startswith(_CLOSED) else as_text(content)
