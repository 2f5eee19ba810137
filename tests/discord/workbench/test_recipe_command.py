"""Writing a recipe in Discord, as a facilitator does on a phone, and leading a session with it."""

from __future__ import annotations

from typing import Any

from bot.rehearsal.stage import Answer, Person, text_of
from bot.workshop.kinds import STEP_KINDS
from bot.workshop.language import Language
from bot.workshop.recipes.recipe_file import write_recipe
from bot.workshop.recipes.settings import forms_of
from bot.workshop.recipes.sketch import Sketch
from tests.discord.acting import Room, buttons, en, fr, ids_of, options, rows, shipped
from tests.discord.forging import press_id

SLUG = "notre-bilan"
RADIO = 21  # a field whose choices are all in sight


async def begun(
    hall: Room, who: Person | None = None, source: str | None = None, **given: Any
) -> Answer:
    """Have someone start a recipe; return their workbench."""
    asked = {"title": "Notre bilan", "purpose": "Regarder le mois passé.", **given}
    if source is not None:
        asked["from"] = source
    return await (who or hall.lead).command(hall.channel, "recipe new", **asked)


async def added(who: Person, bench: Answer, kind: str) -> Answer:
    """Have someone add a step; return its page."""
    return await who.choose(await who.press(bench, "recipe.add"), "recipe.kind", kind)


def form_of(page: Answer, kind: str, name: str) -> str:
    """The custom id of the button of a form."""
    rank = list(forms_of(kind)).index(name)
    (found,) = [one for one in ids_of(page, "recipe.form") if one.endswith(f":{rank}")]
    return found


async def asked(who: Person, page: Answer, kind: str, name: str) -> Answer:
    return await who.press(page, custom_id=form_of(page, kind, name))


async def sent(who: Person, form: Answer, **changes: Any) -> Answer:
    """Have someone send a form in which they changed something."""
    return await who.fill(form, **{**_as_shown(form), **changes})


def _as_shown(form: Answer) -> dict[str, Any]:
    """What a form holds before anyone touches it."""
    assert form.form is not None
    held: dict[str, Any] = {}
    for label in form.form["components"]:
        field = label["component"]
        if "options" in field:
            chosen = [one["value"] for one in field["options"] if one.get("default")]
            held[field["custom_id"]] = chosen[0] if field["type"] == RADIO and chosen else chosen
        else:
            held[field["custom_id"]] = field.get("value", "")
    return held


def kept(hall: Room) -> list[Sketch]:
    found = rows(hall.path, "SELECT sketch FROM recipes ORDER BY id")
    return [Sketch.model_validate_json(row["sketch"]) for row in found]


async def offered(hall: Room, who: Person, command: str, option: str = "recipe") -> list[str]:
    found = await who.member.autocomplete(hall.channel, command, option, "")
    return [str(one["value"]) for one in found]


async def test_a_recipe_is_written_on_a_phone_and_led(hall: Room) -> None:
    lead = hall.lead
    bench = await begun(hall)
    assert bench.private
    assert fr("recipe.welcome") in bench.text
    assert fr("recipe.kept_until") in bench.text

    page = await added(lead, bench, "collect")
    form = await asked(lead, page, "collect", "asking")
    page = await sent(lead, form, prompt="Qu'avons-nous appris ?", columns="+ Garder\nLâcher")
    assert "Qu'avons-nous appris" in page.text
    assert "+ Garder, Lâcher" in page.text
    form = await asked(lead, page, "collect", "time")
    page = await sent(lead, form, minutes="1 min 30")
    assert fr.minutes(1.5) in page.text
    bench = await lead.press(page, "recipe.open")
    page = await added(lead, bench, "vote")
    bench = await lead.press(page, "recipe.open")
    checked = await lead.press(bench, "recipe.check")
    assert fr("recipe.complete_but") in checked.text
    assert fr("recipe.doubt.stays_hidden", n=1) in checked.text

    page = await lead.choose(bench, "recipe.step", "1")
    page = await lead.choose(await lead.press(page, "recipe.add"), "recipe.kind", "reveal")
    bench = await lead.press(page, "recipe.open")
    assert [step.kind for step in kept(hall)[0].steps] == ["collect", "reveal", "vote"]
    assert fr.minutes(1.5 + 5 + 5) in bench.text
    bench = await lead.press(bench, "recipe.save")
    assert fr("recipe.saved") in bench.text
    assert fr("recipe.is_saved") in bench.text

    assert (await offered(hall, lead, "session new"))[0] == SLUG, "the server's own first"
    await hall.play(SLUG, "collect")
    card = text_of(hall.card)
    assert "Qu'avons-nous appris" in card
    awa = hall.person("Awa")
    await hall.write(awa, "Dire merci plus tôt", column=["Garder"])
    await hall.go("vote")
    await hall.end()


async def test_each_form_of_each_kind_opens_and_is_kept_as_it_came(hall: Room) -> None:
    """Every setting is asked somewhere, and a form that is sent untouched changes nothing."""
    lead, bench = hall.lead, await begun(hall)
    for kind in STEP_KINDS:
        page = await added(lead, bench, kind)
        before = kept(hall)[0]
        for custom_id in ids_of(page, "recipe.form"):
            form = await lead.press(page, custom_id=custom_id)
            assert form.form is not None
            assert 1 <= len(form.form["components"]) <= 5
            page = await sent(lead, form)
            assert kept(hall)[0] == before, (kind, custom_id)
        bench = await lead.press(page, "recipe.open")
    checked = await lead.press(bench, "recipe.check")
    assert fr("recipe.complete") in checked.text
    assert fr("recipe.needs_scenario") in checked.text


async def test_a_recipe_says_when_and_for_how_many_it_is_chosen(hall: Room) -> None:
    lead, bench = hall.lead, await begun(hall)
    form = await lead.press(bench, "recipe.form")
    refused = await sent(lead, form, people="beaucoup")
    assert fr.sentences["recipe.bad.people"][0].partition("{")[0] in refused.text
    form = await lead.press(bench, "recipe.form")
    bench = await sent(lead, form, aim="close", people="4 à 12", when="En fin de trimestre.")
    for told in (fr("setting.recipe.aim_close"), "4 – 12", "En fin de trimestre."):
        assert told in bench.text
    bench = await lead.press(await added(lead, bench, "rate"), "recipe.open")
    await lead.press(bench, "recipe.save")
    whole = kept(hall)[0].whole()
    assert (whole.aim, whole.people) == ("close", (4, 12))


async def test_the_preview_shows_each_card_and_what_cannot_open(hall: Room) -> None:
    lead, bench = hall.lead, await begun(hall)
    for kind in STEP_KINDS:
        bench = await lead.press(await added(lead, bench, kind), "recipe.open")
    before = len(hall.texts)
    shown = await lead.press(bench, "recipe.preview")
    for place, kind in enumerate(STEP_KINDS, start=1):
        title = "Notre bilan"
        assert fr("card.place", n=place, total=len(STEP_KINDS), title=title) in shown.text
        assert fr(f"kind.{kind}.invite") in shown.text
        if place < len(STEP_KINDS):
            (onward,) = [i for i in ids_of(shown, "recipe.preview") if i.endswith(f":{place}")]
            shown = await lead.press(shown, custom_id=onward)
    assert len(hall.texts) == before, "the room sees nothing of it"
    page = await lead.press(shown, "recipe.show")
    assert kept(hall)[0].steps[-1].kind == kind
    assert fr(f"kind.{kind}.name") in page.text

    bench = await lead.press(page, "recipe.open")
    page = await lead.choose(bench, "recipe.step", "5")
    form = await asked(lead, page, "vote", "about")
    page = await sent(lead, form, on="options", options="Une seule")
    assert fr("recipe.rule.few_options") in page.text
    bench = await lead.press(page, "recipe.open")
    refused = await lead.press(bench, "recipe.save")
    where = fr("recipe.place", n=5, kind=fr("kind.vote.name"))
    assert f"**{where}** · {fr('recipe.rule.few_options')}" in refused.text
    assert not rows(hall.path, "SELECT 1 FROM recipes WHERE saved IS NOT NULL")


async def test_steps_are_moved_copied_taken_out_and_put_back(hall: Room) -> None:
    lead, bench = hall.lead, await begun(hall)
    for kind in ("collect", "reveal", "vote"):
        page = await added(lead, bench, kind)
        bench = await lead.press(page, "recipe.open")

    def kinds() -> list[str]:
        return [step.kind for step in kept(hall)[0].steps]

    page = await lead.choose(bench, "recipe.step", "3")
    page = await lead.press(page, "recipe.up")
    assert kinds() == ["collect", "vote", "reveal"]
    page = await lead.press(page, "recipe.down")
    assert kinds() == ["collect", "reveal", "vote"]
    page = await lead.press(page, "recipe.copy")
    assert kinds() == ["collect", "reveal", "vote", "vote"]
    bench = await lead.press(page, "recipe.drop")
    assert kinds() == ["collect", "reveal", "vote"]
    assert fr("recipe.dropped", title=fr("kind.vote.title")) in bench.text
    bench = await lead.press(bench, "recipe.put_back")
    assert kinds() == ["collect", "reveal", "vote", "vote"]
    await press_id(hall, lead, bench.shown, "recipe.drop:1:4")
    gone = await press_id(hall, lead, bench.shown, "recipe.up:1:4")
    assert fr("recipe.step_gone") in gone.text, "the workbench is shown again"
    assert fr("button.recipe_save") in buttons(gone)


async def test_what_cannot_be_read_is_said_and_waits_in_the_form(hall: Room) -> None:
    lead = hall.lead
    page = await added(lead, await begun(hall), "vote")
    form = await asked(lead, page, "vote", "time")
    answer = await sent(lead, form, minutes="bientôt")
    why = fr("length.not_a_length")
    assert fr("recipe.misread", name=fr("setting.step.minutes"), why=why) in answer.text
    form = await asked(lead, page, "vote", "time")
    assert form.form is not None
    assert form.form["components"][0]["component"]["value"] == "bientôt"
    for name, field, text, key in (
        ("rules", "quorum", "beaucoup", "asked.bad.quorum"),
        ("marking", "budget", "100", "recipe.bad.number"),
    ):
        form = await asked(lead, page, "vote", name)
        answer = await sent(lead, form, **{field: text})
        assert fr.sentences[key][0].partition("{")[0].rstrip() in answer.text


async def test_two_people_change_two_steps_and_not_the_same(hall: Room) -> None:
    lead, ondine = hall.lead, hall.manager("Ondine")
    bench = await lead.press(await added(lead, await begun(hall), "reveal"), "recipe.open")
    await added(lead, bench, "discuss")
    hers = await ondine.command(hall.channel, "recipe edit", recipe=SLUG)
    bench = await lead.command(hall.channel, "recipe edit", recipe=SLUG)
    mine = await lead.choose(bench, "recipe.step", "1")
    form = await asked(lead, mine, "reveal", "words")
    one = await asked(ondine, await ondine.choose(hers, "recipe.step", "1"), "reveal", "words")
    other = await press_id(hall, ondine, hers.shown, "recipe.show:1:2")
    two = await asked(ondine, other, "discuss", "words")
    await sent(lead, form, title="Le mien", invite="Lire.")
    await sent(ondine, two, title="La parole", invite="Parler.")
    refused = await sent(ondine, one, title="Le sien", invite="Lire à voix haute.")
    assert fr("recipe.changed") in refused.text
    assert "Le sien" in refused.text, "what she wrote is given back"
    titles = [step.plan["title"]["fr"] for step in kept(hall)[0].steps]
    assert titles == ["Le mien", "La parole"]


async def test_a_recipe_is_written_in_one_language_and_keeps_the_other(hall: Room) -> None:
    lead = hall.lead
    bench = await begun(hall, source="meteo", title="Notre météo")
    assert fr("recipe.welcome_from") in bench.text
    assert shipped().recipes["meteo"].steps[0].title.fr in bench.text
    page = await lead.choose(bench, "recipe.step", "1")
    kind = kept(hall)[0].steps[0].kind
    form = await asked(lead, page, kind, "words")
    page = await sent(lead, form, title="Le temps qu'il fait", invite="Un mot, pas plus.")
    english = fr("recipe.in_language", language="anglais")
    assert fr("recipe.behind", language=english) in page.text
    (step, *_) = kept(hall)[0].steps
    assert step.plan["title"] == {
        "fr": "Le temps qu'il fait",
        "en": shipped().recipes["meteo"].steps[0].title.en,
    }
    bench = await lead.press(page, "recipe.open")
    bench = await lead.press(bench, "recipe.language")
    assert fr("recipe.now_in", language=english) in bench.text
    page = await lead.choose(bench, "recipe.step", "1")
    form = await asked(lead, page, kind, "words")
    page = await sent(lead, form, title="The weather in here", invite="One word, no more.")
    assert fr("recipe.behind", language=english) not in page.text
    assert kept(hall)[0].steps[0].behind == {}


async def test_a_recipe_begins_from_the_session_of_the_channel(hall: Room) -> None:
    await hall.play("atelier", "collect", scenario="adere-2032.fr", title="Notre avenir")
    lead, other = hall.lead, hall.person("Awa")
    assert (await offered(hall, lead, "recipe new", "from"))[0] == "#here"
    assert "#here" not in await offered(hall, other, "recipe new", "from"), "what is to come"
    refused = await begun(hall, other, source="#here")
    assert refused.text == fr("session.unknown_recipe")
    await begun(hall, source="#here")
    plans = [step.kind for step in shipped().recipes["atelier"].steps]
    assert [step.kind for step in kept(hall)[0].steps] == plans
    await hall.end()
    assert (await offered(hall, other, "recipe new", "from"))[0] == "#here"
    await begun(hall, other, source="#here", title="Comme la dernière fois")
    assert [step.kind for step in kept(hall)[1].steps] == plans
    assert kept(hall)[1].whole().title.en == "Comme la dernière fois"


async def test_a_recipe_leaves_as_a_file_and_comes_back(hall: Room) -> None:
    lead = hall.lead
    await begun(hall, source="backcasting")
    answer = await lead.command(hall.channel, "recipe export", recipe="notre-bilan")
    (file,) = answer.shown.attachments
    assert file.filename == "notre-bilan.toml"
    text = await file.read()
    bench = await lead.command(hall.channel, "recipe import", file=("a.toml", text))
    assert fr("recipe.imported") in bench.text
    first, second = kept(hall)
    assert first.whole() == second.whole()
    assert write_recipe(second.whole()).encode() == text

    for content, told in (
        (text.replace(b'method = "dots"', b'method = "coins"'), fr("kind.vote.name")),
        (b"a." * 90_000, "TOML"),
        (b"# " + b"x" * 300_000, fr("recipe.too_large", limit=256)),
        (b"\xff", "UTF-8"),
    ):
        refused = await lead.command(hall.channel, "recipe import", file=("b.toml", content))
        assert told in refused.text
    assert len(kept(hall)) == 2, "nothing of them was kept"


async def test_a_recipe_is_deleted_once_one_has_said_so(hall: Room) -> None:
    lead = hall.lead
    await begun(hall)
    answer = await lead.command(hall.channel, "recipe delete", recipe=SLUG)
    assert fr("recipe.delete_draft", title="Notre bilan") in answer.text
    assert kept(hall)
    gone = await lead.press(answer, "recipe.delete_yes")
    assert gone.text == fr("recipe.deleted", title="Notre bilan")
    assert not kept(hall)
    again = await press_id(hall, lead, gone.shown, "recipe.delete_yes:1")
    assert again.text == fr("recipe.gone")


async def test_a_saved_recipe_that_tells_a_story_has_the_scenarios_offered(hall: Room) -> None:
    lead = hall.lead
    bench = await begun(hall, source="backcasting", title="Notre futur")
    await lead.press(bench, "recipe.save")
    menu = await lead.command(hall.channel, "session new", recipe="notre-futur")
    assert fr("session.which_scenario", recipe="Notre futur") in menu.text
    choices = options(menu, "session.story")
    (story,) = [value for value in choices if value.startswith("adere-2032.fr")]
    bench = await lead.command(hall.channel, "recipe edit", recipe="notre-futur")
    await lead.press(await lead.choose(bench, "recipe.step", "1"), "recipe.drop")
    panel = await lead.choose(menu, "session.story", story)
    assert fr("check.rights") in panel.text or panel.private
    (row,) = rows(hall.path, "SELECT recipe FROM sessions")
    kinds = [step.kind for step in shipped().recipes["backcasting"].steps]
    assert row["recipe"].count('"kind"') == len(kinds), "as it was saved, not as it is drafted"


async def test_an_english_speaker_reads_english(hall: Room) -> None:
    ben = hall.person("Ben", Language.ENGLISH)
    bench = await begun(hall, ben)
    assert en("recipe.welcome") in bench.text
    assert en("recipe.in_language", language="French") in bench.text, "the room reads French"
