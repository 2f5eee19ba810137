"""Who may prepare a scenario, what two people do to each other, and what a restart interrupts."""

from __future__ import annotations

import discord
import pytest

from bot.interface.naming.attached import server_of
from bot.rehearsal.stage import Answer, Person
from bot.workshop.errors import Refusal
from bot.workshop.language import Language
from bot.workshop.text import escape
from tests.discord.acting import Room, en, fr, rows
from tests.discord.forging import press_id, send_form
from tests.discord.story.test_backcast_command import (
    NOTES,
    OPENING,
    SLUG,
    SOUND,
    anchored,
    awarded,
    begun,
    default,
    kept,
    marks,
    offered,
    told,
    written,
)


async def give_role(hall: Room) -> Person:
    """Have the server choose a facilitator role; return someone who has it."""
    role = hall.server.create_role("Animation")
    await hall.manager("Régis").command(hall.channel, "settings facilitators", role=role)
    return hall.stage.person(hall.server, "Awa", Language.FRENCH, [role])


# Rights


async def test_without_a_role_others_see_nothing_of_a_draft(hall: Room) -> None:
    ben = hall.person("Ben", Language.ENGLISH)
    bench = await written(hall)
    assert await offered(hall, ben, "backcast edit") == []
    for command in ("edit", "export", "delete"):
        answer = await ben.command(hall.channel, f"backcast {command}", scenario=SLUG)
        assert answer.text == en("backcast.not_yours")
    answer = await ben.command(hall.channel, "backcast media", scenario=SLUG, file=SOUND)
    assert answer.text == en("backcast.not_yours")
    forged = await press_id(hall, ben, bench, "backcast.delete_yes:1")
    assert forged.text == en("backcast.not_yours")
    forged = await send_form(hall, ben, "backcast.story_form:1:99", {"opening": "Volé."})
    assert forged.text.startswith(en("backcast.not_yours"))
    assert kept(hall)[0].opening == OPENING
    assert (await begun(hall, ben)).private, "but anyone may write their own"


async def test_a_facilitator_role_prepares_together_and_others_do_not(hall: Room) -> None:
    bench = await begun(hall)
    awa = await give_role(hall)
    refused = await begun(hall, hall.person("Chloé"))
    assert "gèrent le serveur" in refused.text
    answer = await hall.lead.press(bench, "backcast.save")
    assert "gèrent le serveur" in answer.text, "nor does who started it without the role"
    file = ("a.toml", b"title = 1")
    answer = await hall.lead.command(hall.channel, "backcast import", file=file)
    assert "gèrent le serveur" in answer.text
    hers = await awa.command(hall.channel, "backcast edit", scenario=SLUG)
    assert marks(await told(awa, hers)) == "✅✅⬜▫⬜▫"


async def test_who_manages_the_server_may_change_every_scenario(hall: Room) -> None:
    await begun(hall)
    ondine = hall.manager("Ondine")
    (choice,) = await offered(hall, ondine, "backcast edit")
    assert choice["name"] == f"Les Tilleuls en 2036 · {fr('backcast.state_draft')}"
    bench = await ondine.command(hall.channel, "backcast edit", scenario=choice["value"])
    assert marks(await told(ondine, bench)) == "✅✅⬜▫⬜▫"


async def test_a_server_never_reaches_the_scenarios_of_another(hall: Room) -> None:
    bench = await written(hall)
    await hall.lead.press(bench, "backcast.save")
    away = hall.stage.server("Ailleurs")
    hall_away = away.create_text_channel("salon")
    role = away.create_role("Tout", permissions=discord.Permissions(manage_guild=True))
    chief = hall.stage.person(away, "Zoé", Language.FRENCH, [role])
    choices = await chief.member.autocomplete(hall_away, "session new", "scenario", "Tilleuls")
    assert choices == []
    for command in ("edit", "export", "delete"):
        answer = await chief.command(hall_away, f"backcast {command}", scenario=SLUG)
        assert answer.text == fr("backcast.unknown")
    answer = await chief.command(
        hall_away, "session new", recipe="backcasting", scenario=SLUG, title="Volé"
    )
    assert answer.text == fr("session.unknown_scenario")
    own = await chief.command(
        hall_away, "backcast new", title="Les Tilleuls en 2036", organisation="Nous",
        origin=2026, horizon=2036, language="fr",
    )  # fmt: skip
    assert own.private
    assert [row["slug"] for row in rows(hall.path, "SELECT slug FROM scenarios")] == [SLUG, SLUG]


def test_outside_a_server_there_is_nothing_to_prepare() -> None:
    class Elsewhere:
        guild_id = None

    with pytest.raises(Refusal):
        server_of(Elsewhere())  # type: ignore[arg-type]


# Two people, two presses


async def test_two_people_write_the_same_part_and_neither_loses_a_word(hall: Room) -> None:
    bench = await begun(hall)
    ondine = hall.manager("Ondine")
    hers = await ondine.command(hall.channel, "backcast edit", scenario=SLUG)
    mine_form = await hall.lead.press(bench, "backcast.story")
    her_form = await ondine.press(hers, "backcast.story")
    await hall.lead.fill(mine_form, opening=OPENING, question="Qu'avez-vous fait ?")
    back = await ondine.fill(her_form, opening="Il neige sur *2036*.", question="Et puis ?")
    assert back.text.startswith(fr("backcast.changed"))
    assert "Il neige sur *2036*." in back.text
    assert kept(hall)[0].opening == OPENING
    seen = await ondine.press(back, "backcast.open")
    form = await ondine.press(seen, "backcast.story")
    assert default(form, "opening") == OPENING
    await ondine.fill(form, opening=f"{OPENING} Il neige.", question="Et puis ?")
    assert kept(hall)[0].opening.endswith("Il neige.")


async def test_two_people_write_two_parts_at_once(hall: Room) -> None:
    bench = await begun(hall)
    ondine = hall.manager("Ondine")
    hers = await ondine.command(hall.channel, "backcast edit", scenario=SLUG)
    mine_form = await hall.lead.press(bench, "backcast.anchor_add")
    her_form = await ondine.press(hers, "backcast.anchor_add")
    await hall.lead.fill(mine_form, year="2028", title="Un", text="Un geste.")
    hers = await ondine.fill(her_form, year="2027", title="Deux", text="Un autre.")
    assert [anchor.title for anchor in kept(hall)[0].anchors] == ["Deux", "Un"]
    hers = await awarded(ondine, hers, "Label", "Bravo.")
    assert marks(await told(hall.lead, bench)) == "✅✅✅✅⬜▫"


async def test_an_anchor_removed_while_someone_rewrites_it(hall: Room) -> None:
    bench = await anchored(hall.lead, await begun(hall), "2028", "Un", "Un geste.")
    form = await press_id(hall, hall.lead, bench, "backcast.anchor_edit:1:1")
    await press_id(hall, hall.lead, bench, "backcast.anchor_drop:1:1")
    back = await hall.lead.fill(form, year="2028", title="Un", text="Un geste réécrit.")
    assert back.text.startswith(fr("backcast.changed"))
    assert "Un geste réécrit." in back.text
    assert kept(hall)[0].anchors == ()


async def test_every_press_twice_is_harmless(hall: Room) -> None:
    bench = await begun(hall)
    form = await hall.lead.press(bench, "backcast.anchor_add")
    fields = {"year": "2030", "title": "Un", "text": "Un geste."}
    assert form.form is not None
    for _ in range(2):
        bench = await send_form(hall, hall.lead, form.form["custom_id"], dict(fields))
    assert len(kept(hall)[0].anchors) == 1
    bench = await told(hall.lead, await begun_again(hall))
    for _ in range(2):
        await press_id(hall, hall.lead, bench, "backcast.usual:1")
    assert len(kept(hall)[0].dimensions) == 4
    for _ in range(2):
        saved = await press_id(hall, hall.lead, bench, "backcast.save:1")
        assert fr("backcast.saved") in saved.text
    assert len(await offered(hall, hall.lead, written="tilleuls")) == 1
    question = await hall.lead.press(saved, "backcast.delete")
    assert fr("backcast.delete_saved", title=escape("Les Tilleuls en 2036")) in question.text
    first = await press_id(hall, hall.lead, question, "backcast.delete_yes:1")
    again = await press_id(hall, hall.lead, question, "backcast.delete_yes:1")
    assert fr("backcast.deleted", title=escape("Les Tilleuls en 2036")) in first.text
    assert again.text == fr("backcast.gone")
    form_of_the_gone = await send_form(
        hall, hall.lead, "backcast.story_form:1:0", {"opening": OPENING, "question": "Et puis ?"}
    )
    assert OPENING in form_of_the_gone.text, "what was written comes back"


async def begun_again(hall: Room) -> Answer:
    return await hall.lead.command(hall.channel, "backcast edit", scenario=SLUG)


async def test_second_thoughts_before_deleting(hall: Room) -> None:
    question = await hall.lead.press(await begun(hall), "backcast.delete")
    assert fr("backcast.delete_draft", title="Les Tilleuls en 2036") in question.text
    bench = await hall.lead.press(question, "backcast.open")
    assert marks(bench) == "⬜⬜⬜▫⬜▫"
    assert len(kept(hall)) == 1


# Sessions, and what they keep


async def test_a_deleted_scenario_goes_on_in_the_session_that_tells_it(hall: Room) -> None:
    bench = await written(hall)
    form = await hall.lead.press(bench, "backcast.media")
    bench = await hall.lead.fill(form, file=SOUND, transcript=NOTES)
    bench = await hall.lead.press(bench, "backcast.save")
    await hall.play("atelier", "story", scenario=SLUG)
    question = await hall.lead.press(bench, "backcast.delete")
    await hall.lead.press(question, "backcast.delete_yes")
    assert await offered(hall, hall.lead, written="tilleuls") == []
    await hall.stage.later(900)
    assert any(text.startswith("## 🏅 Village du bon pain 2036") for text in hall.texts)
    sent = [a.filename for m in hall.stage.messages(hall.channel) for a in m.attachments]
    assert "melodie-du-four.wav" in sent


async def test_a_draft_changed_after_it_was_saved_is_told_as_it_was_saved(hall: Room) -> None:
    bench = await hall.lead.press(await written(hall), "backcast.save")
    bench = await told(hall.lead, bench, "Autre chose.")
    assert fr("backcast.is_changed") in bench.text
    await hall.play("atelier", "story", scenario=SLUG)
    assert any(OPENING in text for text in hall.texts)


async def test_a_scenario_starts_from_another(hall: Room) -> None:
    bench = await hall.lead.press(await written(hall), "backcast.save")
    ben = hall.person("Ben")
    choices = await ben.member.autocomplete(hall.channel, "backcast new", "from", "")
    values = [choice["value"] for choice in choices]
    assert values[0] == SLUG
    assert values.index("adere-2032.fr") < values.index("adere-2032.en"), "one's language first"
    bench = await begun(hall, ben, title="Autre village", **{"from": SLUG})
    assert marks(bench) == "✅✅✅✅✅▫"
    bench = await begun(hall, ben, title="Troisième", **{"from": "adere-2032.fr"})
    assert fr("fault.outside", low=2026, high=2036) not in bench.text
    assert "L'hiver des carottes" in bench.text
    bench = await begun(hall, ben, **{"from": "inconnu"})
    assert bench.text == fr("session.unknown_scenario")


# Restarts


async def test_a_restart_in_the_middle_loses_nothing(hall: Room) -> None:
    bench = await begun(hall)
    form = await hall.lead.press(bench, "backcast.story")
    await hall.stage.restart()
    bench = await hall.lead.fill(form, opening=OPENING, question="Qu'avez-vous fait ?")
    assert marks(bench) == "✅✅⬜▫⬜▫"
    await hall.stage.restart()
    bench = await hall.lead.press(bench, "backcast.usual")
    bench = await anchored(hall.lead, bench, "2030", "Un", "Un geste.")
    await hall.stage.restart()
    bench = await hall.lead.press(bench, "backcast.save")
    await hall.stage.restart()
    assert len(await offered(hall, hall.lead, written="tilleuls")) == 1
