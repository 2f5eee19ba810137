"""Writing post-its: the form, and what is typed in the channel."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from datetime import timedelta

import discord

from bot.i18n import Catalogue
from bot.interface.cog import Desk
from bot.interface.layout import Button, button, form, layout, text_field
from bot.interface.people import actor_of
from bot.interface.replies import whisper
from bot.interface.router import Press, custom_id, on
from bot.interface.screen import Scene, StepScreen
from bot.services import collecting
from bot.services.collecting import Written
from bot.services.context import open_step
from bot.workshop.errors import Refusal
from bot.workshop.postit import check_open
from bot.workshop.session import Session, accepts_typed, hides
from bot.workshop.steps import Collect
from bot.workshop.text import escape, shorten
from cogs.steps.links import my_postits, read_wall
from cogs.steps.place import place_fields, read_place

log = logging.getLogger(__name__)

_FORM_LIMIT = 4000
_SHOWN = 12
_KEPT_MARK = "📌"
# Discord takes about one reaction every 0.25 s in a channel: past that pace none is added,
# and the card's counter is the acknowledgement.
_REACTION_PACE = timedelta(seconds=0.5)


class CollectScreen(StepScreen):
    async def body(self, scene: Scene) -> str:
        plan, session, t = scene.step.plan, scene.session, scene.t
        assert isinstance(plan, Collect)
        lines = [f"> {line}" for line in question(session, plan).split("\n")]
        lines.append("")
        lines.append(t(f"collect.signing.{session.signing}"))
        if hides(session, plan):
            lines.append(t("collect.silent"))
        if accepts_typed(session, scene.step):
            lines.append(t("collect.typed"))
        lines.append(await self.left_behind(scene))
        return "\n".join(lines)

    async def left_behind(self, scene: Scene) -> str:
        async with scene.ctx.database.read() as tx:
            postits, people = await tx.postits.counts(scene.step.id)
        t = scene.t
        return f"🗒️ **{t.n('count.postits', postits)}** · {t.n('count.people', people)}"

    def buttons(self, scene: Scene) -> Sequence[Button]:
        plan = scene.step.plan
        assert isinstance(plan, Collect)
        buttons = [
            button(
                scene.t("button.add_one" if _one_only(plan) else "button.add"),
                custom_id("postit.add", scene.step.id),
                emoji="🗒️",
                style=discord.ButtonStyle.primary,
            ),
            my_postits(scene.session, scene.t),
        ]
        if not hides(scene.session, plan):
            buttons.append(read_wall(scene.session, scene.t("button.wall")))
        return buttons


class CollectDesk(Desk):
    """The form, and messages typed in the channel."""

    _reacted: dict[int, float]

    async def cog_load(self) -> None:
        await super().cog_load()
        self._reacted = {}

    @on("postit.add", 1)
    async def _add(self, press: Press) -> None:
        async with self.ctx.database.read() as tx:
            session, step = await open_step(tx, press.args[0])
        plan = check_open(step)
        t = press.t
        one = _one_only(plan)
        fields = [
            text_field(
                "ideas",
                t("field.idea" if one else "field.ideas"),
                description=t("field.ideas.masked" if session.masked else "field.ideas.signed"),
                long=not one,
                limit=plan.max_length if one else _FORM_LIMIT,
                placeholder=None if one else t("field.ideas.placeholder"),
            )
        ]
        if session.scenario is not None:
            fields += place_fields(
                session.scenario, t, ask_dimension=plan.ask_dimension, ask_year=plan.ask_year
            )
        await press.interaction.response.send_modal(
            form(step.plan.title[session.language], custom_id("postit.form", step.id), *fields)
        )

    @on("postit.form", 1)
    async def _form(self, press: Press) -> None:
        async with self.ctx.database.read() as tx:
            session, step = await open_step(tx, press.args[0])
        dimension, year = read_place(press, session.scenario)
        written = await collecting.write(
            self.ctx,
            step.id,
            press.actor,
            press.text("ideas"),
            dimension,
            year,
            press.submission,
        )
        one = _one_only(step.plan)
        buttons = [
            button(
                press.t("button.add_more"),
                custom_id("postit.add", step.id),
                style=discord.ButtonStyle.primary,
            )
        ]
        await whisper(
            press.interaction,
            layout(
                *receipt(written, press.t),
                [*([] if one else buttons), my_postits(session, press.t)],
            ),
        )

    @Desk.listener("on_message")
    async def _typed(self, message: discord.Message) -> None:
        if message.author.bot or message.guild is None or message.type not in _SAID:
            return
        try:
            written = await collecting.write_typed(
                self.ctx,
                message.channel.id,
                actor_of(message.author),
                message.content,
                message.id,
            )
        except Refusal:
            return  # an image alone, say: not a post-it, and nothing to reproach in public
        if written is not None and written.kept:
            await self._acknowledge(message)

    async def _acknowledge(self, message: discord.Message) -> None:
        now = asyncio.get_running_loop().time()
        pace = _REACTION_PACE.total_seconds()
        if now - self._reacted.get(message.channel.id, now - pace) < pace:
            return
        self._reacted[message.channel.id] = now
        try:
            await message.add_reaction(_KEPT_MARK)
        except discord.HTTPException as error:
            log.info("a typed post-it could not be acknowledged: %s", error.code)


_SAID = (discord.MessageType.default, discord.MessageType.reply)


def question(session: Session, plan: Collect) -> str:
    """Return the question of a collect step: its own, or the scenario's."""
    if plan.prompt is not None:
        return plan.prompt[session.language]
    return escape(session.scenario.question) if session.scenario else session.title


def receipt(written: Written, t: Catalogue) -> list[str]:
    """Return what the writer is told: what is kept, and what comes back with the reason."""
    parts: list[str] = []
    if written.kept:
        shown = "\n".join(f"- {escape(shorten(p.text, 120))}" for p in written.kept[:_SHOWN])
        more = len(written.kept) - _SHOWN
        if more > 0:
            shown += "\n" + t.n("list.more", more)
        parts.append(f"✅ **{t.n('postit.kept', len(written.kept))}**\n{shown}")
        parts.append("-# " + t.n("postit.mine_so_far", written.mine))
    elif not written.refused:
        parts.append(t("postit.already_kept"))
    reasons = dict.fromkeys(reason for _, reason in written.refused)
    for reason in reasons:
        sent_back = [text for text, why in written.refused if why == reason]
        lines = "\n".join(f"- {escape(shorten(text, 140))}" for text in sent_back[:6])
        if len(sent_back) > 6:
            lines += "\n" + t.n("list.more", len(sent_back) - 6)
        parts.append(f"⚠️ {t.n(reason, len(sent_back))}\n{lines}")
    return parts


def _one_only(plan: object) -> bool:
    return isinstance(plan, Collect) and plan.per_person == 1
