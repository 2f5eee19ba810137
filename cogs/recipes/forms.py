"""What the buttons of the workbench change, and the forms that they open.

What a form cannot keep goes back to its writer.
"""

from __future__ import annotations

from collections.abc import Callable

from bot.interface.cog import Desk
from bot.interface.naming.attached import server_of
from bot.interface.pressing.giving_back import give_back
from bot.interface.pressing.replies import replace
from bot.interface.pressing.router import Press, custom_id, on
from bot.interface.showing.layout import Button, button
from bot.interface.words.recipes import in_language
from bot.interface.words.sessions.kinds import kind_name, usual_step
from bot.services.recipes import recipes
from bot.services.recipes.recipes import ALWAYS
from bot.workshop.errors import Gone, Refusal
from bot.workshop.kinds import STEP_KINDS
from bot.workshop.language import Language
from bot.workshop.recipes.prepared import Prepared
from bot.workshop.recipes.sketch import Sketch
from bot.workshop.recipes.words import late, other
from bot.workshop.text import escape
from cogs.recipes.bench import bench, step_name
from cogs.recipes.fields import filled, setting_form
from cogs.recipes.parts import kinds_page, step_page


class RecipeForms(Desk):
    @on("recipe.open", "recipe")
    async def _open(self, press: Press, recipe: int) -> None:
        await replace(press.interaction, bench(await self._bench(press, recipe), press.t))

    @on("recipe.language", "recipe", "english")
    async def _language(self, press: Press, recipe: int, english: bool) -> None:
        await self._write_in(
            press, recipe, Language.ENGLISH if english else other(Language.ENGLISH)
        )

    @on("recipe.tongue", "recipe")
    async def _tongue(self, press: Press, recipe: int) -> None:
        await self._write_in(press, recipe, press.chosen)

    async def _write_in(self, press: Press, recipe: int, code: str) -> None:
        def written(sketch: Sketch) -> Sketch:
            # Here, so that the right to write is looked at first.
            if code not in Language:
                raise Refusal("button.unknown")
            return sketch.written_in(Language(code))

        prepared = await self._change(press, recipe, "language", written, ALWAYS)
        told = press.t("recipe.now_in", language=in_language(Language(code), press.t))
        await replace(press.interaction, bench(prepared, press.t, "🌐 " + told))

    # Forms

    @on("recipe.form", "recipe", "part", "form")
    async def _form(self, press: Press, recipe: int, part: int | None, form: int) -> None:
        prepared = await self._bench(press, recipe)
        await press.open(setting_form(prepared, part, form, press.t))

    @on("recipe.filled", "recipe", "seen", "part", "form")
    async def _filled(
        self, press: Press, recipe: int, seen: int, part: int | None, form: int
    ) -> None:
        before = await self._bench(press, recipe)
        piece = "heading" if part is None else _piece(part)
        try:
            prepared = await self._change(
                press, recipe, piece, lambda sketch: filled(sketch, part, form, press), seen
            )
        except Refusal as refusal:
            await give_back(press, refusal, [_reopen(press, recipe, part)])
            return
        if part is not None:
            await self._show_step(press, prepared, part)
            return
        sketch = prepared.sketch
        kept = late(before.sketch.head, sketch.head, sketch.language)
        told = "\n".join(
            "🌐 " + press.t("recipe.behind", language=in_language(one, press.t))
            for one in dict.fromkeys(kept.values())
        )
        await replace(press.interaction, bench(prepared, press.t, told))

    # Steps

    @on("recipe.step", "recipe", "sheet")
    async def _step(self, press: Press, recipe: int, sheet: int) -> None:
        await self._show_step(press, await self._bench(press, recipe), press.number())

    @on("recipe.show", "recipe", "part")
    async def _show(self, press: Press, recipe: int, part: int) -> None:
        await self._show_step(press, await self._bench(press, recipe), part)

    @on("recipe.add", "recipe", "after")
    async def _add(self, press: Press, recipe: int, after: int | None) -> None:
        prepared = await self._bench(press, recipe)
        await replace(press.interaction, kinds_page(prepared, after, press.t))

    @on("recipe.kind", "recipe", "after")
    async def _kind(self, press: Press, recipe: int, after: int | None) -> None:
        kind, t = press.chosen, press.t
        before = await self._bench(press, recipe)
        if kind not in STEP_KINDS:
            raise Refusal("button.unknown")
        prepared = await self._change(
            press,
            recipe,
            "steps",
            lambda sketch: sketch.added(usual_step(kind), after),
            ALWAYS,
        )
        known = {step.id for step in before.sketch.steps}
        made = max(step.id for step in prepared.sketch.steps if step.id not in known)
        head = "➕ " + t("recipe.added", kind=kind_name(kind, t))
        await self._show_step(press, prepared, made, head)

    @on("recipe.up", "recipe", "part")
    async def _up(self, press: Press, recipe: int, part: int) -> None:
        await self._moved(press, recipe, part, -1)

    @on("recipe.down", "recipe", "part")
    async def _down(self, press: Press, recipe: int, part: int) -> None:
        await self._moved(press, recipe, part, 1)

    @on("recipe.copy", "recipe", "part")
    async def _copy(self, press: Press, recipe: int, part: int) -> None:
        prepared = await self._change(
            press, recipe, "steps", lambda sketch: sketch.copied(part), ALWAYS
        )
        place = prepared.sketch.place(part)
        if place is None:
            await self._gone(press, prepared)
            return
        copied = prepared.sketch.steps[place + 1].id
        await self._show_step(press, prepared, copied, "✅ " + press.t("recipe.copied"))

    @on("recipe.drop", "recipe", "part")
    async def _drop(self, press: Press, recipe: int, part: int) -> None:
        prepared = await self._change(
            press, recipe, _piece(part), lambda sketch: sketch.without(part), ALWAYS
        )
        gone = prepared.sketch.removed
        name = step_name(gone.step, prepared.sketch) if gone else "…"
        told = press.t("recipe.dropped", title=escape(name))
        await replace(press.interaction, bench(prepared, press.t, told))

    @on("recipe.put_back", "recipe")
    async def _put_back(self, press: Press, recipe: int) -> None:
        prepared = await self._change(
            press, recipe, "steps", lambda sketch: sketch.put_back(), ALWAYS
        )
        await replace(press.interaction, bench(prepared, press.t, "↩️ " + press.t("recipe.back")))

    # What they share

    async def _bench(self, press: Press, recipe: int) -> Prepared:
        return await recipes.open_bench(self.ctx, server_of(press.interaction), recipe, press.actor)

    async def _change(
        self,
        press: Press,
        recipe: int,
        piece: str,
        edit: Callable[[Sketch], Sketch],
        seen: int,
    ) -> Prepared:
        """Change a piece, shown at the revision `seen`; raise Refusal when somebody else did."""
        return await recipes.change(
            self.ctx,
            server_of(press.interaction),
            recipe,
            press.actor,
            piece,
            seen,
            edit,
            self.bot.clock(),
        )

    async def _moved(self, press: Press, recipe: int, part: int, by: int) -> None:
        prepared = await self._change(
            press, recipe, "steps", lambda sketch: sketch.moved(part, by), ALWAYS
        )
        await self._show_step(press, prepared, part)

    async def _show_step(self, press: Press, recipe: Prepared, part: int, head: str = "") -> None:
        step = recipe.sketch.step(part)
        if step is None:
            await self._gone(press, recipe)
            return
        await replace(press.interaction, step_page(recipe, step, press.t, head))

    async def _gone(self, press: Press, recipe: Prepared) -> None:
        """The step was taken out meanwhile: the workbench is shown again."""
        told = press.t(Gone("recipe.step_gone").key)
        await replace(press.interaction, bench(recipe, press.t, told))


def _piece(part: int) -> str:
    """Return the name of a step among the pieces of a sketch."""
    return f"step {part}"


def _reopen(press: Press, recipe: int, part: int | None) -> Button:
    where = (
        custom_id("recipe.open", recipe=recipe)
        if part is None
        else custom_id("recipe.show", recipe=recipe, part=part)
    )
    return button(press.t("button.recipe_open"), where)
