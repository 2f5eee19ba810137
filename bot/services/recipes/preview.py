"""A step of a recipe as if a session stood at it: for a look at its card, nothing is kept."""

from __future__ import annotations

from datetime import datetime

from bot.services.context import Context
from bot.services.kinds import acts_of
from bot.services.sessions.card import Showing
from bot.workshop.language import LABEL, Bilingual, Title
from bot.workshop.recipes.prepared import Prepared
from bot.workshop.recipes.sketch import Sketch
from bot.workshop.recipes.words import heard
from bot.workshop.sessions.recipe import Recipe
from bot.workshop.sessions.session import Session, SessionState, Signing, StepRun, StepState
from bot.workshop.story.scenario import Scenario

_NOBODY = 0  # no row has this number: nothing was written there, nobody took part


async def shown(
    ctx: Context, recipe: Prepared, place: int, scenario: Scenario | None, now: datetime
) -> Showing | None:
    """Return the step at `place`, from 0, as it is when it opens; None while something of it is
    wrong or missing. `scenario` is told where a recipe needs one."""
    sketch = recipe.sketch
    every = [sketch.plan(step) for step in sketch.steps]
    plan = every[place]
    if plan is None:
        return None
    whole = _recipe(sketch).model_copy(update={"steps": tuple(filter(None, every))})
    session = Session(
        id=_NOBODY,
        server_id=recipe.server_id,
        channel_id=_NOBODY,
        title=sketch.title or "…",
        language=sketch.language,
        signing=Signing.SIGNED,
        recipe=whole,
        scenario=scenario,
        state=SessionState.RUNNING,
        position=place,
        paused=False,
        created_by=_NOBODY,
        created_at=now,
        started_at=now,
    )
    step = StepRun(_NOBODY, _NOBODY, place, plan, StepState.OPEN, now + plan.timebox)
    async with ctx.database.read() as tx:
        found = await acts_of(plan.kind).found(tx, session, step)
    return Showing(session, step, found)


def _recipe(sketch: Sketch) -> Recipe:
    title, purpose = sketch.head.get("title"), sketch.head.get("purpose")
    return Recipe.model_construct(
        title=Title.same(heard(title, sketch.language)[:LABEL] or "…"),
        purpose=Bilingual.model_construct(en=heard(purpose, sketch.language)),
        steps=(),
    )
