"""What `check` asks of Discord, without connecting to its gateway: nobody sees the bot come."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from datetime import datetime
from email.utils import parsedate_to_datetime

import aiohttp
import discord
from discord.http import Route

from bot.config import Settings
from bot.i18n import catalogue
from bot.interface.words.sessions.checklist import WANTED, missing, named_permissions
from bot.operating.finding import Finding
from bot.operating.invite import application_id
from bot.workshop.language import Language

# Seconds for all of it, whatever Discord does.
_PATIENCE = 60.0
# By how many seconds a clock may be wrong before deadlines are noticed to be.
_WRONG = 30.0
# Servers that Discord names in one answer; those that lack something and are named, at most.
_PAGE = 200
_NAMED = 20


async def discord_findings(
    settings: Settings, token: str, clock: Callable[[], datetime]
) -> AsyncIterator[Finding]:
    """Look at the token, the clock, the intent and each server, in a minute at most."""
    if application_id(token) is None:
        yield Finding(
            False,
            "DISCORD_TOKEN",
            "It does not look like a bot's token: copy it again from the developer portal (your"
            " application, Bot, Reset Token).",
        )
        return
    client = discord.Client(intents=discord.Intents(guilds=True))
    found: list[Finding] = []
    try:
        async with asyncio.timeout(_PATIENCE):
            found += await _answered(client, settings, token, clock)
    except discord.LoginFailure:
        found.append(
            Finding(False, "DISCORD_TOKEN", "Discord refuses it: copy it again from the portal.")
        )
    except (discord.HTTPException, aiohttp.ClientError, OSError, TimeoutError) as error:
        why = f"It cannot be reached ({type(error).__name__}): check the network."
        found.append(Finding(False, "Discord", why))
    finally:
        await client.close()
    for finding in found:
        yield finding


async def _answered(
    client: discord.Client, settings: Settings, token: str, clock: Callable[[], datetime]
) -> list[Finding]:
    await client.login(token)
    information = client.application  # asked for at login
    assert information is not None
    told = [Finding(True, f"DISCORD_TOKEN of the application “{information.name}”")]
    told += await _clock(clock)
    told += await _servers(client)
    flags = information.flags
    if settings.typed_postits:
        told.append(
            Finding(
                flags.gateway_message_content or flags.gateway_message_content_limited,
                "Message Content intent",
                "Switch it on in the developer portal (Bot, Privileged Gateway Intents), or set"
                " TYPED_POSTITS=off.",
            )
        )
    return told


async def _clock(clock: Callable[[], datetime]) -> list[Finding]:
    """Compare the machine's clock with the one that Discord's answers are dated by."""
    loop = asyncio.get_running_loop()
    asked = loop.time()
    async with (
        aiohttp.ClientSession() as session,
        session.get(f"{Route.BASE}/gateway", allow_redirects=False) as answer,
    ):
        said = answer.headers.get("Date", "")
    took = loop.time() - asked
    try:
        wrong = (clock() - parsedate_to_datetime(said)).total_seconds()
    except (ValueError, TypeError):
        return []  # something on the way took the date off: nobody knows
    return [
        Finding(
            abs(wrong) <= _WRONG + took,
            "the machine's clock",
            f"It is {abs(round(wrong))} seconds {'fast' if wrong > 0 else 'slow'} by Discord's:"
            " have it set from the network (timedatectl set-ntp true), or times are told wrong.",
        )
    ]


async def _servers(client: discord.Client) -> list[Finding]:
    """Look at what the bot may do in each server, but for what its channels decide."""
    count, lacking, last = 0, [], None
    while True:
        page = await client.http.get_guilds(_PAGE, after=last, with_counts=False)
        for server in page:
            count += 1
            rights = discord.Permissions(int(server.get("permissions", 0)))
            rights = discord.Permissions.all() if rights.administrator else rights
            if lacks := missing(rights, WANTED):
                lacking.append((server["name"], server["id"], lacks))
        if len(page) < _PAGE:
            break
        last = discord.Object(int(page[-1]["id"])).id
    t = catalogue(Language.ENGLISH)
    told = [
        Finding(
            False,
            f"server “{name}” ({number}) does not give {named_permissions(lacks, t)}",
            "Those who manage it open the address of `python -m bot invite` again, or give the"
            " bot's role these permissions.",
        )
        for name, number, lacks in lacking[:_NAMED]
    ]
    if len(lacking) > _NAMED:
        told.append(Finding(False, f"{len(lacking) - _NAMED} more servers lack permissions"))
    if not lacking:
        told.append(
            Finding(True, f"{count} servers that give what is needed, where a channel does not say"
                    " otherwise")
        )  # fmt: skip
    return told
