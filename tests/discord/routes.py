"""What Discord answers and the simulator does not: added to it here, as Discord describes it."""

from __future__ import annotations

from collections import Counter
from typing import Any

import discord
import simcord
from simcord.http.router import RequestContext, route


@route("GET", "/guilds/{guild_id}/roles/member-counts")
def role_member_counts(ctx: RequestContext) -> Any:
    """How many members have each role, for who may manage roles."""
    guild_id = ctx.int_arg("guild_id")
    ctx.require_guild_permissions(guild_id, "manage_roles")
    members = ctx.backend.get_guild(guild_id).members.values()
    return dict(Counter(str(role) for member in members for role in member.role_ids))


def allow(env: simcord.Env, server: int, **rights: bool) -> None:
    """Give the bot rights on a server, or take them from it."""
    backend = env.backend
    for role_id in backend.get_guild(server).members[backend.bot_user.id].role_ids:
        granted = discord.Permissions(backend.get_role(server, role_id).permissions)
        granted.update(administrator=False, **rights)
        backend.edit_role(server, role_id, {"permissions": granted.value})
