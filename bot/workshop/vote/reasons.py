"""Why people resist: whoever gave 8 to 10 to a proposal may say what would make it bearable.

Asked once a ballot is in the box, for the proposals that it resists strongly: never for the option
that stands for deciding nothing, which nobody reworks. What was said stays beside the ballot; it is
told when the vote is counted, where it still holds.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias, cast

from bot.tally.rules.resistance import STRONG
from bot.workshop.errors import Over, Refusal
from bot.workshop.language import Language
from bot.workshop.text import one_line
from bot.workshop.vote.ballot import Content, Dots
from bot.workshop.vote.methods import Method
from bot.workshop.vote.options import Option
from bot.workshop.vote.step import Vote

REASON_LIMIT = 300
# Of how many proposals one person is asked at most: five forms of five.
MOST_ASKED = 25


class TooLate(Over):
    """The vote was counted: what is said of a proposal now is kept nowhere."""


@dataclass(frozen=True, slots=True)
class Said:
    """What someone wrote of a proposal, and its words when they did: some are corrected since."""

    text: str
    about: str

    def holds(self, option: Option) -> bool:
        """True while the proposal says what it said then."""
        return option.label == self.about


# By the number of the proposal.
Sayings: TypeAlias = Mapping[int, Said]


@dataclass(frozen=True, slots=True)
class Reason:
    """A reason that is told: `earlier` where it is of words that the proposal had before it was
    corrected. `author_name` in a signed vote alone, where `in_room` tells those noted for people
    without Discord. `hidden` is why those who lead hid it, None where it is shown."""

    id: int
    number: int
    text: str
    earlier: bool = False
    author_name: str | None = None
    in_room: bool = False
    hidden: str | None = None


def asks_reasons(plan: Vote) -> bool:
    """True where strong resistances are asked for their reason. A sealed ballot is linked to nobody
    from the moment it is cast: nothing could tell whose reason goes with it, nor take it back."""
    return plan.method is Method.RESISTANCE and not plan.sealed


def resisted(
    plan: Vote, language: Language, content: Content, options: Iterable[Option]
) -> tuple[Option, ...]:
    """Return the proposals that a ballot resists strongly, in the order of `options`: those of
    which a reason is asked, `MOST_ASKED` at most."""
    if not asks_reasons(plan):
        return ()
    given, nothing = cast(Dots, content), plan.nothing(language)
    strong = [
        option
        for option in options
        if option.stands and option.label != nothing and given.get(option.name, 0) >= STRONG
    ]
    return tuple(strong[:MOST_ASKED])


def check_reason(text: str) -> str:
    """Return a reason on one line, empty for none; raise Refusal when it is too long."""
    line = one_line(text)
    if len(line) > REASON_LIMIT:
        raise Refusal("text.too_long", length=len(line), limit=REASON_LIMIT)
    return line


def said_of(before: Sayings, asked: Sequence[Option], texts: Mapping[int, str]) -> dict[int, Said]:
    """Return what is said once `texts` were written, by the number of a proposal; an empty one
    takes it back. What was written of others stays.

    Raises Refusal for a proposal that is not among those `asked`, and for a text that is too long.
    """
    after, words = dict(before), {option.number: option.label for option in asked}
    for number, text in texts.items():
        line = check_reason(text)
        if number not in words and line:
            raise Refusal("resistance.reason.not_strong", strong=STRONG)
        if line:
            after[number] = Said(line, words[number])
        else:
            after.pop(number, None)
    return after


def told_of(
    plan: Vote, language: Language, content: Content, options: Iterable[Option], said: Sayings
) -> list[tuple[int, str, bool]]:
    """Return what is told of one ballot once it is counted: number, text, and whether it is of
    earlier words. What it resists strongly no more, or was taken out, is not told."""
    return [
        (option.number, one.text, not one.holds(option))
        for option in resisted(plan, language, content, options)
        if (one := said.get(option.number)) is not None
    ]


def as_text(said: Sayings) -> str | None:
    """Return what was said as a row holds it; None for nothing."""
    held = {str(number): [one.text, one.about] for number, one in sorted(said.items())}
    return json.dumps(held, ensure_ascii=False) if held else None


def as_said(text: str | None) -> dict[int, Said]:
    """Return what a row holds."""
    held = json.loads(text) if text else {}
    return {int(number): Said(*one) for number, one in held.items()}
