"""“My post-its”: find, change and withdraw one's own, on any page."""

from __future__ import annotations

from bot.workshop.language import Language
from tests.discord.acting import Room, buttons, en, fr, ids_of, options, rows
from tests.discord.forging import press_id, send_form
from tests.discord.recipes import COLLECT


async def test_a_post_it_can_be_changed_with_its_place(hall: Room) -> None:
    awa = hall.person("Awa")
    await hall.play("atelier", "collect", scenario="adere-2032.fr")
    told = await hall.write(awa, "Un fond d'entraide", year=["2027"], dimension=["Gouvernance"])
    mine = await awa.press(told, "postit.mine")
    ((postit, label),) = options(mine, "postit.pick").items()
    assert label == "Un fond d'entraide"
    one = await awa.choose(mine, "postit.pick", postit)
    assert "Gouvernance · 2027" in one.text
    form = await awa.press(one, "postit.edit")
    assert form.form is not None
    filled = form.form["components"][0]["component"]
    assert filled["value"] == "Un fond d'entraide"
    changed = await awa.fill(
        form, idea="Un fonds d'entraide", year=["2029"], dimension=["Offre de services"]
    )
    assert fr("postit.changed") in changed.text
    assert "Offre de services · 2029" in changed.text
    assert hall.postits() == ["Un fonds d'entraide"]


async def test_a_withdrawn_post_it_is_gone_from_the_card_and_the_file(hall: Room) -> None:
    ben = hall.person("Ben", Language.ENGLISH)
    await hall.play("essai", "collect")
    await hall.write(ben, "keep me", "a secret regret")
    mine = await ben.press(hall.card, "postit.mine")
    assert en.n("mine.title", 2) in mine.text
    regret = next(v for v, text in options(mine, "postit.pick").items() if "regret" in text)
    one = await ben.choose(mine, "postit.pick", regret)
    left = await ben.press(one, "postit.withdraw")
    assert en("postit.withdrawn", text="a secret regret") in left.text
    assert list(options(left, "postit.pick").values()) == ["keep me"]
    twice = await press_id(hall, ben, one, f"postit.withdraw:{regret}")
    assert twice.text == en("postit.gone")
    await hall.stage.later(10)
    assert fr.n("count.postits", 1) in hall.texts[-1]
    async with hall.stage.stopped() as path:
        assert b"a secret regret" not in path.read_bytes()


async def test_withdrawing_makes_room_for_another(hall: Room) -> None:
    awa = hall.person("Awa")
    await hall.play("ciel", "collect")
    await hall.write(awa, "brume")
    full = await hall.write(awa, "éclaircie")
    assert fr.n("postit.too_many", 1) in full.text
    mine = await awa.press(full, "postit.mine")
    (postit,) = options(mine, "postit.pick")
    one = await awa.choose(mine, "postit.pick", postit)
    empty = await awa.press(one, "postit.withdraw")
    assert fr("mine.none") in empty.text
    assert fr.n("postit.kept", 1) in (await hall.write(awa, "éclaircie")).text


async def test_changing_to_nothing_or_to_too_much_changes_nothing(hall: Room) -> None:
    awa = hall.person("Awa")
    await hall.play("ciel", "collect")
    await hall.write(awa, "brume")
    (postit,) = options(await awa.press(hall.card, "postit.mine"), "postit.pick")
    for written, reason in (
        ("\u200b\u3164", fr("postit.empty")),
        ("b" * 41, fr("postit.too_long_one", length=41, limit=40)),
    ):
        answer = await send_form(hall, awa, f"postit.edited:{postit}", {"idea": written})
        assert answer.private
        assert answer.text.startswith(reason)
        assert hall.postits() == ["brume"]


async def test_more_than_a_page_of_post_its_can_be_turned(hall: Room) -> None:
    awa = hall.person("Awa")
    await hall.play("essai", "collect")
    await hall.write(awa, *(f"idée {n:02}" for n in range(20)))
    await hall.steer("lead.next")
    await hall.steer("lead.next")
    await hall.write(awa, *(f"rebond {n:02}" for n in range(12)))
    page = await awa.press(hall.card, "postit.mine")
    assert fr.n("mine.title", 32) in page.text
    assert buttons(page) == ["▶"]
    seen = list(options(page, "postit.pick").values())
    assert len(seen) == 25
    page = await awa.press(page, label="▶")
    assert buttons(page) == ["◀"]
    rest = options(page, "postit.pick")
    seen += rest.values()
    assert sorted(seen) == hall.postits()
    one = await awa.choose(page, "postit.pick", next(iter(rest)))
    back = await awa.press(one, "postit.mine")
    assert len(options(back, "postit.pick")) == 25
    beyond = await press_id(hall, awa, back, "postit.mine:1:99")
    assert len(options(beyond, "postit.pick")) == 7


async def test_ones_own_post_its_are_found_in_a_masked_session_too(hall: Room) -> None:
    awa, ben = hall.person("Awa"), hall.person("Ben", Language.ENGLISH)
    await hall.play("essai", "collect", signing="masked")
    await hall.write(awa, "sous le masque")
    mine = await awa.press(hall.card, "postit.mine")
    assert list(options(mine, "postit.pick").values()) == ["sous le masque"]
    assert (await ben.press(hall.card, "postit.mine")).text == en("mine.none")


async def test_the_wall_is_read_page_by_page_in_an_order_that_is_not_that_of_writing(
    hall: Room,
) -> None:
    awa = hall.person("Awa")
    await hall.play("essai", "collect")
    ideas = [f"idée {n:02} " + "et la suite " * 20 for n in range(20)]
    hidden = await awa.press(hall.card, "session.where")
    assert ids_of(hidden, "wall.read") == []
    await hall.write(awa, *ideas[:10])
    await hall.write(awa, *ideas[10:])
    await hall.steer("lead.next")
    numbers = rows(hall.path, "SELECT number, text FROM postits ORDER BY number")
    assert [row["number"] for row in numbers] == list(range(1, 21))
    assert [row["text"][:7] for row in numbers] != [idea[:7] for idea in ideas]
    page = await awa.press(hall.card, "wall.read")
    read = page.text
    while "▶" in buttons(page):
        page = await awa.press(page, label="▶")
        read += page.text
    shown = [read.index(row["text"][:7]) for row in numbers]
    assert shown == sorted(shown)
    (public,) = [text for text in hall.texts if fr.n("picture.notes", 20) in text and "🧱" in text]
    assert "idée" not in public, "what a message cannot hold is in its picture and the wall"


async def test_a_long_list_of_lines_is_one_post_it_each_up_to_the_limit(hall: Room) -> None:
    awa = hall.person("Awa")
    await hall.play("essai", "collect")
    limit = COLLECT.per_person
    told = await hall.write(awa, *(f"ligne {n}" for n in range(200)))
    assert fr.n("postit.kept", limit) in told.text
    assert fr.n("postit.too_many", 200 - limit) in told.text
    assert len(hall.postits()) == limit
    await hall.stage.later(10)
    assert fr.n("count.postits", limit) in hall.texts[-1]
