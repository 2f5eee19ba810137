"""What a vote offers to choose from when it opens, and whether that is still what stands there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from operator import attrgetter
from random import Random

from bot.reports.vote.dates import dated
from bot.reports.vote.naming import theme_label
from bot.store import Transaction
from bot.workshop.kinds import Vote
from bot.workshop.postits.postit import PostIt
from bot.workshop.sessions.session import Session, StepRun, is_secret
from bot.workshop.themes.sorting import Sorting
from bot.workshop.themes.together import said
from bot.workshop.vote.methods import Method, VoteOn
from bot.workshop.vote.options import Option
from bot.workshop.vote.outcome import Outcome
from bot.workshop.vote.places import place_of, theme_named
from bot.workshop.vote.scope import Scope, Unchosen, Within
from bot.workshop.vote.step import MOST_OPTIONS
from bot.workshop.vote.themes import Chosen, by_theme, chosen
from bot.workshop.vote.written import written_options


async def open_on(tx: Transaction, session: Session, step: StepRun, chance: Random) -> Vote:
    """Freeze what a vote is on as it now stands: which part of the wall, its options, and the
    budget of dots that these suggest. The lot of a shared budget is drawn by `chance`: a count may
    come to a tie in its middle.

    More options than can be looked at are none: the card says why. Return the plan as it opens.
    """
    plan = step.plan
    assert isinstance(plan, Vote)
    scoped = await within(tx, session, plan)
    found = await choices(tx, session, scoped)
    opened = scoped.sized(len(found))
    if plan.method is Method.SHARED_BUDGET and plan.seed is None:
        opened = opened.model_copy(update={"seed": f"{chance.getrandbits(64):016x}"})
    if opened != plan:
        await tx.sessions.set_plan(step.id, opened)
    await tx.ballots.set_options(step.id, [] if too_many(plan, len(found)) else found)
    return opened


async def within(tx: Transaction, session: Session, plan: Vote) -> Vote:
    """Return a vote with the part of the wall that it is on: what the recipe says, unless
    facilitators picked another; all of it where nothing stands any more in what they picked."""
    if plan.on is not VoteOn.POSTITS:
        return plan
    sorting = await tx.themes.sorting(session.id)
    held = Counter(sorting.places.values())
    picked = plan.scope
    if picked is not None and picked.by_hand:
        kept = [theme for theme in picked.ids if held[theme]]
        scope = scope_of(sorting, kept, by_hand=True)
    elif plan.within is Within.ALL:
        scope = None
    else:
        scope = await _in_chosen(tx, session, plan, sorting)
    return plan.model_copy(update={"scope": scope})


def scope_of(sorting: Sorting, themes: Sequence[int | None], *, by_hand: bool = False) -> Scope:
    """Return the part of the wall that is in `themes`, with the names that they have now."""
    names = [sorting.theme(theme).name for theme in themes if theme is not None]
    return Scope(ids=tuple(themes), names=tuple(names), by_hand=by_hand, wall=len(sorting.places))


async def _in_chosen(tx: Transaction, session: Session, plan: Vote, sorting: Sorting) -> Scope:
    """Return the part of the wall that is in the themes that came first; a theme that joined
    another since leads to it."""
    voted = await _chosen(tx, session, plan)
    if voted is None:
        return Scope(unchosen=Unchosen.NO_VOTE)
    found, options = voted
    held = Counter(sorting.places.values())
    into = said(await tx.themes.changes(session.id), 0).merged
    led = [into.get(theme, theme) for theme in found.themes]
    here = list(dict.fromkeys(theme for theme in led if held[theme]))
    gone = sum(1 for theme in led if not held[theme])
    if not here:
        return Scope(unchosen=Unchosen.GONE if gone else Unchosen.UNDECIDED)
    scope = scope_of(sorting, here)
    names: dict[int | None, str] = dict(zip(here, scope.names, strict=True))
    renamed, joined = [], []
    for option in options:
        theme, before = option.source_id, theme_named(option.label)
        if theme in names and names[theme] != before:
            renamed.append((names[theme], before))
        elif theme is not None and theme not in names and (to := into.get(theme)) in names:
            joined.append((before, names[to]))
    told = {"renamed": tuple(renamed), "joined": tuple(joined)}
    return scope.model_copy(update={"tied": found.tied, "gone": gone, **told})


async def _chosen(
    tx: Transaction, session: Session, plan: Vote
) -> tuple[Chosen, list[Option]] | None:
    """Return what the last counted vote on themes of a session chose, of which options; None where
    there is none."""
    counted = [
        (step, step.plan, step.outcome)
        for step in await tx.sessions.steps(session.id)
        if isinstance(step.plan, Vote) and step.plan.on is VoteOn.THEMES
    ]
    for step, asked, outcome in reversed(counted):
        if outcome is not None:
            options = await tx.ballots.options(step.id)
            secret = is_secret(session, asked)
            return chosen(Outcome.read(outcome), options, plan.chosen, secret=secret), options
    return None


async def choices(tx: Transaction, session: Session, plan: Vote) -> list[Option]:
    """Return what can be chosen, numbered as the room knows it, in the order of ballots.

    Post-its follow the themes (`by_theme`) under the numbers that they have on the wall.
    """
    if plan.method is Method.DATES and plan.zone is not None:
        zone, language = plan.zone, session.language
        return [
            Option(rank, dated(slot, zone, language), slot=slot)
            for rank, slot in enumerate(plan.dates, start=1)
        ]
    if plan.on is VoteOn.OPTIONS:
        return written_options(plan, session.language)
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
    there = plan.scope.ids if plan.scope is not None and plan.scope.is_part else None
    found = [
        (p, p.number, _theme_of(p, sorting))
        for p in await tx.postits.of_session(session.id)
        if p.number is not None and (there is None or sorting.places.get(p.id) in there)
    ]
    none = "" if any(theme for _, _, theme in found) else None
    return by_theme(of_postit(p, number, theme or none) for p, number, theme in found)


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
    # Written options that were taken out have left the plan; what stands elsewhere is still there.
    written = plan.on is VoteOn.OPTIONS
    out = frozenset() if written else await tx.mendings.taken_out(step.id)
    found = [o for o in await choices(tx, session, plan) if (o.source_id or o.label) not in out]
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
