"""Post-its typed in the channel: said, edited, deleted, in the column they begin with."""

from __future__ import annotations

from collections import Counter

import discord
import pytest

from bot.rehearsal.stage import found
from bot.workshop.language import Language
from tests.discord.acting import Room, en, fr, ids_of, options, rows

EACH = pytest.mark.parametrize("language", ["fr", "en"])
NAMES = {"fr": ("Garder", "Jeter", "Essayer"), "en": ("Keep", "Drop", "Try")}


def marks(hall: Room, message: discord.Message) -> list[str]:
    """The reactions that a message has now."""
    fresh = next(m for m in hall.stage.messages(hall.channel) if m.id == message.id)
    return [str(reaction.emoji) for reaction in fresh.reactions]


def step_card(hall: Room) -> discord.Message:
    """The card of the step, whatever was asked below it."""
    return [m for m in hall.stage.messages(hall.channel) if found(m, "lead.panel")][-1]


def columns(hall: Room) -> dict[str, str | None]:
    """Each post-it kept, and its column."""
    kept = rows(hall.path, "SELECT text, column_name FROM postits ORDER BY text")
    return {row["text"]: row["column_name"] for row in kept}


@EACH
async def test_what_is_typed_goes_to_the_column_it_begins_with(hall: Room, language: str) -> None:
    t = fr if language == "fr" else en
    awa, (keep, drop, test) = hall.person("Awa"), NAMES[language]
    await hall.play("bilan", "collect", language=language)
    assert f"`+` **{keep}** · `-` **{drop}** · `?` **{test}**" in hall.texts[-1]
    assert t.n("collect.ideas", 3) in hall.texts[-1]
    assert t("collect.typed_columns", marks="`+` `-` `?`") in hall.texts[-1]
    assert t("collect.typed_marks", length=300, most=4) in hall.texts[-1]
    await awa.say(hall.channel, "+ le jardin\n- les mails\n? une sieste")
    await awa.say(hall.channel, "sans rien\ndevant")
    assert columns(hall) == {
        "le jardin": keep,
        "les mails": drop,
        "sans rien devant": None,
        "une sieste": test,
    }
    wall = await awa.press(step_card(hall), "wall.read")
    lanes = [line for line in wall.text.split("\n") if line.startswith("**")]
    assert lanes == [f"**{keep}**", f"**{drop}**", f"**{test}**", f"**{fr('wall.no_column')}**"]


@EACH
async def test_editing_and_deleting_a_message_do_the_same_to_its_post_its(
    hall: Room, language: str
) -> None:
    awa = hall.person("Awa", Language(language))
    await hall.play("bilan", "collect", language=language)
    message = await awa.say(hall.channel, "+ un\n+ deux\n+ trois")
    kept = {row["text"]: row["id"] for row in rows(hall.path, "SELECT id, text FROM postits")}
    await awa.edit(message, "+ un\n? zwei")
    assert columns(hall) == {"un": NAMES[language][0], "zwei": NAMES[language][2]}
    (same,) = rows(hall.path, "SELECT id FROM postits WHERE text = 'zwei'")
    assert same["id"] == kept["deux"]
    await awa.delete(message)
    assert hall.postits() == []
    await hall.stage.later(10)
    assert (fr if language == "fr" else en).n("count.postits", 0) in hall.texts[-1]


async def test_messages_cleared_together_are_withdrawn_together(hall: Room) -> None:
    awa, ben = hall.person("Awa"), hall.person("Ben", Language.ENGLISH)
    await hall.play("bilan", "collect")
    said = [await awa.say(hall.channel, "un"), await ben.say(hall.channel, "two")]
    await ben.say(hall.channel, "three")
    backend = hall.stage.env.backend
    backend.bulk_delete_messages(hall.channel.id, [message.id for message in said])
    await hall.stage.env.settle()
    assert hall.postits() == ["three"]


async def test_a_restart_forgets_nothing_of_what_was_typed(hall: Room) -> None:
    awa = hall.person("Awa")
    await hall.play("bilan", "collect")
    message = await awa.say(hall.channel, "un")
    await hall.stage.restart()
    await awa.edit(message, "une")
    assert hall.postits() == ["une"]
    await awa.delete(message)
    assert hall.postits() == []


async def test_replies_commands_and_robots_are_no_post_its(hall: Room) -> None:
    awa, ben = hall.person("Awa"), hall.person("Ben")
    await hall.play("bilan", "collect")
    first = await awa.say(hall.channel, "un four")
    aside = await ben.member.send(hall.channel, "d'accord", reply_to=first)
    await ben.edit(aside, "bien d'accord")
    await ben.member.forward(first, hall.channel)
    for text in ("!play", "/session", "\u200b", "-"):
        await ben.say(hall.channel, text)
    robot = hall.server.add_member(hall.stage.env.create_user("Robot", bot=True))
    await robot.send(hall.channel, "bip")
    assert hall.postits() == ["un four"]


async def test_people_and_places_are_kept_by_their_names(hall: Room) -> None:
    awa, ben = hall.person("Awa"), hall.person("Ben")
    await hall.play("bilan", "collect")
    role = hall.server.create_role("Cuisine")
    for code, kept in (
        (f"<@{ben.id}> et <@!{ben.id}>", "@Ben et @Ben"),
        (f"<#{hall.coordination.id}> avec <@&{role.id}>", "#coordination avec @Cuisine"),
        ("<:gommette:911222333444555601> <@911222333444555601>", ":gommette: @someone"),
    ):
        await awa.say(hall.channel, code)
        assert kept in hall.postits()


async def test_a_message_too_long_gets_scissors_until_it_fits(hall: Room) -> None:
    awa = hall.person("Awa")
    await hall.play("bilan", "collect")
    message = await awa.say(hall.channel, "x" * 301)
    assert (marks(hall, message), hall.postits()) == (["✂️"], [])
    await hall.stage.later(2)
    await awa.edit(message, "court")
    assert (marks(hall, message), hall.postits()) == (["❔"], ["court"])
    await hall.stage.later(2)
    full = await awa.say(hall.channel, "• a\n• b\n• c\n• d")
    assert (marks(hall, full), len(hall.postits())) == (["✋"], 4)
    said = [text for text in hall.texts if "x" * 301 in text or "court" in text]
    assert len(said) == 1, "nothing was said in public but the message itself"


async def test_marks_keep_the_pace_and_come_in_the_end(hall: Room) -> None:
    awa = hall.person("Awa")
    await hall.play("bilan", "collect")
    said = [await awa.say(hall.channel, text) for text in ("+ un", "+ deux", "+ trois")]
    assert [marks(hall, message) for message in said] == [["📌"], [], []]
    await hall.stage.later(2)
    assert [marks(hall, message) for message in said] == [["📌"], ["📌"], ["📌"]]


async def test_what_is_not_kept_is_marked_before_all_else_whatever_the_burst(hall: Room) -> None:
    people = [hall.person(f"P{rank}") for rank in range(80)]
    await hall.play("bilan", "collect")
    env = hall.stage.env
    for rank in range(4):
        for person in people:
            env.backend.create_message(hall.channel.id, person.id, f"idée {rank} de {person.name}")
    for person in people[:8]:
        env.backend.create_message(hall.channel.id, person.id, f"une de trop, {person.name}")
    env.backend.create_message(hall.channel.id, people[9].id, "x" * 301)
    await env.settle()
    assert len(hall.postits()) == 4 * len(people)

    def shown() -> Counter[str]:
        said = hall.stage.messages(hall.channel)
        return Counter(str(reaction.emoji) for m in said for reaction in m.reactions)

    await hall.stage.later(4)
    assert (shown()["✋"], shown()["✂️"]) == (8, 1)
    await hall.stage.later(300)
    assert shown() == {"✋": 8, "✂️": 1, "❔": 241}, "one at once, then as many as may wait"


async def test_a_post_it_withdrawn_by_hand_stays_so_and_loses_its_mark(hall: Room) -> None:
    awa = hall.person("Awa")
    await hall.play("bilan", "collect")
    message = await awa.say(hall.channel, "? un regret")
    mine = await awa.press(hall.card, "postit.mine")
    (postit,) = options(mine, "postit.pick")
    one = await awa.choose(mine, "postit.pick", postit)
    assert "Essayer" in one.text
    await hall.stage.later(2)
    await awa.press(one, "postit.withdraw")
    assert marks(hall, message) == []
    await awa.edit(message, "? un grand regret")
    assert hall.postits() == []


async def test_files_stay_known_by_name_and_lead_to_their_message(hall: Room) -> None:
    awa = hall.person("Awa")
    await hall.play("bilan", "collect")
    alone = await awa.member.send(hall.channel, "", attachments=[("plan_du_four.png", b"png")])
    await awa.member.send(hall.channel, "? un devis", attachments=[("devis.pdf", b"pdf")])
    assert hall.postits() == ["plan_du_four.png", "un devis"]
    wall = await awa.press(step_card(hall), "wall.read")
    link = f"https://discord.com/channels/{hall.server.id}/{hall.channel.id}/{alone.id}"
    assert f"[📎 plan\\_du\\_four.png]({link})" in wall.text
    await hall.end()
    report, data = [
        (await file.read()).decode()
        for message in hall.stage.messages(hall.channel)
        for file in message.attachments
        if file.filename.endswith((".md", ".json"))
    ]
    assert "📎 devis.pdf" in report
    assert '"devis.pdf"' in data
    for text in (report, data):
        assert str(alone.id) not in text
        assert "discord.com" not in text


@EACH
async def test_a_hidden_step_reminds_the_room_once(hall: Room, language: str) -> None:
    t = fr if language == "fr" else en
    awa, ben = hall.person("Awa"), hall.person("Ben", Language.ENGLISH)
    await hall.play("essai", "collect", language=language)
    await hall.lead.say(hall.channel, "Dix minutes !")
    assert t("collect.reminder") not in hall.texts
    for person in (awa, ben, awa):
        await person.say(hall.channel, "un four")
    assert hall.texts.count(t("collect.reminder")) == 1
    await hall.stage.restart()
    await ben.say(hall.channel, "encore")
    assert hall.texts.count(t("collect.reminder")) == 1
    assert hall.postits() == []
    assert ids_of(hall.card, "postit.add") != []


async def test_a_masked_step_reminds_too_and_keeps_nothing_of_who_typed(hall: Room) -> None:
    awa = hall.person("Awa")
    await hall.play("bilan", "collect", signing="masked")
    await awa.say(hall.channel, "un four")
    assert hall.texts.count(fr("collect.reminder")) == 1
    for table in ("postits", "participants", "drafts", "set_aside", "message_lines"):
        assert rows(hall.path, f"SELECT * FROM {table}") == []


async def test_what_is_typed_as_soon_as_the_step_was_left_gets_its_sign(hall: Room) -> None:
    """Kept or marked: in the silent step that follows, in a vote, wherever the room went."""
    awa = hall.person("Awa")
    await hall.play("bilan", "collect")
    await hall.steer("lead.next")
    await hall.stage.later(1)
    late = await awa.say(hall.channel, "+ tapé une seconde trop tard")
    await hall.stage.later(20)
    chat = await awa.say(hall.channel, "on vote ?")
    await hall.stage.later(5)
    assert marks(hall, late) == ["⌛"]
    assert marks(hall, chat) == []
    assert hall.postits() == []
    await hall.steer("lead.back")
    await hall.stage.later(1)
    kept = await awa.say(hall.channel, "+ tapé à temps")
    await hall.stage.later(1)
    assert marks(hall, kept) == ["📌"]
