"""Reacting to the post-its of the wall and commenting on them, in private."""

from __future__ import annotations

from bot.rehearsal.stage import Answer, Person
from bot.workshop.language import Language
from bot.workshop.wall.wall import PRIVATE_POSTITS
from tests.discord.acting import Room, buttons, en, fr, ids_of, options, rows
from tests.discord.forging import choose_id, press_id

AGREE, LOVE, ASK = range(3)


async def on_the_wall(hall: Room, *ideas: str, **settings: str) -> Person:
    """A brainstorm in which Awa wrote `ideas`, now on the wall."""
    awa = hall.person("Awa")
    await hall.play("brainstorm", "collect", **settings)
    await hall.write(awa, *ideas)
    await hall.steer("lead.next")
    return awa


async def look_at(hall: Room, person: Person, text: str) -> Answer:
    """Have `person` open the wall and choose the post-it that says `text`."""
    wall = await person.press(hall.card, "wall.read")
    (value,) = [value for value, label in options(wall, "react.pick").items() if text in label]
    return await person.choose(wall, "react.pick", value)


async def react(person: Person, one: Answer, rank: int) -> Answer:
    return await person.press(one, custom_id=ids_of(one, "react.set")[rank])


async def comment(person: Person, one: Answer, text: str) -> Answer:
    return await person.fill(await person.press(one, "react.comment"), comment=text)


async def documents(hall: Room) -> dict[str, bytes]:
    """The files posted in the channel: name → content."""
    return {
        file.filename: await file.read()
        for message in hall.stage.messages(hall.channel)
        for file in message.attachments
    }


async def test_a_reaction_and_a_comment_are_confirmed_in_place_and_stand_on_the_wall(
    hall: Room,
) -> None:
    awa = await on_the_wall(hall, "Un four à pain", "Un verger")
    ben = hall.person("Ben", Language.ENGLISH)
    one = await look_at(hall, ben, "Un four")
    assert "Un four à pain — *Awa*" in one.text
    assert en("react.none") in one.text
    one = await react(ben, one, AGREE)
    assert one.private
    assert en("react.kept", reaction="👍") in one.text
    assert f"✓ {en('reaction.agree')} · 1" in buttons(one)
    one = await comment(ben, one, "Who lights *it*?")
    assert en("comment.kept") in one.text
    assert "💬 Who lights \\*it\\*? — *Ben*" in one.text
    one = await look_at(hall, awa, "Un four")
    assert fr("react.none") not in one.text
    assert "👍 1 💬 1" in one.text
    one = await react(awa, one, ASK)
    assert fr("react.kept", reaction="❓") in one.text
    wall = await awa.press(one, "wall.read")
    assert "Un four à pain — *Awa* · 👍 1 ❓ 1 💬 1" in wall.text
    assert wall.text.count("👍") == 1


async def test_the_same_press_twice_is_one_reaction_and_another_takes_it_back(hall: Room) -> None:
    awa = await on_the_wall(hall, "Un four à pain")
    one = await look_at(hall, awa, "Un four")
    wanted = ids_of(one, "react.set")[LOVE]
    for _ in range(2):
        one = await press_id(hall, awa, one, wanted)
        assert "❤️ 1" in one.text
    assert len(rows(hall.path, "SELECT * FROM reactions")) == 1
    one = await react(awa, one, LOVE)
    assert fr("react.taken_back", reaction="❤️") in one.text
    assert fr("react.none") in one.text
    assert rows(hall.path, "SELECT * FROM reactions") == []


async def test_a_comment_is_withdrawn_by_its_author_twice_without_harm(hall: Room) -> None:
    awa = await on_the_wall(hall, "Un four à pain")
    ben = hall.person("Ben", Language.ENGLISH)
    one = await comment(ben, await look_at(hall, ben, "Un four"), "Not near the trees")
    (mine,) = options(one, "react.uncomment").items()
    assert mine[1] == "Not near the trees"
    hers = await look_at(hall, awa, "Un four")
    assert ids_of(hers, "react.uncomment") == []
    (withdraw,) = ids_of(one, "react.uncomment")
    answer = await choose_id(hall, awa, hers, withdraw, mine[0])
    assert (answer.text, answer.private) == (fr("comment.not_yours"), True)
    for told in (True, False):
        one = await choose_id(hall, ben, one, withdraw, mine[0])
        assert (en("comment.withdrawn") in one.text) is told
        assert en("react.none") in one.text


async def test_what_is_refused_says_why(hall: Room) -> None:
    awa = await on_the_wall(hall, "Un four à pain")
    one = await look_at(hall, awa, "Un four")
    assert (await comment(awa, one, "\u200b")).text == fr("comment.empty")
    for number in range(5):
        one = await comment(awa, one, f"note {number} " + "*" * 180)
    refused = await comment(awa, one, "encore")
    assert refused.private
    assert refused.text.startswith(fr("comment.too_many", limit=5))
    assert "encore" in refused.text, "what was written comes back"
    (postit,) = rows(hall.path, "SELECT id FROM postits")
    for forged in (f"react.set:{postit['id']}:0:3:1", f"react.set:{postit['id']}:0:0:2"):
        assert (await press_id(hall, awa, one, forged)).text == fr("button.unknown")
    assert (await press_id(hall, awa, one, "react.show:77:0:0")).text == fr("postit.gone")


async def test_a_withdrawn_post_it_takes_its_answers_along(hall: Room) -> None:
    awa = await on_the_wall(hall, "Un four à pain", "Un verger")
    ben = hall.person("Ben", Language.ENGLISH)
    one = await comment(ben, await look_at(hall, ben, "Un four"), "Not near the trees")
    mine = await awa.press(hall.card, "postit.mine")
    (oven,) = [v for v, label in options(mine, "postit.pick").items() if "four" in label]
    await awa.press(await awa.choose(mine, "postit.pick", oven), "postit.withdraw")
    late = await react(ben, one, AGREE)
    assert (late.text, late.private) == (en("postit.gone"), True)
    assert rows(hall.path, "SELECT * FROM comments") == []
    wall = await ben.press(one, "wall.read")
    (left,) = options(wall, "react.pick").values()
    assert left.endswith(" · Un verger")


async def test_a_full_wall_is_read_in_pages_whose_post_its_can_all_be_chosen(hall: Room) -> None:
    awa = hall.person("Awa")
    ben = hall.person("Ben")
    await hall.play("brainstorm", "collect")
    await hall.write(awa, *(f"idée {n:02}" for n in range(20)))
    await hall.write(ben, *(f"envie {n:02}" for n in range(20)))
    await hall.steer("lead.next")
    page = await awa.press(hall.card, "wall.read")
    first = list(options(page, "react.pick"))
    assert len(first) == PRIVATE_POSTITS
    page = await awa.press(page, label="▶")
    second = list(options(page, "react.pick"))
    assert len({*first, *second}) == 40
    one = await awa.choose(page, "react.pick", second[0])
    back = await awa.press(one, "wall.read")
    assert list(options(back, "react.pick")) == second


async def test_many_long_comments_are_turned_page_by_page(hall: Room) -> None:
    people = [hall.person(name) for name in ("Awa", "Ben", "Chloé", "Dov")]
    await on_the_wall(hall, "Un four à pain")
    for person in people:
        one = await look_at(hall, person, "Un four")
        for number in range(5):
            one = await comment(person, one, f"{person.name} {number} " + "_" * 180)
    seen = one.text
    turns = 0
    while "▶" in buttons(one):
        one = await people[3].press(one, label="▶")
        seen += one.text
        turns += 1
    assert turns >= 2
    assert {f"{p.name} {n} " in seen for p in people for n in range(5)} == {True}


async def test_a_masked_session_names_nobody(hall: Room) -> None:
    names = ("Zéphyrine", "Quitterie")
    people = [hall.person(name) for name in names]
    await on_the_wall(hall, "Un four à pain", signing="masked")
    for person in people:
        one = await look_at(hall, person, "Un four")
        assert fr("react.signing.masked") in one.text
        one = await react(person, one, AGREE)
        one = await comment(person, one, "sans nom")
        assert not any(name in one.text for name in names)
    await hall.end()
    files = await documents(hall)
    assert sum(content.count(b"sans nom") for content in files.values()) == 4
    written = "".join(hall.texts).encode() + b"".join(files.values())
    disk = b"".join(file.read_bytes() for file in hall.path.parent.iterdir())
    for person, name in zip(people, names, strict=True):
        for trace in (name.encode(), str(person.id).encode()):
            assert trace not in written
            assert trace not in disk


async def test_what_was_answered_is_in_the_report_and_no_longer_changes(hall: Room) -> None:
    awa = await on_the_wall(hall, "Un four à pain")
    one = await comment(awa, await react(awa, await look_at(hall, awa, "Un four"), ASK), "Où ?")
    await hall.end()
    late = await react(awa, one, LOVE)
    assert (late.text, late.private) == (fr("session.ended"), True)
    wall = await press_id(hall, awa, one, "wall.read:1:0")
    assert ids_of(wall, "react.pick") == []
    assert "❓ 1 💬 1" in wall.text
    files = await documents(hall)
    (report,) = [content.decode() for name, content in files.items() if name.endswith(".md")]
    assert "Un four à pain — *Awa* · ❓ 1\n  - 💬 Où ? — *Awa*" in report
