"""What people are told at their next press, whatever it is: what was hidden of what they wrote."""

from __future__ import annotations

import discord

from bot.i18n import Catalogue
from bot.interface.pressing.replies import whisper
from bot.interface.showing.layout import QUIET, layout
from bot.services.context import Context
from bot.services.moderation.hiding import to_tell
from bot.workshop.moderation.hiding import MARK, Thing
from bot.workshop.sessions.permissions import Actor
from bot.workshop.text import escape, shorten

_SHOWN = 5
_TEXT = 200


class Notices:
    """Kept beside the router: a press costs nothing where nobody has anything to be told."""

    def __init__(self, ctx: Context) -> None:
        self._ctx = ctx

    async def tell(
        self, interaction: discord.Interaction, session_id: int, actor: Actor, t: Catalogue
    ) -> None:
        """Tell whoever pressed, after their answer, what was hidden of theirs; once."""
        answered = interaction.response
        if not answered.is_done() or answered.type is discord.InteractionResponseType.modal:
            return
        found = await to_tell(self._ctx, session_id, actor)
        if found:
            await whisper(interaction, layout(hidden_notice(found, t), colour=QUIET))


def hidden_notice(found: list[Thing], t: Catalogue) -> str:
    """Return what the writer of hidden texts is told: which, why, and that they are not named."""
    lines = [t.n("hide.told", len(found))]
    for thing in found[:_SHOWN]:
        reason = " — " + t("hide.because", reason=escape(thing.hidden)) if thing.hidden else ""
        lines.append(f"- {MARK} {escape(shorten(thing.text, _TEXT))}{reason}")
    if len(found) > _SHOWN:
        lines.append("- …")
    return "\n".join([*lines, "-# " + t("hide.not_named")])
