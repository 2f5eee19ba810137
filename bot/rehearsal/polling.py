"""A vote that nobody planned: in the middle of the discussion, options are judged with grades."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

from simcord import ChannelHandle

from bot.i18n import Catalogue
from bot.rehearsal.script import ScriptedPoll
from bot.rehearsal.stage import Answer, Person, Stage, has_buttons, text_of

# Those who speak up do not need more, however many came.
_VOTERS = 24


@dataclass(frozen=True, slots=True)
class Polled:
    """What was read along the way, and the ballots that were cast."""

    card: str
    receipt: str
    result: str
    ballots: Counter[str]  # each as JSON, with how many cast it
    panel: Answer


def in_export(vote: dict[str, Any]) -> Counter[str]:
    """Return the ballots of a vote in the posted JSON, as `Polled.ballots` has them."""
    return Counter({_text(entry["ballot"]): entry["weight"] for entry in vote["ballots"]})


async def judge(
    poll: ScriptedPoll,
    lead: Person,
    people: Sequence[Person],
    room: ChannelHandle,
    made: Stage,
    t: Catalogue,
    chance: Random,
) -> Polled:
    """Open a majority judgment with one command, have people grade and cast, and close it."""
    opened = await lead.command(
        room,
        "vote open",
        question=poll.question,
        method="majority_judgment",
        options=" ; ".join(option.text for option in poll.options),
        minutes=5,
    )
    await made.later(1)
    card = text_of(made.card(room))
    ballots: Counter[str] = Counter()
    receipt = ""
    for person in people[:_VOTERS]:
        ballot = await person.press(made.card(room), label=t("button.ballot"))
        given: dict[str, str] = {}
        for number, option in enumerate(poll.options, start=1):
            menu = ballot.found("ballot.grade")[number - 1]
            grades = [choice for choice in menu["options"] if int(choice["value"]) >= 0]
            # Best first in the menu; a better liked option is drawn nearer to the top.
            place = round(chance.triangular(0, len(grades) - 1, 9 - option.appeal))
            grade = grades[min(max(0, place), len(grades) - 1)]
            ballot = await person.choose(ballot, menu["custom_id"], grade["value"])
            given[str(number)] = grade["label"].split(" ", 1)[-1]
        answer = await person.press(ballot, label=t("ballot.cast"))
        receipt = receipt or answer.text
        ballots[_text(given)] += 1
    said = len(made.messages(room))
    question = await lead.press(opened, label=t("button.close_vote"))
    panel = await lead.press(question, label=t("button.close_yes"))
    await made.later(10)
    result = next(m for m in made.messages(room)[said:] if not has_buttons(m))
    return Polled(card, receipt, text_of(result), ballots, panel)


def _text(ballot: object) -> str:
    return json.dumps(ballot, ensure_ascii=False, sort_keys=True)
