"""A channel is tried from the panel: each permission, there or missing, and nothing posted."""

from __future__ import annotations

from typing import Any

import discord
import pytest
from simcord import ChannelHandle
from simcord.backend.models.channel import Overwrite
from simcord.enums import OverwriteType

from bot.config import Settings
from bot.i18n import Catalogue, catalogue
from bot.interface.trying.channels import Part
from bot.rehearsal.stage import Answer, Person
from bot.workshop.language import Language
from bot.workshop.settings.choices import Setting
from tests.discord.acting import Room, fr, room


def denied(hall: Room, channel: ChannelHandle, *names: str, to: int | None = None) -> None:
    """Take rights in a channel from the bot, or from the role `to`."""
    backend = hall.stage.env.backend
    rights = discord.Permissions(**dict.fromkeys(names, True)).value
    kind = OverwriteType.MEMBER if to is None else OverwriteType.ROLE
    ours = Overwrite(to or backend.bot_user.id, kind, deny=rights)
    backend.edit_channel(channel.id, {}, overwrites=[ours])


async def tried(hall: Room, person: Person, channel: ChannelHandle) -> Answer:
    home = await person.command(hall.channel, "setup")
    return await person.choose(await person.press(home, "settings.try"), "settings.tried", channel)


def lacks(t: Catalogue, part: Part, name: str) -> str:
    word = f"rights.{part}.{name}"
    return t(
        "rights.lacks",
        name=t(f"permission.{name}"),
        why=t(f"{word}.why"),
        without=t(f"{word}.without"),
    )


@pytest.mark.parametrize("language", list(Language))
async def test_all_is_there_and_what_to_do_next_is_said(hall: Room, language: Language) -> None:
    t = catalogue(language)
    ines = hall.manager("Inès", language)
    told = await tried(hall, ines, hall.channel)
    assert told.private
    assert t("rights.meeting.all") in told.text
    assert "❌" not in told.text
    assert t("rights.not_slow") in told.text
    assert t("rights.open") in told.text
    assert t("setup.next_tried", channel=f"<#{hall.channel.id}>") in told.text
    assert hall.texts == [], "nothing is posted there"


async def test_what_lacks_is_named_with_what_happens_without(hall: Room) -> None:
    denied(hall, hall.channel, "attach_files", "manage_threads")
    ines = hall.manager("Inès")
    told = await tried(hall, ines, hall.channel)
    assert fr.n("rights.meeting.some", 2) in told.text
    assert lacks(fr, Part.SESSION, "attach_files") in told.text
    assert lacks(fr, Part.THREADS, "manage_threads") in told.text
    assert fr("rights.how") in told.text
    denied(hall, hall.channel, "send_messages")
    again = await ines.press(told, "settings.trial")
    assert fr("rights.meeting.none") in again.text
    assert fr("setup.next_tried", channel=f"<#{hall.channel.id}>") not in again.text
    denied(hall, hall.channel, "view_channel")
    again = await ines.press(again, "settings.trial")
    assert lacks(fr, Part.SESSION, "view_channel") in again.text, "tried on a channel it is not in"
    hall.stage.refused.clear()


async def test_slow_mode_is_said_in_seconds_with_what_it_slows(hall: Room) -> None:
    hall.stage.env.backend.edit_channel(hall.channel.id, {"rate_limit_per_user": 30})
    told = await tried(hall, hall.manager("Inès"), hall.channel)
    assert fr("rights.slow", length=fr.minutes(0.5)) in told.text
    assert "30" in told.text


async def test_slow_mode_slows_no_post_it_where_none_is_typed(tmp_path: Any) -> None:
    async with room(
        tmp_path / "gommette.db", settings=Settings(shard_count=1, typed_postits=False)
    ) as hall:
        hall.stage.env.backend.edit_channel(hall.channel.id, {"rate_limit_per_user": 30})
        told = await tried(hall, hall.manager("Inès"), hall.channel)
        assert fr("rights.slow_buttons", length=fr.minutes(0.5)) in told.text
        assert fr("rights.session.add_reactions.why") not in told.text


async def test_who_sees_the_channel_is_said(hall: Room) -> None:
    ines = hall.manager("Inès")
    denied(hall, hall.channel, "send_messages", to=hall.server.default_role.id)
    told = await tried(hall, ines, hall.channel)
    assert fr("rights.unwritten") in told.text
    closed = hall.server.create_text_channel(
        "bureau",
        overwrites={
            hall.server.default_role: discord.PermissionOverwrite(view_channel=False),
            ines.member: discord.PermissionOverwrite(view_channel=True),
        },
    )
    told = await tried(hall, ines, closed)
    assert fr("rights.closed") in told.text
    assert lacks(fr, Part.SESSION, "view_channel") in told.text, "the bot is not in it either"
    hall.stage.refused.clear()


async def test_the_rights_of_a_meeting_in_voice_are_looked_at(hall: Room) -> None:
    ines = hall.manager("Inès")
    voice = hall.server.create_voice_channel("grande salle")
    told = await tried(hall, ines, voice)
    part = fr("rights.part.voice", voice=f"<#{voice.id}>")
    assert part in told.text
    assert fr("rights.no_threads") in told.text
    assert lacks(fr, Part.VOICE, "move_members") not in told.text
    denied(hall, voice, "move_members")
    told = await tried(hall, ines, voice)
    assert lacks(fr, Part.VOICE, "move_members") in told.text
    await ines.member.join_voice(voice)
    told = await tried(hall, ines, hall.channel)
    assert part in told.text, "where whoever tries sits is where the meeting speaks"


async def test_a_forum_is_tried_for_meetings_and_for_coordinators(hall: Room) -> None:
    forum = hall.server.create_forum_channel("mémoire")
    ines = hall.manager("Inès")
    told = await tried(hall, ines, forum)
    assert fr("rights.session.send_messages_in_threads.why") in told.text
    assert fr("setup.next_forum", channel=f"<#{forum.id}>") in told.text, "one types in a post"
    home = await ines.command(hall.channel, "setup")
    page = await ines.choose(home, "settings.pick", Setting.COORDINATORS.value)
    page = await ines.choose(page, "settings.set", forum)
    place = await ines.press(page, "settings.place")
    assert fr("rights.summaries.all") in place.text
    denied(hall, forum, "manage_channels", "attach_files")
    place = await ines.press(place, "settings.place")
    assert fr.n("rights.summaries.some", 2) in place.text
    assert lacks(fr, Part.SUMMARIES, "attach_files") in place.text
    assert lacks(fr, Part.TAGS, "manage_channels") in place.text
    assert fr("settings.tags_missing", tags="").partition("{")[0][:12] in place.text


@pytest.mark.parametrize("language", list(Language))
async def test_the_longest_page_is_within_what_discord_takes(
    hall: Room, language: Language
) -> None:
    t = catalogue(language)
    ines = hall.manager("Inès", language)
    voice = hall.server.create_voice_channel("grande salle")
    await ines.member.join_voice(voice)
    rights = [name for name, _ in discord.Permissions.all()]
    denied(hall, hall.channel, *rights)
    denied(hall, voice, *rights)
    hall.stage.env.backend.edit_channel(hall.channel.id, {"rate_limit_per_user": 21600})
    told = await tried(hall, ines, hall.channel)
    assert t("rights.meeting.none") in told.text
    assert 2000 < len(told.text) < 3900
    hall.stage.refused.clear()
