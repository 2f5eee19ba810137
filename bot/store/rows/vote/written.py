"""Ballots as rows hold them: JSON texts."""

from __future__ import annotations

import json
from typing import cast

from bot.workshop.vote.ballot import Content


def as_content(text: str) -> Content:
    """Return the ballot that a row holds."""
    return cast(Content, json.loads(text))


def as_text(content: Content) -> str:
    """Return a ballot as a row holds it."""
    return json.dumps(content, ensure_ascii=False)
