"""Grades and scores given singly: a line and its menus for each option, a few options a page."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

import discord

from bot.interface.pressing.router import custom_id
from bot.interface.showing.layout import Block, option, select
from bot.interface.words.vote.ballots import grade_label
from bot.workshop.text import escape
from bot.workshop.vote import filling
from bot.workshop.vote.ballot import Grades, marked
from bot.workshop.vote.methods import Method
from cogs.vote.ballots.sheet import NOTHING, Marks, View, leaf, line_of, turns_of

# A message holds 40 components; what stands around the options takes 15 at most.
_FOR_OPTIONS = 25
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
    order = kept.as_read(kept.options)
    cut = leaf(order, view.page, per_page(1), given)
    blocks: list[Block] = []
    for one in cut.shown:
        has = names.index(given[one.name]) if one.name in given else None
        choices = [
            option(grade_label(plan, view.language, rank, view.t), str(rank), default=rank == has)
            for rank in reversed(range(len(names)))
            if one.stands or rank == has
        ]
        if has is not None:
            choices.append(option(t(view.word("no_grade")), NOTHING))
        custom = custom_id(
            "ballot.grade",
            step=kept.step.id,
            page=cut.page,
            option=one.number,
            in_room=kept.in_room,
        )
        blocks += [line_of(one, _LINE, t), [select(custom, t(view.word("grade")), choices)]]
    turns = [
        *turns_of(view, cut, order, given, per_page(1)),
        view.other_way(t(view.word("in_forms"))),
    ]
    return Marks(still_to_grade(view), blocks, turns)


def still_to_grade(view: View) -> str:
    """Tell how many options have no grade yet, and what it comes to."""
    kept, t = view.kept, view.t
    left = kept.options.standing_beside(cast(Grades, kept.content))
    if not left:
        return t(view.word("all_graded"))
    told = t.n(view.word("to_grade"), left)
    return told if view.plan.method is Method.DATES else f"{told} {missing_grade(view, escape)}"


def missing_grade(view: View, written: Callable[[str], str] = str) -> str:
    """Tell what an option without a grade counts as, the grade as it is to be `written`."""
    if view.plan.method is Method.DATES:
        return view.t("dates.ballot.missing")
    worst = written(view.plan.grade_names(view.language)[0])
    return view.t(f"vote.grade_missing.{view.plan.missing}", worst=worst)


def draw_scores(view: View) -> Marks:
    """Return a menu of scores for each option of the page and each criterion."""
    kept, t, plan = view.kept, view.t, view.plan
    criteria = plan.criterion_names(view.language)
    size = per_page(max(1, len(criteria)))
    order = kept.as_read(kept.options)
    cut = leaf(order, view.page, size, marked(kept.content))
    blocks: list[Block] = []
    for one in cut.shown:
        blocks.append(line_of(one, _LINE, t))
        for rank, name in enumerate(criteria or (t(view.word("score")),)):
            points = held(view, one.name, name if criteria else None)
            if one.gone and points is None:
                continue
            choices = _points(view, name, points, only=one.gone is not None)
            custom = custom_id(
                "ballot.score",
                step=kept.step.id,
                page=cut.page,
                option=one.number,
                criterion=rank,
                in_room=kept.in_room,
            )
            blocks.append([select(custom, name, choices)])
    turns = turns_of(view, cut, order, whole(view), size)
    return Marks(still_to_score(view), blocks, [*turns, view.other_way(t("ballot.in_forms"))])


def still_to_score(view: View) -> str:
    """Tell how many options lack a score yet, and what it comes to."""
    kept, t, plan = view.kept, view.t, view.plan
    left = kept.options.standing_beside(whole(view))
    if not left:
        return t(view.word("all_scored"))
    if plan.method is Method.RESISTANCE:
        return t.n("resistance.ballot.to_score", left)
    counts_as = t(f"vote.score_missing.{plan.missing}", low=plan.scale[0])
    return f"{t.n('ballot.to_score', left)} {counts_as}"


def _points(view: View, name: str, has: int | None, *, only: bool) -> list[discord.SelectOption]:
    """Return the scale, or `only` what was given: nothing new is given to what was withdrawn."""
    low, high = view.plan.scale
    t = view.t
    choices = [
        option(_scored(view, name, points), str(points - low), default=points == has)
        for points in range(high, low - 1, -1)
        if not only or points == has
    ]
    if has is not None:
        choices.append(option(t(view.word("no_score"), what=name), NOTHING))
    return choices


def _scored(view: View, name: str, points: int) -> str:
    """Return a score as a menu offers it; of a resistance, both ends in words."""
    t, plan = view.t, view.plan
    if plan.method is Method.RESISTANCE and points in plan.scale:
        return t(f"resistance.ballot.{'most' if points else 'none'}", points=points)
    return t(view.word("scored"), what=name, points=points)


def held(view: View, option_name: str, criterion: str | None) -> int | None:
    """Return the score that an option has, on a criterion where there are several."""
    given = cast("dict[str, int | dict[str, int]]", view.kept.content).get(option_name)
    if isinstance(given, dict):
        return given.get(criterion or "")
    return given


def whole(view: View) -> set[str]:
    """Return the names of the options that have all their scores."""
    return filling.whole(view.plan, view.language, view.kept.content)
