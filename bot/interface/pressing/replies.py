"""Private answers, and the one path that every error takes to a person."""

from __future__ import annotations

import logging
import secrets
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

import discord
from discord import ui

from bot.conditions import Condition, condition_of, named
from bot.i18n import Catalogue
from bot.interface.naming.people import language_of
from bot.interface.showing.layout import QUIET, layout
from bot.workshop.errors import Refusal

log = logging.getLogger(__name__)

SENTENCES = {Condition.DISCORD: "error.discord", Condition.DISK: "error.disk"}


async def whisper(
    interaction: discord.Interaction, view: ui.LayoutView, files: Sequence[discord.File] = ()
) -> None:
    """Answer the person alone."""
    if interaction.response.is_done():
        await interaction.followup.send(view=view, files=files, ephemeral=True)
    else:
        await interaction.response.send_message(view=view, files=files, ephemeral=True)


async def replace(interaction: discord.Interaction, view: ui.LayoutView) -> None:
    """Change the private message in which a component was used; answer anew elsewhere.

    A button of a public card never changes the card: its answer is a private message.
    """
    message = interaction.message
    if message is not None and message.flags.ephemeral and not interaction.response.is_done():
        await interaction.response.edit_message(view=view)
    else:
        await whisper(interaction, view)


def sentence(text: str) -> ui.LayoutView:
    """Return a message of one sentence."""
    return layout(text, colour=QUIET)


@asynccontextmanager
async def answering(interaction: discord.Interaction) -> AsyncIterator[Catalogue]:
    """Give the person's catalogue, and turn a Refusal into a private sentence."""
    t = language_of(interaction)
    try:
        yield t
    except Refusal as refusal:
        tell_refused(interaction, refusal)
        await whisper(interaction, sentence(t(refusal.key, **refusal.params)))


def tell_refused(interaction: discord.Interaction, refusal: Refusal) -> None:
    """Tell whoever listens for it (`on_refused`) that nothing was done for a press, and why."""
    interaction.client.dispatch("refused", interaction, refusal)


async def answer_fault(interaction: discord.Interaction, error: BaseException) -> None:
    """Tell a person why nothing came of a press, and log it once: an error of ours with an
    identifier that the person is told, what is no fault of ours (`bot.conditions`) in one line.

    The log names what was pressed, never what was written nor what was chosen.
    """
    t = language_of(interaction)
    condition = condition_of(error)
    if condition is not None:
        log_condition(interaction, error)
        await tell(interaction, t(SENTENCES[condition]))
        return
    reference = secrets.token_hex(3)
    told = {"fault": reference}
    log.error("fault %s in %s", reference, _what(interaction), exc_info=error, extra=told)
    if not await tell(interaction, t("error.fault", reference=reference)):
        log.warning("fault %s could not be told to the person", reference)


def log_condition(interaction: discord.Interaction, error: BaseException) -> None:
    """Log what kept a press from being carried out, or answered, without a fault of ours."""
    log.warning("%s met trouble: %s", _what(interaction), named(error))


async def tell(interaction: discord.Interaction, text: str) -> bool:
    """Tell the person alone; return whether Discord took it."""
    try:
        await whisper(interaction, sentence(text))
    except Exception as error:
        if condition_of(error) is None and not isinstance(error, discord.HTTPException):
            raise
        return False
    return True


def _what(interaction: discord.Interaction) -> str:
    if interaction.command is not None:
        return f"/{interaction.command.qualified_name}"
    data: dict[str, object] = dict(interaction.data or {})
    # The numbers after the first may be an answer: with the reference, it would have a name.
    return ":".join(str(data.get("custom_id", interaction.type.name)).split(":")[:2])
