"""A vote asked for in a form of five fields: what `/vote open` asks in twenty options."""

from __future__ import annotations

from bot.workshop.errors import Refusal
from bot.workshop.vote.asking import Asked, parts
from bot.workshop.vote.methods import Method, VoteOn

# In the order in which they are offered: the shortest ballots first, then the rankings.
METHODS = (
    Method.YES_NO,
    Method.APPROVAL,
    Method.DOTS,
    Method.MAJORITY_JUDGMENT,
    Method.SCORE,
    Method.SCHULZE,
    Method.IRV,
    Method.BORDA,
    Method.CONDORCET,
)
# What stands in the room, and may be voted on instead of written options.
SOURCES = (VoteOn.POSTITS, VoteOn.THEMES, VoteOn.MILESTONES)


def asked_in_form(
    *,
    question: str,
    method: str,
    options: str,
    about: VoteOn,
    minutes: float,
    signed: bool | None,
) -> Asked:
    """Return what a form asks, for `planned`; raise Refusal where its fields do not go together."""
    if method not in METHODS:
        raise Refusal("button.unknown")
    chosen, written = Method(method), parts(options)
    if about is VoteOn.OPTIONS:
        if chosen is Method.YES_NO and written:
            raise Refusal("opening.yes_no_options")
        if chosen is not Method.YES_NO and len(written) < 2:
            raise Refusal("opening.few_options")
    return Asked(
        question=question,
        method=chosen,
        options=options if written else None,
        about=about,
        signed=signed,
        minutes=minutes,
    )
