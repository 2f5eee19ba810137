"""The facilitators' menus on a message, and cards that stay for days."""

from __future__ import annotations

import pytest

from bot.i18n import Catalogue
from bot.workshop.language import Language
from tests.discord.acting import Room, en, fr, rows
from tests.discord.postits.test_collecting import marks
from tests.discord.sessions.test_card import edits

MAKE, UNMAKE = en("command.message.adopt"), en("command.message.aside")
SPEAKS = pytest.mark.parametrize("t", [fr, en], ids=["fr", "en"])


async def leader(hall: Room, t: Catalogue) -> None:
    """Have someone who reads the language of `t` lead too."""
    hall.lead = hall.person("Nour", t.language)


async def test_the_menus_have_a_name_in_both_languages(hall: Room) -> None:
    (sent,) = [
        request.json or []
        for request in hall.stage.env.http_requests
        if request.method == "PUT" and request.path.endswith("/commands")
    ]
    menus = {c["name"]: c["name_localizations"]["fr"] for c in sent if c.get("type") == 3}
    assert menus == {
        "Make it a post-it": "En faire un post-it",
        "Not a post-it": "Ce n'est pas un post-it",
    }


@SPEAKS
async def test_any_message_can_be_made_a_post_it_and_back(hall: Room, t: Catalogue) -> None:
    awa = hall.person("Awa")
    await leader(hall, t)
    await hall.play("bilan", "collect")
    first = await awa.say(hall.channel, "un")
    aside = await awa.member.send(hall.channel, "+ un four", reply_to=first)
    assert hall.postits() == ["un"]
    await hall.stage.later(2)
    told = await hall.lead.use_menu(hall.channel, MAKE, aside)
    assert (told.text, told.private) == (f"✅ **{t.n('message.kept', 1)}**", True)
    assert marks(hall, aside) == ["📌"]
    (row,) = rows(hall.path, "SELECT * FROM postits WHERE text = 'un four'")
    assert (row["author_name"], row["column_name"]) == ("Awa", "Garder")
    await hall.stage.later(2)
    told = await hall.lead.use_menu(hall.channel, UNMAKE, aside)
    assert (told.text, told.private) == (t.n("message.aside", 1, texts="un four"), True)
    assert (hall.postits(), marks(hall, aside)) == (["un"], [])
    await awa.edit(aside, "+ un four à pain")
    assert hall.postits() == ["un"], "what was set aside stays aside"


@SPEAKS
async def test_those_who_do_not_lead_are_told_so(hall: Room, t: Catalogue) -> None:
    awa, ben = hall.person("Awa"), hall.person("Ben", t.language)
    await hall.play("bilan", "collect")
    message = await awa.say(hall.channel, "un")
    for menu in (MAKE, UNMAKE):
        told = await ben.use_menu(hall.channel, menu, message)
        assert (told.text, told.private) == (t("session.not_facilitator"), True)
    assert hall.postits() == ["un"]


@SPEAKS
@pytest.mark.parametrize(("recipe", "signing"), [("essai", "signed"), ("bilan", "masked")])
async def test_where_post_its_are_hidden_a_message_cannot_be_one(
    hall: Room, t: Catalogue, recipe: str, signing: str
) -> None:
    awa = hall.person("Awa")
    await leader(hall, t)
    await hall.play(recipe, "collect", signing=signing)
    message = await awa.say(hall.channel, "un four")
    told = await hall.lead.use_menu(hall.channel, MAKE, message)
    assert (told.text, told.private) == (t("message.shows_author"), True)
    told = await hall.lead.use_menu(hall.channel, UNMAKE, message)
    assert (told.text, told.private) == (t("message.not_made"), True)
    assert hall.postits() == []


@SPEAKS
async def test_each_refusal_of_the_menus_says_why(hall: Room, t: Catalogue) -> None:
    awa = hall.person("Awa")
    await leader(hall, t)
    before = await awa.say(hall.channel, "bonjour")

    async def told(message: object = before) -> str:
        answer = await hall.lead.use_menu(hall.channel, MAKE, message)  # type: ignore[arg-type]
        assert answer.private
        return answer.text

    assert await told() == t("session.none_here")
    await hall.open("bilan")
    assert await told() == t("postit.closed")
    await hall.steer("lead.start")
    assert await told(hall.card) == t("message.not_a_person")
    assert await told(await awa.say(hall.channel, "\u200b")) == t("postit.empty")
    long = await awa.say(hall.channel, "x" * 301)
    assert await told(long) == t("message.too_long", length=301, limit=300)
    made = await awa.say(hall.channel, "• a\n• b\n• c\n• d")
    assert await told(made) == t("message.already_made")
    assert await told() == t("message.too_many", limit=4)
    await hall.go("vote")
    assert await told() == t("postit.closed")


@pytest.mark.parametrize("recipe", ["essai", "bilan"])
async def test_a_late_message_joins_the_wall_that_is_open(hall: Room, recipe: str) -> None:
    awa, ben = hall.person("Awa"), hall.person("Ben")
    await hall.play(recipe, "collect")
    await hall.write(awa, "un four", **({"column": ["Garder"]} if recipe == "bilan" else {}))
    await hall.go("reveal")
    late = await ben.say(hall.channel, "et une légumerie ?")
    await hall.stage.later(30)
    assert hall.postits() == ["un four"]
    told = await ben.use_menu(hall.channel, MAKE, late)
    assert told.text == fr("session.not_facilitator")
    told = await hall.lead.use_menu(hall.channel, MAKE, late)
    assert fr.n("message.kept", 1) in told.text
    found = rows(hall.path, "SELECT text, number, author_name FROM postits ORDER BY number")
    assert [tuple(row) for row in found] == [
        ("un four", 1, "Awa"),
        ("et une légumerie ?", 2, "Ben"),
    ]
    await ben.edit(late, "et une légumerie")
    assert hall.postits() == ["et une légumerie", "un four"]


async def test_a_late_message_joins_the_pile_of_what_is_sorted(hall: Room) -> None:
    awa = hall.person("Awa")
    await hall.play("brainstorm", "collect")
    await hall.write(awa, "un four")
    await hall.go("group")
    late = await awa.say(hall.channel, "une légumerie")
    panel = await hall.lead.press(hall.card, "lead.panel")
    assert fr("message.late_way") in panel.text
    await hall.lead.use_menu(hall.channel, MAKE, late)
    await hall.stage.later(10)
    assert fr.n("theme.left", 2, total=2) in "\n".join(hall.texts)


async def test_a_masked_wall_takes_no_message(hall: Room) -> None:
    awa = hall.person("Awa")
    await hall.play("essai", "collect", signing="masked")
    await hall.write(awa, "un four")
    await hall.go("reveal")
    late = await awa.say(hall.channel, "une légumerie")
    told = await hall.lead.use_menu(hall.channel, MAKE, late)
    assert told.text == fr("postit.closed")


async def test_an_old_message_of_a_person_can_be_made_a_post_it(hall: Room) -> None:
    ben = hall.person("Ben", Language.ENGLISH)
    early = await ben.say(hall.channel, "- bread\n- soup")
    await hall.play("essai", "reveal")
    await hall.steer("lead.next")
    told = await hall.lead.use_menu(hall.channel, MAKE, early)
    assert fr.n("message.kept", 2) in told.text
    assert hall.postits() == ["bread", "soup"]


async def test_a_card_of_over_an_hour_is_edited_once_a_minute(hall: Room) -> None:
    awa = hall.person("Awa")
    await hall.play("essai", "collect")
    await hall.stage.later(70 * 60)
    before = edits(hall)
    for number in range(20):
        await hall.write(awa, f"idée {number}")
        await hall.stage.later(9)
    assert 2 <= edits(hall) - before <= 4
    await hall.stage.later(70)
    assert fr.n("count.postits", 20) in next(text for text in hall.texts if "🗒️" in text)
    await hall.steer("lead.next")
    before = edits(hall)
    await hall.steer("lead.next")
    ideas = [f"rebond {number}" for number in range(3)]
    for idea in ideas:
        await hall.write(awa, idea)
        await hall.stage.later(9)
    assert edits(hall) - before >= 3, "a new card keeps the quick pace"
