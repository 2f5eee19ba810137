"""What is typed without a column, where there are some, is kept and asked where it goes."""

from __future__ import annotations

from discord import Message

from bot.rehearsal.stage import Person, text_of
from bot.workshop.language import Language
from tests.discord.acting import Room, en, fr, ids_of, options, rows
from tests.discord.forging import choose_id
from tests.discord.postits.test_collecting import columns, marks, step_card


def asking(hall: Room) -> list[str]:
    """The messages of the channel that ask for columns."""
    return [text for text in hall.texts if "Rien n'est perdu" in text]


def ask(hall: Room) -> Message:
    """The message of the channel that asks for columns."""
    sent = hall.stage.messages(hall.channel)
    return next(one for one in reversed(sent) if ids_of(one, "postit.where"))


async def opened(hall: Room) -> Person:
    await hall.play("keep-drop-try", "collect")
    return hall.person("Awa")


async def test_the_writer_is_asked_and_says_where_in_private(hall: Room) -> None:
    awa = await opened(hall)
    said = await awa.say(hall.channel, "les goûters")
    await hall.stage.later(10)
    assert columns(hall) == {"les goûters": None}, "it is kept at once"
    assert marks(hall, said) == ["❔"]
    (asked,) = asking(hall)
    assert "`+`" in asked
    card = hall.stage.messages(hall.channel)
    assert any(fr.n("count.unplaced", 1) in text_of(one) for one in card)
    page = await awa.press(ask(hall), "postit.where")
    assert page.private
    assert "les goûters" in page.text
    (menu,) = ids_of(page, "postit.into")
    assert len(options(page, "postit.into")) == 3
    told = await awa.choose(page, menu, "2")
    assert fr("column.all_placed") in told.text
    await hall.stage.later(10)
    (column,) = columns(hall).values()
    assert column is not None
    assert column in told.text
    assert marks(hall, said) == ["📌"]
    assert not any(fr.n("count.unplaced", 1) in text for text in hall.texts)


async def test_a_single_column_is_asked_of_nobody_and_holds_all(hall: Room) -> None:
    await hall.play("chapeau", "collect")
    awa = hall.person("Awa")
    form = await awa.press(hall.card, "postit.add")
    assert "'ideas'" in str(form.result.modal)
    assert "'column'" not in str(form.result.modal)
    await awa.fill(form, ideas="un four")
    said = await awa.say(hall.channel, "- une clé\n- un vélo")
    await hall.stage.later(10)
    assert columns(hall) == {"un four": "Garder", "une clé": "Garder", "un vélo": "Garder"}
    assert marks(hall, said) == ["📌"]
    assert asking(hall) == []


async def test_who_has_no_post_it_is_told_so(hall: Room) -> None:
    awa, ben = await opened(hall), hall.person("Ben")
    await awa.say(hall.channel, "les goûters")
    said = await ben.say(hall.channel, "x" * 400)
    await hall.stage.later(10)
    assert marks(hall, said) == ["✂️"]
    told = await ben.press(ask(hall), "postit.where")
    assert fr("column.none") in told.text
    assert fr("column.all_placed") not in told.text
    assert fr("mine.none") in (await ben.press(hall.card, "postit.mine")).text


async def test_the_name_of_a_column_above_a_list_is_its_column(hall: Room) -> None:
    awa = await opened(hall)
    await awa.say(hall.channel, "Garder :\n- les repas\n- le jardin\n\nEssayer\n- un four")
    said = await awa.say(hall.channel, "Un four solaire à la cantine :\n• à l'école\n• au marché")
    assert columns(hall) == {
        "les repas": "Garder",
        "le jardin": "Garder",
        "un four": "Essayer",
        "Un four solaire à la cantine :": None,
        "à l'école": None,
        "au marché": None,
    }
    await awa.edit(said, "Essayer :\n- Un four solaire\n- à l'école\n- au marché")
    assert columns(hall)["Un four solaire"] == columns(hall)["au marché"] == "Essayer"


async def test_two_hundred_people_who_type_are_asked_once(hall: Room) -> None:
    await opened(hall)
    people = [hall.person(f"P{rank}") for rank in range(12)]
    for rank in range(200):
        person = people[rank % len(people)]
        hall.stage.env.backend.create_message(hall.channel.id, person.id, f"idée {rank}")
    await hall.stage.env.settle()
    await hall.stage.later(60)
    assert len(asking(hall)) == 1
    assert len(columns(hall)) == 200
    posted = [
        one
        for one in hall.stage.env.http_requests
        if one.method == "POST" and one.path.endswith(f"/channels/{hall.channel.id}/messages")
    ]
    assert len(posted) <= 4, "the lobby, the card, the question, and the card once more at most"


async def test_many_of_one_person_are_asked_page_by_page(hall: Room) -> None:
    awa = await opened(hall)
    await awa.say(hall.channel, "\n".join(f"• idée {rank}" for rank in range(10)))
    page = await awa.press(ask(hall), "postit.where")
    assert len(ids_of(page, "postit.into")) == 8
    page = await awa.press(page, label="▶")
    assert len(ids_of(page, "postit.into")) == 2


async def test_ones_own_post_its_lead_there_too(hall: Room) -> None:
    awa = await opened(hall)
    await awa.say(hall.channel, "+ le jardin")
    assert ids_of(await awa.press(hall.card, "postit.mine"), "postit.where") == []
    await awa.say(hall.channel, "les goûters")
    mine = await awa.press(step_card(hall), "postit.mine")
    page = await awa.press(mine, "postit.where")
    assert "les goûters" in page.text
    assert "le jardin" not in page.text


async def test_only_its_writer_places_a_post_it(hall: Room) -> None:
    awa, ben = await opened(hall), hall.person("Ben", Language.ENGLISH)
    await awa.say(hall.channel, "les goûters")
    page = await awa.press(ask(hall), "postit.where")
    assert en("column.none") in (await ben.press(ask(hall), "postit.where")).text
    (menu,) = ids_of(page, "postit.into")
    told = await choose_id(hall, ben, page, menu, "0")
    assert (told.text, told.private) == (en("postit.not_yours"), True)
    told = await choose_id(hall, awa, page, menu, "7")
    assert told.text == fr("button.unknown")
    assert columns(hall) == {"les goûters": None}


async def test_what_nobody_placed_is_kept_without_a_column_and_said(hall: Room) -> None:
    awa = await opened(hall)
    await awa.say(hall.channel, "les goûters")
    await awa.say(hall.channel, "+ le jardin")
    await hall.steer("lead.next")
    await hall.stage.later(10)
    assert asking(hall) == [], "nobody is asked any more"
    folded = [text for text in hall.texts if fr.n("count.unplaced_left", 1) in text]
    assert len(folded) == 1
    assert columns(hall) == {"le jardin": "Garder", "les goûters": None}


async def test_where_the_question_was_deleted_the_card_still_says_where_to_answer(
    hall: Room,
) -> None:
    awa = await opened(hall)
    await awa.say(hall.channel, "les goûters")
    await hall.stage.later(10)
    asked = [m for m in hall.stage.messages(hall.channel) if "Rien n'est perdu" in text_of(m)]
    hall.stage.env.backend.delete_message(hall.channel.id, asked[0].id)
    await awa.say(hall.channel, "la sieste")
    await hall.stage.later(10)
    assert asking(hall) == [], "the room is asked once"
    assert fr.n("count.unplaced", 2) in text_of(step_card(hall))
    mine = await awa.press(step_card(hall), "postit.mine")
    page = await awa.press(mine, "postit.where")
    assert len(ids_of(page, "postit.into")) == 2


async def test_what_was_typed_during_an_absence_is_asked_about_too(hall: Room) -> None:
    awa = await opened(hall)
    before = await awa.say(hall.channel, "avant")
    await hall.stage.later(10)
    async with hall.stage.stopped():
        during = await awa.say(hall.channel, "pendant")
    await hall.stage.later(30)
    assert marks(hall, before) == marks(hall, during) == ["❔"]
    assert len(asking(hall)) == 1
    page = await awa.press(ask(hall), "postit.where")
    assert len(ids_of(page, "postit.into")) == 2


async def test_an_edit_that_adds_the_sign_answers_the_question(hall: Room) -> None:
    awa = await opened(hall)
    said = await awa.say(hall.channel, "les goûters")
    await awa.edit(said, "+ les goûters")
    await hall.stage.later(10)
    assert columns(hall) == {"les goûters": "Garder"}
    assert marks(hall, said) == ["📌"]
    assert rows(hall.path, "SELECT column_asked FROM steps WHERE state = 'open'")[0][0]
