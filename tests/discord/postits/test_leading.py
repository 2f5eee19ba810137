"""What those who lead type is talk, unless they say that it is a post-it."""

from __future__ import annotations

import pytest

from bot.rehearsal.stage import Person
from tests.discord.acting import Room, fr, rows
from tests.discord.postits.test_collecting import columns, marks
from tests.discord.postits.test_collecting_menus import MAKE
from tests.discord.vote.test_reminders import letters


async def opened(hall: Room, recipe: str = "keep-drop-try") -> Person:
    """A step that takes what is typed, co-led by Ines."""
    ines = hall.person("Inès")
    await hall.play(recipe, "collect")
    await hall.lead.command(hall.channel, "session facilitator", member=ines.member)
    return ines


def panel_card(hall: Room) -> str:
    return "\n".join(hall.texts)


def told(person: Person) -> list[str]:
    """What the program wrote to a person in private."""
    return [text for text in letters(person) if "comme une parole" in text]


async def test_the_talk_of_who_leads_is_no_post_it_and_they_are_told_once(hall: Room) -> None:
    ines, awa = await opened(hall), hall.person("Awa")
    talk = await ines.say(hall.channel, "Une légumerie, qui la voit où ?")
    await ines.say(hall.channel, "Plus que deux minutes !")
    await awa.say(hall.channel, "+ une légumerie")
    await hall.stage.later(10)
    assert hall.postits() == ["une légumerie"]
    assert marks(hall, talk) == ["🗣️"]
    assert len(told(ines)) == 1
    assert told(awa) == []
    panel = await hall.lead.press(hall.card, "lead.panel")
    assert fr("talk.panel") in panel.text
    assert "`+ - …`" in panel.text, "the first column that takes another sign"
    assert "🗣️ Celles et ceux qui animent parlent ici" in panel_card(hall)


async def test_instructions_in_a_list_and_questions_are_talk(hall: Room) -> None:
    ines = await opened(hall)
    await ines.say(hall.channel, "- On a cinq minutes\n- Puis on lit")
    await ines.say(hall.channel, "? Quelqu'un a une question ?")
    await ines.say(hall.channel, "On y va :\n+ chacun pour soi\n- en silence")
    assert hall.postits() == []


async def test_with_a_sign_it_is_one(hall: Room) -> None:
    ines = await opened(hall)
    said = await ines.say(hall.channel, "+ un jardin\n- les mails")
    await ines.say(hall.channel, "+ - les réunions")
    await hall.write(ines, "un four", column=["Garder"])
    await hall.stage.later(10)
    kept = columns(hall)
    assert kept["un jardin"] == kept["un four"] == "Garder"
    assert kept["les mails"] == kept["les réunions"] == "Jeter"
    assert sorted(kept) == ["les mails", "les réunions", "un four", "un jardin"]
    assert marks(hall, said) == ["📌"]
    assert told(ines) == []


async def test_in_a_step_without_columns_the_plus_says_so_and_is_not_kept(hall: Room) -> None:
    ines, awa = hall.person("Inès"), hall.person("Awa")
    await hall.play("brainstorm", "reveal")
    await hall.go("collect")
    await hall.lead.command(hall.channel, "session facilitator", member=ines.member)
    await awa.say(hall.channel, "un vélo")
    said = await ines.say(hall.channel, "+ un four")
    assert hall.postits() == ["un four", "un vélo"]
    await ines.edit(said, "+ un grand four")
    assert hall.postits() == ["un grand four", "un vélo"]
    await ines.edit(said, "un très grand four")
    assert hall.postits() == ["un très grand four", "un vélo"], "it is one already"


async def test_an_edit_makes_talk_a_post_it(hall: Room) -> None:
    ines = await opened(hall)
    said = await ines.say(hall.channel, "un four")
    await ines.edit(said, "un four ?")
    assert hall.postits() == []
    await ines.edit(said, "+ un four")
    assert hall.postits() == ["un four"]


@pytest.mark.parametrize("by_role", [False, True])
async def test_after_an_absence_it_is_still_talk(hall: Room, by_role: bool) -> None:
    role = hall.server.create_role("Animation")
    ines = hall.stage.person(hall.server, "Inès", roles=[role])
    if by_role:
        manager = hall.manager("Gérard")
        await manager.command(hall.channel, "settings facilitators", role=role)
    await hall.play("keep-drop-try", "collect")
    if not by_role:
        await hall.lead.command(hall.channel, "session facilitator", member=ines.member)
    await ines.say(hall.channel, "avant")
    async with hall.stage.stopped():
        await ines.say(hall.channel, "pendant")
        await ines.say(hall.channel, "+ un four")
    await hall.stage.later(30)
    assert hall.postits() == ["un four"]
    if not by_role:
        await hall.lead.command(hall.channel, "session remove", member=ines.member)
        await hall.stage.restart()
        assert hall.postits() == ["un four"], "what was talk stays so"


async def test_the_menu_makes_any_message_one(hall: Room) -> None:
    ines = await opened(hall)
    said = await ines.say(hall.channel, "un four")
    await hall.lead.use_menu(hall.channel, MAKE, said)
    assert hall.postits() == ["un four"]
    assert rows(hall.path, "SELECT * FROM set_aside") == []
