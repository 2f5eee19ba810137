"""The story: those who arrive late read what was told; facilitators can tell the next part."""

from __future__ import annotations

from collections.abc import Sequence

import discord

from bot.interface.cog import Desk
from bot.interface.pressing.replies import replace, whisper
from bot.interface.pressing.router import Press, custom_id, on
from bot.interface.sending.recording import title, words, words_button
from bot.interface.showing.layout import Button, button
from bot.interface.showing.screen import Scene, StepScreen
from bot.interface.words.story.texts import fiction_note, quoted
from bot.services.sessions.whereabouts import whereabouts
from bot.services.story import telling
from bot.workshop.errors import Outdated
from bot.workshop.kinds import Story
from bot.workshop.story.beats import anchors_told, beats, media_told
from bot.workshop.story.step import Telling
from bot.workshop.text import escape
from cogs.sessions.leading import panel

# A longer transcript is left to its button: the rest of the catch-up needs room.
_WORDS = 1000


class StoryScreen(StepScreen[None]):
    def body(self, scene: Scene[None]) -> str:
        return fiction_note(scene.t)

    def buttons(self, scene: Scene[None]) -> Sequence[Button]:
        scenario = scene.session.scenario
        if scenario is None or scenario.media is None:
            return ()
        if not media_told(scenario, scene.step.told):
            return ()
        return (words_button(scenario.media, scene.step.id, None, scene.t),)

    def lead_buttons(self, scene: Scene[None]) -> Sequence[Button]:
        scenario, plan = scene.session.scenario, scene.step.plan
        told = scene.step.told
        if scenario is None or not isinstance(plan, Story) or told >= len(beats(scenario)):
            return ()
        by_hand = plan.telling is Telling.BY_HAND
        primary, quiet = discord.ButtonStyle.primary, discord.ButtonStyle.secondary
        return (
            button(
                scene.t("button.tell_next" if told else "button.tell_first"),
                custom_id("story.tell", step=scene.step.id, seen=told),
                emoji="📖",
                style=primary if by_hand else quiet,
                disabled=scene.session.paused,
            ),
        )

    def for_latecomers(self, scene: Scene[None]) -> str:
        scenario = scene.session.scenario
        if scenario is None:
            return ""
        told = scene.step.told
        lines = [scene.t("story.so_far", horizon=scenario.horizon)]
        lines += [
            f"- **{anchor.year}** · {escape(anchor.title)}"
            for anchor in scenario.anchors[: anchors_told(scenario, told)]
        ]
        lines.append(fiction_note(scene.t))
        if scenario.media is not None and media_told(scenario, told):
            lines.append(f"**{title(scenario.media, scene.t)}**")
            transcript = quoted(scenario.media.transcript)
            lines += [transcript] if len(transcript) <= _WORDS else []
        return "\n".join(lines)


class StoryDesk(Desk):
    @on("story.tell", "step", "seen")
    async def _tell(self, press: Press, step: int, seen: int) -> None:
        try:
            told = await telling.tell_next(self.ctx, step, press.actor, seen, self.bot.clock())
        except Outdated as refusal:  # say so and show the panel as it is now
            session_id = await telling.session_of(self.ctx, step)
            await self._show(press, session_id, press.t(refusal.key))
            return
        head = press.t("story.told_part", n=told.parts, total=told.total)
        await self._show(press, told.session.id, f"📖 {head}")

    @on("story.words", "step", "letter")
    async def _words(self, press: Press, step: int, letter: int | None) -> None:
        media = await telling.transcript(self.ctx, step)
        await whisper(press.interaction, words(media, press.t))

    async def _show(self, press: Press, session_id: int, head: str) -> None:
        seen = await whereabouts(self.ctx, session_id, press.actor)
        await replace(press.interaction, await panel(self.bot, seen, press.t, head=head))
