"""What the buttons of the workbench open, and what comes back.

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
from bot.services.story import scenarios
from bot.services.story.scenarios import ALWAYS
from bot.workshop.errors import Refusal
from bot.workshop.language import Language
from bot.workshop.story.prepared import Prepared
from bot.workshop.story.scenario import MOST_ANCHORS
from bot.workshop.story.sketch import Sketch, read_dimensions, read_year
from cogs.story import fields
from cogs.story.bench import anchor_page, bench, media_page
from cogs.story.files import read_media


class BackcastForms(Desk):
    @on("backcast.open", "scenario")
    async def _open(self, press: Press, scenario: int) -> None:
        await self._show(press, await self._bench(press, scenario))

    @on("backcast.heading", "scenario")
    async def _heading(self, press: Press, scenario: int) -> None:
        prepared = await self._bench(press, scenario)
        await press.open(fields.heading_form(prepared, press.t))

    @on("backcast.heading_form", "scenario", "seen")
    async def _heading_form(self, press: Press, scenario: int, seen: int) -> None:
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
        await self._keep(
            press, scenario, "heading", edit, f"{title}\n{organisation}", told, seen=seen
        )

    @on("backcast.story", "scenario")
    async def _story(self, press: Press, scenario: int) -> None:
        prepared = await self._bench(press, scenario)
        await press.open(fields.story_form(prepared, press.t))

    @on("backcast.story_form", "scenario", "seen")
    async def _story_form(self, press: Press, scenario: int, seen: int) -> None:
        opening, question = press.text("opening"), press.text("question")
        await self._keep(
            press,
            scenario,
            "story",
            lambda sketch: sketch.told(opening, question),
            f"{opening}\n{question}",
            seen=seen,
        )

    # Anchors

    @on("backcast.anchor_add", "scenario")
    async def _anchor_add(self, press: Press, scenario: int) -> None:
        prepared = await self._bench(press, scenario)
        await press.open(fields.anchor_form(prepared, None, press.t))

    @on("backcast.anchor", "scenario")
    async def _anchor(self, press: Press, scenario: int) -> None:
        prepared = await self._bench(press, scenario)
        anchor = prepared.sketch.anchor(press.number())
        if anchor is None:
            await self._show(press, prepared, press.t("backcast.anchor_gone"))
            return
        await replace(press.interaction, anchor_page(prepared, anchor, press.t))

    @on("backcast.anchor_edit", "scenario", "anchor")
    async def _anchor_edit(self, press: Press, scenario: int, anchor: int) -> None:
        prepared = await self._bench(press, scenario)
        if prepared.sketch.anchor(anchor) is None:
            await self._show(press, prepared, press.t("backcast.anchor_gone"))
            return
        form = fields.anchor_form(prepared, anchor, press.t)
        await press.open(form)

    @on("backcast.anchor_form", "scenario", "seen", "anchor")
    async def _anchor_form(
        self, press: Press, scenario: int, seen: int, anchor: int | None
    ) -> None:
        written, title, text = press.text("year"), press.text("title"), press.text("text")
        year = read_year(written)

        def edit(sketch: Sketch) -> Sketch:
            made = sketch.with_anchor(year, title, text, anchor)
            if len(made.anchors) > max(MOST_ANCHORS, len(sketch.anchors)):
                raise Refusal("backcast.enough_anchors", limit=MOST_ANCHORS)
            return made

        told = press.t("backcast.unread_year") if year is None else ""
        # One more never stands in the way of another.
        piece, seen = ("one more", ALWAYS) if anchor is None else (_anchor(anchor), seen)
        await self._keep(
            press, scenario, piece, edit, f"{written}\n{title}\n{text}", told, seen=seen
        )

    @on("backcast.anchor_drop", "scenario", "anchor")
    async def _anchor_drop(self, press: Press, scenario: int, anchor: int) -> None:
        await self._keep(
            press,
            scenario,
            _anchor(anchor),
            lambda sketch: sketch.without_anchor(anchor),
            told=press.t("backcast.anchor_removed"),
            seen=ALWAYS,
        )

    # Award and dimensions

    @on("backcast.award", "scenario")
    async def _award(self, press: Press, scenario: int) -> None:
        prepared = await self._bench(press, scenario)
        await press.open(fields.award_form(prepared, press.t))

    @on("backcast.award_form", "scenario", "seen")
    async def _award_form(self, press: Press, scenario: int, seen: int) -> None:
        name, text = press.text("name"), press.text("text")
        await self._keep(
            press,
            scenario,
            "award",
            lambda sketch: sketch.awarded(name, text),
            f"{name}\n{text}",
            seen=seen,
        )

    @on("backcast.dimensions", "scenario")
    async def _dimensions(self, press: Press, scenario: int) -> None:
        prepared = await self._bench(press, scenario)
        await press.open(fields.dimensions_form(prepared, press.t))

    @on("backcast.dimensions_form", "scenario", "seen", "names_only")
    async def _dimensions_form(
        self, press: Press, scenario: int, seen: int, names_only: bool
    ) -> None:
        written = press.text("dimensions")

        def edit(sketch: Sketch) -> Sketch:
            return sketch.laned(read_dimensions(written, sketch.dimensions if names_only else ()))

        await self._keep(press, scenario, "dimensions", edit, written, seen=seen)

    @on("backcast.usual", "scenario")
    async def _usual(self, press: Press, scenario: int) -> None:
        def edit(sketch: Sketch) -> Sketch:
            if sketch.dimensions:
                return sketch
            return sketch.laned(fields.usual_dimensions(sketch.language))

        await self._keep(press, scenario, "dimensions", edit, seen=ALWAYS)

    # Recording or picture

    @on("backcast.media", "scenario")
    async def _media(self, press: Press, scenario: int) -> None:
        prepared = await self._bench(press, scenario)
        media = prepared.sketch.media
        if media is None or not media.transcript:
            await press.open(fields.media_form(prepared, press.t))
        else:
            await replace(press.interaction, media_page(prepared, media, press.t))

    @on("backcast.media_edit", "scenario")
    async def _media_edit(self, press: Press, scenario: int) -> None:
        prepared = await self._bench(press, scenario)
        await press.open(fields.media_form(prepared, press.t))

    @on("backcast.media_form", "scenario", "seen")
    async def _media_form(self, press: Press, scenario: int, seen: int) -> None:
        transcript = press.text("transcript")
        attachment = press.attachment("file")
        if attachment is None:
            await self._keep(
                press,
                scenario,
                "media",
                lambda sketch: sketch.transcribed(transcript),
                transcript,
                seen=seen,
            )
            return
        await press.interaction.response.defer()  # a file takes time
        try:
            prepared = await scenarios.attach(
                self.ctx,
                server_of(press.interaction),
                scenario,
                press.actor,
                await read_media(attachment),
                transcript,
                seen,
                self.bot.clock(),
            )
        except Refusal as refusal:
            await give_back(press, refusal, [_reopen(press, scenario)])
            return
        await press.interaction.edit_original_response(view=bench(prepared, press.t))

    @on("backcast.media_drop", "scenario")
    async def _media_drop(self, press: Press, scenario: int) -> None:
        await self._keep(
            press, scenario, "media", lambda sketch: sketch.illustrated(None), seen=ALWAYS
        )

    async def _bench(self, press: Press, scenario: int) -> Prepared:
        return await scenarios.open_bench(
            self.ctx, server_of(press.interaction), scenario, press.actor
        )

    async def _keep(
        self,
        press: Press,
        scenario: int,
        piece: str,
        edit: Callable[[Sketch], Sketch],
        written: str = "",
        told: str = "",
        *,
        seen: int,
    ) -> None:
        """Change a piece and show the workbench; `written` goes back to its writer if refused.

        `seen` is the revision that the form showed.
        """
        try:
            prepared = await scenarios.change(
                self.ctx,
                server_of(press.interaction),
                scenario,
                press.actor,
                piece,
                seen,
                edit,
                self.bot.clock(),
            )
        except Refusal as refusal:
            await give_back(press, refusal, [_reopen(press, scenario)])
            return
        await self._show(press, prepared, told)

    async def _show(self, press: Press, scenario: Prepared, head: str = "") -> None:
        await replace(press.interaction, bench(scenario, press.t, head))


def _anchor(anchor_id: int) -> str:
    """Return the name of an anchor among the pieces of a sketch."""
    return f"anchor {anchor_id}"


def _reopen(press: Press, scenario: int) -> Button:
    return button(press.t("button.backcast_open"), custom_id("backcast.open", scenario=scenario))
