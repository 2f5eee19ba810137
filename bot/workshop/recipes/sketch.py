"""A recipe being written: what is there already, gaps and mistakes included.

Its steps stand as a recipe file says them, each with a number of its own: nothing that a person
wrote is refused for want of something else, and `bot.workshop.recipes.checking` says what is still
missing before it is a recipe.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Annotated, Any, Self

from pydantic import Field, TypeAdapter, ValidationError

from bot.workshop.errors import Refusal
from bot.workshop.kinds import STEP_KINDS, AnyStep, Kinds
from bot.workshop.language import Frozen, Language
from bot.workshop.recipes.settings import written
from bot.workshop.recipes.words import Plan, heard, late
from bot.workshop.sessions.recipe import MOST_STEPS, Recipe
from bot.workshop.step import BaseStep
from bot.workshop.text import clean, one_line
from bot.workshop.toml import strings

_STEP: TypeAdapter[Kinds] = TypeAdapter(AnyStep)

# Texts that are one line.
_LINES = frozenset({"title", "columns", "options", "criteria", "grades", "lowest", "highest"})


class SketchStep(Frozen):
    """A step; `behind` are its texts that a language still says as before they were changed in the
    other: field → that language."""

    id: int
    kind: str
    plan: dict[str, Any]
    behind: dict[str, Language] = Field(default_factory=dict)

    @property
    def minutes(self) -> float:
        """Its length, where it has one."""
        found = self.plan.get("minutes")
        return found if isinstance(found, int | float) else 0


class Removed(Frozen):
    """The step that was taken out last, and its place from 0."""

    place: int
    step: SketchStep


class Sketch(Frozen):
    """A recipe with gaps, written in `language`; `head` are its fields but for the steps."""

    language: Language
    head: dict[str, Any]
    steps: tuple[SketchStep, ...] = ()
    removed: Removed | None = None
    next_step: Annotated[int, Field(ge=1)] = 1

    @classmethod
    def of(cls, recipe: Recipe, language: Language) -> Self:
        """Return the sketch that holds `recipe` and nothing else, its texts cleaned."""
        head = recipe.model_dump(mode="json", exclude={"steps"}, exclude_defaults=True)
        steps = tuple(_sketched(n, step) for n, step in enumerate(recipe.steps, start=1))
        return cls(language=language, head=_tidied(head), steps=steps, next_step=len(steps) + 1)

    @classmethod
    def blank(cls, title: str, language: Language) -> Self:
        """Return a sketch that has a title, and nothing more."""
        return cls(language=language, head={}).named(title)

    @property
    def title(self) -> str:
        """The title in its own language; empty while it has none."""
        return heard(self.head.get("title"), self.language)

    @property
    def minutes(self) -> float:
        """The length of the whole session, in minutes."""
        return sum(step.minutes for step in self.steps)

    @property
    def needs_scenario(self) -> bool:
        """True when a step has no sense without a scenario."""
        kinds = (STEP_KINDS.get(step.kind) for step in self.steps)
        return any(kind is not None and kind.needs_scenario for kind in kinds)

    def named(self, title: str) -> Self:
        """Return the sketch with another title, the same in each language."""
        line = one_line(title)
        return self.headed({**self.head, "title": {one.value: line for one in Language}})

    def headed(self, head: Plan) -> Self:
        """Return the sketch with other fields but for the steps; None is left out."""
        return self.model_copy(update={"head": _without_none(head)})

    def written_in(self, language: Language) -> Self:
        """Return the sketch for whoever writes in a language."""
        return self.model_copy(update={"language": language})

    def step(self, step_id: int) -> SketchStep | None:
        return next((step for step in self.steps if step.id == step_id), None)

    def place(self, step_id: int) -> int | None:
        """Return the place of a step, from 0; None when it is not there."""
        return next((n for n, step in enumerate(self.steps) if step.id == step_id), None)

    def added(self, step: BaseStep, after: int | None = None) -> Self:
        """Return the sketch with one more step, `after` another or at the end; raise Refusal when
        it has too many."""
        place = None if after is None else self.place(after)
        at = len(self.steps) if place is None else place + 1
        return self._with(_sketched(self.next_step, step), at)

    def copied(self, step_id: int) -> Self:
        """Return the sketch with a step twice, one after the other; raise Refusal when it has too
        many."""
        step, place = self.step(step_id), self.place(step_id)
        if step is None or place is None:
            return self
        return self._with(step.model_copy(update={"id": self.next_step}), place + 1)

    def moved(self, step_id: int, by: int) -> Self:
        """Return the sketch with a step so many places further, or back."""
        step, place = self.step(step_id), self.place(step_id)
        if step is None or place is None:
            return self
        others = [one for one in self.steps if one.id != step_id]
        others.insert(max(0, place + by), step)
        return self.model_copy(update={"steps": tuple(others)})

    def without(self, step_id: int) -> Self:
        """Return the sketch without a step, there or not; `put_back` brings it back."""
        step, place = self.step(step_id), self.place(step_id)
        if step is None or place is None:
            return self
        kept = tuple(one for one in self.steps if one.id != step_id)
        return self.model_copy(update={"steps": kept, "removed": Removed(place=place, step=step)})

    def put_back(self) -> Self:
        """Return the sketch with the step that was taken out last, if one was."""
        gone = self.removed
        if gone is None:
            return self
        if len(self.steps) >= MOST_STEPS:
            raise Refusal("recipe.enough_steps", limit=MOST_STEPS)
        steps = [*self.steps]
        steps.insert(gone.place, gone.step)
        return self.model_copy(update={"steps": tuple(steps), "removed": None})

    def planned(self, step_id: int, plan: Plan, read: frozenset[str] = frozenset()) -> Self:
        """Return the sketch with other settings for a step.

        `read` are the settings that its writer has just had before them: those are no longer
        behind in their language.
        """
        made = _without_none(plan)

        def changed(step: SketchStep) -> SketchStep:
            def differs(field: str) -> bool:
                return bool(made[field] != step.plan.get(field))

            behind = {
                field: language
                for field, language in step.behind.items()
                if field in made
                and not (language is self.language and (field in read or differs(field)))
            }
            caught_up = {f for f, one in step.behind.items() if one is self.language}
            newly = late(step.plan, made, self.language)
            behind |= {field: one for field, one in newly.items() if field not in caught_up}
            return step.model_copy(update={"plan": made, "behind": behind})

        return self.model_copy(
            update={
                "steps": tuple(changed(one) if one.id == step_id else one for one in self.steps)
            }
        )

    def plan(self, step: SketchStep) -> Kinds | None:
        """Return a step as a session runs it; None while something of it is wrong or missing."""
        try:
            return _STEP.validate_python(written(step.kind, step.plan))
        except ValidationError:
            return None

    def texts(self) -> list[str]:
        """Return every text, for `said`."""
        return [text for _, text in strings([self.head, *(step.plan for step in self.steps)])]

    def said(self, say: Callable[[str], str]) -> Self:
        """Return the sketch with every text as `say` says it."""
        steps = tuple(
            step.model_copy(update={"plan": _mapped(step.plan, say)}) for step in self.steps
        )
        return self.model_copy(update={"head": _mapped(self.head, say), "steps": steps})

    def brought(self, known: Callable[[int], bool]) -> Self:
        """Return the sketch with the roles and voice channels of its votes said to be gone where
        this server does not know them: nobody votes in their place until that is chosen."""

        def moved(step: SketchStep) -> SketchStep:
            electors = step.plan.get("electors") or {}
            place = electors.get("place")
            if place is None or known(place):
                return step
            plan = {**step.plan, "electors": {**electors, "gone": True}}
            return step.model_copy(update={"plan": plan})

        return self.model_copy(update={"steps": tuple(map(moved, self.steps))})

    def written(self) -> dict[str, Any]:
        """Return the recipe as a file says it, gaps and mistakes included."""
        return {**self.head, "steps": [written(step.kind, step.plan) for step in self.steps]}

    def whole(self) -> Recipe:
        """Return the recipe; raise ValidationError while something is wrong or missing."""
        return Recipe.model_validate(self.written())

    def tells(self, saved: Recipe) -> bool:
        """True when it says what was saved, and nothing else."""
        try:
            return self.whole() == saved
        except ValidationError:
            return False

    def _with(self, step: SketchStep, at: int) -> Self:
        if len(self.steps) >= MOST_STEPS:
            raise Refusal("recipe.enough_steps", limit=MOST_STEPS)
        steps = [*self.steps]
        steps.insert(at, step)
        return self.model_copy(
            update={"steps": tuple(steps), "next_step": max(self.next_step, step.id) + 1}
        )


def _sketched(step_id: int, step: BaseStep) -> SketchStep:
    plan = step.written()
    return SketchStep(id=step_id, kind=str(plan.pop("kind")), plan=_tidied(plan))


def _without_none(plan: Plan) -> dict[str, Any]:
    return {field: value for field, value in plan.items() if value is not None}


def _tidied(plan: Plan) -> dict[str, Any]:
    return {
        field: _mapped(value, one_line if field in _LINES else clean)
        for field, value in plan.items()
    }


def _mapped(value: Any, change: Callable[[str], str]) -> Any:
    if isinstance(value, str):
        return change(value)
    if isinstance(value, Mapping):
        return {key: _mapped(part, change) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_mapped(part, change) for part in value]
    return value
