"""Consent: the facilitators' table. Write, amend, move on, reply, decide, from one message."""

from __future__ import annotations

from collections.abc import Sequence

import discord
from discord import ui

from bot.i18n import Catalogue
from bot.interface.cog import Desk
from bot.interface.pressing.chosen import chosen_member
from bot.interface.pressing.giving_back import give_back
from bot.interface.pressing.replies import replace
from bot.interface.pressing.router import Press, custom_id, on
from bot.interface.showing.layout import (
    PAGE,
    Button,
    Select,
    button,
    form,
    layout,
    member_field,
    option,
    select,
    text_field,
)
from bot.interface.showing.links import room_page
from bot.interface.words.consent import decided_text, table_text
from bot.services.consent import answering, leading
from bot.services.consent.answering import Seen
from bot.workshop.consent.proposal import ANSWER_LIMIT, RoundStays, Stage
from bot.workshop.consent.step import PROPOSAL_LIMIT
from bot.workshop.errors import Refusal
from cogs.consent.step import room_button
from cogs.themes.picking import pick_theme

_STAGES = tuple(Stage)
_MARKS = {
    Stage.PROPOSAL: "📖",
    Stage.QUESTIONS: "❓",
    Stage.REACTIONS: "💬",
    Stage.OBJECTIONS: "✋",
}


class ConsentTableDesk(Desk):
    """What facilitators do. A custom id carries the stage or the version that they saw."""

    @on("consent.lead", "step")
    async def _lead(self, press: Press, step: int) -> None:
        seen = await leading.table(self.ctx, step, press.actor)
        await replace(press.interaction, _table(seen, press.t))

    @on("consent.stage", "step", "was", "to")
    async def _stage(self, press: Press, step: int, was: int, to: int) -> None:
        if not all(0 <= rank < len(_STAGES) for rank in (was, to)):
            raise Refusal("button.unknown")
        try:
            seen = await leading.move(
                self.ctx, step, press.actor, _STAGES[was], _STAGES[to], self.bot.clock()
            )
        except RoundStays as refusal:
            await self._again(press, step, refusal)
            return
        await replace(press.interaction, _table(seen, press.t, _unanswered(seen, press.t)))

    @on("consent.themes", "step", "page")
    async def _themes(self, press: Press, step: int, page: int) -> None:
        _, themes = await leading.drafting(self.ctx, step, press.actor)
        view = pick_theme(
            themes,
            page,
            press.t,
            chosen=custom_id("consent.theme", step=step),
            at=lambda to: custom_id("consent.themes", step=step, page=to),
            back=_back(step, press.t),
        )
        await replace(press.interaction, view)

    @on("consent.theme", "step")
    async def _theme(self, press: Press, step: int) -> None:
        seen, text = await leading.draft(self.ctx, step, press.actor, press.number())
        await self._form(press, seen, text)

    @on("consent.write", "step")
    async def _write(self, press: Press, step: int) -> None:
        seen = await leading.amendable(self.ctx, step, press.actor)
        await self._form(press, seen, seen.proposal.text)

    async def _form(self, press: Press, seen: Seen, text: str) -> None:
        t, version = press.t, seen.proposal.version
        await press.open(
            form(
                t("form.amendment") if version else t("form.proposal"),
                custom_id("consent.written", step=seen.step.id, version=version),
                text_field(
                    "text",
                    t("field.proposal"),
                    description=t("field.amendment.hint" if version else "field.proposal.hint"),
                    long=True,
                    limit=PROPOSAL_LIMIT,
                    default=text or None,
                ),
                member_field("member", t("field.bearer"), description=t("field.bearer.hint")),
            )
        )

    @on("consent.written", "step", "version")
    async def _written(self, press: Press, step: int, version: int) -> None:
        text = press.text("text")
        try:
            seen = await leading.write(
                self.ctx, step, press.actor, version, text, self.bot.clock(), chosen_member(press)
            )
        except Refusal as refusal:
            await give_back(press, refusal, [_back(step, press.t)])
            return
        t, now = press.t, seen.proposal.version
        told = t("consent.amended_to", version=now) if now > 1 else t("consent.written")
        await replace(press.interaction, _table(seen, t, f"✅ {told}"))

    @on("consent.reply", "step", chosen="question")
    async def _reply(self, press: Press, step: int) -> None:
        _, asked = await answering.question(self.ctx, press.number(), press.actor)
        await press.open(
            form(
                press.t("form.consent_reply"),
                custom_id("consent.replied", question=asked.id),
                text_field(
                    "words",
                    press.t("field.consent_reply"),
                    description=asked.text,
                    long=True,
                    limit=ANSWER_LIMIT,
                    default=asked.answer,
                ),
            )
        )

    @on("consent.replied", "question")
    async def _replied(self, press: Press, question: int) -> None:
        text = press.text("words")
        seen = await answering.reply(self.ctx, question, press.actor, text, self.bot.clock())
        t = press.t
        told = "✅ " + t("consent.replied")
        if seen.leads:
            await replace(press.interaction, _table(seen, t, told))
        else:
            await replace(press.interaction, layout(told, reply_menu(seen, t)))

    @on("consent.settle", "step", "version", "adopt")
    async def _settle(self, press: Press, step: int, version: int, adopt: bool) -> None:
        """Ask first: a decision cannot be taken back."""
        try:
            seen = await leading.decidable(self.ctx, step, press.actor, version, adopt)
        except RoundStays as refusal:
            await self._again(press, step, refusal)
            return
        t = press.t
        yes = custom_id("consent.decide", step=step, version=version, adopt=adopt)
        question = t(
            "consent.adopt_question" if adopt else "consent.drop_question", version=version
        )
        missing = seen.proposal.not_again if adopt else 0
        await replace(
            press.interaction,
            layout(
                question,
                "⚠️ " + t.n("consent.not_again", missing) if missing else "",
                table_text(seen.proposal, seen.plan, seen.session, t),
                [
                    button(
                        t("button.consent_adopt_yes" if adopt else "button.consent_drop_yes"),
                        yes,
                        style=discord.ButtonStyle.success if adopt else discord.ButtonStyle.danger,
                    ),
                    _back(step, t),
                ],
            ),
        )

    @on("consent.decide", "step", "version", "adopt")
    async def _decide(self, press: Press, step: int, version: int, adopt: bool) -> None:
        try:
            seen = await leading.decide(
                self.ctx, step, press.actor, version, adopt, self.bot.clock()
            )
        except RoundStays as refusal:
            await self._again(press, step, refusal)
            return
        head = "✅ " + press.t("consent.announced")
        await replace(press.interaction, _table(seen, press.t, head))

    async def _again(self, press: Press, step_id: int, refusal: RoundStays) -> None:
        """Show the table as it stands, and why nothing was done."""
        seen = await leading.table(self.ctx, step_id, press.actor)
        head = "⚠️ " + press.t(refusal.key, **refusal.params)
        await replace(press.interaction, _table(seen, press.t, head))


def reply_menu(seen: Seen, t: Catalogue) -> Sequence[Select]:
    """Return the menu of questions for those who answer them, those that wait first."""
    if not seen.replies or seen.decision is not None:
        return ()
    questions = sorted(seen.proposal.questions, key=lambda one: one.answer is not None)
    choices = [
        option(one.text, str(one.id), description=one.answer or None) for one in questions[:PAGE]
    ]
    if not choices:
        return ()
    return (
        select(custom_id("consent.reply", step=seen.step.id), t("consent.reply_pick"), choices),
    )


def _table(seen: Seen, t: Catalogue, head: str = "") -> ui.LayoutView:
    step_id, proposal = seen.step.id, seen.proposal
    panel = button(t("button.panel"), custom_id("lead.panel", session=seen.session.id))
    if seen.decision is not None:
        return layout(head, decided_text(seen.decision, t), [panel])
    here = proposal.stage
    stages = [
        button(
            t(f"stage.{stage}"),
            custom_id("consent.stage", step=step_id, was=_STAGES.index(here), to=rank),
            emoji=_MARKS[stage],
            style=discord.ButtonStyle.primary if stage is here else discord.ButtonStyle.secondary,
            disabled=stage is here or not proposal.versions,
        )
        for rank, stage in enumerate(_STAGES)
    ]
    again = [
        button(t("button.refresh"), custom_id("consent.lead", step=step_id), emoji="🔄"),
        panel,
    ]
    if not proposal.versions:
        writing = button(
            t("button.consent_write"),
            custom_id("consent.write", step=step_id),
            emoji="✍️",
            style=discord.ButtonStyle.primary,
        )
        themes = custom_id("consent.themes", step=step_id, page=0)
        born = [button(t("button.from_theme"), themes, emoji="🗂️")] if seen.themed else []
        return layout(head, t("consent.lead.unwritten"), [writing, *born, *again])
    version = proposal.version
    acts = [
        button(t("button.consent_amend"), custom_id("consent.write", step=step_id), emoji="✍️"),
        button(
            t("button.consent_adopt"),
            custom_id("consent.settle", step=step_id, version=version, adopt=True),
            style=discord.ButtonStyle.success,
        ),
        button(
            t("button.consent_drop"),
            custom_id("consent.settle", step=step_id, version=version, adopt=False),
        ),
    ]
    return layout(
        head,
        t(f"consent.lead.{here}"),
        table_text(proposal, seen.plan, seen.session, t),
        stages,
        reply_menu(seen, t),
        acts,
        [*again, _in_the_room(seen, t)],
    )


def _unanswered(seen: Seen, t: Catalogue) -> str:
    """Return that the round goes past questions which wait for an answer."""
    waiting = len(seen.proposal.unanswered)
    if not waiting or seen.proposal.stage not in (Stage.REACTIONS, Stage.OBJECTIONS):
        return ""
    return "⚠️ " + t.n("consent.past_questions", waiting)


def _in_the_room(seen: Seen, t: Catalogue) -> Button:
    """Return the way to what people in the room answer; before that, to how many they are."""
    if seen.session.in_room and seen.proposal.stage is Stage.OBJECTIONS:
        return room_button(seen.step.id, t)
    return room_page(seen.session, t)


def _back(step_id: int, t: Catalogue) -> Button:
    return button(t("button.consent_table"), custom_id("consent.lead", step=step_id))
