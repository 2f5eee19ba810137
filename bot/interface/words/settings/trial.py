"""What the bot may do in a channel, permission by permission: what is there and what lacks."""

from __future__ import annotations

import discord

from bot.i18n import Catalogue, catalogue
from bot.interface.sending.forums import cannot_make
from bot.interface.trying.channels import FOR_SUMMARIES, Part, Right, Trial
from bot.interface.words.sessions.checklist import missing, named_permissions
from bot.workshop.language import Language
from bot.workshop.settings.settings import ServerSettings


def tried(trial: Trial, settings: ServerSettings, t: Catalogue, *, typed: bool) -> list[str]:
    """Return the parts of the page that tells of a channel: first whether it will do, then each
    permission, then what people meet there. `typed` where post-its are typed in channels."""
    summaries = any(right.part is Part.SUMMARIES for right in trial.rights)
    told = [t("rights.title", channel=trial.channel.mention) + "\n" + _verdict(trial, summaries, t)]
    for part in Part:
        rights = [right for right in trial.rights if right.part is part]
        if rights:
            voice = trial.voice.mention if trial.voice is not None else ""
            head = t(f"rights.part.{part}", voice=voice)
            told.append("\n".join([head, *(_line(right, t) for right in rights)]))
    if isinstance(trial.channel, discord.ForumChannel) and summaries:
        told.append(_tags(trial.channel, settings, t))
    told.append(_people(trial, summaries, t, typed=typed))
    if trial.lacking:
        told.append(t("rights.how"))
    told.append(f"-# {t('rights.asked' if trial.asked else 'rights.not_asked')}")
    return [part for part in told if part]


def _verdict(trial: Trial, summaries: bool, t: Catalogue) -> str:
    what = "summaries" if summaries else "meeting"
    if not trial.opens:
        return t(f"rights.{what}.none")
    lacking = len({right.name for right in trial.lacking})
    return t.n(f"rights.{what}.some", lacking) if lacking else t(f"rights.{what}.all")


def _line(right: Right, t: Catalogue) -> str:
    name, why = t(f"permission.{right.name}"), t(f"rights.{right.part}.{right.name}.why")
    if right.there:
        return t("rights.there", name=name, why=why)
    without = t(f"rights.{right.part}.{right.name}.without")
    return t("rights.lacks", name=name, why=why, without=without)


def _people(trial: Trial, summaries: bool, t: Catalogue, *, typed: bool) -> str:
    """Return what the people of the channel meet: who sees it, and how fast they may write."""
    if summaries:
        return t("rights.open_summaries" if trial.seen_by_all else "rights.closed_summaries")
    lines = [t("rights.people"), t("rights.open" if trial.seen_by_all else "rights.closed")]
    if trial.slow:
        key = "rights.slow" if typed else "rights.slow_buttons"
        lines.append(t(key, length=t.minutes(trial.slow / 60)))
    elif typed:
        lines.append(t("rights.not_slow"))
    if typed and trial.seen_by_all and not trial.written_by_all:
        lines.append(t("rights.unwritten"))
    if not trial.threads:
        lines.append(t("rights.no_threads"))
    if trial.voice is None:
        lines.append(t("rights.no_voice"))
    if trial.two_factor:
        lines.append(t("rights.two_factor"))
    return "\n".join(lines)


def lacking_for_summaries(
    server: discord.Guild | None, chosen: ServerSettings, t: Catalogue
) -> str:
    """Return what lacks in the coordinators' place; nothing where summaries can go there."""
    place = chosen.coordinators_channel_id
    channel = server.get_channel(place) if server is not None and place is not None else None
    if not isinstance(channel, discord.TextChannel | discord.ForumChannel):
        return ""
    forum = isinstance(channel, discord.ForumChannel)
    needed = (*FOR_SUMMARIES, "send_messages_in_threads") if forum else FOR_SUMMARIES
    told = []
    if lacking := missing(channel.permissions_for(channel.guild.me), needed):
        told.append(t("settings.rights_missing", names=named_permissions(lacking, t)))
    if isinstance(channel, discord.ForumChannel):
        told.append(_tags(channel, chosen, t))
    return "\n".join(filter(None, told))


def _tags(forum: discord.ForumChannel, chosen: ServerSettings, t: Catalogue) -> str:
    """Return which tags lack in a forum, and cannot be made; nothing where none does."""
    language = chosen.language or Language.nearest(forum.guild.preferred_locale.value)
    tags = cannot_make(forum, catalogue(language))
    return t("settings.tags_missing", tags=t.listed(tags)) if tags else ""
