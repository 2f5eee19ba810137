"""What a trial carries from one screen to the next, so that nothing of it is kept anywhere.

The post-its of who tries it stand on the screen itself, in small lines that the next press brings
back with it; their ballot is a number in the buttons.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

import discord

from bot.workshop.errors import Refusal
from bot.workshop.lists import ideas
from bot.workshop.text import escape, shorten
from bot.workshop.vote.ballot import Dots

MOST = 3  # post-its of who tries it
LENGTH = 100
BUDGET = 3  # dots of each ballot
_LINE = "-# 🗒️ "
# What `escape` puts before a sign, and around an address in which signs would act.
_ESCAPED = re.compile(r"\\(.)|<(https?://[^\s<>]+)>", re.IGNORECASE)


def written(text: str) -> list[str]:
    """Return the ideas of a form, the first ones, each once."""
    found = dict.fromkeys(shorten(idea, LENGTH) for idea in ideas(text))
    return list(found)[:MOST]


def carried(mine: Sequence[str]) -> str:
    """Return post-its as the lines of a screen, from which they are read again."""
    return "\n".join(f"{_LINE}{escape(text)}" for text in mine)


def read_back(interaction: discord.Interaction) -> list[str]:
    """Return the post-its that stand on the screen that was pressed."""
    message = interaction.message
    shown = [text for part in message.components for text in _texts(part)] if message else []
    lines = [line for text in shown for line in text.split("\n") if line.startswith(_LINE)]
    return [unescaped(line.removeprefix(_LINE)) for line in lines[:MOST]]


def _texts(part: object) -> Iterator[str]:
    if isinstance(part, discord.TextDisplay):
        yield part.content
    for inner in getattr(part, "children", ()):
        yield from _texts(inner)


def unescaped(text: str) -> str:
    """Return a text as it was before `escape`."""
    return _ESCAPED.sub(lambda found: found[1] or found[2], text)


def packed(dots: Mapping[str, int]) -> int:
    """Return a ballot as one number: a figure for each option, the first one last."""
    return sum(given * (BUDGET + 1) ** (int(name) - 1) for name, given in dots.items())


def unpacked(number: int, options: int) -> Dots:
    """Return the ballot that a number stands for; raise Refusal for what is none of so many
    `options`: it was forged."""
    dots: Dots = {}
    rest = number
    for name in range(1, options + 1):
        rest, given = divmod(rest, BUDGET + 1)
        if given:
            dots[str(name)] = given
    if rest or number < 0 or sum(dots.values()) > BUDGET:
        raise Refusal("button.unknown")
    return dots
