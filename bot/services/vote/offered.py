"""What a vote offers to choose from when it opens, and whether that is still what stands there."""

from __future__ import annotations

from operator import attrgetter

from bot.reports.vote.naming import theme_label
from bot.store import Transaction
from bot.workshop.kinds import Vote
from bot.workshop.postits.postit import PostIt
from bot.workshop.sessions.session import Session, StepRun
from bot.workshop.themes.sorting import Sorting
from bot.workshop.vote.ballot import Option
from bot.workshop.vote.places import place_of
from bot.workshop.vote.step import MOST_OPTIONS, Method, VoteOn
from bot.workshop.vote.themes import by_theme


async def open_on(tx: Transaction, session: Session, step: StepRun) -> Vote:
    """Freeze what a vote is on as it now stands, and the budget of dots that this suggests.

    More options than can be looked at are none: the card says why. Return the plan as it opens.
    """
    plan = step.plan
    assert isinstance(plan, Vote)
    found = await choices(tx, session, plan)
    opened = plan.sized(len(found))
    if opened != plan:
        await tx.sessions.set_plan(step.id, opened)
    await tx.ballots.set_options(step.id, [] if too_many(plan, len(found)) else found)
    return opened


async def choices(tx: Transaction, session: Session, plan: Vote) -> list[Option]:
    """Return what can be chosen, numbered as the room knows it, in the order of ballots.

    Post-its follow the themes (`by_theme`) under the numbers that they have on the wall.
    """
    if plan.on is VoteOn.OPTIONS:
        return [
            Option(rank, option[session.language])
            for rank, option in enumerate(plan.options, start=1)
        ]
    if plan.on is VoteOn.MILESTONES:
        milestones = await tx.milestones.of_session(session.id)
        milestones.sort(key=attrgetter("number"))
        return [Option(m.number, m.statement, m.id, m.dimension, m.year) for m in milestones]
    sorting = await tx.themes.sorting(session.id)
    if plan.on is VoteOn.THEMES:
        sizes, language = sorting.sizes, session.language
        themes = [theme for theme in sorting.themes if sizes[theme.id]]
        return [
            Option(rank, theme_label(theme.name, sizes[theme.id], language), theme.id)
            for rank, theme in enumerate(themes, start=1)
        ]
    options = [
        of_postit(p, p.number, _theme_of(p, sorting))
        for p in await tx.postits.of_session(session.id)
        if p.number is not None
    ]
    return by_theme(options)


def of_postit(postit: PostIt, number: int, theme: str | None) -> Option:
    """Return a post-it as an option: its column and its theme are named with it."""
    return Option(
        number,
        postit.text,
        postit.id,
        postit.dimension or postit.column,
        postit.year,
        place=place_of(postit.column, theme, postit.dimension),
        theme=theme,
    )


async def moved(tx: Transaction, session: Session, step: StepRun, plan: Vote) -> bool:
    """Return whether what a vote is on is no longer what stands on its ballot."""
    frozen = [o for o in await tx.ballots.options(step.id) if not o.removed]
    found = await choices(tx, session, plan)
    return {(o.source_id, o.label) for o in frozen} != {(o.source_id, o.label) for o in found}


def too_many(plan: Vote, options: int) -> bool:
    """True when there are more options than a person can look at one by one.

    Dots are spread over as many as there are; comparing hundreds in pairs would also hold up
    everyone else.
    """
    return plan.method is not Method.DOTS and options > MOST_OPTIONS


def _theme_of(postit: PostIt, sorting: Sorting) -> str | None:
    theme_id = sorting.places.get(postit.id)
    return sorting.theme(theme_id).name if theme_id is not None else None
