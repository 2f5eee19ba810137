"""Grades and scores: a line and its menus for each option, a few options a page."""

from __future__ import annotations

from collections.abc import Collection
from typing import cast

import discord

from bot.interface.pressing.router import custom_id
from bot.interface.showing.layout import Block, Button, button, option, select
from bot.interface.words.vote.ballots import grade_label
from bot.workshop.vote.ballot import Grades, marked
from cogs.vote.ballots.sheet import NOTHING, Leaf, Marks, View, leaf, line_of

# A message holds 40 components; what stands around the options takes 13 at most.
_FOR_OPTIONS = 27
# More would be long to scroll on a phone.
_MOST = 8
_LINE = 140


def per_page(menus: int) -> int:
    """Return how many options fit a page, with that many menus each beside a line of text."""
    return min(_MOST, _FOR_OPTIONS // (1 + 2 * menus))


def draw_grades(view: View) -> Marks:
    """Return a menu of grades for each option of the page, the best grade first."""
    kept, t, plan = view.kept, view.t, view.plan
    given = cast(Grades, kept.content)
    names = plan.grade_names(view.language)
    cut = leaf(kept.options, view.page, per_page(1), given)
    blocks: list[Block] = []
    for one in cut.shown:
        held = names.index(given[one.name]) if one.name in given else None
        choices = [
            option(grade_label(plan, view.language, rank), str(rank), default=rank == held)
            for rank in reversed(range(len(names)))
            if one.stands or rank == held
        ]
        if held is not None:
            choices.append(option(t("ballot.no_grade"), NOTHING))
        custom = custom_id(
            "ballot.grade",
            step=kept.step.id,
            page=cut.page,
            option=one.number,
            in_room=kept.in_room,
        )
        blocks += [line_of(one, _LINE, t), [select(custom, t("ballot.grade"), choices)]]
    left = kept.options.standing_beside(given)
    status = t("ballot.all_graded")
    if left:
        counts_as = t(f"vote.grade_missing.{plan.missing}", worst=names[0])
        status = f"{t.n('ballot.to_grade', left)} {counts_as}"
    return Marks(status, blocks, _turns(view, cut, given, per_page(1)))


def draw_scores(view: View) -> Marks:
    """Return a menu of scores for each option of the page and each criterion."""
    kept, t, plan = view.kept, view.t, view.plan
    criteria = plan.criterion_names(view.language)
    size = per_page(max(1, len(criteria)))
    cut = leaf(kept.options, view.page, size, marked(kept.content))
    blocks: list[Block] = []
    for one in cut.shown:
        blocks.append(line_of(one, _LINE, t))
        for rank, name in enumerate(criteria or (t("ballot.score"),)):
            held = _held(view, one.name, name if criteria else None)
            if one.gone and held is None:
                continue
            choices = _points(view, name, held, only=one.gone is not None)
            custom = custom_id(
                "ballot.score",
                step=kept.step.id,
                page=cut.page,
                option=one.number,
                criterion=rank,
                in_room=kept.in_room,
            )
            blocks.append([select(custom, name, choices)])
    whole = {name for name in marked(kept.content) if _whole(view, name)}
    left = kept.options.standing_beside(whole)
    low, _ = plan.scale
    status = t("ballot.all_scored")
    if left:
        counts_as = t(f"vote.score_missing.{plan.missing}", low=low)
        status = f"{t.n('ballot.to_score', left)} {counts_as}"
    return Marks(status, blocks, _turns(view, cut, whole, size))


def _points(view: View, name: str, held: int | None, *, only: bool) -> list[discord.SelectOption]:
    """Return the scale, or `only` what was given: nothing new is given to what was withdrawn."""
    low, high = view.plan.scale
    t = view.t
    choices = [
        option(
            t("ballot.scored", what=name, points=points), str(points - low), default=points == held
        )
        for points in range(high, low - 1, -1)
        if not only or points == held
    ]
    if held is not None:
        choices.append(option(t("ballot.no_score", what=name), NOTHING))
    return choices


def _held(view: View, option_name: str, criterion: str | None) -> int | None:
    given = cast("dict[str, int | dict[str, int]]", view.kept.content).get(option_name)
    if isinstance(given, dict):
        return given.get(criterion or "")
    return given


def _whole(view: View, option_name: str) -> bool:
    criteria = view.plan.criterion_names(view.language) or (None,)
    return all(_held(view, option_name, criterion) is not None for criterion in criteria)


def _turns(view: View, cut: Leaf, done: Collection[str], size: int) -> list[Button]:
    """Return what turns the pages, one of which leads to the first with something to do."""
    turns = cut.turns(view)
    options = view.kept.options
    to_do = next((o for o in options.standing if o.name not in done), None)
    if to_do is not None and cut.last:
        first = options.places[to_do.name] // size
        if abs(first - cut.page) > 1:  # nearer ones are a page away
            turns.append(button(view.t("ballot.first_left"), view.at(first)))
    return turns
