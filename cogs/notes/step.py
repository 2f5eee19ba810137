"""The discussion: facilitators write down what should be kept."""

from __future__ import annotations

from collections.abc import Sequence

import discord

from bot.interface.cog import Desk
from bot.interface.pressing.giving_back import give_back
from bot.interface.pressing.replies import replace, sentence, whisper
from bot.interface.pressing.router import Press, custom_id, on
from bot.interface.showing.cards import shorten_lines
from bot.interface.showing.layout import Button, button, form, layout, text_field
from bot.interface.showing.screen import Scene, StepScreen
from bot.interface.words.notes import subject_lines
from bot.services.notes import notes
from bot.workshop.errors import Refusal
from bot.workshop.kinds import Discuss
from bot.workshop.notes.note import LIMIT, Note
from bot.workshop.text import escape

_BODY = 2400


class DiscussScreen(StepScreen[tuple[Note, ...]]):
    def body(self, scene: Scene[tuple[Note, ...]]) -> str:
        plan = scene.step.plan
        assert isinstance(plan, Discuss)
        about = subject_lines(plan, scene.t)
        lines = [f"- {escape(' '.join(note.text.split()))}" for note in scene.found]
        noted = "\n".join([f"**{scene.t('note.title')}**", *lines]) if lines else ""
        return shorten_lines("\n".join(filter(None, [about, noted])), _BODY)

    def left_behind(self, scene: Scene[tuple[Note, ...]]) -> str:
        return self.body(scene)

    def lead_buttons(self, scene: Scene[tuple[Note, ...]]) -> Sequence[Button]:
        return (
            button(
                scene.t("button.note"),
                custom_id("note.add", step=scene.step.id),
                emoji="✍️",
                style=discord.ButtonStyle.primary,
            ),
        )


class DiscussDesk(Desk):
    @on("note.add", "step")
    async def _add(self, press: Press, step: int) -> None:
        await notes.to_write(self.ctx, step, press.actor)
        t = press.t
        await press.open(
            form(
                t("form.note"),
                custom_id("note.form", step=step),
                text_field("note", t("field.note"), long=True, limit=LIMIT),
            )
        )

    @on("note.form", "step")
    async def _form(self, press: Press, step: int) -> None:
        try:
            text, row = await notes.keep(
                self.ctx,
                step,
                press.actor,
                press.text("note"),
                press.submission,
                self.bot.clock(),
            )
        except Refusal as refusal:
            again = custom_id("note.add", step=step)
            await give_back(press, refusal, [button(press.t("button.fix"), again, emoji="✏️")])
            return
        told = f"✅ {press.t('note.kept')}\n> {escape(text[:500])}"
        back: list[Button] = []
        if row is not None:
            act = custom_id("note.back", note=row.id, step=step)
            back = [button(press.t("button.note_back"), act, emoji="🗑️")]
        await whisper(press.interaction, layout(told, await self.late(press, step), back))

    @on("note.back", "note", "step")
    async def _back(self, press: Press, note: int, step: int) -> None:
        await notes.take_back(self.ctx, note, step, press.actor, self.bot.clock())
        await replace(press.interaction, sentence(press.t("note.taken_back")))
