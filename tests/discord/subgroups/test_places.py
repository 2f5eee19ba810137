"""People are brought to the rooms and threads of their groups, and back, on good and bad days."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import discord
from simcord.backend.models.channel import Overwrite
from simcord.enums import OverwriteType

from bot.rehearsal.stage import text_of
from tests.discord.acting import Room, fr, room
from tests.discord.routes import allow
from tests.discord.subgroups.gathering import Meeting, groups_recipe, meeting
from tests.discord.subgroups.nobody_left import nobody_left

SEE = discord.Permissions(view_channel=True).value


@asynccontextmanager
async def met_in(
    path: Path, people: int = 4, *, voice: int | None = None
) -> AsyncIterator[Meeting]:
    """A meeting in voice that stands at its first step of groups; nobody is left at its end."""
    async with room(path / "gommette.db", {"groups": groups_recipe()}) as hall:
        yield await meeting(hall, people, voice=voice)


def gives(met: Meeting, **rights: bool) -> None:
    """Give the bot rights on the server, or take them from it."""
    allow(met.hall.stage.env, met.hall.server.id, **rights)


ALL = dict.fromkeys(
    (
        "view_channel", "connect", "manage_channels", "move_members", "manage_threads",
        "create_private_threads", "create_public_threads", "send_messages_in_threads",
        "set_voice_channel_status", "send_messages", "read_message_history", "attach_files",
    ),
    True,
)  # fmt: skip


def sees(shown: object) -> str:
    """What the page of groups says of what is in the way."""
    return "\n".join(line for line in str(shown).splitlines() if line.startswith("⚠️"))


async def troubles(met: Meeting) -> str:
    """Return what whoever leads reads on the page of groups."""
    return sees((await met.lead("subgroup.lead")).text)


async def test_people_go_to_their_rooms_and_come_back(tmp_path: Path) -> None:
    async with met_in(tmp_path) as met:
        await met.form()
        assert sorted(met.rooms().values()) == ["Groupe 1 · Recipe", "Groupe 2 · Recipe"]
        assert met.in_rooms() == set(met.ids)
        assert met.seats()[met.hall.lead.id] == met.home.id
        assert met.threads() == {}
        assert set(met.hall.stage.rooms.status.values()) == {"Parlez."}
        await met.back()
        assert met.in_rooms() == set()
        assert len(met.rooms()) == 2, "what was being written there can still be sent"
        await met.cleared()
        await nobody_left(met.hall, met.home.id, met.ids)


async def test_people_who_are_called_back_can_be_sent_out_again_at_once(tmp_path: Path) -> None:
    async with met_in(tmp_path) as met:
        await met.form()
        seats, rooms = met.seats(), met.rooms()
        await met.back()
        await met.settle(20)
        assert met.in_rooms() == set()
        await met.lead("subgroup.out")
        await met.settle(20)
        assert (met.seats(), met.rooms()) == (seats, rooms)
        await met.hall.end()
        await met.cleared()
        await nobody_left(met.hall, met.home.id, met.ids)


async def test_a_room_is_seen_by_those_who_see_the_meeting(tmp_path: Path) -> None:
    async with met_in(tmp_path) as met:
        backend = met.hall.stage.env.backend
        hidden = Overwrite(met.hall.server.id, OverwriteType.ROLE, deny=SEE)
        ours = Overwrite(backend.bot_user.id, OverwriteType.MEMBER, allow=SEE)
        known = [Overwrite(person, OverwriteType.MEMBER, allow=SEE) for person in met.ids]
        backend.edit_channel(met.home.id, {}, overwrites=[hidden, ours, *known])
        await met.form()
        for one in met.rooms():
            rights = {o.target_id: (o.allow, o.deny) for o in backend.channels[one].overwrites}
            assert rights.pop(backend.bot_user.id)[0] & SEE
            assert rights.pop(met.hall.server.id) == (0, SEE)
            assert rights == dict.fromkeys(met.ids, (SEE, 0))


async def test_groups_that_merge_go_straight_from_room_to_room(tmp_path: Path) -> None:
    async with met_in(tmp_path) as met:
        await met.form()
        before = met.seats()
        await met.hall.steer("lead.next")
        await met.settle(20)
        (first, _) = met.rooms()
        assert {met.seats()[person] for person in met.ids} == {first}
        moves = [r for r in met.hall.stage.env.http_requests if "/members/" in r.path]
        assert len(moves) == len(met.ids) + sum(before[p] != first for p in met.ids)
        await met.cleared()
        assert list(met.rooms()) == [first], "a room that no group needs goes"
        await met.hall.steer("lead.next")
        await met.cleared()
        await nobody_left(met.hall, met.home.id, met.ids)


async def test_who_stays_and_who_is_not_in_voice_get_the_thread_of_their_group(
    tmp_path: Path,
) -> None:
    async with met_in(tmp_path, 6, voice=5) as met:
        stays, late = met.people[0], met.people[-1]
        await stays.press(met.hall.card, "subgroup.stay")
        await met.form()
        await met.arrive(late)
        await met.settle(20)
        assert met.seats()[stays.id] == met.home.id
        assert {stays.id, late.id} <= met.in_threads()
        assert met.in_rooms() | met.in_threads() == set(met.ids)
        async with met.hall.stage.bot.ctx.database.read() as tx:
            groups = await tx.groups.of_step(met.hall.open_step()["id"])
        for people in met.threads().values():
            assert people in [set(group.members) for group in groups], "of one group, and whole"
        await met.back()
        await met.cleared()
        await nobody_left(met.hall, met.home.id, met.ids[:-1])


async def test_who_goes_elsewhere_is_left_in_peace_and_whose_line_broke_is_not(
    tmp_path: Path,
) -> None:
    async with met_in(tmp_path) as met:
        cafe = met.hall.server.create_voice_channel("Café")
        await met.form()
        walker, broken, came_home = met.people[:3]
        seat = met.seats()[broken.id]
        await walker.member.join_voice(cafe)
        await broken.member.leave_voice()
        await came_home.member.join_voice(met.home)
        await met.settle(60)
        assert met.seats()[walker.id] == cafe.id
        assert met.seats()[came_home.id] == met.home.id
        await broken.member.join_voice(met.home)
        await met.settle(60)
        assert met.seats()[broken.id] == seat
        await met.back()
        await met.cleared()
        assert met.seats()[walker.id] == cafe.id
        await nobody_left(met.hall, met.home.id, met.ids[1:])


async def test_without_rights_for_rooms_each_group_has_a_thread(tmp_path: Path) -> None:
    async with met_in(tmp_path) as met:
        gives(met, **{**ALL, "move_members": False})
        await met.form()
        await met.settle(20)
        assert met.rooms() == {}
        assert met.in_threads() == set(met.ids)
        assert fr("gathering.why.rights") in await troubles(met)
        await met.back()
        await met.cleared()
        await nobody_left(met.hall, met.home.id, met.ids)


async def test_where_nothing_can_be_made_groups_work_where_they_are(tmp_path: Path) -> None:
    async with met_in(tmp_path) as met:
        gives(met, **{**ALL, "move_members": False, "manage_threads": False})
        await met.form()
        await met.settle(20)
        assert (met.rooms(), met.threads()) == ({}, {})
        told = await troubles(met)
        assert fr.n("gathering.lacks.place", 2, groups="1 et 2") in told
        await met.hall.end()
        await met.cleared()
        await nobody_left(met.hall, met.home.id, met.ids)


async def test_a_server_that_is_full_has_threads_instead(tmp_path: Path) -> None:
    async with met_in(tmp_path) as met:
        env = met.hall.stage.env
        env.inject_error("POST", "/guilds/*/channels", status=400, code=30013, times=1)
        await met.form()
        await met.settle(20)
        assert len(met.rooms()) == 1
        assert len(met.threads()) == 1
        assert met.in_rooms() | met.in_threads() == set(met.ids)
        assert fr("gathering.why.full") in await troubles(met)
        await met.again()  # there is room now
        await met.settle(20)
        assert len(met.rooms()) == 2
        assert await troubles(met) == ""
        await met.back()
        await met.cleared()
        await nobody_left(met.hall, met.home.id, met.ids)
        met.hall.stage.refused.clear()


async def test_who_cannot_be_moved_has_the_thread_and_is_named(tmp_path: Path) -> None:
    async with met_in(tmp_path) as met:
        person = met.people[0]
        path = f"/guilds/{met.hall.server.id}/members/{person.id}"
        met.hall.stage.env.inject_error("PATCH", path, status=403, code=50013, times=1)
        await met.form()
        await met.settle(20)
        assert met.seats()[person.id] == met.home.id
        assert met.in_rooms() == set(met.ids[1:])
        assert person.id in met.in_threads()
        assert f"<@{person.id}>" in await troubles(met)
        await met.back()
        await met.cleared()
        await nobody_left(met.hall, met.home.id, met.ids)
        met.hall.stage.refused.clear()


async def test_a_room_that_somebody_deletes_is_a_thread_from_then_on(tmp_path: Path) -> None:
    async with met_in(tmp_path) as met:
        await met.form()
        (gone, _) = met.rooms()
        lost = [person for person in met.people if met.seats()[person.id] == gone]
        met.hall.stage.env.backend.delete_channel(gone)
        await met.settle(20)
        assert met.in_threads() == {person.id for person in lost}
        for person in lost:
            await person.member.join_voice(met.home)
        await met.settle(20)
        assert {met.seats()[person.id] for person in lost} == {met.home.id}
        assert fr("gathering.why.deleted") in await troubles(met)
        met.hall.stage.rooms.dropped.clear()  # by them, not by us
        await met.hall.end()
        await met.cleared()
        await nobody_left(met.hall, met.home.id, met.ids)


async def test_where_home_is_gone_rooms_wait_until_they_are_empty(tmp_path: Path) -> None:
    async with met_in(tmp_path) as met:
        await met.form()
        met.hall.stage.env.backend.delete_channel(met.home.id)
        met.hall.stage.rooms.dropped.clear()
        await met.settle(20)
        assert met.in_rooms() == set(met.ids), "people work on"
        await met.back()
        await met.cleared()
        assert met.in_rooms() == set(met.ids)
        assert fr("gathering.why.home") in met.hall.panel.text
        for person in met.people:
            await person.member.leave_voice()
        await met.cleared()
        await nobody_left(met.hall, None, met.ids)


async def test_rights_that_are_lost_in_the_middle_lock_nobody_in(tmp_path: Path) -> None:
    async with met_in(tmp_path) as met:
        gives(met, **ALL)
        await met.form()
        gives(met, **{**ALL, "move_members": False})
        await met.back()
        await met.settle(600)
        assert met.in_rooms() == set(met.ids)
        panel = await met.hall.lead.press(met.hall.card, "lead.panel")
        assert fr("gathering.why.rights") in panel.text
        asked = len([r for r in met.hall.stage.refused if "/members/" in r])
        assert 3 <= asked <= 30, "they are tried calmly"
        gives(met, **ALL)
        await met.settle(20)
        assert met.in_rooms() == set()
        await met.cleared()
        await nobody_left(met.hall, met.home.id, met.ids)
        met.hall.stage.refused.clear()


async def test_a_session_that_ends_in_the_middle_brings_all_back(tmp_path: Path) -> None:
    async with met_in(tmp_path) as met:
        await met.form()
        await met.hall.end()
        await met.settle(20)
        assert met.in_rooms() == set()
        await met.cleared()
        await nobody_left(met.hall, met.home.id, met.ids)


async def test_two_sessions_of_one_name_have_rooms_of_their_own(tmp_path: Path) -> None:
    async with met_in(tmp_path) as met:
        await met.form()
        server, stage = met.hall.server, met.hall.stage
        there = Room(
            stage, server, server.create_text_channel("autre"), met.hall.coordination,
            met.hall.person("Nour"), met.hall.path, met.hall.faults,
        )  # fmt: skip
        other = Meeting(there, server.create_voice_channel("Autre"), [])
        other.people = [there.person(name) for name in ("Ida", "Jo", "Kim", "Lou")]
        for person in (there.lead, *other.people):
            await person.member.join_voice(other.home)
        await there.play("groups", "subgroups")
        await other.form()
        await met.settle(20)
        names = sorted(met.rooms().values())
        assert len(set(names)) == len(names) == 4
        assert names[:2] == ["Groupe 1 · Recipe", "Groupe 1 · Recipe (2)"]
        assert met.in_rooms() == {*met.ids, *other.ids}
        await met.back()
        await met.settle(20)
        assert met.in_rooms() == set(other.ids)
        await there.end()
        await met.cleared()
        await met.cleared()
        await nobody_left(met.hall, met.home.id, met.ids)
        await nobody_left(there, other.home.id, other.ids)


async def test_the_bot_that_is_removed_clears_away_once_it_is_invited_again(
    tmp_path: Path,
) -> None:
    async with met_in(tmp_path) as met:
        await met.form()
        bot, guild = met.hall.stage.bot, met.hall.server.id
        server = bot.get_guild(guild)
        assert server is not None
        # As discord.py tells of it: the simulator keeps the bot where it is.
        bot._connection._remove_guild(server)
        await met.hall.stage.env.settle()
        bot.gatherings.wake(1)
        await met.settle(60)
        assert met.in_rooms() == set(met.ids)
        bot._connection._add_guild(server)
        bot.dispatch("guild_join", server)
        await met.hall.end()
        await met.settle(20)
        await met.cleared()
        await nobody_left(met.hall, met.home.id, met.ids)


async def test_the_card_of_a_group_stands_where_it_meets(tmp_path: Path) -> None:
    async with met_in(tmp_path) as met:
        await met.form()
        await met.settle(20)
        backend = met.hall.stage.env.backend
        async with met.hall.stage.bot.ctx.database.read() as tx:
            kept = await tx.gatherings.places(1)
        assert len(kept) == 2
        for place in kept:
            assert place.channel_id is not None
            (message,) = backend.messages[place.channel_id].values()
            assert message.id == place.card_message_id


async def test_the_checklist_says_where_groups_will_meet(tmp_path: Path) -> None:
    async with room(tmp_path / "gommette.db", {"groups": groups_recipe()}) as hall:
        home = hall.server.create_voice_channel("Plénière")
        assert fr("gathering.check.no_voice") in (await hall.open("groups")).text
        await hall.steer("lead.end")
        await hall.steer("lead.end_yes")
        await hall.lead.member.join_voice(home)
        rooms = fr("gathering.check.rooms", channel=f"<#{home.id}>")
        assert rooms in (await hall.open("groups")).text
        await hall.steer("lead.end")
        await hall.steer("lead.end_yes")
        allow(hall.stage.env, hall.server.id, **{**ALL, "manage_channels": False})
        lacks = fr("gathering.check.no_rooms", names=fr("permission.manage_channels"))
        assert lacks in (await hall.open("groups")).text
        await hall.steer("lead.end")
        await hall.steer("lead.end_yes")
        allow(
            hall.stage.env,
            hall.server.id,
            **{**ALL, "move_members": False, "manage_threads": False},
        )
        names = f"{fr('permission.move_members')}, {fr('permission.manage_threads')}"
        assert fr("gathering.check.nothing", names=names) in (await hall.open("groups")).text
        assert "Petits groupes" not in text_of((await hall.open("essai")).shown)
