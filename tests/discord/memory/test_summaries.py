"""`/summary`, as people use it: privately, and nothing of what they may not read."""

from __future__ import annotations

import io
import zipfile

import discord
from simcord.backend.models.channel import Overwrite
from simcord.enums import ChannelType, OverwriteType

from bot.rehearsal.stage import Answer, Person
from bot.workshop.language import Language
from tests.discord.acting import Room, database, en, fr, options, rows


async def held(hall: Room, title: str, *ideas: str) -> None:
    """A session in which Awa wrote ideas, and which has ended."""
    awa = hall.person("Awa")
    await hall.play("essai", "collect", title=title)
    await hall.write(awa, *ideas)
    await hall.end()


async def chosen(hall: Room, language: Language = Language.FRENCH) -> Person:
    """Someone who has the coordinators' role, which was chosen for it."""
    role = hall.server.create_role("Coordination")
    someone = hall.stage.person(hall.server, "Rémi", language, [role])
    ines = hall.manager("Inès")
    answer = await ines.command(hall.channel, "settings readers", role=role)
    assert fr("settings.readers", role=f"<@&{role.id}>") in answer.text
    return someone


def hide(hall: Room) -> None:
    """Take the channel of the meeting out of everyone's sight."""
    everyone = hall.server.default_role.id
    denied = discord.Permissions(view_channel=True).value
    hall.stage.env.backend.edit_channel(
        hall.channel.id, {}, overwrites=[Overwrite(everyone, OverwriteType.ROLE, deny=denied)]
    )


async def test_a_coordinator_finds_what_was_written_and_reads_its_summary(hall: Room) -> None:
    await held(hall, "Les Tilleuls", "Une légumerie commune", "Un four")
    await held(hall, "Le bilan", "Des journaux de quartier")
    remi = await chosen(hall)
    listed = await remi.command(hall.coordination, "summary list")
    assert listed.private
    assert listed.text.index("Le bilan") < listed.text.index("Les Tilleuls")
    found = await remi.command(hall.coordination, "summary search", words="LEGUMERIES")
    assert found.private
    assert "**légumerie**" in found.text
    assert "Le bilan" not in found.text
    assert "Awa" not in found.text
    ((session, title),) = options(found, "memory.open").items()
    assert title == "Les Tilleuls"
    shown = await remi.choose(found, "memory.open", session)
    assert shown.private
    assert "## Les Tilleuls" in shown.text
    assert fr("memory.detail") in shown.text
    assert fr("report.attached") not in shown.text, "nothing is attached there"
    files = await remi.press(shown, "memory.files")
    assert files.private
    assert len(files.shown.attachments) == 2
    again = await remi.command(hall.coordination, "summary show", session=session)
    assert again.text == shown.text


async def test_each_reads_in_their_language_the_summary_in_its_own(hall: Room) -> None:
    await held(hall, "Les Tilleuls", "Une légumerie commune")
    remi = await chosen(hall, Language.ENGLISH)
    found = await remi.command(hall.channel, "summary search", words="légumerie")
    assert en.n("memory.found", 1, words="légumerie") in found.text
    nothing = await remi.command(hall.channel, "summary search", words="absinthe")
    assert nothing.text == en("memory.found_none", words="absinthe")


async def test_who_may_not_read_is_told_nothing(hall: Room) -> None:
    await held(hall, "Les Tilleuls", "Une légumerie commune")
    ben = hall.person("Ben")
    found = await ben.command(hall.channel, "summary search", words="légumerie")
    assert found.text == fr("memory.found_none", words="légumerie")
    listed = await ben.command(hall.channel, "summary list")
    assert listed.text == fr("memory.listed_none")
    for session in ("1", "99", "Les Tilleuls"):
        shown = await ben.command(hall.channel, "summary show", session=session)
        assert (shown.text, shown.private) == (fr("memory.not_found"), True)
    given = await ben.command(hall.channel, "summary export")
    assert given.text == fr("memory.nothing_to_export")
    offered = await ben.member.autocomplete(hall.channel, "summary show", "session", "")
    assert offered == []


async def test_a_channel_that_one_cannot_see_any_more_hides_its_sessions(hall: Room) -> None:
    await held(hall, "Les Tilleuls", "Une légumerie commune")
    remi = await chosen(hall)
    found = await remi.command(hall.coordination, "summary search", words="légumerie")
    assert "Les Tilleuls" in found.text
    hide(hall)
    await hall.stage.env.settle()
    refused = await remi.choose(found, "memory.open", "1")
    assert refused.text == fr("memory.not_found"), "rights are looked at again"
    again = await remi.command(hall.coordination, "summary search", words="légumerie")
    assert again.text == fr("memory.found_none", words="légumerie")


async def test_a_channel_that_is_gone_is_read_by_those_who_saw_it(hall: Room) -> None:
    await held(hall, "Les Tilleuls", "Une légumerie commune")
    remi, ben, ines = await chosen(hall), hall.person("Ben"), hall.manager("Gaëlle")
    hall.stage.env.backend.delete_channel(hall.channel.id)
    await hall.stage.env.settle()
    for person, reads in ((remi, True), (hall.lead, True), (ines, True), (ben, False)):
        found = await person.command(hall.coordination, "summary search", words="légumerie")
        assert ("Les Tilleuls" in found.text) == reads, person.name


async def test_those_who_took_part_read_where_the_server_allows_it(hall: Room) -> None:
    awa = hall.person("Awa")
    await hall.play("essai", "collect", title="Les Tilleuls")
    await hall.write(awa, "Une légumerie")
    await hall.end()
    before = await awa.command(hall.channel, "summary list")
    assert before.text == fr("memory.listed_none")
    ines = hall.manager("Inès")
    answer = await ines.command(hall.channel, "settings readers", participants=True)
    assert fr("settings.readers_took_part", days=90) in answer.text
    assert "Les Tilleuls" in (await awa.command(hall.channel, "summary list")).text
    answer = await ines.command(hall.channel, "settings readers")
    assert fr("settings.readers_led", days=90) in answer.text
    assert (await awa.command(hall.channel, "summary list")).text == before.text


async def test_everyone_cannot_be_chosen_to_read(hall: Room) -> None:
    ines = hall.manager("Inès")
    everyone = hall.server.default_role
    answer = await ines.command(hall.channel, "settings readers", role=everyone)
    assert answer.text == fr("settings.readers_everyone")
    chosen = "SELECT 1 FROM servers WHERE coordinators_role_id IS NOT NULL"
    assert rows(hall.path, chosen) == []


async def test_filters_say_what_they_keep_out(hall: Room) -> None:
    await held(hall, "Les Tilleuls", "Une légumerie commune")
    remi = await chosen(hall)

    async def listed(**asked: str) -> str:
        return (await remi.command(hall.channel, "summary list", **asked)).text

    assert "Les Tilleuls" in await listed(**{"from": "aujourd'hui"})
    nothing = await listed(to="hier")
    assert nothing.startswith(fr("memory.listed_none"))
    assert "jusqu'au" in nothing
    assert await listed(to="bientôt") == fr("memory.unreadable_day")
    assert "Les Tilleuls" in await listed(recipe="essai")
    assert await listed(recipe="autre") == fr("memory.unknown_recipe")
    assert (await listed(state="actions")).startswith(fr("memory.listed_none"))
    offered = await remi.member.autocomplete(hall.channel, "summary list", "recipe", "ess")
    assert [choice["value"] for choice in offered] == ["Essai"]
    offered = await remi.member.autocomplete(hall.channel, "summary show", "session", "tilleul")
    assert [choice["value"] for choice in offered] == ["1"]


async def test_small_words_alone_are_refused(hall: Room) -> None:
    answer = await hall.lead.command(hall.channel, "summary search", words="à la")
    assert (answer.text, answer.private) == (fr("memory.nothing_to_search"), True)


async def test_pages_are_turned_with_buttons(hall: Room) -> None:
    for number in range(11):
        await hall.open("essai", title=f"Séance {number:02}")
        await hall.steer("lead.start")
        await hall.end()
    page = await hall.lead.command(hall.channel, "summary list")
    assert "Séance 10" in page.text
    assert "Séance 00" not in page.text
    older = await hall.lead.press(page, label=fr("button.memory_older"))
    assert "Séance 00" in older.text
    newer = await hall.lead.press(older, label=fr("button.memory_newer"))
    assert newer.text == page.text
    await hall.lead.command(hall.channel, "summary list")
    gone = await hall.lead.press(newer, label=fr("button.memory_older"))
    assert gone.text == fr("memory.search_gone")


async def test_several_sessions_come_in_one_archive(hall: Room) -> None:
    await held(hall, "Les Tilleuls", "Une légumerie commune")
    await held(hall, "Les Tilleuls", "Un four")
    remi = await chosen(hall)
    given = await remi.command(hall.channel, "summary export")
    assert given.private
    assert fr.n("memory.exported", 2) in given.text
    names = zipfile.ZipFile(io.BytesIO(await _content(given))).namelist()
    assert len({name.partition("/")[0] for name in names}) == 2
    assert len(names) == 4
    one = await remi.command(hall.channel, "summary export", words="légumerie")
    assert fr.n("memory.exported", 1) in one.text


async def test_an_upgrade_and_a_restart_index_what_ended_before(hall: Room) -> None:
    await held(hall, "Les Tilleuls", "Une légumerie commune")
    async with hall.stage.stopped() as path:
        with database(path) as other:
            other.execute("UPDATE remembered SET due = 1, was_open = NULL")
            other.execute("DELETE FROM remembered_words")
            other.execute("INSERT INTO memory (memory) VALUES ('delete-all')")
    await hall.stage.later(5)
    assert rows(hall.path, "SELECT * FROM remembered WHERE due = 1") == []
    found = await hall.lead.command(hall.channel, "summary search", words="légumerie")
    assert "Les Tilleuls" in found.text


async def _content(answer: Answer) -> bytes:
    (file,) = answer.shown.attachments
    return await file.read()


async def _in_a_thread(hall: Room, *, private: bool) -> int:
    """Have the session that ended stand in a thread of its channel; return which."""
    backend = hall.stage.env.backend
    kind = ChannelType.PRIVATE_THREAD if private else ChannelType.PUBLIC_THREAD
    thread = backend.create_thread(hall.channel.id, "Bureau", backend.bot_user.id, type=kind)
    await hall.stage.env.settle()
    with database(hall.path) as other:
        other.execute("UPDATE sessions SET channel_id = ?", [thread.id])
        other.execute("UPDATE remembered SET channel_id = ?", [thread.id])
    return int(thread.id)


async def test_a_thread_is_seen_by_those_who_see_its_parent(hall: Room) -> None:
    await held(hall, "Les Tilleuls", "Une légumerie commune")
    remi = await chosen(hall)
    await _in_a_thread(hall, private=False)
    found = await remi.command(hall.coordination, "summary search", words="légumerie")
    assert "Les Tilleuls" in found.text
    hide(hall)
    await hall.stage.env.settle()
    found = await remi.command(hall.coordination, "summary search", words="légumerie")
    assert found.text == fr("memory.found_none", words="légumerie")


async def test_a_private_thread_is_found_by_those_alone_who_are_in_it(hall: Room) -> None:
    await held(hall, "Les Tilleuls", "Une légumerie commune")
    remi = await chosen(hall)
    thread = await _in_a_thread(hall, private=True)
    found = await remi.command(hall.coordination, "summary search", words="légumerie")
    assert found.text == fr("memory.found_none", words="légumerie")
    shown = await remi.command(hall.coordination, "summary show", session="1")
    assert shown.text == fr("memory.not_found")
    hall.stage.env.backend.add_thread_member(thread, remi.id)
    found = await remi.command(hall.coordination, "summary search", words="légumerie")
    assert "Les Tilleuls" in found.text
    assert [line for line in hall.stage.refused if "thread-members" not in line] == []
    hall.stage.refused.clear()  # it asked whether they are in it
