"""A summary as it would leave, in private: what can be put right in it, and that it leaves."""

from __future__ import annotations

import discord
from discord import ui

from bot.i18n import Catalogue
from bot.interface.cog import Desk
from bot.interface.naming.people import language_of_room
from bot.interface.pressing.replies import replace, sentence, whisper
from bot.interface.pressing.router import Press, custom_id, on
from bot.interface.showing.layout import Rule, button, layout, option, select
from bot.interface.words.network.choice import goes_to, switch
from bot.reports.summary import summary
from bot.services.network.sharing import sharing
from bot.services.review import reviewing
from bot.services.review.reviewing import Review
from bot.workshop.errors import Outdated, Refusal
from bot.workshop.review.correction import Of
from bot.workshop.text import escape

# In the order in which buttons name them: a new kind goes last.
KINDS = tuple(Of)


def page(review: Review, t: Catalogue, head: str = "") -> ui.LayoutView:
    """Return the summary as it would leave, in the language of its room, with what can be done."""
    session = review.session
    short = summary(review.told, language_of_room(session))
    choices = [
        option(
            t(f"review.kind.{of}"),
            str(KINDS.index(of)),
            description=t.n("review.items", len(found)),
        )
        for of, found in review.items.items()
    ]
    return layout(
        # One of the two: the summary itself needs the rest of what a message holds.
        "\n".join(filter(None, (head or f"-# 👓 {t('review.preview')}", changed(review, t)))),
        Rule.LINE,
        f"## {escape(short.title)}",
        *short.parts,
        Rule.LINE,
        [select(custom_id("review.kind", session=session.id), t("review.choose_kind"), choices)],
        [
            button(
                t("button.release"),
                custom_id("review.release", session=session.id, seen=review.revision),
                emoji="📮",
                style=discord.ButtonStyle.success,
            ),
            button(
                t("button.review_files"),
                custom_id("session.documents", session=session.id, letter=None),
                emoji="📎",
            ),
            button(t("button.refresh"), custom_id("review.open", session=session.id), emoji="🔄"),
        ],
    )


def changed(review: Review, t: Catalogue) -> str:
    """Return how much was put right and left out so far; nothing where all is as written."""
    told = []
    if review.made.reworded:
        told.append(t.n("review.reworded", review.made.reworded))
    if gone := sum(review.made.gone.values()):
        told.append(t.n("review.left_out", gone))
    return "-# " + " · ".join(told) if told else ""


async def again(desk: Desk, press: Press, session: int, why: Refusal) -> None:
    """Show the summary as it is now, after somebody else has changed it."""
    review = await reviewing.under_review(desk.ctx, session, press.actor)
    await replace(press.interaction, page(review, press.t, f"⚠️ {press.t(why.key, **why.params)}"))


class Reading(Desk):
    @on("review.open", "session")
    async def _open(self, press: Press, session: int) -> None:
        review = await reviewing.under_review(self.ctx, session, press.actor)
        message = press.interaction.message
        shown = replace if message is not None and message.flags.ephemeral else whisper
        await shown(press.interaction, page(review, press.t))

    @on("review.release", "session", "seen")
    async def _release(self, press: Press, session: int, seen: int) -> None:
        """Ask first: a summary that has left does not come back."""
        review = await reviewing.under_review(self.ctx, session, press.actor)
        if review.revision != seen:
            await again(self, press, session, Refusal("review.moved"))
            return
        t, elsewhere = press.t, await sharing(self.ctx, session, press.actor)
        to = "review.to_both" if review.coordinated else "review.to_room"
        view = layout(
            t("review.release_question", title=escape(review.told.session.title), to=t(to)),
            changed(review, t),
            goes_to(elsewhere, self.bot, t),
            [
                button(
                    t("button.release_yes"),
                    custom_id("review.release_yes", session=session, seen=seen),
                    style=discord.ButtonStyle.danger,
                ),
                button(t("button.release_no"), custom_id("review.open", session=session)),
                *switch(elsewhere, self.bot, t),
            ],
        )
        await replace(press.interaction, view)

    @on("review.release_yes", "session", "seen")
    async def _release_yes(self, press: Press, session: int, seen: int) -> None:
        try:
            await reviewing.release_read(self.ctx, session, press.actor, seen, self.bot.clock())
        except Outdated as refusal:
            await again(self, press, session, refusal)
            return
        await replace(press.interaction, sentence(press.t("review.done")))
