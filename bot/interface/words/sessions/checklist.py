"""What the facilitator checks before starting: rights here, steps, length, where results go."""

from __future__ import annotations

from collections.abc import Sequence

import discord

from bot.i18n import Catalogue
from bot.workshop.errors import Refusal
from bot.workshop.kinds import Collect
from bot.workshop.sessions.session import Session, hides_in_meeting
from bot.workshop.settings.settings import ServerSettings

# Without these no card can be posted: a session is not created at all.
ESSENTIAL = ("view_channel", "send_messages")
# Each is explained in HOSTING.md; `python -m bot invite` asks for these and no more.
WANTED = (*ESSENTIAL, "attach_files", "read_message_history", "add_reactions")


def here(names: tuple[str, ...], in_thread: bool) -> tuple[str, ...]:
    """Return the permissions that count in a channel: a thread has its own right to write."""
    if not in_thread:
        return names
    return tuple("send_messages_in_threads" if n == "send_messages" else n for n in names)


def missing(permissions: discord.Permissions, names: tuple[str, ...]) -> list[str]:
    """Return the permissions of `names` that the bot lacks in a channel."""
    return [name for name in names if not getattr(permissions, name)]


def require_writing(interaction: discord.Interaction, t: Catalogue) -> None:
    """Raise Refusal when no card could be posted in the channel of `interaction`."""
    in_thread = isinstance(interaction.channel, discord.Thread)
    lacking = missing(interaction.app_permissions, here(ESSENTIAL, in_thread))
    if lacking:
        raise Refusal("session.cannot_write", names=named_permissions(lacking, t))


def named_permissions(names: list[str], t: Catalogue) -> str:
    """Return permissions by the names that Discord shows in its settings."""
    return ", ".join(t(f"permission.{name}") for name in names)


def checklist(
    session: Session,
    settings: ServerSettings,
    permissions: discord.Permissions,
    in_thread: bool,
    typed_possible: bool,
    t: Catalogue,
    groups: Sequence[str] = (),
) -> str:
    """Return the private list that answers “are we ready?”; `groups` are its lines on where small
    groups will meet."""
    wanted = WANTED if uses_typed(session) else WANTED[:-1]
    lacking = missing(permissions, here(wanted, in_thread))
    lines = [
        t("check.rights_missing", names=named_permissions(lacking, t))
        if lacking
        else t("check.rights"),
        t.n("check.steps", len(session.recipe.steps), length=t.minutes(session.recipe.minutes)),
        t(f"check.signing.{session.signing}"),
    ]
    if settings.coordinators_channel_id is not None:
        lines.append(t("check.coordinators", channel=f"<#{settings.coordinators_channel_id}>"))
    else:
        lines.append(t("check.no_coordinators"))
    if settings.everyone_chosen:
        lines.append(t("settings.everyone_ignored"))
    if uses_typed(session) and not typed_possible:
        lines.append(t("check.typed_off"))
    lines += groups
    return "\n".join(lines)


def uses_typed(session: Session) -> bool:
    """True when a step of the session takes post-its typed in the channel."""
    return any(
        isinstance(step, Collect) and step.typed and not hides_in_meeting(session, step)
        for step in session.recipe.steps
    )
