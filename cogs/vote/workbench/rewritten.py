"""A draft that is written again keeps the settings that were chosen for it."""

from __future__ import annotations

from collections.abc import Sequence

from bot.workshop.errors import Refusal
from bot.workshop.kinds import Kinds, Vote
from cogs.vote.workbench.fields import changed

# Settings that go with any method, and those that only go on with the same one.
_SHARED = ("electors", "quorum", "closes", "secret", "sealed")
_OF_METHOD = (
    *("tie", "majority", "threshold", "base", "base_size", "budget", "suggested", "cap"),
    *("max_choices", "scale", "criteria", "grades", "missing"),
)


def settled_as(plan: Kinds, before: Kinds) -> tuple[Kinds, str | None]:
    """Return what a form makes of a draft, with the settings of the one `before`, and the key of
    what its writer is told of them: None where there were none.

    Where the way to answer has changed, what only the former one read is as usual again.
    """
    if not isinstance(plan, Vote) or not isinstance(before, Vote):
        return plan, None
    every = (*_SHARED, *_OF_METHOD)
    usual = plan.model_dump(include=set(every))
    chosen = before.model_dump(include=set(every))
    set_apart = _set_apart(before)
    for names in (every, _SHARED) if plan.method is before.method else (_SHARED,):
        try:
            after = changed(plan, **{name: chosen[name] for name in names})
        except Refusal:
            continue
        lost = [name for name in set_apart if getattr(after, name) != getattr(before, name)]
        if lost:
            return after, "decide.usual_count"
        kept = after.model_dump(include=set(every)) != usual
        return after, "decide.kept" if kept else None
    return plan, "decide.usual_again" if set_apart else None


def _set_apart(plan: Vote) -> Sequence[str]:
    """Return the settings of a vote that are not those of any vote."""
    fields = type(plan).model_fields
    names = (*_SHARED, *_OF_METHOD)
    return [name for name in names if getattr(plan, name) != fields[name].get_default()]
