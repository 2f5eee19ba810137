"""A forum as the place of coordinators: one post for each session, found again after a crash.

What is said of a session becomes its post, or goes into it. Tags tell the recipe, whether something
is left to do, and the language; those that exist are used, missing ones made where the bot may.
"""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Sequence

import discord
from discord import ui
from discord.abc import Snowflake
from discord.channel import ThreadWithMessage

from bot.i18n import Catalogue, catalogue
from bot.interface.sending.drawer import Studio, Subject
from bot.reports.record import SessionRecord
from bot.services.settings.settings import server_settings
from bot.services.summary import posts
from bot.workshop.actions.action import left_to_do
from bot.workshop.alike import alike
from bot.workshop.language import Language
from bot.workshop.text import one_line, shorten

log = logging.getLogger(__name__)

# Discord's limits.
TAGS = 20
TAGS_OF_POST = 5
TAG_NAME = 20
POST_NAME = 100

STATES = ("forum.tag.open", "forum.tag.done")
_WEEK = 10080
# Where a post that nobody noted is looked for: it is among the last ones that were made.
_POSTS = 50
_MESSAGES = 100
_NOBODY = discord.AllowedMentions.none()


class ForumPlace:
    """As much of a channel as a letter needs, in a forum."""

    def __init__(
        self, client: discord.Client, forum: discord.ForumChannel, subject: Subject, studio: Studio
    ) -> None:
        self._client = client
        self._forum = forum
        self._subject = subject
        self._studio = studio
        self._post = subject.held.post_id if subject.held is not None else None

    async def history(
        self,
        *,
        limit: int = _MESSAGES,
        after: Snowflake | None = None,
        oldest_first: bool | None = None,
    ) -> AsyncIterator[discord.Message]:
        """Give what the post of the session holds; where none is known, what our latest posts
        do: one of them may be it."""
        for thread in [self._post] if self._post is not None else await self._ours():
            post = self._client.get_partial_messageable(thread, guild_id=self._forum.guild.id)
            try:
                async for message in post.history(limit=limit, after=after, oldest_first=False):
                    yield message
            except discord.NotFound:
                continue

    async def is_in(self, message: discord.Message) -> None:
        """The letter stands in `message`: its post is that of the session."""
        await self._note(message.channel.id)

    async def send(
        self,
        *,
        view: ui.LayoutView,
        nonce: str,
        files: Sequence[discord.File] = (),
        allowed_mentions: discord.AllowedMentions = _NOBODY,
    ) -> discord.Message:
        """Say it in the post of the session; make that post where there is none, or no more."""
        if self._post is not None:
            post = self._client.get_partial_messageable(self._post, guild_id=self._forum.guild.id)
            try:
                return await post.send(
                    view=view, files=files, nonce=nonce, allowed_mentions=allowed_mentions
                )
            except discord.NotFound:
                log.info("post %s was deleted", self._post)
                for file in files:
                    file.reset()
        t = await language_of_forum(self._studio, self._forum)
        told = await self._studio.record(self._subject) if self._subject.held else None
        # The stubs of discord.py know older views alone.
        made: ThreadWithMessage = await self._forum.create_thread(  # type: ignore[call-overload]
            name=_name(told, t),
            view=view,
            files=files,
            allowed_mentions=allowed_mentions,
            applied_tags=await _applied(self._forum, told, t) if told is not None else [],
            auto_archive_duration=_WEEK,
        )
        await self._note(made.thread.id)
        return made.message

    async def _note(self, post: int) -> None:
        if self._subject.held is not None and post != self._post:
            await posts.stands_in(self._studio.ctx, self._subject.held.id, post)
            self._post = post

    async def _ours(self) -> list[int]:
        """Return the posts that we made since the letter was written, the latest first."""
        ours = self._client.user.id if self._client.user is not None else None
        found = [t for t in await self._forum.guild.active_threads() if t.parent == self._forum]
        found += [t async for t in self._forum.archived_threads(limit=_POSTS)]
        return sorted((t.id for t in found if t.owner_id == ours), reverse=True)[:_POSTS]


async def retag(client: discord.Client, subject: Subject, studio: Studio) -> None:
    """Have the post of a session say whether something is left to do."""
    post = subject.session.post_id
    if post is None:
        return
    thread = client.get_channel(post) or await client.fetch_channel(post)
    if not isinstance(thread, discord.Thread) or not isinstance(
        thread.parent, discord.ForumChannel
    ):
        return
    forum = thread.parent
    t = await language_of_forum(studio, forum)
    told = await studio.record(subject)
    states = {_named(catalogue(one)(key)) for key in STATES for one in Language}
    kept = [tag for tag in thread.applied_tags if _named(tag.name) not in states]
    state = await _tags(forum, [t(_state(told))])
    await thread.edit(archived=False, applied_tags=[*state, *kept][:TAGS_OF_POST])


async def language_of_forum(studio: Studio, forum: discord.ForumChannel) -> Catalogue:
    """Return the language of a server: its tags are in one, whatever those of sessions."""
    chosen = (await server_settings(studio.ctx, forum.guild.id)).language
    return catalogue(chosen or Language.nearest(forum.guild.preferred_locale.value))


def cannot_make(forum: discord.ForumChannel, t: Catalogue) -> list[str]:
    """Return the tags that lack in a forum, and that the bot may not make: the states alone are
    known before a session."""
    there = {_named(tag.name) for tag in forum.available_tags}
    lacking = [t(key) for key in STATES if _named(t(key)) not in there]
    return [] if _may_make(forum, len(lacking)) else lacking


def _may_make(forum: discord.ForumChannel, more: int = 1) -> bool:
    allowed = forum.permissions_for(forum.guild.me).manage_channels
    return allowed and len(forum.available_tags) + more <= TAGS


async def _applied(
    forum: discord.ForumChannel, told: SessionRecord, t: Catalogue
) -> list[discord.ForumTag]:
    session = told.session
    recipe = [] if session.quick else [session.recipe.title[t.language]]
    return await _tags(forum, [t(_state(told)), *recipe, t.language_name(session.language)])


def _state(told: SessionRecord) -> str:
    return STATES[0] if left_to_do(told.actions) else STATES[1]


async def _tags(forum: discord.ForumChannel, names: Sequence[str]) -> list[discord.ForumTag]:
    """Return the tags of these names, made where they lack and the bot may; the others are done
    without."""
    may_use_all = forum.permissions_for(forum.guild.me).manage_threads
    there = {_named(tag.name): tag for tag in forum.available_tags}
    found: list[discord.ForumTag] = []
    for name in names:
        tag = there.get(_named(name))
        if tag is None and len(there) < TAGS and _may_make(forum):
            try:
                tag = await forum.create_tag(name=shorten(one_line(name), TAG_NAME))
            except discord.HTTPException as error:
                log.warning("a tag could not be made in forum %s: %s", forum.id, error)
            else:
                there[_named(name)] = tag
        if tag is not None and tag not in found and (may_use_all or not tag.moderated):
            found.append(tag)
    return found[:TAGS_OF_POST]


def _named(name: str) -> str:
    return alike(shorten(one_line(name), TAG_NAME))


def _name(told: SessionRecord | None, t: Catalogue) -> str:
    if told is None:
        return t("forum.post")
    day = f" — {t.day(told.day)}"
    return shorten(one_line(told.session.title), POST_NAME - len(day)) + day
