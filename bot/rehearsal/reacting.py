"""People of the rehearsal answer the wall: each reacts to a post-it, some comment on it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any

import discord

from bot.i18n import Catalogue
from bot.rehearsal.stage import Answer, Person, components


@dataclass
class Answered:
    """What was answered, by the number of the post-it, to be found again in the export."""

    reactions: Counter[tuple[int, str]] = field(default_factory=Counter)  # number, emoji
    comments: Counter[tuple[int, str, str]] = field(default_factory=Counter)  # number, author, text
    # What the last one to comment was shown.
    seen: Answer | None = field(default=None, compare=False)


async def answer_the_wall(
    people: Sequence[Person], card: discord.Message, t: Catalogue, chance: Random
) -> Answered:
    """Have each of `people` react to a post-it of the first page, and every other one comment."""
    answered = Answered()
    for rank, person in enumerate(people):
        wall = await person.press(card, label=t("button.wall"))
        option = chance.choice(_found(wall, "react.pick")[0]["options"])
        number = int(option["label"].split(" · ")[0])
        one = await person.choose(wall, "react.pick", option["value"])
        toggle = chance.choice(_found(one, "react.set"))
        one = await person.press(one, custom_id=toggle["custom_id"])
        answered.reactions[number, toggle["emoji"]["name"]] += 1
        if rank % 2:
            form = await person.press(one, label=t("button.comment"))
            comment = t("rehearsal.comment")
            answered.seen = await person.fill(form, comment=comment)
            answered.comments[number, person.name, comment] += 1
    return answered


def in_export(postits: Sequence[dict[str, Any]]) -> Answered:
    """Return the answers that the JSON document has."""
    answered = Answered()
    for postit in postits:
        for emoji, count in postit["reactions"].items():
            answered.reactions[postit["number"], emoji] += count
        for comment in postit["comments"]:
            answered.comments[postit["number"], comment["author"], comment["text"]] += 1
    return answered


def _found(answer: Answer, verb: str) -> list[dict[str, Any]]:
    assert answer.message is not None, "there was no answer to look at"
    return [
        part
        for part in components(answer.message)
        if str(part.get("custom_id", "")).split(":")[0] == verb
    ]
