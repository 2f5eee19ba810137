"""What the buttons of the workbench open, and what comes back.

What a form cannot keep goes back to its writer.
"""

from __future__ import annotations

from collections.abc import Callable

from bot.interface.cog import Desk
from bot.interface.giving_back import give_back
from bot.interface.layout import Button, button
from bot.interface.replies import replace
from bot.interface.router import Press, custom_id, on
from bot.services.story import scenarios
from bot.services.story.scenarios import ALWAYS
from bot.store.rows.scenarios import Prepared
from bot.workshop.errors import Refusal
from bot.workshop.language import Language
from bot.workshop.story.scenario import MOST_ANCHORS
from bot.workshop.story.sketch import Sketch, read_dimensions, read_year
from cogs.story import fields
from cogs.story.bench import anchor_page, bench, media_page
from cogs.story.files import read_media, server_of


class BackcastForms(Desk):
    @on("backcast.open", 1)
    async def _open(self, press: Press) -> None:
        await self._show(press, await self._bench(press))

    @on("backcast.heading", 1)
    async def _heading(self, press: Press) -> None:
        scenario = await self._bench(press)
        await press.interaction.response.send_modal(fields.heading_form(scenario, press.t))

    @on("backcast.heading_form", 2)
    async def _heading_form(self, press: Press) -> None:
        title, organisation = press.text("title"), press.text("organisation")
        origin, horizon = read_year(press.text("origin")), read_year(press.text("horizon"))

        def edit(sketch: Sketch) -> Sketch:
            return sketch.headed(
                title,
                organisation,
                sketch.origin if origin is None else origin,
                sketch.horizon if horizon is None else horizon,
                Language.nearest(press.text("language") or sketch.language),
            )

        unread = origin is None or horizon is None
        told = press.t("backcast.unread_years") if unread else ""
        await self._keep(press, "heading", edit, f"{title}\n{organisation}", told)

    @on("backcast.story", 1)
    async def _story(self, press: Press) -> None:
        scenario = await self._bench(press)
        await press.interaction.response.send_modal(fields.story_form(scenario, press.t))

    @on("backcast.story_form", 2)
    async def _story_form(self, press: Press) -> None:
        opening, question = press.text("opening"), press.text("question")
        await self._keep(
            press, "story", lambda sketch: sketch.told(opening, question), f"{opening}\n{question}"
        )

    # Anchors

    @on("backcast.anchor_add", 1)
    async def _anchor_add(self, press: Press) -> None:
        scenario = await self._bench(press)
        await press.interaction.response.send_modal(fields.anchor_form(scenario, 0, press.t))

    @on("backcast.anchor", 1)
    async def _anchor(self, press: Press) -> None:
        scenario = await self._bench(press)
        anchor = scenario.sketch.anchor(press.number())
        if anchor is None:
            await self._show(press, scenario, press.t("backcast.anchor_gone"))
            return
        await replace(press.interaction, anchor_page(scenario, anchor, press.t))

    @on("backcast.anchor_edit", 2)
    async def _anchor_edit(self, press: Press) -> None:
        scenario, anchor_id = await self._bench(press), press.args[1]
        if scenario.sketch.anchor(anchor_id) is None:
            await self._show(press, scenario, press.t("backcast.anchor_gone"))
            return
        form = fields.anchor_form(scenario, anchor_id, press.t)
        await press.interaction.response.send_modal(form)

    @on("backcast.anchor_form", 3)
    async def _anchor_form(self, press: Press) -> None:
        anchor_id = press.args[2]
        written, title, text = press.text("year"), press.text("title"), press.text("text")
        year = read_year(written)

        def edit(sketch: Sketch) -> Sketch:
            made = sketch.with_anchor(year, title, text, anchor_id)
            if len(made.anchors) > max(MOST_ANCHORS, len(sketch.anchors)):
                raise Refusal("backcast.enough_anchors", limit=MOST_ANCHORS)
            return made

        told = press.t("backcast.unread_year") if year is None else ""
        # One more never stands in the way of another.
        piece, seen = (_anchor(anchor_id), press.args[1]) if anchor_id else ("one more", ALWAYS)
        await self._keep(press, piece, edit, f"{written}\n{title}\n{text}", told, seen=seen)

    @on("backcast.anchor_drop", 2)
    async def _anchor_drop(self, press: Press) -> None:
        anchor_id = press.args[1]
        await self._keep(
            press,
            _anchor(anchor_id),
            lambda sketch: sketch.without_anchor(anchor_id),
            told=press.t("backcast.anchor_removed"),
            seen=ALWAYS,
        )

    # Award and dimensions

    @on("backcast.award", 1)
    async def _award(self, press: Press) -> None:
        scenario = await self._bench(press)
        await press.interaction.response.send_modal(fields.award_form(scenario, press.t))

    @on("backcast.award_form", 2)
    async def _award_form(self, press: Press) -> None:
        name, text = press.text("name"), press.text("text")
        await self._keep(
            press, "award", lambda sketch: sketch.awarded(name, text), f"{name}\n{text}"
        )

    @on("backcast.dimensions", 1)
    async def _dimensions(self, press: Press) -> None:
        scenario = await self._bench(press)
        await press.interaction.response.send_modal(fields.dimensions_form(scenario, press.t))

    @on("backcast.dimensions_form", 3)
    async def _dimensions_form(self, press: Press) -> None:
        written, names_only = press.text("dimensions"), press.args[2]

        def edit(sketch: Sketch) -> Sketch:
            return sketch.laned(read_dimensions(written, sketch.dimensions if names_only else ()))

        await self._keep(press, "dimensions", edit, written)

    @on("backcast.usual", 1)
    async def _usual(self, press: Press) -> None:
        def edit(sketch: Sketch) -> Sketch:
            if sketch.dimensions:
                return sketch
            return sketch.laned(fields.usual_dimensions(sketch.language))

        await self._keep(press, "dimensions", edit, seen=ALWAYS)

    # Recording or picture

    @on("backcast.media", 1)
    async def _media(self, press: Press) -> None:
        scenario = await self._bench(press)
        media = scenario.sketch.media
        if media is None or not media.transcript:
            await press.interaction.response.send_modal(fields.media_form(scenario, press.t))
        else:
            await replace(press.interaction, media_page(scenario, media, press.t))

    @on("backcast.media_edit", 1)
    async def _media_edit(self, press: Press) -> None:
        scenario = await self._bench(press)
        await press.interaction.response.send_modal(fields.media_form(scenario, press.t))

    @on("backcast.media_form", 2)
    async def _media_form(self, press: Press) -> None:
        transcript = press.text("transcript")
        attachment = press.attachment("file")
        if attachment is None:
            await self._keep(
                press, "media", lambda sketch: sketch.transcribed(transcript), transcript
            )
            return
        await press.interaction.response.defer()  # a file takes time
        try:
            scenario = await scenarios.attach(
                self.ctx,
                server_of(press.interaction),
                press.args[0],
                press.actor,
                await read_media(attachment),
                transcript,
                press.args[1],
                self.bot.clock(),
            )
        except Refusal as refusal:
            await give_back(press, refusal, transcript, [_reopen(press)])
            return
        await press.interaction.edit_original_response(view=bench(scenario, press.t))

    @on("backcast.media_drop", 1)
    async def _media_drop(self, press: Press) -> None:
        await self._keep(press, "media", lambda sketch: sketch.illustrated(None), seen=ALWAYS)

    async def _bench(self, press: Press) -> Prepared:
        return await scenarios.open_bench(
            self.ctx, server_of(press.interaction), press.args[0], press.actor
        )

    async def _keep(
        self,
        press: Press,
        piece: str,
        edit: Callable[[Sketch], Sketch],
        written: str = "",
        told: str = "",
        *,
        seen: int | None = None,
    ) -> None:
        """Change a piece and show the workbench; `written` goes back to its writer if refused.

        `seen` is the revision that the form showed, unless told otherwise.
        """
        try:
            scenario = await scenarios.change(
                self.ctx,
                server_of(press.interaction),
                press.args[0],
                press.actor,
                piece,
                press.args[1] if seen is None else seen,
                edit,
                self.bot.clock(),
            )
        except Refusal as refusal:
            await give_back(press, refusal, written, [_reopen(press)])
            return
        await self._show(press, scenario, told)

    async def _show(self, press: Press, scenario: Prepared, head: str = "") -> None:
        await replace(press.interaction, bench(scenario, press.t, head))


def _anchor(anchor_id: int) -> str:
    """Return the name of an anchor among the pieces of a sketch."""
    return f"anchor {anchor_id}"


def _reopen(press: Press) -> Button:
    return button(press.t("button.backcast_open"), custom_id("backcast.open", press.args[0]))
