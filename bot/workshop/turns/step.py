"""`turns`: everyone present speaks in turn, each as long as the others."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from bot.workshop.step import BaseStep

LEAST_EACH, MOST_EACH = 15, 600  # seconds


class Order(StrEnum):
    """In which order people speak."""

    RANDOM = "random"
    VOICE = "voice"  # that of the voice channel as everyone sees it: by name
    VOLUNTEERS = "volunteers"  # those who offer themselves first, then the others by lot


class EachAtEnd(StrEnum):
    """What happens when the time of the one who speaks is over."""

    WAIT = "wait"  # the card says so, and they finish their sentence
    NEXT = "next"  # the next one has the floor


class Turns(BaseStep):
    """A round in which everyone has the floor for `each_seconds`; `minutes` is for the whole round.

    Each writes a word or an emoji beside, where `word` asks for one.
    """

    kind: Literal["turns"]
    order: Order = Order.RANDOM
    each_seconds: Annotated[int, Field(ge=LEAST_EACH, le=MOST_EACH)] = 60
    each_at_end: EachAtEnd = EachAtEnd.WAIT
    word: bool = False
