"""What whoever leads is told before small groups: where they will meet, and which rights lack."""

from __future__ import annotations

import discord

from bot.i18n import Catalogue
from bot.interface.gathering.rights import for_threads, lacking_for_rooms, parent_of
from bot.interface.naming.presence import voice_of
from bot.interface.words.sessions.checklist import missing, named_permissions
from bot.workshop.kinds import Subgroups
from bot.workshop.sessions.session import Session
from bot.workshop.subgroups.step import Where


def group_lines(
    session: Session, server: discord.Guild | None, leading: int, t: Catalogue
) -> list[str]:
    """Return where the groups of a session will meet; nothing where it has none. Someone who is
    `leading` sits in the voice channel of the meeting, where it has one."""
    plans = [step for step in session.recipe.steps if isinstance(step, Subgroups)]
    if not plans or server is None:
        return []
    voice = any(plan.where is Where.AUTO for plan in plans)
    home = voice_of(server, session.channel_id, leading) if voice else None
    unroomed = lacking_for_rooms(home) if home is not None else []
    parent = parent_of(server, session.channel_id)
    wanted = {name for plan in plans for name in for_threads(private=plan.private)}
    rights = parent.permissions_for(server.me) if parent is not None else None
    unthreaded = missing(rights, tuple(sorted(wanted))) if rights is not None else []
    roomy = home is not None and not unroomed
    if unthreaded and not roomy:
        names = named_permissions([*unroomed, *unthreaded], t)
        return [t("gathering.check.nothing", names=names)]
    lines = []
    if home is not None and roomy:
        lines.append(t("gathering.check.rooms", channel=home.mention))
    elif unroomed:
        names = named_permissions(unroomed, t)
        lines.append(t("gathering.check.no_rooms", names=names))
    elif parent is not None:
        lines.append(t("gathering.check.no_voice" if voice else "gathering.check.threads"))
    if parent is None:
        lines.append(t("gathering.check.nowhere"))
    elif unthreaded:
        names = named_permissions(unthreaded, t)
        lines.append(t("gathering.check.no_threads", names=names))
    return lines
