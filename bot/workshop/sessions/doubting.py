"""Whether a step makes sense where it stands: one rule, for recipes and for plans that bend."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Self

from bot.workshop.kinds import BaseStep, Collect, Subgroups, Vote
from bot.workshop.subgroups.step import Deal, Follows
from bot.workshop.vote.methods import VoteOn
from bot.workshop.vote.scope import Within

# What shows post-its on the wall: all that wait, or what small groups bring back.
_SHOWS = ("reveal", "subgroups")


@dataclass(frozen=True, slots=True)
class Piece:
    """What the rule looks at in a step: its kind; for post-its, whether they stay `hidden` until
    the wall is opened; for a vote, what it is `on`, and whether within the `chosen` themes; for
    small groups, whether they `follows` from those of a step before, or are made of `themes`."""

    kind: str
    hidden: bool = False
    on: str = ""
    chosen: bool = False
    follows: bool = False
    themes: bool = False

    @classmethod
    def of(cls, plan: BaseStep, *, hidden: bool = False) -> Self:
        """Return the piece that a step is; `hidden` where its post-its are, whatever it says."""
        return cls.written(plan.kind, plan.model_dump(mode="json"), hidden=hidden)

    @classmethod
    def written(cls, kind: str, told: dict[str, Any], *, hidden: bool = False) -> Self:
        """Return the piece of a step as a recipe file tells it, gaps and mistakes included."""
        if kind == "collect":
            silent = told.get("silent", Collect.model_fields["silent"].default)
            return cls(kind, hidden=hidden or bool(silent))
        if kind == "vote":
            on = told.get("on", Vote.model_fields["on"].default)
            return cls(kind, on=str(on), chosen=told.get("within") == Within.CHOSEN)
        if kind == "subgroups":
            follows = told.get("follows", Subgroups.model_fields["follows"].default)
            themes = told.get("deal") == Deal.THEME
            return cls(kind, follows=follows != Follows.NEW, themes=themes)
        return cls(kind)


def doubt_of(pieces: Sequence[Piece], place: int) -> str | None:
    """Return why the step at a place makes little sense there (the end of a key); None where
    nothing is to be said."""
    step, before = pieces[place], pieces[:place]
    if step.kind == "reveal":
        written = _any(before, "collect") or _any(before, "subgroups")
        return None if written else "no_postits_reveal"
    if step.kind == "group":
        return _of_wall(before, "group")
    if step.kind == "vote":
        return _of_vote(step, before)
    if step.kind == "collect" and step.hidden:
        # Small groups take over what their members wrote, and bring back what they keep of it.
        after = pieces[place + 1 :]
        return None if _any(after, "reveal") or _any(after, "subgroups") else "stays_hidden"
    if step.kind == "subgroups":
        return _of_groups(step, before)
    return None


def _of_vote(vote: Piece, before: Sequence[Piece]) -> str | None:
    if vote.on == VoteOn.THEMES:
        return _of_wall(before, "vote") if _any(before, "group") else "no_themes"
    if vote.on == VoteOn.MILESTONES:
        return None if _any(before, "roadmap") else "no_milestones"
    if vote.on != VoteOn.POSTITS:
        return None
    if (lacks := _of_wall(before, "vote")) is not None:
        return lacks
    voted = any(one.kind == "vote" and one.on == VoteOn.THEMES for one in before)
    return "no_chosen" if vote.chosen and not voted else None


def _of_groups(step: Piece, before: Sequence[Piece]) -> str | None:
    if step.follows:
        return None if _any(before, "subgroups") else "no_groups"
    return "no_themes_groups" if step.themes and not _any(before, "group") else None


def _of_wall(before: Sequence[Piece], kind: str) -> str | None:
    """Return what a step lacks that works on the wall: post-its, or that the wall shows them."""
    written = False
    for piece in before:
        written |= piece.kind in ("collect", "subgroups")
        shown = (piece.kind == "collect" and not piece.hidden) or piece.kind in _SHOWS
        if written and shown:
            return None
    return f"wall_closed_{kind}" if written else f"no_postits_{kind}"


def _any(pieces: Sequence[Piece], kind: str) -> bool:
    return any(piece.kind == kind for piece in pieces)
