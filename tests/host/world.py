"""What Discord remembers: servers, channels, people, messages, as it tells of them."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

Payload = dict[str, Any]

_EPOCH = 1_420_070_400_000  # milliseconds; https://discord.com/developers/docs/reference#snowflakes
EPHEMERAL = 1 << 6
# Discord drops a second message with the same nonce within a few minutes.
_NONCES = 300.0  # seconds
ALL_RIGHTS, MANAGE_GUILD = (1 << 53) - 1, 1 << 5
TEXT, VOICE, PUBLIC_THREAD, PRIVATE_THREAD = 0, 2, 11, 12


@dataclass(frozen=True, slots=True)
class User:
    """Someone with an account; `bot` for an application."""

    id: int
    name: str
    bot: bool = False
    manages: bool = False  # has the right to manage the server

    def payload(self) -> Payload:
        return {
            "id": str(self.id), "username": self.name, "global_name": self.name,
            "discriminator": "0001" if self.bot else "0", "avatar": None, "bot": self.bot,
            "public_flags": 0,
        }  # fmt: skip

    def member(self) -> Payload:
        """Return the person as a member of any server."""
        rights = ALL_RIGHTS if self.bot else MANAGE_GUILD if self.manages else 0
        return {
            "user": self.payload(), "roles": [], "nick": None, "avatar": None, "flags": 0,
            "joined_at": "2026-01-01T00:00:00+00:00", "premium_since": None, "deaf": False,
            "mute": False, "pending": False, "permissions": str(rights),
        }  # fmt: skip


@dataclass
class Channel:
    """A channel of a server, or a private one (`guild` is 0, with its `recipient`). A thread has a
    `parent`, and `people`."""

    id: int
    guild: int
    name: str
    recipient: User | None = None
    messages: dict[int, Payload] = field(default_factory=dict)
    nonces: dict[str, tuple[float, Payload]] = field(default_factory=dict)
    type: int = TEXT
    parent: int | None = None
    overwrites: list[Payload] = field(default_factory=list)
    people: list[int] = field(default_factory=list)
    status: str = ""

    @property
    def is_thread(self) -> bool:
        return self.type in (PUBLIC_THREAD, PRIVATE_THREAD)

    def payload(self) -> Payload:
        if self.recipient is not None:
            return {"id": str(self.id), "type": 1, "recipients": [self.recipient.payload()]}
        parent = str(self.parent) if self.parent is not None else None
        told: Payload = {
            "id": str(self.id), "type": self.type, "guild_id": str(self.guild), "name": self.name,
            "position": 0, "permission_overwrites": self.overwrites, "parent_id": parent,
            "topic": None, "rate_limit_per_user": 0, "last_message_id": None, "nsfw": False,
        }  # fmt: skip
        if self.type == VOICE:
            told |= {"bitrate": 64000, "user_limit": 0, "rtc_region": None}
        if self.is_thread:
            made = "2026-01-01T00:00:00+00:00"
            told |= {
                "owner_id": str(self.people[0]), "message_count": 0,
                "member_count": len(self.people),
                "thread_metadata": {
                    "archived": False, "auto_archive_duration": 1440, "locked": False,
                    "archive_timestamp": made, "create_timestamp": made,
                },
            }  # fmt: skip
        return told

    @property
    def last(self) -> Payload:
        """The newest message."""
        return next(reversed(self.messages.values()))


@dataclass
class Guild:
    """A server. Discord's own word, as everywhere in its protocol."""

    id: int
    name: str
    owner: int
    channels: list[Channel] = field(default_factory=list)
    members: dict[int, User] = field(default_factory=dict)
    bot_is_in: bool = True
    rights: int = ALL_RIGHTS  # of the bot, where no channel says otherwise
    voice: dict[int, int] = field(default_factory=dict)  # the voice channel of each person in one


class World:
    """All of it. `clock` is Discord's: seconds since 1970, in which identifiers are made."""

    def __init__(self, application: int, clock: Callable[[], float] = time.time) -> None:
        self.clock = clock
        self.bot = User(application, "gommette", bot=True)
        self.guilds: dict[int, Guild] = {}
        self.channels: dict[int, Channel] = {}
        self.files: dict[str, bytes] = {}
        self._last = 0

    def snowflake(self, age: float = 0.0) -> int:
        """Return a new identifier, made `age` seconds ago; without an age they grow."""
        made = (int((self.clock() - age) * 1000) - _EPOCH) << 22
        if age:
            return made | self._last & 0x3FFFFF
        self._last = max(made, self._last + 1)
        return self._last

    def now(self) -> str:
        return datetime.fromtimestamp(self.clock(), UTC).isoformat()

    def add_guild(self, name: str = "Coopérative d'essai") -> Guild:
        made = self.snowflake()
        guild = Guild(made, name, made, members={self.bot.id: self.bot})
        self.guilds[guild.id] = guild
        return guild

    def add_channel(self, guild: Guild, name: str = "atelier", kind: int = TEXT) -> Channel:
        channel = Channel(self.snowflake(), guild.id, name, type=kind)
        guild.channels.append(channel)
        self.channels[channel.id] = channel
        return channel

    def private_channel(self, user: User) -> Channel:
        """Return the private channel between the bot and someone, made when there is none."""
        for channel in self.channels.values():
            if channel.recipient is not None and channel.recipient.id == user.id:
                return channel
        channel = Channel(self.snowflake(), 0, "", user)
        self.channels[channel.id] = channel
        return channel

    def shuts_out(self, what: str) -> bool:
        """True for a request about a channel, or a server, that the bot was removed from."""
        _, kind, number, *_ = f"{what.split()[-1]}//".split("/")
        if not number.isdigit():
            return False
        channel = self.channels.get(int(number)) if kind == "channels" else None
        server = channel.guild if channel is not None else int(number)
        guild = self.guilds.get(server) if channel is not None or kind == "guilds" else None
        return guild is not None and not guild.bot_is_in

    def guild_payload(self, guild: Guild) -> Payload:
        """Return a server as Discord tells of it to a bot that has just connected."""
        everyone = {
            "id": str(guild.id), "name": "@everyone", "color": 0, "hoist": False, "position": 0,
            "permissions": str(ALL_RIGHTS), "managed": False, "mentionable": False, "flags": 0,
            "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
        }  # fmt: skip
        return {
            "id": str(guild.id), "name": guild.name, "owner_id": str(guild.owner), "icon": None,
            "splash": None, "discovery_splash": None, "banner": None, "description": None,
            "afk_channel_id": None, "afk_timeout": 300, "verification_level": 0,
            "default_message_notifications": 1, "explicit_content_filter": 0, "mfa_level": 0,
            "premium_tier": 0, "premium_subscription_count": 0, "preferred_locale": "fr",
            "system_channel_id": None, "system_channel_flags": 0, "rules_channel_id": None,
            "public_updates_channel_id": None, "vanity_url_code": None, "application_id": None,
            "max_members": 500000, "features": [], "emojis": [], "stickers": [],
            "roles": [everyone], "member_count": len(guild.members), "large": False,
            "unavailable": False, "joined_at": "2026-01-01T00:00:00+00:00", "presences": [],
            "members": [self.bot.member()],
            "threads": [one.payload() for one in guild.channels if one.is_thread],
            "voice_states": [self.voice_state(guild, person) for person in guild.voice],
            "channels": [one.payload() for one in guild.channels if not one.is_thread],
            "stage_instances": [], "guild_scheduled_events": [], "soundboard_sounds": [],
            "premium_progress_bar_enabled": False, "nsfw_level": 0,
        }  # fmt: skip

    def voice_state(self, guild: Guild, person: int) -> Payload:
        """Return where someone is in voice, as Discord tells of it."""
        at = guild.voice.get(person)
        return {
            "guild_id": str(guild.id), "channel_id": str(at) if at is not None else None,
            "user_id": str(person), "session_id": f"voice-{person}", "deaf": False, "mute": False,
            "self_deaf": False, "self_mute": False, "self_video": False, "suppress": False,
            "request_to_speak_timestamp": None, "member": guild.members[person].member(),
        }  # fmt: skip

    def message(
        self, channel: Channel, author: User, said: Payload, files: Sequence[Payload] = ()
    ) -> Payload:
        """Return a new message that is kept nowhere yet: `said` as requests put it."""
        made: Payload = {
            "id": str(self.snowflake()), "channel_id": str(channel.id), "type": 0,
            "author": author.payload(), "content": said.get("content") or "", "tts": False,
            "timestamp": self.now(), "edited_timestamp": None, "mention_everyone": False,
            "mentions": [], "mention_roles": [], "attachments": [], "embeds": [], "components": [],
            "pinned": False, "flags": said.get("flags", 0), "reactions": [],
        }  # fmt: skip
        if channel.guild:
            made["guild_id"] = str(channel.guild)
        if "message_reference" in said:
            made["type"], made["message_reference"] = 19, said["message_reference"]
        rewrite(made, said, files)
        return made

    def keep(self, channel: Channel, message: Payload) -> None:
        channel.messages[int(message["id"])] = message

    def same_nonce(self, channel: Channel, said: Payload) -> Payload | None:
        """Return the message that was made with the nonce of `said`, if that was asked for."""
        if not said.get("enforce_nonce") or "nonce" not in said:
            return None
        at, made = channel.nonces.get(str(said["nonce"]), (0.0, {}))
        return made if self.clock() - at < _NONCES else None

    def note_nonce(self, channel: Channel, said: Payload, made: Payload) -> None:
        if "nonce" in said:
            made["nonce"] = said["nonce"]
            channel.nonces[str(said["nonce"])] = (self.clock(), made)


def rewrite(message: Payload, said: Payload, files: Sequence[Payload] = ()) -> None:
    """Change a message as a request says: only what it names."""
    if "content" in said:
        message["content"] = said["content"] or ""
    if "flags" in said:
        message["flags"] |= said["flags"]
    if "attachments" in said or files:
        kept = {str(entry["id"]) for entry in said.get("attachments") or ()}
        stay = [file for file in message["attachments"] if file["id"] in kept]
        message["attachments"] = [*stay, *files]
    if "components" in said:
        message["components"] = said["components"] or []
        by_name = {file["filename"]: file for file in message["attachments"]}
        for number, part in enumerate(parts(message), start=1):
            part.setdefault("id", number)
            for media in _media(part):
                file = by_name.get(media["url"].removeprefix("attachment://"))
                if file is not None:
                    media.update(
                        url=file["url"], proxy_url=file["url"], content_type=file["content_type"]
                    )


def parts(content: Payload) -> Iterator[Payload]:
    """Return every component of a message or of a form, those inside others included."""
    for part in content.get("components") or ():
        yield part
        yield from parts(part)
        if inner := part.get("component"):
            yield inner
        if accessory := part.get("accessory"):
            yield accessory


def _media(part: Payload) -> list[Payload]:
    found = [item["media"] for item in part.get("items") or () if "media" in item]
    return [*found, *([part["file"]] if isinstance(part.get("file"), dict) else [])]
