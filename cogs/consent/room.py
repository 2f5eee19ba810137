"""Consent: what people in the room without Discord answer, written down by who leads."""

from __future__ import annotations

import discord
from discord import ui

from bot.i18n import Catalogue
from bot.interface.cog import Desk
from bot.interface.pressing.giving_back import give_back
from bot.interface.pressing.replies import replace
from bot.interface.pressing.router import Press, custom_id, on
from bot.interface.showing.layout import PAGE, button, form, layout, option, select, text_field
from bot.interface.words.in_room import beyond, signature
from bot.reports.consent.decisions import numbers
from bot.services.consent import room
from bot.services.consent.answering import Seen
from bot.workshop.consent.proposal import REASON_LIMIT, Stance
from bot.workshop.errors import Refusal
from bot.workshop.in_room import MOST_IN_ROOM, read_people
from cogs.consent.step import STANCES

_DIGITS = len(str(MOST_IN_ROOM))
_COUNTED = (Stance.CONSENT, Stance.ASIDE)
_MARKS = {Stance.CONCERN: "💬", Stance.OBJECTION: "✋"}


class ConsentRoomDesk(Desk):
    """A custom id carries the version that the facilitator saw."""

    @on("consent.room", "step")
    async def _open(self, press: Press, step: int) -> None:
        seen = await room.ready(self.ctx, step, press.actor, signature)
        await replace(press.interaction, _answers(seen, press.t))

    @on("consent.room_count", "step", "version")
    async def _count(self, press: Press, step: int, version: int) -> None:
        seen = await room.ready(self.ctx, step, press.actor, signature, version)
        t = press.t
        fields = [
            text_field(
                stance.value,
                t(f"field.room.{stance}"),
                limit=_DIGITS,
                default=str(_weight(seen, stance)),
            )
            for stance in _COUNTED
        ]
        where = custom_id("consent.room_counted", step=step, version=version)
        await press.open(form(t("form.room_answers"), where, *fields))

    @on("consent.room_counted", "step", "version")
    async def _counted(self, press: Press, step: int, version: int) -> None:
        try:
            people = {stance: read_people(press.text(stance.value)) for stance in _COUNTED}
            seen = await room.count(
                self.ctx, step, press.actor, signature, version, people, self.bot.clock()
            )
        except Refusal as refusal:
            await self._give_back(press, step, refusal)
            return
        head = "✅ " + press.t("consent.room.kept")
        await replace(press.interaction, _answers(seen, press.t, head))

    @on("consent.room_word", "step", "version", "rank")
    async def _word(self, press: Press, step: int, version: int, rank: int) -> None:
        stance = _stance_of(rank)
        seen = await room.ready(self.ctx, step, press.actor, signature, version)
        t = press.t
        field = text_field(
            "words",
            t(f"field.room.{stance}"),
            description=t("field.ideas.room_masked" if seen.session.masked else "field.ideas.room"),
            long=True,
            limit=REASON_LIMIT,
        )
        where = custom_id("consent.room_worded", step=step, version=version, rank=rank)
        await press.open(form(t(f"form.room.{stance}"), where, field))

    @on("consent.room_worded", "step", "version", "rank")
    async def _worded(self, press: Press, step: int, version: int, rank: int) -> None:
        stance, words = _stance_of(rank), press.text("words")
        try:
            seen = await room.speak(
                self.ctx,
                step,
                press.actor,
                signature,
                version,
                stance,
                words,
                press.submission,
                self.bot.clock(),
            )
        except Refusal as refusal:
            await self._give_back(press, step, refusal)
            return
        head = "✅ " + press.t(f"consent.room.kept.{stance}")
        await replace(press.interaction, _answers(seen, press.t, head))

    @on("consent.room_back", "step", "version")
    async def _back(self, press: Press, step: int, version: int) -> None:
        seen = await room.take_back(self.ctx, step, press.actor, signature, version, press.number())
        head = "↩️ " + press.t("consent.room.taken_back")
        await replace(press.interaction, _answers(seen, press.t, head))

    async def _give_back(self, press: Press, step_id: int, refusal: Refusal) -> None:
        again = custom_id("consent.room", step=step_id)
        await give_back(press, refusal, [button(press.t("button.consent_room"), again)])


def _answers(seen: Seen, t: Catalogue, head: str = "") -> ui.LayoutView:
    """Return what the room answers to the current version, and what can be written down."""
    step_id, version, session = seen.step.id, seen.proposal.version, seen.session
    counts = seen.proposal.counts(in_room=True)
    told = t.n("consent.room.answered", counts.answers, said=session.in_room)
    worded = [
        (mark, one)
        for stance, mark in _MARKS.items()
        for one in seen.proposal.of_version(version)
        if one.in_room and one.stance is stance
    ]
    menu = []
    if worded:
        choices = [option(f"{mark} {one.reason}", str(one.id)) for mark, one in worded[:PAGE]]
        back = custom_id("consent.room_back", step=step_id, version=version)
        menu = [select(back, t("consent.room.take_back"), choices)]
    words = [
        button(
            t(f"button.room.{stance}"),
            custom_id(
                "consent.room_word", step=step_id, version=version, rank=STANCES.index(stance)
            ),
            emoji=mark,
        )
        for stance, mark in _MARKS.items()
    ]
    return layout(
        head,
        f"### 👥 {t('consent.room.title', version=version)}\n{told}",
        numbers(counts, None, t) if counts.answers else "",
        beyond(counts.answers, session, t),
        [
            button(
                t("button.room_count"),
                custom_id("consent.room_count", step=step_id, version=version),
                emoji="✅",
                style=discord.ButtonStyle.primary,
            ),
            *words,
        ],
        "-# " + t("consent.room.lifting") if menu else "",
        menu,
        [button(t("button.consent_table"), custom_id("consent.lead", step=step_id))],
    )


def _weight(seen: Seen, stance: Stance) -> int:
    given = seen.proposal.of_version(seen.proposal.version)
    return sum(one.weight for one in given if one.in_room and one.stance is stance)


def _stance_of(rank: int) -> Stance:
    if not 0 <= rank < len(STANCES) or not STANCES[rank].worded:
        raise Refusal("button.unknown")
    return STANCES[rank]
