"""Taking up, before the start, what the session before left; and putting it back."""

from __future__ import annotations

from typing import Any

from bot.rehearsal.stage import Answer
from bot.workshop.review.correction import Correction, Item, Of
from tests.discord.acting import Room, fr, rows
from tests.discord.forging import press_id

SCENARIO = "adere-2032.fr"


async def before(hall: Room, **options: Any) -> None:
    """Play a workshop that leaves post-its, two milestones of which one rests on the other, and a
    subject for later."""
    awa = hall.person("Awa")
    await hall.play("atelier", "collect", scenario=SCENARIO, **options)
    await hall.write(awa, "un four", "un vélo", "une serre")
    await hall.go("reveal")
    async with hall.stage.bot.ctx.database.write() as tx:
        postits = {one.text: one.id for one in await tx.postits.of_session(1)}
        made = []
        for year, postit in ((2026, postits["un four"]), (2028, None)):
            milestone = await tx.milestones.add(
                session_id=1,
                year=year,
                dimension="Gouvernance",
                statement=f"un pas en {year}",
                who=None,
                enablers=None,
                obstacles=None,
                postit_id=postit,
                submission=f"m{year}",
            )
            assert milestone is not None
            made.append(milestone.id)
        await tx.milestones.tie(made[1], [made[0]])
        await tx.parked.add(1, "Le logo", "p1")
    await hall.end()
    await hall.stage.later(30)


async def after(hall: Room, recipe: str = "atelier", **options: Any) -> Answer:
    """Open the session that follows and its page."""
    await hall.open(recipe, **{"continue": "1"}, **options)
    return await hall.lead.press(hall.panel, "take.open")


def made(hall: Room, table: str, column: str) -> list[str]:
    sql = f"SELECT {column} FROM {table} WHERE session_id = 2 ORDER BY 1"
    return [row[0] for row in rows(hall.path, sql)]


async def test_what_was_left_is_taken_up_once_and_put_back(hall: Room) -> None:
    await before(hall)
    page = await after(hall, scenario=SCENARIO)
    assert fr.n("take.left.milestones", 2) in page.text
    assert fr.n("take.left.postits", 2) in page.text, "the one on the roadmap was followed"
    for label in ("take.act.milestones", "take.act.parked", "take.act.postits"):
        page = await hall.lead.press(page, label=fr(label))
    assert made(hall, "milestones", "statement") == ["un pas en 2026", "un pas en 2028"]
    assert made(hall, "parked", "text") == ["Le logo"]
    assert made(hall, "postits", "text") == ["un vélo", "une serre"]
    assert made(hall, "postits", "author_name") == ["Awa", "Awa"]
    assert len(rows(hall.path, "SELECT * FROM milestone_links")) == 2
    page = await hall.lead.press(page, label=fr("take.put_back.milestones"))
    assert made(hall, "milestones", "statement") == []
    assert len(rows(hall.path, "SELECT * FROM milestone_links")) == 1, "those of before stay"
    await hall.lead.press(page, label=fr("take.act.milestones"))
    hall.panel = await hall.lead.press(page, "lead.panel")
    await hall.steer("lead.start")
    late = await press_id(hall, hall.lead, hall.card, "take.back:2:1")
    assert late.text == fr("take.begun")
    await hall.go("reveal")
    assert "une serre" in "\n".join(hall.texts), "they are on the wall with the others"


async def test_of_a_masked_session_no_name_is_taken_up(hall: Room) -> None:
    await before(hall, signing="masked")
    page = await after(hall, scenario=SCENARIO)
    if page.found("take.up"):
        await hall.lead.press(page, label=fr("take.act.milestones"))
    assert not [name for name in made(hall, "postits", "author_name") if name]


async def test_a_roadmap_of_other_years_is_not_taken_up(hall: Room) -> None:
    await before(hall)
    page = await after(hall, "essai")
    assert fr("take.other_years") in page.text
    assert len(page.found("take.up")) == 2


async def test_what_was_deleted_cannot_be_taken_up(hall: Room) -> None:
    await before(hall)
    await hall.stage.later(91 * 86400)
    ines = hall.manager("Inès")
    panel = await ines.command(
        hall.channel, "session new", recipe="atelier", scenario=SCENARIO, **{"continue": "1"}
    )
    page = await ines.press(panel, "take.open")
    assert page.text.count(fr("take.deleted")) == 2
    assert fr.n("take.left.milestones", 2) in page.text


async def test_a_session_that_continues_nothing_offers_nothing(hall: Room) -> None:
    await hall.open("essai")
    assert hall.panel.found("take.open") == []


async def test_what_was_left_out_of_a_summary_is_not_taken_up_and_the_rest_in_its_words(
    hall: Room,
) -> None:
    await before(hall)
    (velo,) = rows(hall.path, "SELECT id FROM postits WHERE text = 'un vélo'")
    (serre,) = rows(hall.path, "SELECT id FROM postits WHERE text = 'une serre'")
    (first,) = rows(hall.path, "SELECT id FROM milestones WHERE year = 2026")
    async with hall.stage.bot.ctx.database.write() as tx:
        for item, field, text in (
            (Item(Of.POSTIT, velo["id"]), "", None),
            (Item(Of.POSTIT, serre["id"]), "text", "une serre chauffée"),
            (Item(Of.MILESTONE, first["id"]), "", None),
            (Item(Of.PARKED, 1), "", None),
        ):
            await tx.corrections.put(1, Correction(item, field, text))
    page = await after(hall, scenario=SCENARIO)
    assert fr("take.no_parked") in page.text
    for label in ("take.act.milestones", "take.act.postits"):
        page = await hall.lead.press(page, label=fr(label))
    assert made(hall, "postits", "text") == ["une serre chauffée"]
    assert made(hall, "milestones", "statement") == ["un pas en 2028"]
    assert made(hall, "parked", "text") == []
