"""Every verb of every cog: what buttons lead to, and what nothing leads to any more."""

from __future__ import annotations

from pathlib import Path

import discord
import pytest
from simcord.enums import MessageType

from bot.client import intents
from bot.config import ROOT, Settings
from bot.interface.pressing.lateness import Lateness
from bot.interface.pressing.notices import Notices
from bot.interface.pressing.router import CUSTOM_ID_LIMIT, Router, Verb, custom_id, on
from bot.services.sessions.places import Places
from bot.workshop.errors import Refusal
from tests.discord.acting import Room, buttons, en, fr, room
from tests.discord.checking import custom_ids
from tests.discord.forging import choose_id, press_id, send_form
from tests.discord.played import Played


@pytest.fixture
def produced(backcast: Played, stormed: Played, sky: Played) -> set[str]:
    """Every custom id that the shared sessions showed to someone."""
    return {
        found
        for played in (backcast, stormed, sky)
        for request in played.requests
        for found in custom_ids(request.json)
    }


async def test_every_button_menu_and_form_leads_to_a_verb(hall: Room, produced: set[str]) -> None:
    assert len(produced) > 50
    verbs = hall.stage.bot.router.verbs
    for found in produced:
        verb, *arguments = found.split(":")
        assert len(verbs[verb].read(arguments)) == len(verbs[verb].arguments), found


# What opens a form whatever it is given: of the trial, which is one person's and keeps nothing.
FORMS = ("trial.write",)


async def test_every_verb_answers_whatever_it_is_given(hall: Room) -> None:
    """Pressed, chosen in or sent as a form, with numbers that mean nothing: a private sentence."""
    await hall.open("essai")
    for verb in hall.stage.bot.router.verbs.values():
        for number in (0, -1, 2**63 - 1):
            forged = _forged(verb, number)
            for answer in (
                await press_id(hall, hall.lead, hall.card, forged),
                await choose_id(hall, hall.lead, hall.card, forged, str(number)),
                await send_form(hall, hall.lead, forged, {}),
            ):
                if verb.name in FORMS and answer.form is not None:
                    continue
                assert answer.private, forged
                assert answer.text, forged


def _forged(verb: Verb, number: int) -> str:
    """The custom id that gives `number` wherever `verb` takes one, and raises every flag; of the
    largest, as much of it as Discord lets through where a verb takes many."""
    arguments: dict[str, int] = {}
    for name, read in verb.readers.items():
        try:
            arguments[name] = read(str(number)) or 0
        except Refusal:
            arguments[name] = True
    room = (CUSTOM_ID_LIMIT - len(verb.name)) // max(1, len(arguments)) - 1
    most = 10**room - 1
    return custom_id(verb.name, **{name: min(value, most) for name, value in arguments.items()})


async def test_some_button_menu_or_form_leads_to_every_verb(hall: Room) -> None:
    written = "".join(
        file.read_text(encoding="utf-8")
        for folder in ("cogs", "bot/interface")
        for file in (ROOT / folder).rglob("*.py")
    )
    for verb in hall.stage.bot.router.verbs:
        assert written.count(f'"{verb}"') > written.count(f'@on("{verb}"'), verb


async def test_nothing_is_asked_of_discord_that_is_not_used(hall: Room) -> None:
    asked = {name for name, wanted in hall.stage.bot.intents if wanted}
    assert asked == {
        "guilds",
        "voice_states",
        "guild_messages",
        "dm_messages",
        "message_content",
    }
    without = intents(Settings(typed_postits=False))
    assert {name for name, wanted in without if wanted} == {
        "guilds",
        "voice_states",
        "guild_messages",
        "dm_messages",
    }


async def test_without_message_content_everything_works_but_typing(tmp_path: Path) -> None:
    settings = Settings(shard_count=1, typed_postits=False)
    async with room(tmp_path / "gommette.db", settings=settings) as hall:
        told = await hall.open("essai")
        assert fr("check.typed_off") in told.text
        for _ in range(3):
            await hall.steer("lead.start" if len(hall.texts) == 1 else "lead.next")
        assert hall.open_step()["kind"] == "collect"
        assert fr("collect.typed") not in hall.texts[-1], "nobody is invited to type in vain"
        await hall.lead.say(hall.channel, "tapé")
        assert hall.postits() == []
        assert fr.n("postit.kept", 1) in (await hall.write(hall.lead, "écrit")).text


async def test_what_others_write_in_the_channel_is_left_alone(hall: Room) -> None:
    """Bots, system messages, other channels: none of them is a post-it."""
    await hall.play("essai", "reveal")
    await hall.steer("lead.next")
    robot = hall.server.add_member(hall.stage.env.create_user("Robot", bot=True))
    await robot.send(hall.channel, "je suis un robot")
    welcome = MessageType.NEW_MEMBER
    hall.server.create_system_message(hall.channel, welcome, author=hall.lead.member)
    await hall.lead.say(hall.coordination, "ailleurs")
    await hall.lead.say(hall.channel, "\u200b")
    assert hall.postits() == []
    await hall.lead.say(hall.channel, "+ ici")
    assert hall.postits() == ["ici"]


async def test_the_labels_of_a_card_are_in_the_language_of_the_room(hall: Room) -> None:
    await hall.play("essai", "collect", language="en")
    assert buttons(hall.card)[0] == en("button.add")
    assert buttons(hall.panel)[0].startswith("Suite"), "a panel is in the language of its reader"


async def test_two_methods_cannot_answer_one_verb(hall: Room) -> None:
    class One:
        @on("twice.said")
        async def first(self, press: object) -> None: ...

        @on("twice.said", "step")
        async def second(self, press: object, step: int) -> None: ...

    ctx = hall.stage.bot.ctx
    with pytest.raises(ValueError, match="two methods answer"):
        Router(Lateness(discord.utils.utcnow), Places(ctx.database), Notices(ctx)).add(One())


def test_a_custom_id_too_long_is_refused_before_discord_does() -> None:
    with pytest.raises(ValueError, match="custom id"):
        custom_id("postit.add", **{f"step{n}": 2**62 for n in range(6)})
