"""One part of the wall: read by anyone, drawn for whoever asks, published by whoever leads."""

from __future__ import annotations

from collections.abc import Sequence

from bot.rehearsal.stage import Answer, components, text_of
from bot.workshop.kinds import Collect
from bot.workshop.language import Language
from bot.workshop.text import escape
from tests.discord.acting import Room, en, fr, ids_of, options, shipped
from tests.discord.forging import press_id
from tests.discord.wall.test_pictures import GALLERY, pictures


async def columns(hall: Room) -> None:
    """A wall of four columns that was hidden and is open: two post-its, one, none, none."""
    awa = hall.person("Awa")
    await hall.play("speedboat", "collect")
    first, second, *_ = collect_columns(hall)
    await hall.write(awa, "la sieste", "le café", column=[first])
    await hall.write(awa, "les fiches", column=[second])
    await hall.go("reveal")


def collect_columns(hall: Room) -> tuple[str, ...]:
    """The names of the columns of the speedboat."""
    plan = next(step for step in shipped().recipes["speedboat"].steps if step.kind == "collect")
    assert isinstance(plan, Collect)
    return plan.column_names(Language.FRENCH)


async def test_the_wall_opens_with_one_picture_its_words_and_a_way_to_read_it(hall: Room) -> None:
    await columns(hall)
    (wall,) = await pictures(hall.stage.messages(hall.channel))
    assert fr("wall.opened", counted=fr.n("picture.notes", 3)) in wall.text
    assert "le café" in wall.text
    (message,) = [m for m in hall.stage.messages(hall.channel) if m.attachments]
    read = await hall.person("Ben").press(message, "wall.read")
    assert read.private
    assert "le café" in read.text


async def test_a_large_wall_says_how_much_stands_where_and_leaves_its_words_to_reading(
    hall: Room,
) -> None:
    people = [hall.person(name) for name in ("Awa", "Ben")]
    await hall.play("speedboat", "collect")
    first, *_ = collect_columns(hall)
    for person in people:
        await hall.write(person, *(f"une idée {n}" for n in range(12)), column=[first])
    await hall.go("reveal")
    (wall,) = await pictures(hall.stage.messages(hall.channel))
    assert f"**{escape(first)}** · 24" in wall.text
    assert "une idée" not in wall.text


async def test_anyone_reads_a_part_and_has_it_drawn_without_the_room_seeing(hall: Room) -> None:
    await columns(hall)
    ben, before = hall.person("Ben"), len(hall.stage.messages(hall.channel))
    whole = await ben.press(hall.card, "wall.read")
    keep = next(value for value, label in options(whole, "wall.choose").items() if "2" in label)
    part = await ben.choose(whole, "wall.choose", keep)
    assert "la sieste" in part.text
    assert "les fiches" not in part.text
    assert ids_of(part, "wall.publish") == [], "they do not lead"
    drawn = await ben.press(part, "wall.picture")
    assert drawn.private
    assert len(hall.stage.messages(hall.channel)) == before


async def test_whoever_leads_publishes_a_part_once_a_press(hall: Room) -> None:
    await columns(hall)
    whole = await hall.lead.press(hall.card, "wall.read")
    keep = next(value for value, label in options(whole, "wall.choose").items() if "2" in label)
    part = await hall.lead.choose(whole, "wall.choose", keep)
    (publish,) = ids_of(part, "wall.publish")
    done = await press_id(hall, hall.lead, part, publish)
    assert fr("wall.part_published") in done.text
    again = await press_id(hall, hall.lead, done, publish)
    assert fr("theme.changed") in again.text
    _, posted = await pictures(hall.stage.messages(hall.channel))
    assert "la sieste" in posted.text
    assert "les fiches" not in posted.text
    assert len(posted.alts) == 1


async def test_what_is_hidden_leaves_the_messages_and_their_pictures_are_drawn_again(
    hall: Room,
) -> None:
    await columns(hall)
    (message,) = [m for m in hall.stage.messages(hall.channel) if m.attachments]
    before = message.attachments[0].id
    page = await hall.lead.press(hall.panel, "hide.list")
    hidden = next(v for v, label in options(page, "hide.pick").items() if "le café" in label)
    one = await hall.lead.choose(page, "hide.pick", hidden)
    await hall.lead.fill(await hall.lead.press(one, "hide.why"), reason="")
    (after,) = [m for m in hall.stage.messages(hall.channel) if m.id == message.id]
    assert "le café" not in text_of(after)
    assert "la sieste" in text_of(after)
    assert after.attachments[0].id != before


def shown_in(drawn: Answer) -> Sequence[str]:
    """What describes each picture of an answer."""
    return [
        str(item["description"])
        for part in components(drawn.shown)
        if part.get("type") == GALLERY
        for item in part["items"]
    ]


async def test_a_large_wall_is_drawn_to_its_last_page_and_says_which_are_shown(hall: Room) -> None:
    await hall.play("brainstorm", "collect")
    for name in ("Awa", "Ben", "Chloé", "Driss", "Ewa", "Fanch"):
        await hall.write(hall.person(name), *(f"une idée {n} " + "mot " * 25 for n in range(25)))
    await hall.go("reveal")
    reader = hall.stage.person(hall.server, "Zoe", Language.ENGLISH)
    whole = await reader.press(hall.card, "wall.read")
    first = await reader.press(whole, "wall.picture")
    seen = list(shown_in(first))
    pages = len(wall_pages(first.text))
    assert pages > 5
    assert en("wall.pictured.overview", shown=en("wall.pages", first=1, last=5), pages=pages) in (
        first.text
    )
    assert seen[0].startswith("The wall"), "it is described to the one who asked"
    answer = first
    while ids_of(answer, "wall.picture"):
        answer = await reader.press(answer, "wall.picture")
        assert answer.private
        seen += shown_in(answer)
    assert len(seen) == pages + 1
    assert f"{pages} of {pages}" in seen[-1]


def wall_pages(text: str) -> range:
    """The pages that a sentence counts: “pages 1 to 5 of 9”."""
    return range(int(text.rsplit(" of ", 1)[1].split(".")[0]))
