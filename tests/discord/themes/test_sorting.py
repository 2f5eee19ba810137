"""Sorting as a facilitator does it, on a phone: choose, move, rename, merge, split, undo."""

from __future__ import annotations

import pytest

from bot.i18n import Catalogue
from bot.rehearsal.stage import Answer, Person
from bot.workshop.language import Language
from tests.discord.acting import Room, buttons, en, fr, ids_of, options, rows
from tests.discord.forging import choose_id, press_id, send_form

IDEAS = ("Un camion partagé", "Une fête", "Des camions partagés", "Un potager", "Un journal")


async def sorted_room(hall: Room, *ideas: str, language: str = "fr") -> Person:
    """A brainstorm about to be sorted; return someone who wrote and does not lead."""
    awa = hall.person("Awa")
    await hall.play("brainstorm", "collect", language=language)
    await hall.write(awa, *(ideas or IDEAS))
    await hall.go("group")
    return awa


def value_of(shown: Answer, verb: str, text: str) -> str:
    (found,) = [value for value, label in options(shown, verb).items() if text in label]
    return found


async def move(hall: Room, who: Person, shown: Answer, name: str, *texts: str) -> Answer:
    """Choose post-its of the page and have them go to a new theme."""
    chosen = [value_of(shown, "theme.hold", text) for text in texts]
    shown = await who.choose(shown, "theme.hold", *chosen)
    form = await who.choose(shown, "theme.to", "new")
    return await who.fill(form, name=name)


def themes(hall: Room) -> dict[str, list[str]]:
    """Each theme of the database with the texts of its post-its."""
    found: dict[str, list[str]] = {
        row["name"]: [] for row in rows(hall.path, "SELECT name FROM themes ORDER BY id")
    }
    for row in rows(
        hall.path,
        "SELECT name, text FROM theme_postits JOIN themes ON themes.id = theme_id"
        " JOIN postits ON postits.id = postit_id ORDER BY text",
    ):
        found[row["name"]].append(row["text"])
    return found


@pytest.mark.parametrize("t", [fr, en], ids=["fr", "en"])
async def test_post_its_are_chosen_moved_and_counted_on_the_card(hall: Room, t: Catalogue) -> None:
    lead = hall.lead if t is fr else hall.person("Mae", Language.ENGLISH)
    await sorted_room(hall, language=t.language.value)
    if t is en:
        await hall.lead.command(hall.channel, "session facilitator", member=lead.member)
    panel = await lead.press(hall.card, "lead.panel")
    assert t("theme.none_yet") in hall.texts[-1]
    shown = await lead.press(panel, "theme.sort")
    assert t.n("theme.left", 5, total=5) in shown.text
    shown = await move(hall, lead, shown, "Transport", "camion partagé", "camions partagés")
    assert t("theme.done", what=t("theme.made.create", name="Transport")) in shown.text
    assert t.n("theme.left", 3, total=5) in shown.text
    assert len(options(shown, "theme.hold")) == 3, "the unsorted alone"
    assert t("button.undo", what=t("theme.made.create", name="Transport")) in buttons(shown)
    await hall.stage.later(10)
    assert "- **Transport** · 2" in hall.texts[-1]
    assert t.n("count.themes", 1) in hall.texts[-1]


async def test_a_theme_is_renamed_merged_split_removed_and_all_is_undone(hall: Room) -> None:
    lead = hall.lead
    await sorted_room(hall)
    shown = await lead.press(hall.panel, "theme.sort")
    shown = await move(hall, lead, shown, "Transport", "camion partagé", "camions partagés")
    shown = await move(hall, lead, shown, "Fêtes", "Une fête")
    shown = await lead.press(shown, "theme.list")
    one = await lead.choose(shown, "theme.pick", value_of(shown, "theme.pick", "Transport"))
    one = await lead.fill(await lead.press(one, "theme.rename"), name="Camions")
    assert "### Camions" in one.text
    merging = await lead.press(one, "theme.merging")
    assert list(options(merging, "theme.merge").values()) == ["Fêtes · 1"]
    one = await lead.choose(merging, "theme.merge", value_of(merging, "theme.merge", "Fêtes"))
    assert themes(hall) == {"Camions": ["Des camions partagés", "Un camion partagé", "Une fête"]}
    splitting = await lead.press(one, "theme.split")
    assert fr("theme.how_to_split", name="Camions") in splitting.text
    shown = await move(hall, lead, splitting, "Liens", "Une fête")
    assert fr("theme.done", what=fr("theme.made.split", name="Liens")) in shown.text
    shown = await lead.press(shown, "theme.list")
    one = await lead.choose(shown, "theme.pick", value_of(shown, "theme.pick", "Camions"))
    shown = await lead.press(one, "theme.remove")
    assert themes(hall) == {"Liens": ["Une fête"]}
    for _ in range(6):
        shown = await lead.press(shown, "theme.undo")
    assert themes(hall) == {}
    assert ids_of(shown, "theme.undo") == []
    for _ in range(6):
        shown = await lead.press(shown, "theme.redo")
    assert themes(hall) == {"Liens": ["Une fête"]}


async def test_the_bot_restarts_in_the_middle_and_undo_goes_on(hall: Room) -> None:
    lead = hall.lead
    await sorted_room(hall)
    shown = await lead.press(hall.panel, "theme.sort")
    shown = await move(hall, lead, shown, "Transport", "camion partagé")
    shown = await lead.choose(shown, "theme.hold", value_of(shown, "theme.hold", "fête"))
    await hall.stage.restart()
    shown = await lead.choose(shown, "theme.to", value_of(shown, "theme.to", "Transport"))
    assert themes(hall) == {"Transport": ["Un camion partagé", "Une fête"]}
    await hall.stage.restart()
    shown = await lead.press(shown, "theme.undo")
    assert themes(hall) == {"Transport": ["Un camion partagé"]}
    shown = await lead.press(shown, "theme.redo")
    assert themes(hall) == {"Transport": ["Un camion partagé", "Une fête"]}


async def test_a_press_made_twice_acts_once(hall: Room) -> None:
    lead = hall.lead
    await sorted_room(hall)
    shown = await lead.press(hall.panel, "theme.sort")
    shown = await move(hall, lead, shown, "Transport", "camion partagé")
    (undo,) = ids_of(shown, "theme.undo")
    await press_id(hall, lead, shown, undo)
    again = await press_id(hall, lead, shown, undo)
    assert fr("theme.changed") in again.text
    assert themes(hall) == {}
    (redo,) = ids_of(again, "theme.redo")
    shown = await press_id(hall, lead, again, redo)
    again = await press_id(hall, lead, again, redo)
    assert fr("theme.changed") in again.text
    twice = await send_form(hall, lead, f"theme.named:{hall.open_step()['id']}::0:0", {"name": "B"})
    assert fr("theme.changed") in twice.text
    assert themes(hall) == {"Transport": ["Un camion partagé"]}


async def test_who_does_not_lead_cannot_sort(hall: Room) -> None:
    awa = await sorted_room(hall)
    step = hall.open_step()["id"]
    for custom_id in (
        f"theme.sort:{step}::0",
        f"theme.new:{step}::0:0",
        f"theme.list:{step}:0",
        f"theme.like:{step}",
        f"theme.undo:{step}::0",
        f"theme.publish:{step}:0:",
    ):
        answer = await press_id(hall, awa, hall.card, custom_id)
        assert (answer.text, answer.private) == (fr("session.not_facilitator"), True)
    answer = await choose_id(hall, awa, hall.card, f"theme.to:{step}::0:0", "unsorted")
    assert answer.text == fr("session.not_facilitator")
    answer = await awa.command(hall.channel, "theme move", postit="1", theme="À moi")
    assert (answer.text, answer.private) == (fr("session.not_facilitator"), True)
    assert themes(hall) == {}


async def test_everyone_reads_the_wall_by_theme_and_it_is_published_once(hall: Room) -> None:
    awa = await sorted_room(hall)
    shown = await hall.lead.press(hall.panel, "theme.sort")
    await move(hall, hall.lead, shown, "Transport", "camion partagé", "camions partagés")
    wall = await awa.press(hall.card, "wall.read")
    assert wall.private
    before, _, rest = wall.text.partition(f"**{fr('theme.unsorted')}** · 3")
    assert "**Transport** · 2" in before
    assert "Des camions partagés — *Awa*" in before
    assert "Une fête — *Awa*" in rest
    shown = await hall.lead.press(hall.panel, "theme.list")
    (publish,) = ids_of(shown, "theme.publish")
    await press_id(hall, hall.lead, shown, publish)
    again = await press_id(hall, hall.lead, shown, publish)
    assert fr("theme.changed") in again.text
    counted = fr.n("picture.notes", 5)
    posted = [text for text in hall.texts if fr("theme.all", counted=counted) in text]
    assert len(posted) == 1
    assert "**Transport** · 2" in posted[0]


async def test_the_command_completes_itself_and_makes_the_theme(hall: Room) -> None:
    await sorted_room(hall)
    lead = hall.lead
    told = await lead.command(hall.channel, "theme move", postit="potager", theme="Jardins")
    assert told.private
    assert fr("theme.done", what=fr("theme.made.create", name="Jardins")) in told.text
    number = rows(hall.path, "SELECT number FROM postits WHERE text = 'Un journal'")[0][0]
    told = await lead.command(hall.channel, "theme move", postit=str(number), theme="jardins")
    assert themes(hall) == {"Jardins": ["Un journal", "Un potager"]}
    found = await lead.member.autocomplete(hall.channel, "theme move", "postit", "CAMION")
    assert len(found) == 2
    found = await lead.member.autocomplete(hall.channel, "theme move", "theme", "jar")
    assert [choice["name"] for choice in found] == ["Jardins"]
